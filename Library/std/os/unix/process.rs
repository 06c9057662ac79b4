//! Processes as Unix systems have them.

use crate::boxed::Box;
use crate::ffi::OsStr;
use crate::io;
use crate::process::{Command, ExitStatus};
use crate::sys::c;

/// How a child is started.
pub trait CommandExt {
    fn uid(&mut self, id: u32) -> &mut Command;
    fn gid(&mut self, id: u32) -> &mut Command;
    unsafe fn pre_exec<F: FnMut() -> io::Result<()> + Send + Sync + 'static>(&mut self, f: F) -> &mut Command;
    fn exec(&mut self) -> io::Error;
    fn arg0<S: AsRef<OsStr>>(&mut self, argument: S) -> &mut Command;
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
    fn from_raw(status: i32) -> Self;
    fn signal(&self) -> Option<i32>;
    fn core_dumped(&self) -> bool;
    fn stopped_signal(&self) -> Option<i32>;
    fn continued(&self) -> bool;
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

pub fn parent_id() -> u32 {
    unsafe { c::getppid() as u32 }
}
