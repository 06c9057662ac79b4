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
pub fn exit(code: i32) -> ! {
    crate::io::cleanup();
    unsafe { c::exit(code) }
}

pub fn abort() -> ! {
    unsafe { c::abort() }
}

pub fn id() -> u32 {
    unsafe { c::getpid() as u32 }
}

/// How a process ended.
#[derive(PartialEq, Eq, Clone, Copy, Default)]
pub struct ExitStatus(i32);

impl ExitStatus {
    pub(crate) fn of_wait(status: i32) -> ExitStatus {
        ExitStatus(status)
    }
    pub fn success(&self) -> bool {
        self.0 == 0
    }
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
    pub status: ExitStatus,
    pub stdout: Vec<u8>,
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
    pub const SUCCESS: ExitCode = ExitCode(0);
    pub const FAILURE: ExitCode = ExitCode(1);

    pub(crate) fn to_i32(self) -> i32 {
        self.0 as i32
    }
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
