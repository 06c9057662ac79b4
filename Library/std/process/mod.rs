//! This process, and others.

mod command;

pub use self::command::{
    Child, ChildStderr, ChildStdin, ChildStdout, Command, CommandArgs, CommandEnvs, Stdio,
};

use crate::fmt;
use crate::string::String;
use crate::sys::c;
use crate::vec::Vec;

/// Ends the process; destructors do not run.
///
/// # Examples
/// ```no_run
/// std::process::exit(2);
/// ```
pub fn exit(code: i32) -> ! {
    crate::io::cleanup();
    // SAFETY: the call takes any number and does not return.
    unsafe { c::exit(code) }
}

/// Ends the process at once, as after an error that nothing can mend; no destructors run.
///
/// # Examples
/// ```no_run
/// std::process::abort();
/// ```
pub fn abort() -> ! {
    // SAFETY: the call does not return.
    unsafe { c::abort() }
}

/// The number of this process.
///
/// # Examples
/// ```
/// assert_eq!(std::process::id(), std::process::id());
/// ```
pub fn id() -> u32 {
    // SAFETY: the call takes nothing and cannot fail.
    unsafe { c::getpid() as u32 }
}

/// How a process ended.
#[derive(PartialEq, Eq, Clone, Copy, Default)]
pub struct ExitStatus(i32);

impl ExitStatus {
    pub(crate) fn of_wait(status: i32) -> ExitStatus {
        ExitStatus(status)
    }
    /// Whether the process ended with code 0.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert!(ExitStatus::from_raw(0).success());
    /// ```
    pub fn success(&self) -> bool {
        self.0 == 0
    }
    /// The code with which the process ended, unless a signal ended it.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert_eq!(ExitStatus::from_raw(3 << 8).code(), Some(3));
    /// assert_eq!(ExitStatus::from_raw(9).code(), None);
    /// ```
    pub fn code(&self) -> Option<i32> {
        if self.0 & 0x7F == 0 { Some(self.0 >> 8 & 0xFF) } else { None }
    }
    pub(crate) fn wait_status(self) -> i32 {
        self.0
    }
    pub(crate) fn ending_signal(&self) -> Option<i32> {
        let signal = self.0 & 0x7F;
        if signal != 0 && signal != 0x7F { Some(signal) } else { None }
    }
}
impl fmt::Debug for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExitStatus").field(&format_args!("unix_wait_status({})", self.0)).finish()
    }
}
impl fmt::Display for ExitStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const NAMES: [&str; 16] = [
            "", "SIGHUP", "SIGINT", "SIGQUIT", "SIGILL", "SIGTRAP", "SIGABRT", "SIGBUS", "SIGFPE", "SIGKILL",
            "SIGUSR1", "SIGSEGV", "SIGUSR2", "SIGPIPE", "SIGALRM", "SIGTERM",
        ];
        match (self.code(), self.ending_signal()) {
            (Some(code), _) => write!(f, "exit status: {code}"),
            (None, Some(signal)) => {
                let core = if self.0 & 0x80 != 0 { " (core dumped)" } else { "" };
                match NAMES.get(signal as usize) {
                    Some(name) => write!(f, "signal: {signal} ({name}){core}"),
                    None => write!(f, "signal: {signal}{core}"),
                }
            }
            _ => write!(f, "unrecognised wait status: {}", self.0),
        }
    }
}

/// What a process wrote, and how it ended.
#[derive(PartialEq, Eq, Clone)]
pub struct Output {
    /// How the process ended.
    pub status: ExitStatus,
    /// What it wrote to its standard output, if that was a pipe.
    pub stdout: Vec<u8>,
    /// What it wrote to its standard error stream, if that was a pipe.
    pub stderr: Vec<u8>,
}
impl fmt::Debug for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Output")
            .field("status", &self.status)
            .field("stdout", &String::from_utf8_lossy(&self.stdout))
            .field("stderr", &String::from_utf8_lossy(&self.stderr))
            .finish()
    }
}

/// The exit code of a process.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExitCode(u8);

impl ExitCode {
    /// All went well: 0.
    pub const SUCCESS: ExitCode = ExitCode(0);
    /// Something went wrong: 1.
    pub const FAILURE: ExitCode = ExitCode(1);

    pub(crate) fn to_i32(self) -> i32 {
        self.0 as i32
    }
    /// Ends the process with this code; destructors do not run.
    ///
    /// # Examples
    /// ```no_run
    /// std::process::ExitCode::SUCCESS.exit_process();
    /// ```
    pub fn exit_process(self) -> ! {
        exit(self.to_i32())
    }
}
impl From<u8> for ExitCode {
    fn from(code: u8) -> ExitCode {
        ExitCode(code)
    }
}

/// What `main` may return.
#[lang = "termination"]
pub trait Termination {
    /// The code with which the process ends.
    ///
    /// # Examples
    /// ```
    /// use std::process::{ExitCode, Termination};
    /// assert_eq!(().report(), ExitCode::SUCCESS);
    /// ```
    fn report(self) -> ExitCode;
}

impl Termination for () {
    #[inline]
    fn report(self) -> ExitCode {
        ExitCode::SUCCESS
    }
}
impl Termination for ! {
    fn report(self) -> ExitCode {
        self
    }
}
impl Termination for crate::convert::Infallible {
    fn report(self) -> ExitCode {
        match self {}
    }
}
impl Termination for ExitCode {
    #[inline]
    fn report(self) -> ExitCode {
        self
    }
}
impl<T: Termination, E: fmt::Debug> Termination for Result<T, E> {
    fn report(self) -> ExitCode {
        match self {
            Ok(value) => value.report(),
            Err(error) => {
                crate::io::raw_stderr(format_args!("Error: {error:?}\n"));
                ExitCode::FAILURE
            }
        }
    }
}
