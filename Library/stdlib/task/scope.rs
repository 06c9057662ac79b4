//! Groups of tasks: a scope that ends only when its tasks have, and a set that gives results as they come.

use super::{spawn, JoinError, JoinHandle};
use crate::channel::{unbounded, Receiver, UnboundedSender};
use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::task::{Context, Poll};

/// Tasks of one type of result; dropping the set cancels those that run.
pub struct JoinSet<T> {
    handles: Vec<Option<JoinHandle<()>>>,
    free: Vec<usize>,
    sender: UnboundedSender<(usize, Result<T, JoinError>)>,
    results: Receiver<(usize, Result<T, JoinError>)>,
    running: usize,
}

impl<T: 'static> JoinSet<T> {
    /// A set without tasks.
    ///
    /// # Examples
    /// ```
    /// use stdlib::task::{block_on, JoinSet};
    /// block_on(async {
    ///     let mut set = JoinSet::new();
    ///     for n in 1..=3 {
    ///         set.spawn(async move { n * n });
    ///     }
    ///     let mut sum = 0;
    ///     while let Some(result) = set.join_next().await {
    ///         sum += result.unwrap();
    ///     }
    ///     assert_eq!(sum, 14);
    /// });
    /// ```
    pub fn new() -> JoinSet<T> {
        let (sender, results) = unbounded();
        JoinSet { handles: Vec::new(), free: Vec::new(), sender, results, running: 0 }
    }
    /// How many tasks have not been joined.
    pub fn len(&self) -> usize {
        self.running
    }
    /// Whether all tasks have been joined.
    pub fn is_empty(&self) -> bool {
        self.running == 0
    }
    /// Starts a task of the set.
    pub fn spawn(&mut self, future: impl Future<Output = T> + 'static) {
        let slot = self.free.pop().unwrap_or(self.handles.len());
        let sender = self.sender.clone();
        let guard = Abort(spawn(future));
        let watch = spawn(async move {
            let mut guard = guard;
            let result = (&mut guard.0).await;
            let _ = sender.send((slot, result));
        });
        if slot == self.handles.len() {
            self.handles.push(None);
        }
        self.handles[slot] = Some(watch);
        self.running += 1;
    }
    /// The next result in the order in which tasks end; None when there is no task.
    pub async fn join_next(&mut self) -> Option<Result<T, JoinError>> {
        std::future::poll_fn(|cx| self.poll_next(cx)).await
    }
    /// As `join_next`, by polling.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T, JoinError>>> {
        if self.running == 0 {
            return Poll::Ready(None);
        }
        match self.results.poll_recv(cx) {
            Poll::Ready(Some((slot, result))) => {
                self.handles[slot] = None;
                self.free.push(slot);
                self.running -= 1;
                Poll::Ready(Some(result))
            }
            Poll::Ready(None) => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    }
    /// Cancels all tasks that run.
    pub fn abort_all(&mut self) {
        for handle in self.handles.iter_mut() {
            if let Some(handle) = handle.take() {
                handle.abort();
            }
        }
        let (sender, results) = unbounded();
        self.sender = sender;
        self.results = results;
        self.handles.clear();
        self.free.clear();
        self.running = 0;
    }
}
impl<T> Drop for JoinSet<T> {
    fn drop(&mut self) {
        for handle in self.handles.iter().flatten() {
            handle.abort();
        }
    }
}

/// Cancels the task when it is dropped.
struct Abort<T>(JoinHandle<T>);
impl<T> Drop for Abort<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// Where tasks of a `scope` are started.
#[derive(Clone)]
pub struct Scope {
    tasks: Rc<RefCell<JoinSet<()>>>,
}
impl Scope {
    /// Starts a task that ends before the scope does.
    pub fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        self.tasks.borrow_mut().spawn(future);
    }
}

/// Runs `body`, which may start tasks in its scope, and waits for all of them. If one panics, or this is
/// dropped, the others are cancelled; the panic goes on here.
pub async fn scope<T, F: Future<Output = T>>(body: impl FnOnce(Scope) -> F) -> T {
    let tasks = Rc::new(RefCell::new(JoinSet::new()));
    let value = body(Scope { tasks: tasks.clone() }).await;
    loop {
        // The set is free while this waits: tasks may start others.
        let next = std::future::poll_fn(|cx| tasks.borrow_mut().poll_next(cx)).await;
        match next {
            None => return value,
            Some(Err(error)) if error.is_panic() => {
                tasks.borrow_mut().abort_all();
                std::panic::resume_unwind(error.into_panic())
            }
            Some(_) => {}
        }
    }
}
