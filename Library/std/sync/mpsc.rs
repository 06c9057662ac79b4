//! Channels with many senders and one receiver.

use super::{Arc, Condvar, Mutex};
use crate::collections::VecDeque;
use crate::error::Error;
use crate::fmt;
use crate::time::{Duration, Instant};

/// The state of a channel.
struct State<T> {
    queue: VecDeque<T>,
    /// The most messages that may wait; `None` without bound.
    bound: Option<usize>,
    senders: usize,
    receiver_alive: bool,
    /// Messages that were taken so far: a sender of a rendezvous channel waits for its own.
    taken: usize,
    sent: usize,
    /// Who sleeps: only they need to be woken.
    receiver_waits: bool,
    waiting_senders: usize,
}

struct Channel<T> {
    state: Mutex<State<T>>,
    not_empty: Condvar,
    not_full: Condvar,
}

fn new_channel<T>(bound: Option<usize>) -> Arc<Channel<T>> {
    Arc::new(Channel {
        state: Mutex::new(State {
            queue: VecDeque::new(),
            bound,
            senders: 1,
            receiver_alive: true,
            taken: 0,
            sent: 0,
            receiver_waits: false,
            waiting_senders: 0,
        }),
        not_empty: Condvar::new(),
        not_full: Condvar::new(),
    })
}

type Guard<'a, T> = super::MutexGuard<'a, State<T>>;

impl<T> Channel<T> {
    fn lock(&self) -> Guard<'_, T> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
    /// Sleeps until messages were taken.
    fn wait_as_sender<'a>(&self, mut state: Guard<'a, T>) -> Guard<'a, T> {
        state.waiting_senders += 1;
        state = self.not_full.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        state.waiting_senders -= 1;
        state
    }
    /// Sleeps until there is a message, or until the time is up.
    fn wait_as_receiver<'a>(&self, mut state: Guard<'a, T>, limit: Option<Duration>) -> Guard<'a, T> {
        state.receiver_waits = true;
        state = match limit {
            None => self.not_empty.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner()),
            Some(limit) => {
                self.not_empty.wait_timeout(state, limit).unwrap_or_else(|poisoned| poisoned.into_inner()).0
            }
        };
        state.receiver_waits = false;
        state
    }
    /// Puts a message into the queue; gives its number.
    fn push(&self, mut state: Guard<'_, T>, message: T) -> usize {
        state.queue.push_back(message);
        state.sent += 1;
        let number = state.sent;
        let wake = crate::mem::take(&mut state.receiver_waits);
        drop(state);
        if wake {
            self.not_empty.notify_one();
        }
        number
    }
    fn send(&self, message: T) -> Result<(), SendError<T>> {
        let mut state = self.lock();
        let bound = state.bound;
        loop {
            if !state.receiver_alive {
                return Err(SendError(message));
            }
            match bound {
                Some(bound) if state.queue.len() >= (if bound == 0 { 1 } else { bound }) => {
                    state = self.wait_as_sender(state);
                }
                _ => break,
            }
        }
        let number = self.push(state, message);
        if bound == Some(0) {
            let mut state = self.lock();
            while state.taken < number && state.receiver_alive {
                state = self.wait_as_sender(state);
            }
            if state.taken < number {
                if let Some(message) = state.queue.pop_back() {
                    return Err(SendError(message));
                }
            }
        }
        Ok(())
    }
    /// The next message, or the lock back when there is none.
    fn take<'a>(&self, mut state: Guard<'a, T>) -> Result<T, Guard<'a, T>> {
        let Some(message) = state.queue.pop_front() else { return Err(state) };
        state.taken += 1;
        let (waiting, bound) = (state.waiting_senders, state.bound);
        drop(state);
        if waiting > 0 {
            // At a rendezvous some wait for room, others for their own message to be taken.
            if bound == Some(0) { self.not_full.notify_all() } else { self.not_full.notify_one() }
        }
        Ok(message)
    }
    fn add_sender(&self) {
        self.lock().senders += 1;
    }
    fn remove_sender(&self) {
        let mut state = self.lock();
        state.senders -= 1;
        if state.senders == 0 {
            self.not_empty.notify_all();
        }
    }
}

/// The sending end of a channel without bound.
pub struct Sender<T> {
    channel: Arc<Channel<T>>,
}
/// The sending end of a channel with a bound.
pub struct SyncSender<T> {
    channel: Arc<Channel<T>>,
}
/// The receiving end of a channel.
pub struct Receiver<T> {
    channel: Arc<Channel<T>>,
}
// SAFETY: the receiver is the only one, and the messages may go to another thread.
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> !Sync for Receiver<T> {}

