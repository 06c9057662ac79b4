//! The beginning and the end of the program.

use super::{host, threads};
use crate::ffi::c_void;

extern "C" {
    /// Made by the compiler: runs `main`.
    fn poly_main(count: i32, arguments: *const *const u8) -> i32;
}

/// What the host calls.
#[no_mangle]
// SAFETY: for the host alone, which calls it once.
unsafe extern "C" fn _start() {
    // SAFETY: the compiler defines `poly_main`; the destructors run when it is done.
    unsafe {
        let code = poly_main(0, crate::ptr::null());
        threads::run_destructors();
        if code != 0 {
            host::proc_exit(code);
        }
    }
}

#[no_mangle]
// SAFETY: as the C function, which takes any number.
unsafe extern "C" fn exit(code: i32) -> ! {
    // SAFETY: nothing of the program runs any more.
    unsafe {
        threads::run_destructors();
        host::proc_exit(code & 0xFF)
    }
}

#[no_mangle]
// SAFETY: as the C function, which takes any number.
unsafe extern "C" fn _exit(code: i32) -> ! {
    // SAFETY: the host takes any number and does not return.
    unsafe { host::proc_exit(code & 0xFF) }
}

/// The exit code that a shell gives for SIGABRT.
#[no_mangle]
// SAFETY: as the C function.
unsafe extern "C" fn abort() -> ! {
    // SAFETY: the host takes any number and does not return.
    unsafe { host::proc_exit(134) }
}

/// A panic whose message was printed: nothing is unwound here.
#[no_mangle]
// SAFETY: as the runtime: the words are a box that the caller gives up.
unsafe extern "C" fn poly_panic_raise(_data: *mut c_void, _vtable: *mut c_void) -> i32 {
    crate::io::cleanup();
    // SAFETY: the host takes any number and does not return.
    unsafe { host::proc_exit(101) }
}

#[no_mangle]
// SAFETY: as the runtime; nothing is ever caught.
unsafe extern "C" fn poly_panic_take(
    _exception: *mut c_void,
    _data: *mut *mut c_void,
    _vtable: *mut *mut c_void,
) -> i32 {
    1
}

#[no_mangle]
// SAFETY: as the runtime; nothing is visited.
unsafe extern "C" fn poly_backtrace(_visit: extern "C" fn(*mut u8, *mut u8) -> i32, _argument: *mut u8) -> i32 {
    0
}

#[no_mangle]
// SAFETY: as the runtime; nothing is looked at.
unsafe extern "C" fn poly_backtrace_address(_context: *mut u8) -> usize {
    0
}

#[no_mangle]
// SAFETY: as the runtime; there are no names.
unsafe extern "C" fn poly_function_name(_address: usize, _name: *mut u8, _room: usize) -> usize {
    0
}

#[no_mangle]
extern "C" fn poly_print_backtrace(_is_full: i32) {}

#[no_mangle]
extern "C" fn getpid() -> i32 {
    1
}

#[no_mangle]
extern "C" fn sched_yield() -> i32 {
    // SAFETY: the call takes nothing.
    unsafe { host::sched_yield() };
    0
}

/// One processor.
#[no_mangle]
extern "C" fn sysconf(_name: i32) -> i64 {
    1
}
