//! Other processes, without blocking the event loop: pipes and ends are waited for as sockets are.
//!
//! ```
//! use stdlib::process::Command;
//!
//! let output = stdlib::task::block_on(Command::new("echo").arg("hello").output());
//! assert_eq!(output.unwrap().stdout, b"hello\n");
//! ```

mod child;
mod pipe;

pub use child::Child;
pub use pipe::{ChildStderr, ChildStdin, ChildStdout};
pub use std::process::{ExitStatus, Output, Stdio};

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::Path;

/// A process that is to be started: what `std::process::Command` is, with ends that are waited for.
pub struct Command {
    inner: std::process::Command,
    /// Which of the standard streams were set.
    is_set: [bool; 3],
    kill_on_drop: bool,
}

impl Command {
    /// A command without arguments, with this process's environment.
    pub fn new(program: impl AsRef<OsStr>) -> Command {
        Command::from(std::process::Command::new(program))
    }
    /// Adds an argument.
    pub fn arg(&mut self, argument: impl AsRef<OsStr>) -> &mut Command {
        self.inner.arg(argument);
        self
    }
    /// Adds arguments.
    pub fn args(&mut self, arguments: impl IntoIterator<Item = impl AsRef<OsStr>>) -> &mut Command {
        self.inner.args(arguments);
        self
    }
    /// Sets a variable of its environment.
    pub fn env(&mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> &mut Command {
        self.inner.env(name, value);
        self
    }
    /// Sets variables of its environment.
    pub fn envs<K: AsRef<OsStr>, V: AsRef<OsStr>>(
        &mut self, variables: impl IntoIterator<Item = (K, V)>,
    ) -> &mut Command {
        self.inner.envs(variables);
        self
    }
    /// Leaves out a variable of its environment.
    pub fn env_remove(&mut self, name: impl AsRef<OsStr>) -> &mut Command {
        self.inner.env_remove(name);
        self
    }
    /// Leaves out all variables of this process's environment.
    pub fn env_clear(&mut self) -> &mut Command {
        self.inner.env_clear();
        self
    }
    /// The folder in which it starts.
    pub fn current_dir(&mut self, folder: impl AsRef<Path>) -> &mut Command {
        self.inner.current_dir(folder);
        self
    }
    /// What it reads from.
    pub fn stdin(&mut self, stream: impl Into<Stdio>) -> &mut Command {
        self.is_set[0] = true;
        self.inner.stdin(stream);
        self
    }
    /// What it writes to.
    pub fn stdout(&mut self, stream: impl Into<Stdio>) -> &mut Command {
        self.is_set[1] = true;
        self.inner.stdout(stream);
        self
    }
    /// What it writes errors to.
    pub fn stderr(&mut self, stream: impl Into<Stdio>) -> &mut Command {
        self.is_set[2] = true;
        self.inner.stderr(stream);
        self
    }
    /// Whether the process is killed when its `Child` is dropped before its end, also by a future that is
    /// dropped: `output`, `status`. It goes on by default.
    pub fn kill_on_drop(&mut self, is_on: bool) -> &mut Command {
        self.kill_on_drop = is_on;
        self
    }
    /// The command of std below it, for what the system has besides: users, groups, a name.
    pub fn as_std(&mut self) -> &mut std::process::Command {
        &mut self.inner
    }

    /// Starts the process. Its standard streams are those of this process unless they were set.
    pub fn spawn(&mut self) -> io::Result<Child> {
        child::reap_orphans();
        Child::new(self.inner.spawn()?, self.kill_on_drop)
    }
    /// Starts the process and waits for its end.
    pub async fn status(&mut self) -> io::Result<ExitStatus> {
        self.spawn()?.wait().await
    }
    /// Starts the process and waits for its end and for all that it writes. It reads nothing, and what it
    /// writes is collected, unless the streams were set.
    pub async fn output(&mut self) -> io::Result<Output> {
        if !self.is_set[0] {
            self.stdin(Stdio::null());
        }
        if !self.is_set[1] {
            self.stdout(Stdio::piped());
        }
        if !self.is_set[2] {
            self.stderr(Stdio::piped());
        }
        self.spawn()?.wait_with_output().await
    }
}
impl From<std::process::Command> for Command {
    fn from(inner: std::process::Command) -> Command {
        Command { inner, is_set: [false; 3], kill_on_drop: false }
    }
}
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