/// A channel that holds any number of values: its end for senders and that of the receiver.
///
/// # Examples
/// ```
/// use std::sync::mpsc;
/// use std::thread;
/// let (sender, receiver) = mpsc::channel();
/// for n in 1..=3 {
///     let sender = sender.clone();
///     thread::spawn(move || sender.send(n * 10).unwrap());
/// }
/// drop(sender);
/// assert_eq!(receiver.iter().sum::<i32>(), 60);
/// ```
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let channel = new_channel(None);
    (Sender { channel: channel.clone() }, Receiver { channel })
}

/// A channel that holds at most so many values; with 0 each sender waits for the receiver.
///
/// # Examples
/// ```
/// use std::sync::mpsc;
/// let (sender, receiver) = mpsc::sync_channel(1);
/// sender.send(1).unwrap();
/// assert!(sender.try_send(2).is_err());
/// assert_eq!(receiver.recv(), Ok(1));
/// ```
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let channel = new_channel(Some(bound));
    (SyncSender { channel: channel.clone() }, Receiver { channel })
}

impl<T> Sender<T> {
    /// Gives the value to the receiver. It never waits; the value comes back if the receiver is gone.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc;
    /// let (sender, receiver) = mpsc::channel();
    /// sender.send("hello").unwrap();
    /// assert_eq!(receiver.recv(), Ok("hello"));
    /// drop(receiver);
    /// assert_eq!(sender.send("late").unwrap_err().0, "late");
    /// ```
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.channel.send(message)
    }
}
impl<T> SyncSender<T> {
    /// Gives the value to the receiver, and waits for room if there is none; the value comes back if the
    /// receiver is gone.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc;
    /// let (sender, receiver) = mpsc::sync_channel(1);
    /// sender.send("hello").unwrap();
    /// drop(receiver);
    /// assert_eq!(sender.send("late").unwrap_err().0, "late");
    /// ```
    pub fn send(&self, message: T) -> Result<(), SendError<T>> {
        self.channel.send(message)
    }
    /// As `send`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::{sync_channel, TrySendError};
    /// let (sender, _receiver) = sync_channel(1);
    /// assert_eq!(sender.try_send(1), Ok(()));
    /// assert_eq!(sender.try_send(2), Err(TrySendError::Full(2)));
    /// ```
    pub fn try_send(&self, message: T) -> Result<(), TrySendError<T>> {
        let state = self.channel.lock();
        if !state.receiver_alive {
            return Err(TrySendError::Disconnected(message));
        }
        let room = match state.bound {
            // A rendezvous needs somebody on the other side.
            Some(0) => state.receiver_waits as usize,
            Some(bound) => bound,
            None => usize::MAX,
        };
        if state.queue.len() >= room {
            return Err(TrySendError::Full(message));
        }
        self.channel.push(state, message);
        Ok(())
    }
}

macro_rules! senders {
    ($($name:ident)*) => { $(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                self.channel.add_sender();
                $name { channel: self.channel.clone() }
            }
        }
        impl<T> Drop for $name<T> {
            fn drop(&mut self) {
                self.channel.remove_sender();
            }
        }
        impl<T> fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
senders! { Sender SyncSender }

impl<T> Receiver<T> {
    /// The next value, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::{channel, TryRecvError};
    /// let (sender, receiver) = channel();
    /// assert_eq!(receiver.try_recv(), Err(TryRecvError::Empty));
    /// sender.send(1).unwrap();
    /// assert_eq!(receiver.try_recv(), Ok(1));
    /// ```
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.take(self.channel.lock()).map_err(|state| match state.senders {
            0 => TryRecvError::Disconnected,
            _ => TryRecvError::Empty,
        })
    }
    /// The next value, which it waits for; an error if there is none and all senders are gone.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::{channel, RecvError};
    /// let (sender, receiver) = channel();
    /// sender.send(1).unwrap();
    /// drop(sender);
    /// assert_eq!(receiver.recv(), Ok(1));
    /// assert_eq!(receiver.recv(), Err(RecvError));
    /// ```
    pub fn recv(&self) -> Result<T, RecvError> {
        let mut state = self.channel.lock();
        loop {
            state = match self.channel.take(state) {
                Ok(message) => return Ok(message),
                Err(state) if state.senders == 0 => return Err(RecvError),
                Err(state) => self.channel.wait_as_receiver(state, None),
            };
        }
    }
    /// As `recv`, but it waits no longer than a time.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::{channel, RecvTimeoutError};
    /// use std::time::Duration;
    /// let (_sender, receiver) = channel::<i32>();
    /// assert_eq!(receiver.recv_timeout(Duration::from_millis(1)), Err(RecvTimeoutError::Timeout));
    /// ```
    pub fn recv_timeout(&self, timeout: Duration) -> Result<T, RecvTimeoutError> {
        // A time that never comes is no limit.
        let Some(deadline) = Instant::now().checked_add(timeout) else {
            return self.recv().map_err(RecvTimeoutError::from);
        };
        let mut state = self.channel.lock();
        loop {
            state = match self.channel.take(state) {
                Ok(message) => return Ok(message),
                Err(state) if state.senders == 0 => return Err(RecvTimeoutError::Disconnected),
                Err(state) => {
                    let rest = deadline.saturating_duration_since(Instant::now());
                    if rest.is_zero() {
                        return Err(RecvTimeoutError::Timeout);
                    }
                    self.channel.wait_as_receiver(state, Some(rest))
                }
            };
        }
    }
    /// The values as they come, until all senders are gone.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::channel;
    /// let (sender, receiver) = channel();
    /// sender.send(1).unwrap();
    /// drop(sender);
    /// assert_eq!(receiver.iter().collect::<Vec<_>>(), [1]);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { receiver: self }
    }
    /// The values that are there, without waiting.
    ///
    /// # Examples
    /// ```
    /// use std::sync::mpsc::channel;
    /// let (sender, receiver) = channel();
    /// sender.send(1).unwrap();
    /// assert_eq!(receiver.try_iter().collect::<Vec<_>>(), [1]);
    /// ```
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { receiver: self }
    }
}
impl<T> Drop for Receiver<T> {
    fn drop(&mut self) {
        let mut state = self.channel.lock();
        state.receiver_alive = false;
        if state.waiting_senders > 0 {
            self.channel.not_full.notify_all();
        }
        // Messages that nobody will receive are dropped without the lock.
        if state.bound != Some(0) {
            let rest = crate::mem::take(&mut state.queue);
            drop(state);
            drop(rest);
        }
    }
}
impl<T> fmt::Debug for Receiver<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").finish_non_exhaustive()
    }
}

