//! The only thread. Starting another one is an error when the program is compiled.

use super::{c, host};
use crate::boxed::Box;
use crate::ffi::c_void;
use crate::io;
use crate::time::Duration;
use crate::vec::Vec;

/// A thread that was started and not yet joined: there are none.
pub(crate) struct NativeThread {
    id: usize,
}

// SAFETY: there are no other threads.
unsafe impl Send for NativeThread {}
// SAFETY: as above.
unsafe impl Sync for NativeThread {}

extern "C" fn thread_start(argument: *mut c_void) -> *mut c_void {
    argument
}

impl NativeThread {
    pub(crate) fn new(_stack_size: usize, body: Box<dyn FnOnce()>) -> io::Result<NativeThread> {
        let argument = Box::into_raw(Box::new(body));
        let mut id = 0;
        // SAFETY: the compiler refuses programs that come here; the argument is a box that is never freed.
        unsafe { c::pthread_create(&mut id, crate::ptr::null(), thread_start, argument as *mut c_void) };
        Ok(NativeThread { id })
    }

    pub(crate) fn id(&self) -> usize {
        self.id
    }

    pub(crate) fn join(self) {}
}

pub(crate) fn set_name(_name: &[u8]) {}

pub(crate) fn current_os_id() -> u64 {
    1
}

pub(crate) fn sleep(duration: Duration) {
    let start = now();
    // More than five centuries are as good as for ever.
    let whole = duration.as_secs().saturating_mul(1_000_000_000).saturating_add(duration.subsec_nanos() as u64);
    loop {
        // Hosts count in milliseconds from a time that they read earlier, and wake too soon.
        let slept = now() - start;
        if slept >= whole {
            return;
        }
        // Hosts refuse times that they cannot add to theirs.
        const LONGEST: u64 = 1 << 60;
        let rest = whole - slept;
        let timeout = if rest < LONGEST { rest } else { LONGEST };
        let subscription =
            host::Subscription { user: 0, kind: 0, clock: super::c::CLOCK_MONOTONIC as u32, timeout, precision: 0, flags: 0 };
        let mut event = host::Event { user: 0, error: 0, kind: 0, bytes: 0, flags: 0 };
        let mut happened = 0;
        // SAFETY: there is one subscription, and room for its event.
        unsafe { host::poll_oneoff(&subscription, &mut event, 1, &mut happened) };
    }
}

/// The monotonic clock's nanoseconds.
fn now() -> u64 {
    super::os::nanoseconds(super::c::CLOCK_MONOTONIC)
}

static mut DESTRUCTORS: Vec<(*mut u8, unsafe extern "C" fn(*mut u8))> = Vec::new();

/// Runs a destructor when the program ends.
// SAFETY: the object lives until the program ends.
pub(crate) unsafe fn at_thread_exit(object: *mut u8, destructor: unsafe extern "C" fn(*mut u8)) {
    // SAFETY: there is one thread, and no reference to the list is kept.
    unsafe { (*(&raw mut DESTRUCTORS)).push((object, destructor)) };
}

// SAFETY: the program ends, and nothing of it runs any more.
pub(super) unsafe fn run_destructors() {
    // SAFETY: each object lives until now, and is destroyed once.
    unsafe {
        while let Some((object, destructor)) = (*(&raw mut DESTRUCTORS)).pop() {
            destructor(object);
        }
    }
}
