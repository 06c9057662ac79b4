//! Many senders, one receiver; bounded or not.

use crate::sync::wait_list::WaitList;
use std::collections::VecDeque;
use std::fmt;
use std::future::poll_fn;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

struct Channel<T> {
    state: Mutex<State<T>>,
}
struct State<T> {
    queue: VecDeque<T>,
    capacity: usize,
    /// Room that belongs to senders that were woken.
    promised: usize,
    senders: usize,
    is_received: bool,
    receiver: Option<Waker>,
    waiting: WaitList,
}

/// The receiver is gone; the value comes back.
#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SendError(..)")
    }
}
impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the channel is closed")
    }
}
impl<T> std::error::Error for SendError<T> {}

/// Why a value could not be sent at once.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> {
    Full(T),
    Closed(T),
}
/// Why nothing could be received at once.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
pub enum TryRecvError {
    Empty,
    Disconnected,
}

fn channel<T>(capacity: usize) -> Arc<Channel<T>> {
    Arc::new(Channel {
        state: Mutex::new(State {
            queue: VecDeque::new(),
            capacity,
            promised: 0,
            senders: 1,
            is_received: true,
            receiver: None,
            waiting: WaitList::new(),
        }),
    })
}

/// A channel that holds `capacity` values at most; who sends more waits.
pub fn bounded<T>(capacity: usize) -> (Sender<T>, Receiver<T>) {
    assert!(capacity > 0, "a bounded channel has room for one value at least");
    let channel = channel(capacity);
    (Sender { channel: channel.clone() }, Receiver { channel })
}
/// A channel in which values wait without limit.
pub fn unbounded<T>() -> (UnboundedSender<T>, Receiver<T>) {
    let channel = channel(usize::MAX);
    (UnboundedSender { channel: channel.clone() }, Receiver { channel })
}

impl<T> Channel<T> {
    fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        let mut state = self.state.lock().unwrap();
        if !state.is_received {
            return Err(TrySendError::Closed(value));
        }
        if state.queue.len() + state.promised >= state.capacity || !state.waiting.is_empty() {
            return Err(TrySendError::Full(value));
        }
        state.queue.push_back(value);
        let waker = state.receiver.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
        Ok(())
    }
    fn add_sender(&self) {
        self.state.lock().unwrap().senders += 1;
    }
    fn remove_sender(&self) {
        let mut state = self.state.lock().unwrap();
        state.senders -= 1;
        if state.senders > 0 {
            return;
        }
        let waker = state.receiver.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
    fn is_closed(&self) -> bool {
        !self.state.lock().unwrap().is_received
    }
}
impl<T> State<T> {
    /// There is room for one more: the sender that has waited longest gets it.
    fn promise(&mut self) -> Option<Waker> {
        if self.queue.len() + self.promised >= self.capacity || self.waiting.is_empty() {
            return None;
        }
        self.promised += 1;
        self.waiting.grant_first()
    }
}

/// Sends to a bounded channel.
pub struct Sender<T> {
    channel: Arc<Channel<T>>,
}
impl<T> Sender<T> {
    /// Waits for room, in turn. When it is cancelled the value is dropped and nothing was sent.
    pub async fn send(&self, value: T) -> Result<(), SendError<T>> {
        let value = match self.channel.try_send(value) {
            Ok(()) => return Ok(()),
            Err(TrySendError::Closed(value)) => return Err(SendError(value)),
            Err(TrySendError::Full(value)) => value,
        };
        let mut turn = Turn { channel: &self.channel, entry: None };
        let mut value = Some(value);
        poll_fn(move |cx| {
            let mut state = turn.channel.state.lock().unwrap();
            if let Some(entry) = turn.entry {
                if state.waiting.is_waiting(entry, cx.waker()) {
                    return Poll::Pending;
                }
                state.waiting.remove(entry);
                turn.entry = None;
                state.promised = state.promised.saturating_sub(1);
            } else if state.is_received
                && (state.queue.len() + state.promised >= state.capacity || !state.waiting.is_empty())
            {
                turn.entry = Some(state.waiting.push(1, cx.waker().clone()));
                return Poll::Pending;
            }
            let Some(value) = value.take() else { panic!("`send` was polled after it was ready") };
            if !state.is_received {
                return Poll::Ready(Err(SendError(value)));
            }
            state.queue.push_back(value);
            let waker = state.receiver.take();
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
            Poll::Ready(Ok(()))
        })
        .await
    }
    /// Sends a value if there is room and nobody waits for it; otherwise it comes back.
    pub fn try_send(&self, value: T) -> Result<(), TrySendError<T>> {
        self.channel.try_send(value)
    }
    /// Whether the receiver is gone.
    pub fn is_closed(&self) -> bool {
        self.channel.is_closed()
    }
}

