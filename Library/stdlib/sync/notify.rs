//! Wakes tasks that wait for something to happen.

use super::wait_list::WaitList;
use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

/// One permit at most is kept for who comes later.
pub struct Notify {
    state: Mutex<State>,
}
struct State {
    has_permit: bool,
    /// How often `notify_waiters` was called.
    rounds: u64,
    waiting: WaitList,
}

impl Notify {
    /// Nobody was notified yet.
    ///
    /// # Examples
    /// ```
    /// use stdlib::sync::Notify;
    /// stdlib::task::block_on(async {
    ///     let notify = Notify::new();
    ///     notify.notify_one();
    ///     // The permit was kept.
    ///     notify.notified().await;
    /// });
    /// ```
    pub const fn new() -> Notify {
        Notify { state: Mutex::new(State { has_permit: false, rounds: 0, waiting: WaitList::new() }) }
    }
    /// Wakes who has waited longest; if nobody waits, the next one to wait goes on at once.
    pub fn notify_one(&self) {
        let mut state = self.state.lock().unwrap();
        if state.waiting.is_empty() {
            state.has_permit = true;
            return;
        }
        let waker = state.waiting.grant_first();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
    /// Wakes all futures that `notified` has given until now.
    pub fn notify_waiters(&self) {
        let mut wakers = Vec::new();
        let mut state = self.state.lock().unwrap();
        state.rounds += 1;
        while !state.waiting.is_empty() {
            wakers.extend(state.waiting.grant_first());
        }
        drop(state);
        wakers.into_iter().for_each(Waker::wake);
    }
    /// Waits for a notification from now on.
    pub fn notified(&self) -> Notified<'_> {
        let rounds = self.state.lock().unwrap().rounds;
        Notified { notify: self, rounds, entry: None, is_over: false }
    }
}
impl Default for Notify {
    fn default() -> Notify {
        Notify::new()
    }
}

/// Waits for a notification.
pub struct Notified<'a> {
    notify: &'a Notify,
    rounds: u64,
    entry: Option<u32>,
    is_over: bool,
}
impl Notified<'_> {
    /// Waits from now on, in turn with others, without being polled; gives whether it was notified already.
    ///
    /// ```
    /// use stdlib::sync::Notify;
    /// use std::pin::pin;
    /// stdlib::task::block_on(async {
    ///     let notify = Notify::new();
    ///     let mut notified = pin!(notify.notified());
    ///     assert!(!notified.as_mut().enable());
    ///     notify.notify_one();
    ///     notified.await;
    /// });
    /// ```
    pub fn enable(self: Pin<&mut Self>) -> bool {
        self.poll(&mut Context::from_waker(Waker::noop())).is_ready()
    }
}
impl Future for Notified<'_> {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_over {
            return Poll::Ready(());
        }
        let notify = self.notify;
        let mut state = notify.state.lock().unwrap();
        if let Some(entry) = self.entry {
            if state.waiting.is_waiting(entry, cx.waker()) {
                return Poll::Pending;
            }
            state.waiting.remove(entry);
            self.entry = None;
        } else if state.rounds == self.rounds {
            if !state.has_permit {
                self.entry = Some(state.waiting.push(1, cx.waker().clone()));
                return Poll::Pending;
            }
            state.has_permit = false;
        }
        self.is_over = true;
        Poll::Ready(())
    }
}
impl Drop for Notified<'_> {
    fn drop(&mut self) {
        let Some(entry) = self.entry else { return };
        let mut state = self.notify.state.lock().unwrap();
        let was_granted = !state.waiting.remove(entry);
        let by_all = state.rounds != self.rounds;
        drop(state);
        if was_granted && !by_all {
            // The notification was for one: it goes to another.
            self.notify.notify_one();
        }
    }
}
