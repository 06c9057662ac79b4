//! A value that changes; receivers see the last one.

use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Poll, Waker};

struct State<T> {
    value: T,
    version: u64,
    senders: usize,
    receivers: usize,
    waiting: Vec<Waker>,
}

/// A value that may change, and a receiver that has seen it.
///
/// # Examples
/// ```
/// use stdlib::channel::watch;
/// stdlib::task::block_on(async {
///     let (sender, mut receiver) = watch("starting");
///     sender.send("running");
///     receiver.changed().await.unwrap();
///     assert_eq!(receiver.get(), "running");
/// });
/// ```
pub fn watch<T>(value: T) -> (WatchSender<T>, WatchReceiver<T>) {
    let state = State { value, version: 0, senders: 1, receivers: 1, waiting: Vec::new() };
    let state = Arc::new(Mutex::new(state));
    (WatchSender { state: state.clone() }, WatchReceiver { state, seen: 0 })
}

/// The side that changes the value.
pub struct WatchSender<T> {
    state: Arc<Mutex<State<T>>>,
}
impl<T> WatchSender<T> {
    /// Replaces the value and gives the old one.
    pub fn send(&self, value: T) -> T {
        let mut old = value;
        self.change(|present| std::mem::swap(present, &mut old));
        old
    }
    /// Changes the value in place.
    pub fn change(&self, change: impl FnOnce(&mut T)) {
        let mut state = self.state.lock().unwrap();
        change(&mut state.value);
        state.version += 1;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
    /// A receiver that has seen the present value.
    pub fn subscribe(&self) -> WatchReceiver<T> {
        let mut state = self.state.lock().unwrap();
        state.receivers += 1;
        let seen = state.version;
        WatchReceiver { state: self.state.clone(), seen }
    }
    /// Whether all receivers are gone.
    pub fn is_closed(&self) -> bool {
        self.state.lock().unwrap().receivers == 0
    }
}
impl<T> Drop for WatchSender<T> {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap();
        state.senders -= 1;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// The sender is gone: the value will not change any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unchanging(());
impl fmt::Display for Unchanging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed")
    }
}
impl std::error::Error for Unchanging {}

/// The side that sees the value.
pub struct WatchReceiver<T> {
    state: Arc<Mutex<State<T>>>,
    seen: u64,
}
impl<T> WatchReceiver<T> {
    /// Waits until the value differs from the one seen last.
    pub async fn changed(&mut self) -> Result<(), Unchanging> {
        poll_fn(|cx| {
            let mut state = self.state.lock().unwrap();
            if state.version != self.seen {
                self.seen = state.version;
                return Poll::Ready(Ok(()));
            }
            if state.senders == 0 {
                return Poll::Ready(Err(Unchanging(())));
            }
            if !state.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
                state.waiting.push(cx.waker().clone());
            }
            Poll::Pending
        })
        .await
    }
    /// Looks at the value.
    pub fn with<R>(&self, look: impl FnOnce(&T) -> R) -> R {
        look(&self.state.lock().unwrap().value)
    }
    /// A copy of the value.
    pub fn get(&self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }
}
impl<T> Clone for WatchReceiver<T> {
    fn clone(&self) -> WatchReceiver<T> {
        self.state.lock().unwrap().receivers += 1;
        WatchReceiver { state: self.state.clone(), seen: self.seen }
    }
}
impl<T> Drop for WatchReceiver<T> {
    fn drop(&mut self) {
        self.state.lock().unwrap().receivers -= 1;
    }
}
