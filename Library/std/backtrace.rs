//! Where a program is.

use crate::env;
use crate::fmt;
use crate::string::String;
use crate::sys::c;
use crate::vec::Vec;
use crate::{format, vec};

/// The calls that led to a place: their return addresses, shown by the names of the functions unless the
/// executable was stripped.
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
            match function_name(*address) {
                Some(name) => writeln!(f, "{index:4}: {name}")?,
                None => writeln!(f, "{index:4}: {address:#x}")?,
            }
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
        let mut list = f.debug_list();
        for address in &self.frames {
            let name = function_name(*address).unwrap_or_else(|| format!("{address:#x}"));
            list.entry(&format_args!("{{ fn: {name:?} }}"));
        }
        list.finish()
    }
}

/// The name of the function that a call returns to.
fn function_name(address: usize) -> Option<String> {
    let mut name = vec![0; 512];
    // SAFETY: the runtime writes at most so many bytes. A return address may be the first behind its function.
    let length = unsafe { c::poly_function_name(address.wrapping_sub(1), name.as_mut_ptr(), name.len()) };
    name.truncate(length);
    if length == 0 { None } else { Some(String::from_utf8_lossy(&name).into_owned()) }
}
