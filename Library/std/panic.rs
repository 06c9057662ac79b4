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
    /// What the thread panicked with.
    ///
    /// # Examples
    /// ```
    /// use std::panic;
    /// panic::set_hook(Box::new(|info| assert!(info.payload().is::<&str>())));
    /// assert!(panic::catch_unwind(|| panic!("oh")).is_err());
    /// ```
    pub fn payload(&self) -> &(dyn Any + Send) {
        self.payload
    }
    /// What the thread panicked with, if that is a text.
    ///
    /// # Examples
    /// ```
    /// use std::panic;
    /// panic::set_hook(Box::new(|info| assert_eq!(info.payload_as_str(), Some("oh"))));
    /// assert!(panic::catch_unwind(|| panic!("oh")).is_err());
    /// ```
    pub fn payload_as_str(&self) -> Option<&str> {
        if let Some(text) = self.payload.downcast_ref::<&str>() {
            Some(text)
        } else if let Some(text) = self.payload.downcast_ref::<String>() {
            Some(text)
        } else {
            None
        }
    }
    /// Where the thread panicked.
    ///
    /// # Examples
    /// ```
    /// use std::panic;
    /// panic::set_hook(Box::new(|info| assert!(info.location().unwrap().line() > 0)));
    /// assert!(panic::catch_unwind(|| panic!("oh")).is_err());
    /// ```
    pub fn location(&self) -> Option<&Location<'_>> {
        Some(self.location)
    }
    /// Whether the panic goes on to those who can catch it; otherwise the process ends.
    ///
    /// # Examples
    /// ```
    /// use std::panic;
    /// panic::set_hook(Box::new(|info| assert!(info.can_unwind())));
    /// assert!(panic::catch_unwind(|| panic!("oh")).is_err());
    /// ```
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

/// Panics with what was caught before, without a message.
///
/// # Examples
/// ```
/// use std::panic;
/// let result = panic::catch_unwind(|| panic::resume_unwind(Box::new(5)));
/// assert_eq!(*result.unwrap_err().downcast::<i32>().unwrap(), 5);
/// ```
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    panicking::rethrow(payload)
}

/// Panics with any value.
///
/// # Examples
/// ```
/// use std::panic;
/// let result = panic::catch_unwind(|| panic::panic_any(5));
/// assert_eq!(*result.unwrap_err().downcast::<i32>().unwrap(), 5);
/// ```
#[track_caller]
pub fn panic_any<M: 'static + Any + Send>(message: M) -> ! {
    panicking::begin_panic(message)
}

/// Sets what is called when a thread panics, before anything is unwound.
///
/// # Examples
/// ```
/// use std::panic;
/// panic::set_hook(Box::new(|info| eprintln!("{info}")));
/// assert!(panic::catch_unwind(|| panic!("oh")).is_err());
/// ```
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    panicking::set_hook(hook)
}

/// Takes what `set_hook` set, or what writes the usual message, which is called from now on.
///
/// # Examples
/// ```
/// use std::panic;
/// panic::set_hook(Box::new(|_| {}));
/// let silent = panic::take_hook();
/// panic::set_hook(silent);
/// ```
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    panicking::take_hook()
}
