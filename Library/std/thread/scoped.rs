//! Threads that end before a function does.

use super::{current, park, Builder, JoinInner, Result, Thread};
use crate::fmt;
use crate::marker::PhantomData;
use crate::sync::atomic::{AtomicUsize, Ordering::{Acquire, Relaxed, Release}};
use crate::sync::Arc;

/// What a scope and its threads share.
pub(crate) struct ScopeData {
    running: AtomicUsize,
    /// How many threads panicked that nobody has joined.
    panicked: AtomicUsize,
    main: Thread,
}

impl ScopeData {
    pub(super) fn started(&self) {
        self.running.fetch_add(1, Relaxed);
    }
    pub(super) fn finished(&self, panicked: bool) {
        if panicked {
            self.panicked.fetch_add(1, Relaxed);
        }
        if self.running.fetch_sub(1, Release) == 1 {
            self.main.unpark();
        }
    }
    /// Whoever joins a thread gets to know that it panicked.
    pub(super) fn panic_handled(&self) {
        self.panicked.fetch_sub(1, Relaxed);
    }
}

/// A scope in which threads can be started.
pub struct Scope<'scope, 'env: 'scope> {
    pub(super) data: Arc<ScopeData>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// The right to wait for a thread of a scope.
pub struct ScopedJoinHandle<'scope, T> {
    inner: JoinInner<T>,
    _scope: PhantomData<&'scope ()>,
}

/// Calls the function with a scope, whose threads may borrow what is outside of it. They have all ended
/// when this returns.
///
/// # Panics
/// If a thread panicked that nobody joined.
///
/// # Examples
/// ```
/// use std::thread;
/// let mut numbers = [1, 2];
/// thread::scope(|scope| {
///     for number in &mut numbers {
///         scope.spawn(|| *number *= 10);
///     }
/// });
/// assert_eq!(numbers, [10, 20]);
/// ```
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        data: Arc::new(ScopeData {
            running: AtomicUsize::new(0),
            panicked: AtomicUsize::new(0),
            main: current(),
        }),
        scope: PhantomData,
        env: PhantomData,
    };
    let result = crate::panicking::catch(|| f(&scope));
    while scope.data.running.load(Acquire) != 0 {
        park();
    }
    match result {
        Err(payload) => crate::panic::resume_unwind(payload),
        Ok(_) if scope.data.panicked.load(Relaxed) > 0 => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Starts a thread.
    ///
    /// # Panics
    /// If the system cannot start one.
    ///
    /// # Examples
    /// ```
    /// let text = String::from("abc");
    /// let length = std::thread::scope(|scope| scope.spawn(|| text.len()).join().unwrap());
    /// assert_eq!(length, 3);
    /// ```
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Builder::new().spawn_scoped(self, f).expect("failed to spawn thread")
    }
}

impl<'scope, T> ScopedJoinHandle<'scope, T> {
    pub(super) fn new(inner: JoinInner<T>) -> Self {
        ScopedJoinHandle { inner, _scope: PhantomData }
    }
    /// What others can do with the thread.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// thread::scope(|scope| scope.spawn(thread::park).thread().unpark());
    /// ```
    pub fn thread(&self) -> &Thread {
        &self.inner.thread
    }
    /// Waits until the thread has ended; its result, or what it panicked with.
    ///
    /// # Examples
    /// ```
    /// let length = std::thread::scope(|scope| scope.spawn(|| "abc".len()).join().unwrap());
    /// assert_eq!(length, 3);
    /// ```
    pub fn join(self) -> Result<T> {
        self.inner.join()
    }
    /// Whether the thread's function is done.
    ///
    /// # Examples
    /// ```
    /// std::thread::scope(|scope| {
    ///     let handle = scope.spawn(|| {});
    ///     while !handle.is_finished() {
    ///         std::thread::yield_now();
    ///     }
    /// });
    /// ```
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }
}
impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
