//! Processes as Unix systems have them.

use crate::boxed::Box;
use crate::ffi::OsStr;
use crate::io;
use crate::process::{Command, ExitStatus};
use crate::sys::c;

/// How a child is started.
pub trait CommandExt {
    /// Sets the user as whom the child runs.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::CommandExt, process::Command};
    /// Command::new("true").uid(1000);
    /// ```
    fn uid(&mut self, id: u32) -> &mut Command;
    /// Sets the group as which the child runs.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::CommandExt, process::Command};
    /// Command::new("true").gid(1000);
    /// ```
    fn gid(&mut self, id: u32) -> &mut Command;
    /// Adds a function that the child calls before it becomes the program; an error of it is one of
    /// `spawn`.
    ///
    /// # Safety
    /// The function does only what a process may that was forked while other threads ran: it allocates
    /// nothing and takes no locks.
    ///
    /// # Examples
    /// ```
    /// use std::{io, os::unix::process::CommandExt, process::Command};
    /// let mut command = Command::new("true");
    /// // SAFETY: the function does nothing.
    /// unsafe { command.pre_exec(|| Err(io::Error::from_raw_os_error(1))) };
    /// assert!(command.spawn().is_err());
    /// ```
    unsafe fn pre_exec<F: FnMut() -> io::Result<()> + Send + Sync + 'static>(&mut self, f: F) -> &mut Command;
    /// Makes this process the program; it returns only if that fails.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::CommandExt, process::Command};
    /// let error = Command::new("/no/such/program").exec();
    /// assert_eq!(error.kind(), std::io::ErrorKind::NotFound);
    /// ```
    fn exec(&mut self) -> io::Error;
    /// Sets the name that the program sees as its own.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::CommandExt, process::Command};
    /// Command::new("true").arg0("truth");
    /// ```
    fn arg0<S: AsRef<OsStr>>(&mut self, argument: S) -> &mut Command;
    /// Sets the group of processes of the child; 0 for one of its own.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::CommandExt, process::Command};
    /// Command::new("true").process_group(0);
    /// ```
    fn process_group(&mut self, group: i32) -> &mut Command;
}
impl CommandExt for Command {
    fn uid(&mut self, id: u32) -> &mut Command {
        self.user = Some(id);
        self
    }
    fn gid(&mut self, id: u32) -> &mut Command {
        self.group = Some(id);
        self
    }
    unsafe fn pre_exec<F: FnMut() -> io::Result<()> + Send + Sync + 'static>(&mut self, f: F) -> &mut Command {
        self.before_exec.push(Box::new(f));
        self
    }
    fn exec(&mut self) -> io::Error {
        self.replace_process()
    }
    fn arg0<S: AsRef<OsStr>>(&mut self, argument: S) -> &mut Command {
        self.name = Some(argument.as_ref().to_os_string());
        self
    }
    fn process_group(&mut self, group: i32) -> &mut Command {
        self.process_group = Some(group);
        self
    }
}

/// How a process ended, in the kernel's numbers.
pub trait ExitStatusExt {
    /// The status that a call of `wait` gave as a number.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert_eq!(ExitStatus::from_raw(3 << 8).code(), Some(3));
    /// ```
    fn from_raw(status: i32) -> Self;
    /// The signal that ended the process, if one did.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert_eq!(ExitStatus::from_raw(9).signal(), Some(9));
    /// ```
    fn signal(&self) -> Option<i32>;
    /// Whether the signal left a file of the process' memory.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert!(ExitStatus::from_raw(0x80 | 11).core_dumped());
    /// ```
    fn core_dumped(&self) -> bool;
    /// The signal that stopped the process, if one did.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert_eq!(ExitStatus::from_raw(19 << 8 | 0x7F).stopped_signal(), Some(19));
    /// ```
    fn stopped_signal(&self) -> Option<i32>;
    /// Whether the process goes on after it was stopped.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert!(ExitStatus::from_raw(0xFFFF).continued());
    /// ```
    fn continued(&self) -> bool;
    /// The number that a call of `wait` gave.
    ///
    /// # Examples
    /// ```
    /// use std::{os::unix::process::ExitStatusExt, process::ExitStatus};
    /// assert_eq!(ExitStatus::from_raw(9).into_raw(), 9);
    /// ```
    fn into_raw(self) -> i32;
}
impl ExitStatusExt for ExitStatus {
    fn from_raw(status: i32) -> ExitStatus {
        ExitStatus::of_wait(status)
    }
    fn signal(&self) -> Option<i32> {
        self.ending_signal()
    }
    fn core_dumped(&self) -> bool {
        self.ending_signal().is_some() && self.into_raw() & 0x80 != 0
    }
    fn stopped_signal(&self) -> Option<i32> {
        let status = self.into_raw();
        if status & 0xFF == 0x7F { Some(status >> 8 & 0xFF) } else { None }
    }
    fn continued(&self) -> bool {
        self.into_raw() == 0xFFFF
    }
    fn into_raw(self) -> i32 {
        self.wait_status()
    }
}

/// The number of the process that started this one.
///
/// # Examples
/// ```
/// assert_ne!(std::os::unix::process::parent_id(), std::process::id());
/// ```
pub fn parent_id() -> u32 {
    // SAFETY: the call takes nothing and cannot fail.
    unsafe { c::getppid() as u32 }
}
