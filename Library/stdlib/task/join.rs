//! One task, and the handle that waits for its result.

use super::{event_loop, Run, Shared};
use std::any::Any;
use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

enum Stage<F: Future> {
    Running(F),
    Ended(Result<F::Output, JoinError>),
    Taken,
}

/// A task in one allocation. All but `scheduled` is touched by the loop's thread alone: wakers only move
/// the handle.
pub(crate) struct Task<F: Future> {
    stage: UnsafeCell<Stage<F>>,
    joining: Cell<Option<Waker>>,
    is_running: Cell<bool>,
    is_aborted: Cell<bool>,
    scheduled: AtomicBool,
    slot: u32,
    shared: Arc<Shared>,
}
unsafe impl<F: Future> Send for Task<F> {}
unsafe impl<F: Future> Sync for Task<F> {}

impl<F: Future> Task<F> {
    /// A task of a future.
    pub fn new(future: F, slot: u32, shared: Arc<Shared>) -> Self {
        Task {
            stage: UnsafeCell::new(Stage::Running(future)),
            joining: Cell::new(None),
            is_running: Cell::new(false),
            is_aborted: Cell::new(false),
            scheduled: AtomicBool::new(true),
            slot,
            shared,
        }
    }

    fn is_ended(&self) -> bool {
        unsafe { !matches!(&*self.stage.get(), Stage::Running(_)) }
    }

    fn end(&self, result: Result<F::Output, JoinError>) {
        // The future is dropped in place, before anybody learns of the result.
        let result = match catch_unwind(AssertUnwindSafe(|| unsafe { *self.stage.get() = Stage::Taken })) {
            Ok(()) => result,
            Err(payload) => Err(JoinError { panic: Some(payload) }),
        };
        unsafe { *self.stage.get() = Stage::Ended(result) };
        if let Some(waker) = self.joining.take() {
            waker.wake();
        }
    }
}

impl<F: Future + 'static> Run for Task<F> {
    fn run(self: Arc<Self>) {
        self.scheduled.store(false, Ordering::Release);
        if self.is_ended() {
            return;
        }
        if !self.is_aborted.get() {
            let waker = Waker::from(self.clone());
            let mut cx = Context::from_waker(&waker);
            self.is_running.set(true);
            let polled = catch_unwind(AssertUnwindSafe(|| match unsafe { &mut *self.stage.get() } {
                Stage::Running(future) => unsafe { Pin::new_unchecked(future) }.poll(&mut cx),
                _ => Poll::Pending,
            }));
            self.is_running.set(false);
            match polled {
                Ok(Poll::Ready(value)) => self.end(Ok(value)),
                Err(payload) => self.end(Err(JoinError { panic: Some(payload) })),
                Ok(Poll::Pending) => {}
            }
        }
        if self.is_aborted.get() && !self.is_ended() {
            self.end(Err(JoinError { panic: None }));
        }
        if self.is_ended() {
            event_loop(|this| this.remove(self.slot));
        }
    }

    fn cancel(&self) {
        if !self.is_ended() {
            self.end(Err(JoinError { panic: None }));
        }
    }
}

impl<F: Future + 'static> Wake for Task<F> {
    fn wake(self: Arc<Self>) {
        if !self.scheduled.swap(true, Ordering::AcqRel) {
            let shared = self.shared.clone();
            shared.schedule(self);
        }
    }
    fn wake_by_ref(self: &Arc<Self>) {
        if !self.scheduled.swap(true, Ordering::AcqRel) {
            self.shared.schedule(self.clone());
        }
    }
}

pub(super) trait Join<T> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<T, JoinError>>;
    fn abort(self: Arc<Self>);
    fn is_finished(&self) -> bool;
}
impl<F: Future + 'static> Join<F::Output> for Task<F> {
    fn poll_join(&self, cx: &mut Context<'_>) -> Poll<Result<F::Output, JoinError>> {
        if !self.is_ended() {
            self.joining.set(Some(cx.waker().clone()));
            return Poll::Pending;
        }
        match std::mem::replace(unsafe { &mut *self.stage.get() }, Stage::Taken) {
            Stage::Ended(result) => Poll::Ready(result),
            _ => panic!("a join handle was polled after it was ready"),
        }
    }
    fn abort(self: Arc<Self>) {
        if !self.is_ended() {
            self.is_aborted.set(true);
            self.wake();
        }
    }
    fn is_finished(&self) -> bool {
        self.is_ended()
    }
}

/// Waits for a task's result. Dropping it lets the task go on.
pub struct JoinHandle<T> {
    task: Arc<dyn Join<T>>,
    _own_thread: PhantomData<*mut ()>,
}
impl<T> JoinHandle<T> {
    pub(super) fn new<F: Future<Output = T> + 'static>(task: Arc<Task<F>>) -> Self {
        JoinHandle { task, _own_thread: PhantomData }
    }
    /// Cancels the task where it next awaits; its handle then gives an error.
    pub fn abort(&self) {
        self.task.clone().abort();
    }
    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}
impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.task.poll_join(cx)
    }
}
impl<T> Unpin for JoinHandle<T> {}

/// Waits for the result of a task or call that is not bound to one thread. Dropping it lets the task go on.
pub struct TaskHandle<T> {
    task: Arc<dyn Join<T> + Send + Sync>,
}
impl<T> TaskHandle<T> {
    pub(super) fn of(task: Arc<dyn Join<T> + Send + Sync>) -> Self {
        TaskHandle { task }
    }
    /// Cancels the task where it next awaits; its handle then gives an error.
    pub fn abort(&self) {
        self.task.clone().abort();
    }
    /// Whether the task has ended.
    pub fn is_finished(&self) -> bool {
        self.task.is_finished()
    }
}
impl<T> Future for TaskHandle<T> {
    type Output = Result<T, JoinError>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.task.poll_join(cx)
    }
}
impl<T> Unpin for TaskHandle<T> {}

/// Why a task has no result: it was cancelled, or it panicked.
pub struct JoinError {
    pub(super) panic: Option<Box<dyn Any + Send>>,
}
impl JoinError {
    pub(super) fn panicked(payload: Box<dyn Any + Send>) -> JoinError {
        JoinError { panic: Some(payload) }
    }
    /// Whether the task was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.panic.is_none()
    }
    /// Whether the task has panicked.
    pub fn is_panic(&self) -> bool {
        self.panic.is_some()
    }
    /// The panic's payload; panics if the task was cancelled.
    pub fn into_panic(self) -> Box<dyn Any + Send> {
        self.panic.expect("the task was cancelled")
    }
}
impl fmt::Display for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.panic.is_some() { "the task panicked" } else { "the task was cancelled" })
    }
}
impl fmt::Debug for JoinError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "JoinError({self})")
    }
}
impl std::error::Error for JoinError {}