/// `Receiver::iter`
#[derive(Debug)]
pub struct Iter<'a, T: 'a> {
    receiver: &'a Receiver<T>,
}
impl<T> Iterator for Iter<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.receiver.recv().ok()
    }
}
/// `Receiver::try_iter`
#[derive(Debug)]
pub struct TryIter<'a, T: 'a> {
    receiver: &'a Receiver<T>,
}
impl<T> Iterator for TryIter<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.receiver.try_recv().ok()
    }
}
/// The messages of a receiver, by value.
#[derive(Debug)]
pub struct IntoIter<T> {
    receiver: Receiver<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.receiver.recv().ok()
    }
}
impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { receiver: self }
    }
}
impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// The receiver is gone; the message is inside.
#[derive(PartialEq, Eq, Clone, Copy)]
pub struct SendError<T>(pub T);
impl<T> fmt::Debug for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SendError").finish_non_exhaustive()
    }
}
impl<T> fmt::Display for SendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("sending on a closed channel")
    }
}
impl<T> Error for SendError<T> {}

/// A message could not be sent at once.
#[derive(PartialEq, Eq, Clone, Copy)]
pub enum TrySendError<T> {
    /// There is no room.
    Full(T),
    /// The receiver is gone.
    Disconnected(T),
}
impl<T> fmt::Debug for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrySendError::Full(..) => f.write_str("TrySendError::Full(..)"),
            TrySendError::Disconnected(..) => f.write_str("TrySendError::Disconnected(..)"),
        }
    }
}
impl<T> fmt::Display for TrySendError<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TrySendError::Full(..) => "sending on a full channel",
            TrySendError::Disconnected(..) => "sending on a closed channel",
        })
    }
}
impl<T> Error for TrySendError<T> {}

/// All senders are gone and no message is left.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub struct RecvError;
impl fmt::Display for RecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("receiving on a closed channel")
    }
}
impl Error for RecvError {}

/// No message could be received at once.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum TryRecvError {
    /// Nothing is there yet.
    Empty,
    /// Nothing is there, and all senders are gone.
    Disconnected,
}
impl fmt::Display for TryRecvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryRecvError::Empty => "receiving on an empty channel",
            TryRecvError::Disconnected => "receiving on a closed channel",
        })
    }
}
impl Error for TryRecvError {}
impl From<RecvError> for TryRecvError {
    fn from(_: RecvError) -> TryRecvError {
        TryRecvError::Disconnected
    }
}
impl From<RecvError> for RecvTimeoutError {
    fn from(_: RecvError) -> RecvTimeoutError {
        RecvTimeoutError::Disconnected
    }
}
impl<T> From<SendError<T>> for TrySendError<T> {
    fn from(error: SendError<T>) -> TrySendError<T> {
        TrySendError::Disconnected(error.0)
    }
}

/// No message came in time.
#[derive(PartialEq, Eq, Clone, Copy, Debug)]
pub enum RecvTimeoutError {
    /// Nothing came in time.
    Timeout,
    /// Nothing is there, and all senders are gone.
    Disconnected,
}
impl fmt::Display for RecvTimeoutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            RecvTimeoutError::Timeout => "timed out waiting on channel",
            RecvTimeoutError::Disconnected => "channel is empty and sending half is closed",
        })
    }
}
impl Error for RecvTimeoutError {}
