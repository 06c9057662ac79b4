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
    pub const fn new(threads: usize) -> Barrier {
        Barrier { lock: Mutex::new(State { count: 0, generation: 0 }), condition: Condvar::new(), threads }
    }
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
