//! One value from one sender.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct State<T> {
    value: Option<T>,
    is_sent: bool,
    is_received: bool,
    waker: Option<Waker>,
}

/// A channel for one value.
///
/// # Examples
/// ```
/// use stdlib::channel::oneshot;
/// use stdlib::task::{block_on, spawn};
/// block_on(async {
///     let (sender, receiver) = oneshot();
///     let task = spawn(async move { sender.send(42) });
///     assert_eq!(receiver.await, Ok(42));
///     assert_eq!(task.await.unwrap(), Ok(()));
/// });
/// ```
pub fn oneshot<T>() -> (OneshotSender<T>, OneshotReceiver<T>) {
    let state = State { value: None, is_sent: false, is_received: true, waker: None };
    let state = Arc::new(Mutex::new(state));
    (OneshotSender { state: state.clone() }, OneshotReceiver { state })
}

/// The side that has the value.
pub struct OneshotSender<T> {
    state: Arc<Mutex<State<T>>>,
}
impl<T> OneshotSender<T> {
    /// Gives the value back when the receiver is gone.
    pub fn send(self, value: T) -> Result<(), T> {
        let mut state = self.state.lock().unwrap();
        if !state.is_received {
            return Err(value);
        }
        state.value = Some(value);
        // The waker is woken when this is dropped.
        Ok(())
    }
    /// Whether the receiver is gone.
    pub fn is_closed(&self) -> bool {
        !self.state.lock().unwrap().is_received
    }
}
impl<T> Drop for OneshotSender<T> {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap();
        state.is_sent = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// The sender was dropped without a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecvError(());
impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed")
    }
}
impl std::error::Error for RecvError {}

/// A future of the value.
pub struct OneshotReceiver<T> {
    state: Arc<Mutex<State<T>>>,
}
impl<T> Future for OneshotReceiver<T> {
    type Output = Result<T, RecvError>;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut state = self.state.lock().unwrap();
        if let Some(value) = state.value.take() {
            return Poll::Ready(Ok(value));
        }
        if state.is_sent {
            return Poll::Ready(Err(RecvError(())));
        }
        state.waker = Some(cx.waker().clone());
        Poll::Pending
    }
}
impl<T> Drop for OneshotReceiver<T> {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap();
        state.is_received = false;
        let left = (state.value.take(), state.waker.take());
        drop(state);
        drop(left);
    }
}
