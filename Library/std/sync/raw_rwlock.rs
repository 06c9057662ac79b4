//! The words of a lock for many readers or one writer, and who is woken when.
//!
//! Readers sleep on the state, writers on a count of their own: a lock that becomes free wakes one writer, or else
//! all readers. A bit for each kind says that somebody sleeps or is about to (M. Bos, Rust Atomics and Locks,
//! chapter 9, widened by the two bits). Readers that come while somebody waits wait too, so writers do not starve.

use super::atomic::{AtomicU32, Ordering::{Acquire, Relaxed, Release}};
use crate::sys::locks::{futex_wait, futex_wake, futex_wake_all};

/// The readers inside are counted in the lower bits; all of them set: a writer is inside.
const COUNT: u32 = (1 << 30) - 1;
const WRITER: u32 = COUNT;
/// With readers inside, it is only set beside `WRITERS_WAITING`.
const READERS_WAITING: u32 = 1 << 30;
const WRITERS_WAITING: u32 = 1 << 31;

pub(super) struct RawRwLock {
    state: AtomicU32,
    /// Changes with each wake-up of a writer, so that none is lost between a look at the state and the sleep.
    writer_calls: AtomicU32,
}

/// Whether one more reader may come in.
#[inline]
fn admits_reader(state: u32) -> bool {
    state < COUNT - 1
}

impl RawRwLock {
    pub(super) const fn new() -> RawRwLock {
        RawRwLock { state: AtomicU32::new(0), writer_calls: AtomicU32::new(0) }
    }

    #[inline]
    pub(super) fn try_read(&self) -> bool {
        let mut state = self.state.load(Relaxed);
        while admits_reader(state) {
            match self.state.compare_exchange_weak(state, state + 1, Acquire, Relaxed) {
                Ok(_) => return true,
                Err(now) => state = now,
            }
        }
        false
    }

    #[inline]
    pub(super) fn read(&self) {
        if !self.try_read() {
            self.read_slowly();
        }
    }

    #[cold]
    fn read_slowly(&self) {
        while !self.try_read() {
            let state = self.state.load(Relaxed);
            if admits_reader(state) {
                continue;
            }
            if state & COUNT == COUNT - 1 {
                panic!("too many active read locks on RwLock");
            }
            let waiting = state | READERS_WAITING;
            // Whoever clears the bit wakes all readers, so a state that has it again may be slept on.
            if state == waiting || self.state.compare_exchange(state, waiting, Relaxed, Relaxed).is_ok() {
                futex_wait(&self.state, waiting, None);
            }
        }
    }

    #[inline]
    // SAFETY: the caller is one of the readers inside.
    pub(super) unsafe fn end_read(&self) {
        let state = self.state.fetch_sub(1, Release) - 1;
        if state & COUNT == 0 && state & WRITERS_WAITING != 0 {
            self.wake(state);
        }
    }

    #[inline]
    pub(super) fn try_write(&self) -> bool {
        let mut state = self.state.load(Relaxed);
        while state & COUNT == 0 {
            match self.state.compare_exchange_weak(state, state | WRITER, Acquire, Relaxed) {
                Ok(_) => return true,
                Err(now) => state = now,
            }
        }
        false
    }

    #[inline]
    pub(super) fn write(&self) {
        if self.state.compare_exchange_weak(0, WRITER, Acquire, Relaxed).is_err() {
            self.write_slowly();
        }
    }

    #[cold]
    fn write_slowly(&self) {
        // A writer that has slept does not know whether it was the last that did.
        let mut others = 0;
        let mut state = self.state.load(Relaxed);
        loop {
            if state & COUNT == 0 {
                match self.state.compare_exchange_weak(state, state | WRITER | others, Acquire, Relaxed) {
                    Ok(_) => return,
                    Err(now) => state = now,
                }
                continue;
            }
            if state & WRITERS_WAITING == 0 {
                if let Err(now) = self.state.compare_exchange(state, state | WRITERS_WAITING, Relaxed, Relaxed) {
                    state = now;
                    continue;
                }
            }
            others = WRITERS_WAITING;
            let calls = self.writer_calls.load(Acquire);
            state = self.state.load(Relaxed);
            if state & COUNT != 0 && state & WRITERS_WAITING != 0 {
                futex_wait(&self.writer_calls, calls, None);
                state = self.state.load(Relaxed);
            }
        }
    }

    #[inline]
    // SAFETY: the caller is the writer inside.
    pub(super) unsafe fn end_write(&self) {
        let state = self.state.fetch_sub(WRITER, Release) - WRITER;
        if state != 0 {
            self.wake(state);
        }
    }

    // SAFETY: the caller is the writer inside, and is one of the readers from then on.
    pub(super) unsafe fn downgrade(&self) {
        let mut state = self.state.load(Relaxed);
        loop {
            // Readers stay behind a writer that waits.
            let bits = if state & WRITERS_WAITING != 0 { state & !COUNT } else { 0 };
            match self.state.compare_exchange_weak(state, bits | 1, Release, Relaxed) {
                Ok(_) => break,
                Err(now) => state = now,
            }
        }
        if state & !COUNT == READERS_WAITING {
            futex_wake_all(&self.state);
        }
    }

    /// Wakes a writer or all readers of a lock that became free in `state`. Where somebody took it meanwhile,
    /// that one wakes when it leaves, since the bits stay.
    #[cold]
    fn wake(&self, mut state: u32) {
        if state == WRITERS_WAITING {
            match self.state.compare_exchange(state, 0, Relaxed, Relaxed) {
                Ok(_) => {
                    self.wake_writer();
                    return;
                }
                Err(now) => state = now,
            }
        }
        if state == READERS_WAITING | WRITERS_WAITING {
            if self.state.compare_exchange(state, READERS_WAITING, Relaxed, Relaxed).is_err() {
                return;
            }
            if self.wake_writer() {
                return;
            }
            // No writer slept: those that were about to will look again.
            state = READERS_WAITING;
        }
        if state == READERS_WAITING && self.state.compare_exchange(state, 0, Relaxed, Relaxed).is_ok() {
            futex_wake_all(&self.state);
        }
    }

    fn wake_writer(&self) -> bool {
        self.writer_calls.fetch_add(1, Release);
        futex_wake(&self.writer_calls)
    }
}
