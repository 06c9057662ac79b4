//! Node's functions that call back: timers, immediates, ticks and microtasks.

use super::timers::Callback;
use super::{event_loop, Run};
use std::cell::Cell;
use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a timer's delay may be: a number of milliseconds, or a duration.
pub trait Delay {
    /// In milliseconds; as in Node, what is less than 1 or more than 2³¹ - 1 is 1.
    fn milliseconds(self) -> u64;
}
fn in_range(value: f64) -> u64 {
    if value >= 1.0 && value <= 2147483647.0 { value as u64 } else { 1 }
}
macro_rules! delays {
    ($($number:ty)*) => {$(
        impl Delay for $number {
            fn milliseconds(self) -> u64 {
                in_range(self as f64)
            }
        }
    )*};
}
delays! { i32 u32 i64 u64 usize f64 }
impl Delay for Duration {
    fn milliseconds(self) -> u64 {
        in_range(self.as_secs_f64() * 1000.0)
    }
}

/// A timer that was set. It may be copied; once the timer has ended, its functions do nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout {
    index: u32,
    generation: u32,
}

impl Timeout {
    fn new(callback: Callback, delay: u64) -> Timeout {
        event_loop(|this| {
            let start = this.tick_after(Instant::now());
            let order = this.next_order();
            let (index, generation) = this.timers.borrow_mut().insert(callback, delay, start, order);
            Timeout { index, generation }
        })
    }
    /// The timer does not fire any more.
    pub fn clear(self) {
        let callback = event_loop(|this| this.timers.borrow_mut().clear(self.index, self.generation));
        drop(callback);
    }
    /// Starts the timer anew with its delay.
    pub fn refresh(self) -> Timeout {
        event_loop(|this| {
            let start = this.tick_after(Instant::now());
            let order = this.next_order();
            this.timers.borrow_mut().refresh(self.index, self.generation, start, order);
        });
        self
    }
    /// Whether `run` goes on for this timer; it does unless told otherwise.
    pub fn set_ref(self, has_ref: bool) -> Timeout {
        event_loop(|this| this.timers.borrow_mut().set_ref(self.index, self.generation, has_ref));
        self
    }
    /// `run` may end before this timer fires.
    pub fn unref(self) -> Timeout {
        self.set_ref(false)
    }
    /// Whether `run` goes on for this timer.
    pub fn has_ref(self) -> bool {
        event_loop(|this| this.timers.borrow_mut().has_ref(self.index, self.generation))
    }
}

/// Calls `callback` once, when `delay` milliseconds have passed. Timers of equal delay fire in their order.
pub fn set_timeout(callback: impl FnOnce() + 'static, delay: impl Delay) -> Timeout {
    Timeout::new(Callback::Once(Some(Box::new(callback))), delay.milliseconds())
}
/// Calls `callback` again and again with `delay` milliseconds between.
pub fn set_interval(callback: impl FnMut() + 'static, delay: impl Delay) -> Timeout {
    Timeout::new(Callback::Repeated(Box::new(callback)), delay.milliseconds())
}
/// The timer does not fire any more.
pub fn clear_timeout(timeout: Timeout) {
    timeout.clear()
}
/// The timer does not fire any more.
pub fn clear_interval(interval: Timeout) {
    interval.clear()
}

/// An immediate that was set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Immediate(u64);

impl Immediate {
    /// The callback is not called any more.
    pub fn clear(self) {
        let callback = event_loop(|this| this.immediates.borrow_mut().clear(self.0));
        drop(callback);
    }
    /// Whether `run` goes on for this immediate.
    pub fn set_ref(self, has_ref: bool) -> Immediate {
        event_loop(|this| this.immediates.borrow_mut().set_ref(self.0, has_ref));
        self
    }
    /// `run` may end before this is called.
    pub fn unref(self) -> Immediate {
        self.set_ref(false)
    }
}

/// Calls `callback` in the next check phase: after descriptors were looked at.
pub fn set_immediate(callback: impl FnOnce() + 'static) -> Immediate {
    event_loop(|this| this.immediates.borrow_mut().add(Box::new(callback)))
}
/// The callback is not called any more.
pub fn clear_immediate(immediate: Immediate) {
    immediate.clear()
}

/// Calls `callback` when the present callback has returned, before all microtasks.
pub fn next_tick(callback: impl FnOnce() + 'static) {
    event_loop(|this| this.ticks.borrow_mut().push_back(Box::new(callback)))
}

/// Calls `callback` in turn with the tasks that were woken.
pub fn queue_microtask(callback: impl FnOnce() + 'static) {
    let microtask = Arc::new(Microtask(Cell::new(Some(callback))));
    event_loop(|this| this.ready.borrow_mut().push_back(microtask))
}

struct Microtask<F>(Cell<Option<F>>);
impl<F: FnOnce() + 'static> Run for Microtask<F> {
    fn run(self: Arc<Self>) {
        if let Some(callback) = self.0.take() {
            callback();
        }
    }
    fn cancel(&self) {
        self.0.take();
    }
}

struct Entry {
    number: u64,
    /// None when it was cleared.
    callback: Option<Box<dyn FnOnce()>>,
    has_ref: bool,
}

/// Immediates, numbered as they were set.
pub(crate) struct Immediates {
    next: u64,
    running: VecDeque<Entry>,
    waiting: VecDeque<Entry>,
    referenced: usize,
}

impl Immediates {
    /// No immediates.
    pub fn new() -> Immediates {
        Immediates { next: 0, running: VecDeque::new(), waiting: VecDeque::new(), referenced: 0 }
    }
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.referenced == 0 && self.running.is_empty()
    }
    /// Whether the loop goes on for one.
    pub fn holds_loop(&self) -> bool {
        self.referenced > 0
    }
    fn add(&mut self, callback: Box<dyn FnOnce()>) -> Immediate {
        let number = self.next;
        self.next += 1;
        self.referenced += 1;
        self.waiting.push_back(Entry { number, callback: Some(callback), has_ref: true });
        Immediate(number)
    }
    /// What waits now is run; if a panic left some, those come first.
    pub fn begin(&mut self) {
        if self.running.is_empty() {
            std::mem::swap(&mut self.running, &mut self.waiting);
        }
    }
    /// The next callback.
    pub fn pop(&mut self) -> Option<Box<dyn FnOnce()>> {
        loop {
            let entry = self.running.pop_front()?;
            if entry.callback.is_some() {
                self.referenced -= entry.has_ref as usize;
                return entry.callback;
            }
        }
    }
    fn find(&mut self, number: u64) -> Option<&mut Entry> {
        for queue in [&mut self.running, &mut self.waiting] {
            let Some(first) = queue.front().map(|entry| entry.number) else { continue };
            if number >= first && number - first < queue.len() as u64 {
                return queue.get_mut((number - first) as usize);
            }
        }
        None
    }
    fn clear(&mut self, number: u64) -> Option<Box<dyn FnOnce()>> {
        let entry = self.find(number)?;
        let callback = entry.callback.take()?;
        let has_ref = entry.has_ref;
        self.referenced -= has_ref as usize;
        Some(callback)
    }
    fn set_ref(&mut self, number: u64, has_ref: bool) {
        let Some(entry) = self.find(number) else { return };
        if entry.callback.is_none() || entry.has_ref == has_ref {
            return;
        }
        entry.has_ref = has_ref;
        if has_ref { self.referenced += 1 } else { self.referenced -= 1 }
    }
}
