//! Descriptors whose readiness an event loop waits for.

use super::task::event_loop;
use std::cell::{Cell, RefCell};
use std::io;
use std::marker::PhantomData;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

const READABLE: u32 = 0x1;
const WRITABLE: u32 = 0x4;
/// Errors and hang-ups end every wait; the operation then says what happened.
const ENDED: u32 = 0x8 | 0x10;
const PEER_CLOSED: u32 = 0x2000;
const EVENTS: usize = 256;

#[repr(C)]
struct Handle {
    _private: [u8; 0],
}

#[repr(C)]
#[derive(Clone, Copy)]
struct Event {
    token: u64,
    ready: u32,
    ended: u32,
}

extern "C" {
    fn poly_reactor_open(error: *mut i32) -> *mut Handle;
    fn poly_reactor_close(reactor: *mut Handle);
    fn poly_reactor_watch(reactor: *mut Handle, fd: i32, token: u64) -> i32;
    fn poly_reactor_unwatch(reactor: *mut Handle, fd: i32, token: u64) -> i32;
    fn poly_reactor_wait(reactor: *mut Handle, nanoseconds: i64, events: *mut Event, capacity: i32) -> i32;
    fn poly_reactor_wake(reactor: *mut Handle);
    #[cfg(target_os = "wasi")]
    fn poly_reactor_want(reactor: *mut Handle, token: u64, wanted: u32);
}

struct Slot {
    fd: i32,
    generation: u32,
    ready: u32,
    reader: Option<Waker>,
    writer: Option<Waker>,
}

impl Slot {
    /// What events of its descriptor, and of no other that was in the slot, are known by.
    fn token(&self, index: usize) -> u64 {
        (self.generation as u64) << 32 | index as u64
    }
}

/// The operating system's side of an event loop.
pub(crate) struct Reactor {
    handle: *mut Handle,
    /// No other reactor of the program has this number.
    number: u64,
    slots: RefCell<Vec<Slot>>,
    free: RefCell<Vec<u32>>,
    events: RefCell<Vec<Event>>,
    /// Tasks that have done many operations in one turn: they go on when events were looked at.
    deferred: RefCell<Vec<Waker>>,
}

/// Wakes a loop from any thread.
#[derive(Clone, Copy)]
pub(crate) struct Alarm(*mut Handle);
unsafe impl Send for Alarm {}
unsafe impl Sync for Alarm {}
impl Alarm {
    /// The loop must still exist.
    pub unsafe fn ring(self) {
        unsafe { poly_reactor_wake(self.0) }
    }
}

fn error(code: i32) -> io::Error {
    io::Error::from_raw_os_error(-code)
}

impl Reactor {
    /// A reactor without descriptors.
    pub fn new() -> io::Result<Reactor> {
        static COUNT: AtomicU64 = AtomicU64::new(1);
        let mut code = 0;
        let handle = unsafe { poly_reactor_open(&mut code) };
        if handle.is_null() {
            return Err(error(code));
        }
        let events = vec![Event { token: 0, ready: 0, ended: 0 }; EVENTS];
        Ok(Reactor {
            handle,
            number: COUNT.fetch_add(1, Ordering::Relaxed),
            slots: RefCell::new(Vec::new()),
            free: RefCell::new(Vec::new()),
            events: RefCell::new(events),
            deferred: RefCell::new(Vec::new()),
        })
    }

    /// The number that no other reactor of the program has.
    pub fn number(&self) -> u64 {
        self.number
    }
    /// What wakes whoever waits for events, from any thread.
    pub fn alarm(&self) -> Alarm {
        Alarm(self.handle)
    }

    /// Whether a descriptor is watched.
    pub fn is_watching(&self) -> bool {
        self.slots.borrow().len() > self.free.borrow().len()
    }

    /// Whether a task goes on without an event.
    pub fn has_deferred(&self) -> bool {
        !self.deferred.borrow().is_empty()
    }

    /// Waits for events and wakes who waits for them; `then` is called after each.
    pub fn wait(&self, timeout: Option<Duration>, then: &mut dyn FnMut()) {
        let nanoseconds = match timeout {
            Some(timeout) => timeout.as_nanos().min(i64::MAX as u128) as i64,
            None => -1,
        };
        #[cfg(target_os = "wasi")]
        self.say_what_is_wanted();
        let mut events = self.events.borrow_mut();
        let count = unsafe { poly_reactor_wait(self.handle, nanoseconds, events.as_mut_ptr(), EVENTS as i32) };
        // Those of now: who is deferred by what follows waits for the next time.
        let deferred = self.deferred.take();
        if count < 0 {
            panic!("the event loop cannot wait: {}", error(count));
        }
        for event in &events[..count as usize] {
            let (reader, writer) = self.note(event);
            if let Some(waker) = reader {
                waker.wake();
            }
            if let Some(waker) = writer {
                waker.wake();
            }
            then();
        }
        for waker in deferred {
            waker.wake();
        }
    }

    /// For hosts that tell what is ready, not what has become so.
    #[cfg(target_os = "wasi")]
    fn say_what_is_wanted(&self) {
        for (index, slot) in self.slots.borrow().iter().enumerate().filter(|(_, slot)| slot.fd >= 0) {
            let reads = if slot.reader.is_some() { READABLE } else { 0 };
            let writes = if slot.writer.is_some() { WRITABLE } else { 0 };
            unsafe { poly_reactor_want(self.handle, slot.token(index), reads | writes) };
        }
    }

