//! A number of permits; who wants more than there are waits in turn.

use super::wait_list::WaitList;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

/// Permits that tasks take and give back.
///
/// # Examples
/// ```
/// use stdlib::sync::Semaphore;
/// stdlib::task::block_on(async {
///     let rooms = Semaphore::new(2);
///     let one = rooms.acquire().await.unwrap();
///     let _two = rooms.acquire().await.unwrap();
///     assert!(rooms.try_acquire().is_none());
///     drop(one);
///     assert!(rooms.try_acquire().is_some());
/// });
/// ```
pub struct Semaphore {
    state: Mutex<State>,
}
struct State {
    permits: usize,
    is_closed: bool,
    waiting: WaitList,
}

/// The semaphore was closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closed(());
impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the semaphore is closed")
    }
}
impl std::error::Error for Closed {}

impl Semaphore {
    /// A semaphore with so many permits.
    pub const fn new(permits: usize) -> Semaphore {
        Semaphore { state: Mutex::new(State { permits, is_closed: false, waiting: WaitList::new() }) }
    }
    /// How many permits there are now.
    pub fn available_permits(&self) -> usize {
        self.state.lock().unwrap().permits
    }
    /// Waits for a permit, which is given back when it is dropped.
    pub fn acquire(&self) -> Acquire<'_> {
        self.acquire_many(1)
    }
    /// Waits for so many permits, which are given back when they are dropped.
    pub fn acquire_many(&self, count: usize) -> Acquire<'_> {
        Acquire { semaphore: self, count, entry: None }
    }
    /// A permit, if there is one and nobody waits.
    pub fn try_acquire(&self) -> Option<Permit<'_>> {
        self.try_acquire_many(1)
    }
    /// So many permits, if they are there and nobody waits.
    pub fn try_acquire_many(&self, count: usize) -> Option<Permit<'_>> {
        let mut state = self.state.lock().unwrap();
        if state.is_closed || state.permits < count || !state.waiting.is_empty() {
            return None;
        }
        state.permits -= count;
        Some(Permit { semaphore: self, count })
    }
    /// Adds permits.
    pub fn add_permits(&self, count: usize) {
        if count == 0 {
            return;
        }
        self.state.lock().unwrap().permits += count;
        self.grant();
    }
    /// Who waits, and who asks from now on, gets an error.
    pub fn close(&self) {
        let mut state = self.state.lock().unwrap();
        state.is_closed = true;
        let mut wakers = Vec::new();
        while !state.waiting.is_empty() {
            wakers.extend(state.waiting.grant_first());
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }
    /// Whether it was closed.
    pub fn is_closed(&self) -> bool {
        self.state.lock().unwrap().is_closed
    }

    fn grant(&self) {
        loop {
            let mut state = self.state.lock().unwrap();
            let Some(amount) = state.waiting.first_amount() else { return };
            if amount > state.permits {
                return;
            }
            state.permits -= amount;
            let waker = state.waiting.grant_first();
            drop(state);
            if let Some(waker) = waker {
                waker.wake();
            }
        }
    }
}
impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Semaphore({} permits)", self.available_permits())
    }
}

/// Waits for permits.
pub struct Acquire<'a> {
    semaphore: &'a Semaphore,
    count: usize,
    entry: Option<u32>,
}
impl<'a> Future for Acquire<'a> {
    type Output = Result<Permit<'a>, Closed>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let semaphore = self.semaphore;
        let mut state = semaphore.state.lock().unwrap();
        if let Some(entry) = self.entry {
            if state.waiting.is_waiting(entry, cx.waker()) {
                return Poll::Pending;
            }
            state.waiting.remove(entry);
            self.entry = None;
            if state.is_closed {
                return Poll::Ready(Err(Closed(())));
            }
        } else if state.is_closed {
            return Poll::Ready(Err(Closed(())));
        } else if state.permits >= self.count && state.waiting.is_empty() {
            state.permits -= self.count;
        } else {
            self.entry = Some(state.waiting.push(self.count, cx.waker().clone()));
            return Poll::Pending;
        }
        Poll::Ready(Ok(Permit { semaphore, count: self.count }))
    }
}
impl Drop for Acquire<'_> {
    fn drop(&mut self) {
        let Some(entry) = self.entry else { return };
        let mut state = self.semaphore.state.lock().unwrap();
        let was_granted = !state.waiting.remove(entry) && !state.is_closed;
        if was_granted {
            state.permits += self.count;
        }
        drop(state);
        // Who comes next may want less than this one did.
        self.semaphore.grant();
    }
}

/// Permits of a semaphore, given back when this is dropped.
#[derive(Debug)]
pub struct Permit<'a> {
    semaphore: &'a Semaphore,
    count: usize,
}
impl Permit<'_> {
    /// The permits are used up.
    pub fn forget(mut self) {
        self.count = 0;
    }
}
impl Drop for Permit<'_> {
    fn drop(&mut self) {
        self.semaphore.add_permits(self.count);
    }
}
