//! Every receiver gets every value; one that is too slow misses the oldest.

use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct State<T> {
    /// The last values; the first one has this number.
    values: VecDeque<T>,
    first: u64,
    capacity: usize,
    senders: usize,
    receivers: usize,
    waiting: Vec<Waker>,
}

/// A channel that keeps the last `capacity` values for receivers that have not got them.
pub fn broadcast<T: Clone>(capacity: usize) -> (BroadcastSender<T>, BroadcastReceiver<T>) {
    assert!(capacity > 0, "a broadcast channel has room for one value at least");
    let state = State { values: VecDeque::new(), first: 0, capacity, senders: 1, receivers: 1, waiting: Vec::new() };
    let state = Arc::new(Mutex::new(state));
    (BroadcastSender { state: state.clone() }, BroadcastReceiver { state, next: 0 })
}

/// The sending side; the receivers end when all of them are dropped.
pub struct BroadcastSender<T> {
    state: Arc<Mutex<State<T>>>,
}
impl<T: Clone> BroadcastSender<T> {
    /// How many receivers there are; an error with the value when there are none.
    pub fn send(&self, value: T) -> Result<usize, super::SendError<T>> {
        let mut state = self.state.lock().unwrap();
        if state.receivers == 0 {
            return Err(super::SendError(value));
        }
        let mut lost = None;
        if state.values.len() == state.capacity {
            lost = state.values.pop_front();
            state.first += 1;
        }
        state.values.push_back(value);
        let receivers = state.receivers;
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        drop(lost);
        waiting.into_iter().for_each(Waker::wake);
        Ok(receivers)
    }
    /// A receiver of what is sent from now on.
    pub fn subscribe(&self) -> BroadcastReceiver<T> {
        let mut state = self.state.lock().unwrap();
        state.receivers += 1;
        let next = state.first + state.values.len() as u64;
        BroadcastReceiver { state: self.state.clone(), next }
    }
    /// How many receivers there are.
    pub fn receiver_count(&self) -> usize {
        self.state.lock().unwrap().receivers
    }
}
impl<T> Clone for BroadcastSender<T> {
    fn clone(&self) -> BroadcastSender<T> {
        self.state.lock().unwrap().senders += 1;
        BroadcastSender { state: self.state.clone() }
    }
}
impl<T> Drop for BroadcastSender<T> {
    fn drop(&mut self) {
        let mut state = self.state.lock().unwrap();
        state.senders -= 1;
        if state.senders > 0 {
            return;
        }
        let waiting = std::mem::take(&mut state.waiting);
        drop(state);
        waiting.into_iter().for_each(Waker::wake);
    }
}

/// Why a receiver has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missed {
    /// So many values were lost; the next one is the oldest that is left.
    Lagged(u64),
    /// All senders are gone.
    Closed,
}
impl fmt::Display for Missed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missed::Lagged(count) => write!(f, "{count} values were missed"),
            Missed::Closed => f.write_str("the channel is closed"),
        }
    }
}
impl std::error::Error for Missed {}

/// The receiving side.
pub struct BroadcastReceiver<T> {
    state: Arc<Mutex<State<T>>>,
    next: u64,
}
impl<T: Clone> BroadcastReceiver<T> {
    /// Waits for the next value. An error when some were missed, or when all senders are gone.
    ///
    /// # Examples
    /// ```
    /// use stdlib::channel::broadcast;
    /// stdlib::task::block_on(async {
    ///     let (sender, mut one) = broadcast(8);
    ///     let mut two = sender.subscribe();
    ///     sender.send("news").unwrap();
    ///     assert_eq!((one.recv().await.unwrap(), two.recv().await.unwrap()), ("news", "news"));
    /// });
    /// ```
    pub async fn recv(&mut self) -> Result<T, Missed> {
        poll_fn(|cx| self.poll_recv(cx)).await
    }
    /// As `recv`, by polling.
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Result<T, Missed>> {
        let mut state = self.state.lock().unwrap();
        if self.next < state.first {
            let lost = state.first - self.next;
            self.next = state.first;
            return Poll::Ready(Err(Missed::Lagged(lost)));
        }
        if let Some(value) = state.values.get((self.next - state.first) as usize) {
            self.next += 1;
            return Poll::Ready(Ok(value.clone()));
        }
        if state.senders == 0 {
            return Poll::Ready(Err(Missed::Closed));
        }
        if !state.waiting.iter().any(|waker| waker.will_wake(cx.waker())) {
            state.waiting.push(cx.waker().clone());
        }
        Poll::Pending
    }
}
impl<T> Drop for BroadcastReceiver<T> {
    fn drop(&mut self) {
        self.state.lock().unwrap().receivers -= 1;
    }
}