    fn note(&self, event: &Event) -> (Option<Waker>, Option<Waker>) {
        let mut slots = self.slots.borrow_mut();
        let index = event.token as u32 as usize;
        let Some(slot) = slots.get_mut(index) else { return (None, None) };
        // An event of a descriptor that was closed meanwhile.
        if slot.generation != (event.token >> 32) as u32 || slot.fd < 0 {
            return (None, None);
        }
        slot.ready |= event.ready;
        if event.ended != 0 {
            unsafe { poly_reactor_watch(self.handle, slot.fd, event.token) };
        }
        let reader = if event.ready & (READABLE | ENDED | PEER_CLOSED) != 0 { slot.reader.take() } else { None };
        let writer = if event.ready & (WRITABLE | ENDED) != 0 { slot.writer.take() } else { None };
        (reader, writer)
    }
}

impl Drop for Reactor {
    fn drop(&mut self) {
        unsafe { poly_reactor_close(self.handle) }
    }
}

/// A descriptor that the current thread's event loop watches; when it is used on a later loop, that one does.
/// Whoever owns it closes the descriptor after this is dropped.
pub(crate) struct Source {
    fd: i32,
    index: Cell<u32>,
    /// The number of the reactor that watches it.
    reactor: Cell<u64>,
    /// Its loop is the thread's.
    _not_send: PhantomData<*mut ()>,
}

impl Reactor {
    /// Watches a descriptor: the index of its slot.
    fn watch(&self, fd: i32) -> io::Result<u32> {
        let mut slots = self.slots.borrow_mut();
        let index = match self.free.borrow_mut().pop() {
            Some(index) => index,
            None => {
                slots.push(Slot { fd: -1, generation: 0, ready: 0, reader: None, writer: None });
                (slots.len() - 1) as u32
            }
        };
        let slot = &mut slots[index as usize];
        // Tried at once: most operations need not wait.
        slot.ready = READABLE | WRITABLE;
        slot.fd = fd;
        let code = unsafe { poly_reactor_watch(self.handle, fd, slot.token(index as usize)) };
        if code < 0 {
            slot.fd = -1;
            self.free.borrow_mut().push(index);
            return Err(error(code));
        }
        Ok(index)
    }
}

impl Source {
    /// Has a descriptor watched by the thread's event loop.
    pub fn new(fd: i32) -> io::Result<Source> {
        event_loop(|this| {
            let index = Cell::new(this.reactor.watch(fd)?);
            Ok(Source { fd, index, reactor: Cell::new(this.reactor.number), _not_send: PhantomData })
        })
    }

    /// The descriptor.
    pub fn fd(&self) -> i32 {
        self.fd
    }

    /// The index of its slot in `reactor`.
    fn slot(&self, reactor: &Reactor) -> io::Result<usize> {
        if self.reactor.get() != reactor.number {
            self.index.set(reactor.watch(self.fd)?);
            self.reactor.set(reactor.number);
        }
        Ok(self.index.get() as usize)
    }

    /// Does `operation` when the descriptor may be read from; it is tried again while it would block.
    pub fn poll_read<T>(
        &self, cx: &mut Context<'_>, operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, READABLE | PEER_CLOSED, true, operation)
    }

    /// Does `operation` when the descriptor may be written to; it is tried again while it would block.
    pub fn poll_write<T>(
        &self, cx: &mut Context<'_>, operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        self.poll(cx, WRITABLE, false, operation)
    }

    /// The last read took all that had come: the next one needs an event first.
    pub fn drained(&self) {
        event_loop(|this| {
            let Ok(index) = self.slot(&this.reactor) else { return };
            let slot = &mut this.reactor.slots.borrow_mut()[index];
            // What an end of the stream or an error leaves to read raises no event of its own.
            if slot.ready & (PEER_CLOSED | ENDED) == 0 {
                slot.ready &= !READABLE;
            }
        })
    }

    fn poll<T>(
        &self, cx: &mut Context<'_>, wanted: u32, reads: bool, mut operation: impl FnMut() -> io::Result<T>,
    ) -> Poll<io::Result<T>> {
        loop {
            let may = event_loop(|this| {
                let index = self.slot(&this.reactor)?;
                let slot = &mut this.reactor.slots.borrow_mut()[index];
                if slot.ready & (wanted | ENDED) != 0 {
                    if this.may_operate() {
                        return Ok(true);
                    }
                    this.reactor.deferred.borrow_mut().push(cx.waker().clone());
                    return Ok(false);
                }
                let waiting = if reads { &mut slot.reader } else { &mut slot.writer };
                match waiting {
                    Some(waker) if waker.will_wake(cx.waker()) => {}
                    _ => *waiting = Some(cx.waker().clone()),
                }
                Ok(false)
            });
            match may {
                Ok(true) => {}
                Ok(false) => return Poll::Pending,
                Err(error) => return Poll::Ready(Err(error)),
            }
            match operation() {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => event_loop(|this| {
                    let index = self.index.get() as usize;
                    this.reactor.slots.borrow_mut()[index].ready &= !(wanted | ENDED);
                }),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                result => return Poll::Ready(result),
            }
        }
    }
}

impl Drop for Source {
    fn drop(&mut self) {
        super::task::with_loop(|this| {
            let Some(this) = this else { return };
            if self.reactor.get() != this.reactor.number {
                return;
            }
            let index = self.index.get();
            let wakers;
            {
                let mut slots = this.reactor.slots.borrow_mut();
                let slot = &mut slots[index as usize];
                unsafe { poly_reactor_unwatch(this.reactor.handle, slot.fd, slot.token(index as usize)) };
                slot.fd = -1;
                slot.generation = slot.generation.wrapping_add(1) & 0x7FFF_FFFF;
                wakers = (slot.reader.take(), slot.writer.take());
            }
            this.reactor.free.borrow_mut().push(index);
            drop(wakers);
        })
    }
}
