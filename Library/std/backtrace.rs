//! Where a program is.

use crate::env;
use crate::fmt;
use crate::sys::c;
use crate::vec::Vec;

/// The return addresses of the calls that led to a place. Names are not looked up: a debugger has them.
pub struct Backtrace {
    status: BacktraceStatus,
    frames: Vec<usize>,
}

/// Whether a backtrace has anything.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BacktraceStatus {
    /// This system has no backtraces.
    Unsupported,
    /// Nobody asked for it.
    Disabled,
    /// It has the calls.
    Captured,
}

impl Backtrace {
    /// Captured when the environment asks for backtraces.
    ///
    /// # Examples
    /// ```
    /// use std::backtrace::{Backtrace, BacktraceStatus};
    /// assert_ne!(Backtrace::capture().status(), BacktraceStatus::Unsupported);
    /// ```
    pub fn capture() -> Backtrace {
        let wanted = match env::var_os("RUST_LIB_BACKTRACE").or_else(|| env::var_os("RUST_BACKTRACE")) {
            Some(value) => value != "0",
            None => false,
        };
        if wanted { Backtrace::force_capture() } else { Backtrace::disabled() }
    }
    /// The calls that lead here: O(n) for their number.
    ///
    /// # Examples
    /// ```
    /// use std::backtrace::{Backtrace, BacktraceStatus};
    /// assert_eq!(Backtrace::force_capture().status(), BacktraceStatus::Captured);
    /// ```
    pub fn force_capture() -> Backtrace {
        extern "C" fn visit(context: *mut u8, frames: *mut u8) -> i32 {
            // SAFETY: the pointer is that of the list below, which nobody else uses meanwhile.
            unsafe { (*(frames as *mut Vec<usize>)).push(c::poly_backtrace_address(context)) };
            0
        }
        let mut frames: Vec<usize> = Vec::new();
        // SAFETY: `visit` expects the list that it is given.
        unsafe { c::poly_backtrace(visit, &raw mut frames as *mut u8) };
        Backtrace { status: BacktraceStatus::Captured, frames }
    }
    /// A backtrace without anything.
    ///
    /// # Examples
    /// ```
    /// use std::backtrace::Backtrace;
    /// assert_eq!(Backtrace::disabled().to_string(), "disabled backtrace");
    /// ```
    pub const fn disabled() -> Backtrace {
        Backtrace { status: BacktraceStatus::Disabled, frames: Vec::new() }
    }
    /// Whether it has anything.
    ///
    /// # Examples
    /// ```
    /// use std::backtrace::{Backtrace, BacktraceStatus};
    /// assert_eq!(Backtrace::disabled().status(), BacktraceStatus::Disabled);
    /// ```
    pub fn status(&self) -> BacktraceStatus {
        match self.status {
            BacktraceStatus::Unsupported => BacktraceStatus::Unsupported,
            BacktraceStatus::Disabled => BacktraceStatus::Disabled,
            BacktraceStatus::Captured => BacktraceStatus::Captured,
        }
    }
}
impl fmt::Display for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.status != BacktraceStatus::Captured {
            return f.write_str("disabled backtrace");
        }
        for (index, address) in self.frames.iter().enumerate() {
            writeln!(f, "{index:4}: {address:#x}")?;
        }
        Ok(())
    }
}
impl fmt::Debug for Backtrace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.status != BacktraceStatus::Captured {
            return f.write_str("<disabled>");
        }
        f.write_str("Backtrace ")?;
        f.debug_list().entries(self.frames.iter().map(|address| *address as *const u8)).finish()
    }
}
