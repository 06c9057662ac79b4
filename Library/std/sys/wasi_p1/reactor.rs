//! What an event loop waits with: the clock and the host's descriptors, by `poll_oneoff`.
//!
//! The interface is that of the runtime's reactor on other targets, with one function more: what a descriptor
//! is waited for is said before each wait, since the host tells again and again what stays ready.

use super::{c, errors, host, threads};
use crate::boxed::Box;
use crate::time::Duration;
use crate::vec::Vec;

/// The bits of readiness that epoll has.
const READABLE: u32 = 0x1;
const WRITABLE: u32 = 0x4;
const FAILED: u32 = 0x8;
const CLOSED: u32 = 0x10;

/// Kinds of subscriptions and events.
const CLOCK: u8 = 0;
const READ: u8 = 1;
const WRITE: u8 = 2;
/// The kind of descriptors of regular files.
const FILE: u8 = 4;

#[repr(C)]
struct Event {
    token: u64,
    ready: u32,
    ended: u32,
}

struct Watched {
    fd: i32,
    token: u64,
    wanted: u32,
    /// Files always are ready; some hosts do not wait for them at all.
    is_file: bool,
}

struct Reactor {
    watched: Vec<Watched>,
}

#[no_mangle]
// SAFETY: as the runtime's; nothing is ever wrong.
unsafe extern "C" fn poly_reactor_open(_error: *mut i32) -> *mut Reactor {
    Box::into_raw(Box::new(Reactor { watched: Vec::new() }))
}

#[no_mangle]
// SAFETY: as the runtime's: the reactor is not used any more.
unsafe extern "C" fn poly_reactor_close(reactor: *mut Reactor) {
    // SAFETY: `poly_reactor_open` made the box, and the caller gives it up.
    drop(unsafe { Box::from_raw(reactor) });
}

#[no_mangle]
// SAFETY: as the runtime's: the reactor is open.
unsafe extern "C" fn poly_reactor_watch(reactor: *mut Reactor, fd: i32, token: u64) -> i32 {
    let mut status = host::DescriptorStatus { kind: 0, flags: 0, rights: 0, inheriting: 0 };
    // SAFETY: there is room for the status, and the caller says that the reactor is open.
    unsafe {
        let code = host::fd_fdstat_get(fd, &mut status);
        if code != 0 {
            return -errors::number(code);
        }
        (*reactor).watched.retain(|entry| entry.token != token);
        (*reactor).watched.push(Watched { fd, token, wanted: 0, is_file: status.kind == FILE });
    }
    0
}

#[no_mangle]
// SAFETY: as the runtime's: the reactor is open.
unsafe extern "C" fn poly_reactor_unwatch(reactor: *mut Reactor, _fd: i32, token: u64) -> i32 {
    // SAFETY: the caller says that the reactor is open.
    unsafe { (*reactor).watched.retain(|entry| entry.token != token) };
    0
}

/// Says what is waited for from now on: some of the bits of readiness.
#[no_mangle]
// SAFETY: for open reactors.
unsafe extern "C" fn poly_reactor_want(reactor: *mut Reactor, token: u64, wanted: u32) {
    // SAFETY: the caller says that the reactor is open, and nothing else refers to its list.
    for entry in unsafe { &mut (*reactor).watched } {
        if entry.token == token {
            entry.wanted = wanted;
        }
    }
}

/// Nobody else runs while the only thread waits.
#[no_mangle]
extern "C" fn poly_reactor_wake(_reactor: *mut Reactor) {}

#[no_mangle]
// SAFETY: as the runtime's: the reactor is open and there is room for `capacity` events.
unsafe extern "C" fn poly_reactor_wait(
    reactor: *mut Reactor,
    nanoseconds: i64,
    events: *mut Event,
    capacity: i32,
) -> i32 {
    // SAFETY: the caller says that the reactor is open; nothing else runs meanwhile.
    let watched = unsafe { &(*reactor).watched };
    let mut told = 0;
    for entry in watched {
        if entry.is_file && entry.wanted != 0 && told < capacity {
            // SAFETY: the caller has room for `capacity` events.
            unsafe { *events.add(told as usize) = Event { token: entry.token, ready: entry.wanted, ended: 0 } };
            told += 1;
        }
    }
    if told > 0 {
        return told;
    }
    let mut subscriptions = Vec::new();
    for (index, entry) in watched.iter().enumerate() {
        for (kind, bit) in [(READ, READABLE), (WRITE, WRITABLE)] {
            if entry.wanted & bit != 0 {
                subscriptions.push(subscription(index as u64, kind, entry.fd as u32, 0));
            }
        }
    }
    if subscriptions.is_empty() {
        if nanoseconds < 0 {
            crate::panicking::abort_with("the event loop waits for what cannot happen");
        }
        threads::sleep(Duration::from_nanos(nanoseconds as u64));
        return 0;
    }
    if nanoseconds >= 0 {
        subscriptions.push(subscription(0, CLOCK, c::CLOCK_MONOTONIC as u32, nanoseconds as u64));
    }
    let mut happened = Vec::<host::Event>::with_capacity(subscriptions.len());
    let mut count = 0;
    // SAFETY: there is room for an event of each subscription, and the host says how many it wrote; the caller
    // has room for `capacity` of them.
    unsafe {
        let code = host::poll_oneoff(subscriptions.as_ptr(), happened.as_mut_ptr(), subscriptions.len(), &mut count);
        if code != 0 {
            return -errors::number(code);
        }
        happened.set_len(count);
        for event in happened {
            if event.kind == CLOCK || told == capacity {
                continue;
            }
            let mut ready = if event.kind == READ { READABLE } else { WRITABLE };
            if event.error != 0 {
                ready |= FAILED;
            }
            if event.flags & 1 != 0 {
                ready |= CLOSED;
            }
            *events.add(told as usize) = Event { token: watched[event.user as usize].token, ready, ended: 0 };
            told += 1;
        }
        told
    }
}

/// A subscription to a clock with its time, or to a descriptor.
fn subscription(user: u64, kind: u8, subject: u32, timeout: u64) -> host::Subscription {
    host::Subscription { user, kind: kind as u64, clock: subject, timeout, precision: 0, flags: 0 }
}
