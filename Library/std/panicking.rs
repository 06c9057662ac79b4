//! Panics: messages, unwinding, catching.

use crate::any::Any;
use crate::boxed::Box;
use crate::ffi::c_void;
use crate::fmt;
use crate::io;
use crate::mem::{self, ManuallyDrop};
use crate::panic::{PanicHookInfo, PanicInfo};
use crate::string::String;
use crate::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use crate::sync::RwLock;
use crate::sys::c;
use core::cell::Cell;
use core::panic::Location;

pub use core::panicking::{panic, panic_display, panic_fmt, unreachable_display};

/// Panics of this thread that are not caught yet, and whether a panic hook is running.
#[thread_local]
static LOCAL_COUNT: LocalCount = LocalCount { count: Cell::new(0), in_hook: Cell::new(false) };

struct LocalCount {
    count: Cell<usize>,
    in_hook: Cell<bool>,
}
// Every thread has its own.
// SAFETY: the static is one of a thread.
unsafe impl Sync for LocalCount {}

static FIRST_PANIC: AtomicBool = AtomicBool::new(true);
static BACKTRACE: AtomicUsize = AtomicUsize::new(0);

pub(crate) type Hook = Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>;
static HOOK: RwLock<Option<Hook>> = RwLock::new(None);

/// Whether this thread is panicking.
///
/// # Examples
/// ```
/// assert!(!std::thread::panicking());
/// ```
pub fn panicking() -> bool {
    LOCAL_COUNT.count.get() > 0
}

pub(crate) fn set_hook(hook: Hook) {
    *HOOK.write().unwrap_or_else(|poisoned| poisoned.into_inner()) = Some(hook);
}

pub(crate) fn take_hook() -> Hook {
    match HOOK.write().unwrap_or_else(|poisoned| poisoned.into_inner()).take() {
        Some(hook) => hook,
        None => Box::new(default_hook),
    }
}

/// Runs a function; the payload of a panic that leaves it is the error.
///
/// # Examples
/// ```
/// let result = std::panic::catch_unwind(|| 5);
/// assert_eq!(result.unwrap(), 5);
/// ```
pub fn catch<R, F: FnOnce() -> R>(f: F) -> Result<R, Box<dyn Any + Send>> {
    union Data<F, R> {
        f: ManuallyDrop<F>,
        result: ManuallyDrop<R>,
        payload: ManuallyDrop<Box<dyn Any + Send>>,
    }

    fn call<R, F: FnOnce() -> R>(data: *mut u8) {
        // SAFETY: the pointer is that of the data below, which has the function.
        unsafe {
            let data = &mut *(data as *mut Data<F, R>);
            let f = ManuallyDrop::take(&mut data.f);
            data.result = ManuallyDrop::new(f());
        }
    }

    fn caught<R, F: FnOnce() -> R>(data: *mut u8, exception: *mut u8) {
        // SAFETY: the pointer is that of the data below, whose function is gone.
        unsafe {
            let data = &mut *(data as *mut Data<F, R>);
            data.payload = ManuallyDrop::new(take_payload(exception));
        }
    }

    let mut data = Data::<F, R> { f: ManuallyDrop::new(f) };
    // SAFETY: the data has the result if nothing was caught, and the payload otherwise.
    unsafe {
        let pointer = &raw mut data as *mut u8;
        if core::intrinsics::catch_unwind(call::<R, F>, pointer, caught::<R, F>) == 0 {
            Ok(ManuallyDrop::into_inner(data.result))
        } else {
            Err(ManuallyDrop::into_inner(data.payload))
        }
    }
}

/// # Safety
/// The exception is one that was just caught.
#[cold]
unsafe fn take_payload(exception: *mut u8) -> Box<dyn Any + Send> {
    // SAFETY: the runtime gives back the two words of the box that `raise` gave it.
    unsafe {
        let mut words: [*mut c_void; 2] = [crate::ptr::null_mut(); 2];
        let [data, vtable] = &mut words;
        if c::poly_panic_take(exception as *mut c_void, data, vtable) != 0 {
            abort_with("Rust cannot catch foreign exceptions");
        }
        LOCAL_COUNT.count.set(LOCAL_COUNT.count.get() - 1);
        let pointer: *mut (dyn Any + Send) = mem::transmute(words);
        Box::from_raw(pointer)
    }
}

