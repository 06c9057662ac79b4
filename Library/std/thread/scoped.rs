//! Threads that end before a function does.

use super::{current, park, Builder, JoinInner, Result, Thread};
use crate::fmt;
use crate::marker::PhantomData;
use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering::{Acquire, Relaxed, Release}};
use crate::sync::Arc;

/// What a scope and its threads share.
pub(crate) struct ScopeData {
    running: AtomicUsize,
    a_thread_panicked: AtomicBool,
    main: Thread,
}

impl ScopeData {
    pub(super) fn started(&self) {
        self.running.fetch_add(1, Relaxed);
    }
    pub(super) fn finished(&self, panicked: bool) {
        if panicked {
            self.a_thread_panicked.store(true, Relaxed);
        }
        if self.running.fetch_sub(1, Release) == 1 {
            self.main.unpark();
        }
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

#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope {
        data: Arc::new(ScopeData {
            running: AtomicUsize::new(0),
            a_thread_panicked: AtomicBool::new(false),
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
        Ok(_) if scope.data.a_thread_panicked.load(Relaxed) => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
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
    pub fn thread(&self) -> &Thread {
        &self.inner.thread
    }
    pub fn join(self) -> Result<T> {
        self.inner.join()
    }
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }
}
impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}