/// A sender's place in the queue for room.
struct Turn<'a, T> {
    channel: &'a Channel<T>,
    entry: Option<u32>,
}
impl<T> Drop for Turn<'_, T> {
    fn drop(&mut self) {
        let Some(entry) = self.entry else { return };
        let mut state = self.channel.state.lock().unwrap();
        if !state.waiting.remove(entry) {
            state.promised = state.promised.saturating_sub(1);
        }
        let waker = state.promise();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

/// Sends to an unbounded channel.
pub struct UnboundedSender<T> {
    channel: Arc<Channel<T>>,
}
impl<T> UnboundedSender<T> {
    /// Sends a value; there is always room. An error with the value when the receiver is gone.
    ///
    /// # Examples
    /// ```
    /// use stdlib::channel::unbounded;
    /// stdlib::task::block_on(async {
    ///     let (sender, mut receiver) = unbounded();
    ///     sender.send(1).unwrap();
    ///     sender.clone().send(2).unwrap();
    ///     drop(sender);
    ///     assert_eq!(receiver.recv().await, Some(1));
    ///     assert_eq!(receiver.recv().await, Some(2));
    ///     assert_eq!(receiver.recv().await, None);
    /// });
    /// ```
    pub fn send(&self, value: T) -> Result<(), SendError<T>> {
        self.channel.try_send(value).map_err(|error| match error {
            TrySendError::Full(value) | TrySendError::Closed(value) => SendError(value),
        })
    }
    /// Whether the receiver is gone.
    pub fn is_closed(&self) -> bool {
        self.channel.is_closed()
    }
}

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Sender<T> {
        self.channel.add_sender();
        Sender { channel: self.channel.clone() }
    }
}
impl<T> Clone for UnboundedSender<T> {
    fn clone(&self) -> UnboundedSender<T> {
        self.channel.add_sender();
        UnboundedSender { channel: self.channel.clone() }
    }
}
impl<T> Drop for Sender<T> {
    fn drop(&mut self) {
        self.channel.remove_sender();
    }
}
impl<T> Drop for UnboundedSender<T> {
    fn drop(&mut self) {
        self.channel.remove_sender();
    }
}

/// Receives from a channel.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
}
impl<T> Receiver<T> {
    /// The next value; None when all senders are gone and nothing is left.
    pub async fn recv(&mut self) -> Option<T> {
        poll_fn(|cx| self.poll_recv(cx)).await
    }
    /// As `recv`, by polling.
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<T>> {
        let mut state = self.channel.state.lock().unwrap();
        if let Some(value) = state.queue.pop_front() {
            let waker = state.promise();
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
            return Poll::Ready(Some(value));
        }
        if state.senders == 0 || !state.is_received {
            return Poll::Ready(None);
        }
        match &state.receiver {
            Some(waker) if waker.will_wake(cx.waker()) => {}
            _ => state.receiver = Some(cx.waker().clone()),
        }
        Poll::Pending
    }
    /// The next value, if one is there.
    pub fn try_recv(&mut self) -> Result<T, TryRecvError> {
        let mut state = self.channel.state.lock().unwrap();
        match state.queue.pop_front() {
            Some(value) => {
                let waker = state.promise();
                drop(state);
                if let Some(waker) = waker {
                    waker.wake();
                }
                Ok(value)
            }
            None if state.senders == 0 => Err(TryRecvError::Disconnected),
            None => Err(TryRecvError::Empty),
        }
    }
    /// How many values wait.
    pub fn len(&self) -> usize {
        self.channel.state.lock().unwrap().queue.len()
    }
    /// Whether no value is there.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Nothing more can be sent; what was sent can still be received.
    pub fn close(&mut self) {
        let mut wakers = Vec::new();
        let mut state = self.channel.state.lock().unwrap();
        state.is_received = false;
        while !state.waiting.is_empty() {
            wakers.extend(state.waiting.grant_first());
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }
}
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        self.close();
        let left = std::mem::take(&mut self.channel.state.lock().unwrap().queue);
        drop(left);
    }
}