fn raise(payload: Box<dyn Any + Send>) -> ! {
    // SAFETY: a pointer to a trait object is two words; the box is the runtime's from now on.
    unsafe {
        let words: [*mut c_void; 2] = mem::transmute(Box::into_raw(payload));
        let code = c::poly_panic_raise(words[0], words[1]);
        io::raw_stderr(format_args!("fatal runtime error: failed to initiate panic, error {code}, aborting\n"));
        c::abort()
    }
}

/// Says why, and aborts.
pub(crate) fn abort_with(message: &str) -> ! {
    io::raw_stderr(format_args!("fatal runtime error: {message}, aborting\n"));
    // SAFETY: the call does not return.
    unsafe { c::abort() }
}

/// The panic handler that core calls.
#[doc(hidden)]
#[no_mangle]
pub extern "Rust" fn poly_panic_impl(info: &PanicInfo<'_>) -> ! {
    let arguments = info.arguments();
    let location = info.static_location();
    let payload: Box<dyn Any + Send> = match arguments.as_str() {
        Some(text) => Box::new(text),
        None => Box::new(crate::fmt::format(*arguments)),
    };
    panic_with(payload, Some(*arguments), location, info.can_unwind())
}

/// A panic with any payload.
#[doc(hidden)]
#[track_caller]
pub fn begin_panic<M: Any + Send>(payload: M) -> ! {
    panic_with(Box::new(payload), None, Location::caller(), true)
}

/// A panic without a message of its own: `resume_unwind`.
pub(crate) fn rethrow(payload: Box<dyn Any + Send>) -> ! {
    LOCAL_COUNT.count.set(LOCAL_COUNT.count.get() + 1);
    raise(payload)
}

fn panic_with(
    payload: Box<dyn Any + Send>,
    arguments: Option<fmt::Arguments<'_>>,
    location: &Location<'_>,
    can_unwind: bool,
) -> ! {
    if LOCAL_COUNT.in_hook.get() {
        // Nothing that could panic again.
        match arguments {
            Some(message) => io::raw_stderr(format_args!(
                "panicked at {location}:\n{message}\nthread panicked while processing panic. aborting.\n"
            )),
            None => io::raw_stderr(format_args!("thread panicked while processing panic. aborting.\n")),
        }
        // SAFETY: the call does not return.
        unsafe { c::abort() }
    }
    LOCAL_COUNT.count.set(LOCAL_COUNT.count.get() + 1);
    LOCAL_COUNT.in_hook.set(true);
    {
        let info = PanicHookInfo::new(location, &*payload, can_unwind);
        match &*HOOK.read().unwrap_or_else(|poisoned| poisoned.into_inner()) {
            Some(hook) => hook(&info),
            None => default_hook(&info),
        }
    }
    LOCAL_COUNT.in_hook.set(false);
    if !can_unwind {
        io::raw_stderr(format_args!("thread caused non-unwinding panic. aborting.\n"));
        // SAFETY: the call does not return.
        unsafe { c::abort() }
    }
    raise(payload)
}

/// The text of a payload.
pub(crate) fn payload_text(payload: &(dyn Any + Send)) -> &str {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        text
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.as_str()
    } else {
        "Box<dyn Any>"
    }
}

fn default_hook(info: &PanicHookInfo<'_>) {
    let location = info.location().unwrap();
    let message = payload_text(info.payload());
    let id = crate::sys::threads::current_os_id();
    crate::thread::with_current_name(|name| {
        io::raw_stderr(format_args!(
            "\nthread '{}' ({id}) panicked at {location}:\n{message}\n",
            name.unwrap_or("<unnamed>")
        ));
    });
    // 1: off, 2: on, 3: full.
    let mut style = BACKTRACE.load(Relaxed);
    if style == 0 {
        style = match crate::sys::os::environment_variable(b"RUST_BACKTRACE") {
            Some(value) if value == b"full" => 3,
            Some(value) if value != b"0" => 2,
            _ => 1,
        };
        BACKTRACE.store(style, Relaxed);
    }
    if style >= 2 {
        // SAFETY: it only prints.
        unsafe { c::poly_print_backtrace((style == 3) as i32) };
    }
    if style == 1 && FIRST_PANIC.swap(false, Relaxed) {
        io::raw_stderr(format_args!(
            "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace\n"
        ));
    }
}

/// Called by the allocation library when there is no memory.
#[doc(hidden)]
#[no_mangle]
pub extern "Rust" fn poly_allocation_failed(size: usize) -> ! {
    io::raw_stderr(format_args!("memory allocation of {size} bytes failed\n"));
    // SAFETY: the call does not return.
    unsafe { c::abort() }
}
