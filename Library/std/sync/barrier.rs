//! Meeting of threads.

use super::{Condvar, Mutex};
use crate::fmt;

/// Lets a number of threads wait for each other.
pub struct Barrier {
    lock: Mutex<State>,
    condition: Condvar,
    threads: usize,
}
struct State {
    count: usize,
    generation: usize,
}

/// Which thread was the last to arrive.
pub struct BarrierWaitResult(bool);
impl BarrierWaitResult {
    /// Whether this is the one thread of all that met which is told so.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Barrier;
    /// assert!(Barrier::new(1).wait().is_leader());
    /// ```
    pub fn is_leader(&self) -> bool {
        self.0
    }
}
impl fmt::Debug for BarrierWaitResult {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BarrierWaitResult").field("is_leader", &self.0).finish()
    }
}

impl Barrier {
    /// A barrier at which so many threads meet.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Barrier;
    /// use std::thread;
    /// let barrier = Barrier::new(2);
    /// thread::scope(|scope| {
    ///     scope.spawn(|| barrier.wait());
    ///     barrier.wait();
    /// });
    /// ```
    pub const fn new(threads: usize) -> Barrier {
        Barrier { lock: Mutex::new(State { count: 0, generation: 0 }), condition: Condvar::new(), threads }
    }
    /// Waits until all threads are here. Then the barrier can be used again.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Barrier;
    /// let barrier = Barrier::new(1);
    /// assert!(barrier.wait().is_leader());
    /// assert!(barrier.wait().is_leader());
    /// ```
    pub fn wait(&self) -> BarrierWaitResult {
        let mut state = self.lock.lock().unwrap();
        let generation = state.generation;
        state.count += 1;
        if state.count < self.threads {
            let _guard = self.condition.wait_while(state, |state| state.generation == generation).unwrap();
            BarrierWaitResult(false)
        } else {
            state.count = 0;
            state.generation = state.generation.wrapping_add(1);
            self.condition.notify_all();
            BarrierWaitResult(true)
        }
    }
}
impl fmt::Debug for Barrier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Barrier").finish_non_exhaustive()
    }
}
