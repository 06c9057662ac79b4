//! Panics as programs see them.

use crate::any::Any;
use crate::boxed::Box;
use crate::fmt;
use crate::panicking;
use crate::string::String;

pub use core::panic::{AssertUnwindSafe, Location, PanicMessage, RefUnwindSafe, UnwindSafe};
#[doc(hidden)]
pub use core::panic::{unreachable_2015, unreachable_2021, PanicInfo};

#[doc(hidden)]
pub use crate::__panic_2015 as panic_2015;
#[doc(hidden)]
pub use core::panic::panic_2021;

#[doc(hidden)]
#[macro_export]
macro_rules! __panic_2015 {
    () => ($crate::panicking::panic("explicit panic"));
    ($message:expr $(,)?) => ($crate::panicking::begin_panic($message));
    ($format:expr, $($argument:tt)+) => ($crate::panicking::panic_fmt($crate::format_args!($format, $($argument)+)));
}

/// What a panic hook is told.
#[derive(Debug)]
pub struct PanicHookInfo<'a> {
    payload: &'a (dyn Any + Send),
    location: &'a Location<'a>,
    can_unwind: bool,
}

impl<'a> PanicHookInfo<'a> {
    pub(crate) fn new(location: &'a Location<'a>, payload: &'a (dyn Any + Send), can_unwind: bool) -> Self {
        PanicHookInfo { payload, location, can_unwind }
    }
    pub fn payload(&self) -> &(dyn Any + Send) {
        self.payload
    }
    pub fn payload_as_str(&self) -> Option<&str> {
        if let Some(text) = self.payload.downcast_ref::<&str>() {
            Some(text)
        } else if let Some(text) = self.payload.downcast_ref::<String>() {
            Some(text)
        } else {
            None
        }
    }
    pub fn location(&self) -> Option<&Location<'_>> {
        Some(self.location)
    }
    pub fn can_unwind(&self) -> bool {
        self.can_unwind
    }
}
impl fmt::Display for PanicHookInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        self.location.fmt(f)?;
        if let Some(text) = self.payload_as_str() {
            write!(f, ":\n{text}")?;
        }
        Ok(())
    }
}

/// Calls the function; its result, or what it panicked with.
///
/// # Examples
/// ```
/// use std::panic;
/// assert_eq!(panic::catch_unwind(|| 3).unwrap(), 3);
/// let payload = panic::catch_unwind(|| panic::resume_unwind(Box::new("stop"))).unwrap_err();
/// assert_eq!(payload.downcast_ref::<&str>(), Some(&"stop"));
/// ```
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> Result<R, Box<dyn Any + Send + 'static>> {
    panicking::catch(f)
}

pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    panicking::rethrow(payload)
}

#[track_caller]
pub fn panic_any<M: 'static + Any + Send>(message: M) -> ! {
    panicking::begin_panic(message)
}

pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    panicking::set_hook(hook)
}

pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    panicking::take_hook()
}
