//! Threads of the C library.

use super::c;
use crate::boxed::Box;
use crate::ffi::{c_char, c_void};
use crate::io;
use crate::time::Duration;

/// A thread that was started and not yet joined.
pub(crate) struct NativeThread {
    id: usize,
}

// SAFETY: the handle of a thread can be used by any other.
unsafe impl Send for NativeThread {}
// SAFETY: as above.
unsafe impl Sync for NativeThread {}

extern "C" fn thread_start(argument: *mut c_void) -> *mut c_void {
    // SAFETY: the pointer is that of the box that `new` gave up, and each thread starts once.
    let body = unsafe { Box::from_raw(argument as *mut Box<dyn FnOnce()>) };
    (*body)();
    crate::ptr::null_mut()
}

impl NativeThread {
    /// Starts a thread with a stack of at least so many bytes.
    pub(crate) fn new(stack_size: usize, body: Box<dyn FnOnce()>) -> io::Result<NativeThread> {
        let argument = Box::into_raw(Box::new(body));
        // Larger than pthread_attr_t of every supported target.
        let mut attributes = [0u64; 16];
        let mut id = 0;
        // SAFETY: the attributes have room, and are set up before they are used; the argument is what
        // `thread_start` expects.
        let code = unsafe {
            let pointer = attributes.as_mut_ptr() as *mut c_void;
            c::pthread_attr_init(pointer);
            c::pthread_attr_setstacksize(pointer, stack_size);
            let code = c::pthread_create(&mut id, pointer, thread_start, argument as *mut c_void);
            c::pthread_attr_destroy(pointer);
            code
        };
        if code != 0 {
            // SAFETY: no thread has started that would take the box.
            drop(unsafe { Box::from_raw(argument) });
            return Err(io::Error::from_raw_os_error(code));
        }
        Ok(NativeThread { id })
    }

    /// The C library's handle.
    pub(crate) fn id(&self) -> usize {
        self.id
    }

    /// Waits until the thread has ended.
    pub(crate) fn join(self) {
        // SAFETY: the thread was not yet joined, and is not detached afterwards.
        unsafe { c::pthread_join(self.id, crate::ptr::null_mut()) };
        crate::mem::forget(self);
    }
}

impl Drop for NativeThread {
    fn drop(&mut self) {
        // SAFETY: the thread was not joined, and the handle is not used any more.
        unsafe { c::pthread_detach(self.id) };
    }
}

pub(crate) fn set_name(name: &[u8]) {
    let mut bytes = [0u8; 16];
    let count = if name.len() > 15 { 15 } else { name.len() };
    bytes[..count].copy_from_slice(&name[..count]);
    // SAFETY: the name ends with a NUL.
    unsafe { c::pthread_setname_np(c::pthread_self(), bytes.as_ptr() as *const c_char) };
}

pub(crate) fn current_os_id() -> u64 {
    // SAFETY: the call takes nothing.
    unsafe { c::syscall(c::SYS_GETTID) as u64 }
}

pub(crate) fn sleep(duration: Duration) {
    let mut request =
        c::Timespec { seconds: duration.as_secs() as i64, nanoseconds: duration.subsec_nanos() as i64 };
    loop {
        let mut rest = c::Timespec { seconds: 0, nanoseconds: 0 };
        // SAFETY: both times live as long as the call.
        if unsafe { c::nanosleep(&request, &mut rest) } == 0 || super::os::errno() != c::EINTR {
            return;
        }
        request = rest;
    }
}

/// Runs a destructor when the current thread ends.
// SAFETY: the caller promises that the destructor may be called with the object when the thread ends.
pub(crate) unsafe fn at_thread_exit(object: *mut u8, destructor: unsafe extern "C" fn(*mut u8)) {
    // SAFETY: the caller says that the object lives until the thread ends.
    unsafe { c::__cxa_thread_atexit_impl(destructor, object, &raw const c::__dso_handle as *mut u8) };
}
