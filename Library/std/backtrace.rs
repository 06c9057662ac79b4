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

#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BacktraceStatus {
    Unsupported,
    Disabled,
    Captured,
}

impl Backtrace {
    /// Captured when the environment asks for backtraces.
    pub fn capture() -> Backtrace {
        let wanted = match env::var_os("RUST_LIB_BACKTRACE").or_else(|| env::var_os("RUST_BACKTRACE")) {
            Some(value) => value != "0",
            None => false,
        };
        if wanted { Backtrace::force_capture() } else { Backtrace::disabled() }
    }
    pub fn force_capture() -> Backtrace {
        extern "C" fn visit(context: *mut u8, frames: *mut u8) -> i32 {
            unsafe { (*(frames as *mut Vec<usize>)).push(c::poly_backtrace_address(context)) };
            0
        }
        let mut frames: Vec<usize> = Vec::new();
        unsafe { c::poly_backtrace(visit, &raw mut frames as *mut u8) };
        Backtrace { status: BacktraceStatus::Captured, frames }
    }
    pub const fn disabled() -> Backtrace {
        Backtrace { status: BacktraceStatus::Disabled, frames: Vec::new() }
    }
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
