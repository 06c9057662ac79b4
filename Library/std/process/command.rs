//! Other processes.

use super::{ExitStatus, Output};
use crate::boxed::Box;
use crate::collections::{btree_map, BTreeMap};
use crate::ffi::{c_char, OsStr, OsString};
use crate::fmt;
use crate::fs::File;
use crate::io::{self, Error, ErrorKind, Read, Write};
use crate::path::Path;
use crate::os::fd::OwnedFd;
use crate::sys::fd;
use crate::sys::{c, os};
use crate::vec::Vec;

/// A process that is to be started.
pub struct Command {
    program: OsString,
    arguments: Vec<OsString>,
    clear_environment: bool,
    /// Variables that are set, or removed.
    environment: BTreeMap<OsString, Option<OsString>>,
    directory: Option<OsString>,
    streams: [Option<Stdio>; 3],
    /// The first argument, when it is not the program.
    pub(crate) name: Option<OsString>,
    pub(crate) user: Option<u32>,
    pub(crate) group: Option<u32>,
    pub(crate) process_group: Option<i32>,
    /// What the child does before it becomes the program.
    pub(crate) before_exec: Vec<Box<dyn FnMut() -> io::Result<()> + Send + Sync>>,
}

/// What a standard stream of a process is.
pub struct Stdio {
    kind: StreamKind,
}

enum StreamKind {
    Inherit,
    Null,
    Pipe,
    File(OwnedFd),
    /// A standard stream of this process.
    Number(i32),
}

impl Stdio {
    /// A pipe between the child and this process.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// let child = Command::new("true").stdout(Stdio::piped()).spawn();
    /// if let Ok(mut child) = child {
    ///     assert!(child.stdout.is_some());
    ///     child.wait().unwrap();
    /// }
    /// ```
    pub fn piped() -> Stdio {
        Stdio { kind: StreamKind::Pipe }
    }
    /// The stream that this process has.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// Command::new("true").stdout(Stdio::inherit());
    /// ```
    pub fn inherit() -> Stdio {
        Stdio { kind: StreamKind::Inherit }
    }
    /// A stream that is at its end, or swallows everything.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// Command::new("true").stdin(Stdio::null()).stdout(Stdio::null());
    /// ```
    pub fn null() -> Stdio {
        Stdio { kind: StreamKind::Null }
    }
}
macro_rules! stdio_of {
    ($($t:ty)*) => { $(
        impl From<$t> for Stdio {
            fn from(stream: $t) -> Stdio {
                Stdio { kind: StreamKind::File(stream.into()) }
            }
        }
    )* };
}
stdio_of! { File OwnedFd io::PipeReader io::PipeWriter ChildStdin ChildStdout ChildStderr }
impl crate::os::fd::FromRawFd for Stdio {
    unsafe fn from_raw_fd(fd: i32) -> Stdio {
        Stdio::from(OwnedFd(fd))
    }
}
impl From<io::Stdout> for Stdio {
    fn from(_: io::Stdout) -> Stdio {
        Stdio { kind: StreamKind::Number(1) }
    }
}
impl From<io::Stderr> for Stdio {
    fn from(_: io::Stderr) -> Stdio {
        Stdio { kind: StreamKind::Number(2) }
    }
}
impl fmt::Debug for Stdio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stdio").finish_non_exhaustive()
    }
}

impl Command {
    /// A command that starts a program, which is looked for in the folders of `PATH`.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// assert_eq!(Command::new("true").get_program(), "true");
    /// ```
    pub fn new<S: AsRef<OsStr>>(program: S) -> Command {
        Command {
            program: program.as_ref().to_os_string(),
            arguments: Vec::new(),
            clear_environment: false,
            environment: BTreeMap::new(),
            directory: None,
            streams: [None, None, None],
            name: None,
            user: None,
            group: None,
            process_group: None,
            before_exec: Vec::new(),
        }
    }
    /// Adds an argument.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("echo");
    /// command.arg("-n").arg("a b");
    /// assert_eq!(command.get_args().count(), 2);
    /// ```
    pub fn arg<S: AsRef<OsStr>>(&mut self, argument: S) -> &mut Command {
        self.arguments.push(argument.as_ref().to_os_string());
        self
    }
    /// Adds arguments.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("echo");
    /// command.args(["-n", "a b"]);
    /// assert_eq!(command.get_args().collect::<Vec<_>>(), ["-n", "a b"]);
    /// ```
    pub fn args<I: IntoIterator<Item = S>, S: AsRef<OsStr>>(&mut self, arguments: I) -> &mut Command {
        for argument in arguments {
            self.arg(argument);
        }
        self
    }
    /// Sets a variable of the child's environment.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("env");
    /// command.env("LANG", "C");
    /// assert_eq!(command.get_envs().next(), Some(("LANG".as_ref(), Some("C".as_ref()))));
    /// ```
    pub fn env<K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, key: K, value: V) -> &mut Command {
        self.environment.insert(key.as_ref().to_os_string(), Some(value.as_ref().to_os_string()));
        self
    }
    /// Sets variables of the child's environment.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("env");
    /// command.envs([("A", "1"), ("B", "2")]);
    /// assert_eq!(command.get_envs().count(), 2);
    /// ```
    pub fn envs<I: IntoIterator<Item = (K, V)>, K: AsRef<OsStr>, V: AsRef<OsStr>>(&mut self, vars: I) -> &mut Command {
        for (key, value) in vars {
            self.env(key, value);
        }
        self
    }
    /// Takes a variable out of the child's environment.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("env");
    /// command.env_remove("LANG");
    /// assert_eq!(command.get_envs().next(), Some(("LANG".as_ref(), None)));
    /// ```
    pub fn env_remove<K: AsRef<OsStr>>(&mut self, key: K) -> &mut Command {
        self.environment.insert(key.as_ref().to_os_string(), None);
        self
    }
    /// Gives the child only the variables that are set after this.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("env");
    /// command.env("A", "1").env_clear();
    /// assert_eq!(command.get_envs().count(), 0);
    /// ```
    pub fn env_clear(&mut self) -> &mut Command {
        self.clear_environment = true;
        self.environment.clear();
        self
    }
    /// Sets the folder in which the child starts.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// let mut command = Command::new("ls");
    /// command.current_dir("/");
    /// assert_eq!(command.get_current_dir(), Some("/".as_ref()));
    /// ```
    pub fn current_dir<P: AsRef<Path>>(&mut self, directory: P) -> &mut Command {
        self.directory = Some(directory.as_ref().as_os_str().to_os_string());
        self
    }
    /// Sets the child's standard input.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// Command::new("true").stdin(Stdio::null());
    /// ```
    pub fn stdin<T: Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.streams[0] = Some(stream.into());
        self
    }
    /// Sets the child's standard output.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// Command::new("true").stdout(Stdio::null());
    /// ```
    pub fn stdout<T: Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.streams[1] = Some(stream.into());
        self
    }
    /// Sets the child's standard error stream.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// Command::new("true").stderr(Stdio::null());
    /// ```
    pub fn stderr<T: Into<Stdio>>(&mut self, stream: T) -> &mut Command {
        self.streams[2] = Some(stream.into());
        self
    }
    /// The program.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// assert_eq!(Command::new("true").get_program(), "true");
    /// ```
    pub fn get_program(&self) -> &OsStr {
        &self.program
    }
    /// The arguments.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// assert_eq!(Command::new("echo").arg("a").get_args().collect::<Vec<_>>(), ["a"]);
    /// ```
    pub fn get_args(&self) -> CommandArgs<'_> {
        CommandArgs { inner: self.arguments.iter() }
    }
    /// The variables that are set, or taken out, which have no value.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// assert_eq!(Command::new("env").env("A", "1").get_envs().count(), 1);
    /// ```
    pub fn get_envs(&self) -> CommandEnvs<'_> {
        CommandEnvs { inner: self.environment.iter() }
    }
    /// The folder in which the child starts, if it was set.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// assert_eq!(Command::new("ls").get_current_dir(), None);
    /// ```
    pub fn get_current_dir(&self) -> Option<&Path> {
        self.directory.as_deref().map(Path::new)
    }
    /// Starts the program. Its streams are those of this process unless they were set.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(mut child) = Command::new("true").spawn() {
    ///     assert!(child.wait().unwrap().success());
    /// }
    /// assert!(Command::new("/no/such/program").spawn().is_err());
    /// ```
    pub fn spawn(&mut self) -> io::Result<Child> {
        self.start(false)
    }
    /// Starts the program, waits for it, and collects what it writes.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(output) = Command::new("echo").arg("abc").output() {
    ///     assert_eq!(output.stdout, b"abc\n");
    /// }
    /// ```
    pub fn output(&mut self) -> io::Result<Output> {
        self.start(true)?.wait_with_output()
    }
    /// Starts the program and waits for it.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(status) = Command::new("false").status() {
    ///     assert_eq!(status.code(), Some(1));
    /// }
    /// ```
    pub fn status(&mut self) -> io::Result<ExitStatus> {
        self.start(false)?.wait()
    }

    /// The environment of the new process, as `NAME=VALUE`.
    fn environment_block(&self) -> io::Result<Vec<Vec<u8>>> {
        let mut variables = BTreeMap::new();
        if !self.clear_environment {
            for (name, value) in os::environment() {
                variables.insert(name, value);
            }
        }
        for (name, value) in &self.environment {
            match value {
                Some(value) => variables.insert(name.as_bytes().to_vec(), value.as_bytes().to_vec()),
                None => variables.remove(name.as_bytes()),
            };
        }
        let mut block = Vec::new();
        for (mut name, value) in variables {
            name.push(b'=');
            name.extend_from_slice(&value);
            block.push(text(&name)?);
        }
        Ok(block)
    }

    /// What a program is started with, so that the child need not allocate.
    fn prepare(&self) -> io::Result<Prepared> {
        let program = text(self.program.as_bytes())?;
        let mut arguments = Vec::new();
        arguments.push(match &self.name {
            Some(name) => text(name.as_bytes())?,
            None => program.clone(),
        });
        for argument in &self.arguments {
            arguments.push(text(argument.as_bytes())?);
        }
        let environment = self.environment_block()?;
        let directory = match &self.directory {
            Some(directory) => Some(text(directory.as_bytes())?),
            None => None,
        };
        Ok(Prepared {
            argument_pointers: pointers(&arguments),
            environment_pointers: pointers(&environment),
            _texts: [arguments, environment],
            program,
            directory,
        })
    }

    /// Makes this process the program; returns only with an error. Only plain system calls: after a fork
    /// other threads may have held locks.
    ///
    /// # Safety
    /// This is the only thread of a process that was forked, or the process gives itself up. Then nothing
    /// but the calls below may happen.
    unsafe fn become_program(&mut self, prepared: &Prepared, streams: [i32; 3]) -> Error {
        // SAFETY: the texts end with NULs, and the lists of them with null; they live as long as
        // `prepared`.
        unsafe {
            for index in 0..3 {
                if streams[index] >= 0 && c::dup2(streams[index], index as i32) < 0 {
                    return Error::last_os_error();
                }
            }
            let ok = self.process_group.map_or(true, |group| c::setpgid(0, group) == 0)
                && self.group.map_or(true, |id| c::setgid(id) == 0)
                && self.user.map_or(true, |id| c::setuid(id) == 0)
                && prepared.directory.as_ref().map_or(true, |path| c::chdir(path.as_ptr() as *const c_char) == 0);
            if !ok {
                return Error::last_os_error();
            }
            for action in &mut self.before_exec {
                if let Err(error) = action() {
                    return error;
                }
            }
            c::signal(c::SIGPIPE, 0);
            c::execvpe(
                prepared.program.as_ptr() as *const c_char,
                prepared.argument_pointers.as_ptr(),
                prepared.environment_pointers.as_ptr(),
            );
            Error::last_os_error()
        }
    }

    /// `CommandExt::exec`
    pub(crate) fn replace_process(&mut self) -> Error {
        let prepared = match self.prepare() {
            Ok(prepared) => prepared,
            Err(error) => return error,
        };
        let streams = [0, 1, 2].map(|index| match self.streams[index].as_ref().map(|stream| &stream.kind) {
            Some(StreamKind::File(file)) => file.0,
            Some(StreamKind::Number(number)) => *number,
            // SAFETY: the text ends with a NUL.
            Some(StreamKind::Null) => unsafe { c::open(c"/dev/null".as_ptr(), c::O_RDWR | c::O_CLOEXEC, 0) },
            _ => -1,
        });
        // SAFETY: the process gives itself up; if it cannot, it goes on where it was.
        unsafe { self.become_program(&prepared, streams) }
    }

    fn start(&mut self, capture: bool) -> io::Result<Child> {
        let prepared = self.prepare()?;

        // For every stream the end of the child and that of the parent.
        let mut child_ends: [Option<OwnedFd>; 3] = [None, None, None];
        let mut parent_ends: [Option<OwnedFd>; 3] = [None, None, None];
        let mut child_numbers = [-1; 3];
        for index in 0..3 {
            let by_default = if capture && index > 0 {
                StreamKind::Pipe
            } else if capture {
                StreamKind::Null
            } else {
                StreamKind::Inherit
            };
            match self.streams[index].as_ref().map(|stream| &stream.kind).unwrap_or(&by_default) {
                StreamKind::Inherit => {}
                StreamKind::Null => {
                    // SAFETY: the text ends with a NUL.
                    let null = fd::check(unsafe { c::open(c"/dev/null".as_ptr(), c::O_RDWR | c::O_CLOEXEC, 0) })?;
                    child_numbers[index] = null;
                    child_ends[index] = Some(OwnedFd(null));
                }
                StreamKind::Pipe => {
                    let (reader, writer) = fd::pipe()?;
                    let (child, parent) = if index == 0 { (reader, writer) } else { (writer, reader) };
                    child_numbers[index] = child.0;
                    child_ends[index] = Some(child);
                    parent_ends[index] = Some(parent);
                }
                StreamKind::File(file) => child_numbers[index] = file.0,
                StreamKind::Number(number) => child_numbers[index] = *number,
            }
        }

        // Through this pipe the child reports that it could not start the program.
        let (report_reader, report_writer) = fd::pipe()?;
        // SAFETY: the child does nothing but what `become_program` does, and ends.
        let id = unsafe { c::fork() };
        if id < 0 {
            return Err(Error::last_os_error());
        }
        if id == 0 {
            // SAFETY: this is the child, which has one thread.
            unsafe {
                let error = self.become_program(&prepared, child_numbers);
                let code = error.raw_os_error().unwrap_or(22).to_ne_bytes();
                c::write(report_writer.0, code.as_ptr(), code.len());
                c::_exit(127)
            }
        }
        drop(report_writer);
        drop(child_ends);
        let mut report = [0u8; 4];
        // SAFETY: there is room for four bytes.
        let count = fd::retry(|| unsafe { c::read(report_reader.0, report.as_mut_ptr(), 4) })?;
        if count == 4 {
            let mut status = 0;
            // SAFETY: there is room for the status.
            unsafe { c::waitpid(id, &mut status, 0) };
            return Err(Error::from_raw_os_error(i32::from_ne_bytes(report)));
        }
        let [input, output, error] = parent_ends;
        Ok(Child {
            stdin: input.map(|fd| ChildStdin { fd }),
            stdout: output.map(|fd| ChildStdout { fd }),
            stderr: error.map(|fd| ChildStderr { fd }),
            id,
            status: None,
        })
    }
}
impl fmt::Debug for Command {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(directory) = &self.directory {
            write!(f, "cd {directory:?} && ")?;
        }
        if self.clear_environment {
            f.write_str("env -i ")?;
        } else {
            let mut removed = self.environment.iter().filter(|entry| entry.1.is_none()).peekable();
            if removed.peek().is_some() {
                f.write_str("env ")?;
            }
            for (name, _) in removed {
                write!(f, "-u {} ", name.to_string_lossy())?;
            }
        }
        for (name, value) in &self.environment {
            if let Some(value) = value {
                write!(f, "{}={value:?} ", name.to_string_lossy())?;
            }
        }
        match &self.name {
            Some(name) => write!(f, "[{:?}] {name:?}", self.program)?,
            None => write!(f, "{:?}", self.program)?,
        }
        for argument in &self.arguments {
            write!(f, " {argument:?}")?;
        }
        Ok(())
    }
}

/// The arguments of a command.
#[derive(Debug, Clone)]
pub struct CommandArgs<'a> {
    inner: crate::slice::Iter<'a, OsString>,
}
impl<'a> Iterator for CommandArgs<'a> {
    type Item = &'a OsStr;
    fn next(&mut self) -> Option<&'a OsStr> {
        self.inner.next().map(|argument| argument.as_os_str())
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl ExactSizeIterator for CommandArgs<'_> {}

/// The variables that a command sets or removes.
#[derive(Debug, Clone)]
pub struct CommandEnvs<'a> {
    inner: btree_map::Iter<'a, OsString, Option<OsString>>,
}
impl<'a> Iterator for CommandEnvs<'a> {
    type Item = (&'a OsStr, Option<&'a OsStr>);
    fn next(&mut self) -> Option<Self::Item> {
        self.inner.next().map(|(name, value)| (name.as_os_str(), value.as_deref()))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl ExactSizeIterator for CommandEnvs<'_> {}

fn text(bytes: &[u8]) -> io::Result<Vec<u8>> {
    match os::c_string(bytes) {
        Some(text) => Ok(text),
        None => Err(Error::message(ErrorKind::InvalidInput, "nul byte found in provided data")),
    }
}

/// The addresses of texts, with a null behind the last.
fn pointers(texts: &[Vec<u8>]) -> Vec<*const c_char> {
    let mut result: Vec<*const c_char> = texts.iter().map(|text| text.as_ptr() as *const c_char).collect();
    result.push(crate::ptr::null());
    result
}

struct Prepared {
    program: Vec<u8>,
    directory: Option<Vec<u8>>,
    argument_pointers: Vec<*const c_char>,
    environment_pointers: Vec<*const c_char>,
    /// What the pointers point into.
    _texts: [Vec<Vec<u8>>; 2],
}

/// A process that was started.
pub struct Child {
    /// The pipe to the child's standard input, if there is one.
    pub stdin: Option<ChildStdin>,
    /// The pipe from the child's standard output, if there is one.
    pub stdout: Option<ChildStdout>,
    /// The pipe from the child's standard error stream, if there is one.
    pub stderr: Option<ChildStderr>,
    id: i32,
    status: Option<ExitStatus>,
}

impl Child {
    /// The number of the process.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(mut child) = Command::new("true").spawn() {
    ///     assert_ne!(child.id(), std::process::id());
    ///     child.wait().unwrap();
    /// }
    /// ```
    pub fn id(&self) -> u32 {
        self.id as u32
    }
    /// Ends the child at once. It is no error if it has ended.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(mut child) = Command::new("sleep").arg("100").spawn() {
    ///     child.kill().unwrap();
    ///     assert!(!child.wait().unwrap().success());
    /// }
    /// ```
    pub fn kill(&mut self) -> io::Result<()> {
        if self.status.is_some() {
            return Ok(());
        }
        // SAFETY: the call takes any number.
        if unsafe { c::kill(self.id, 9) } == 0 { Ok(()) } else { Err(Error::last_os_error()) }
    }
    /// Closes the child's standard input, and waits until the child has ended.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(mut child) = Command::new("true").spawn() {
    ///     assert!(child.wait().unwrap().success());
    /// }
    /// ```
    pub fn wait(&mut self) -> io::Result<ExitStatus> {
        drop(self.stdin.take());
        if let Some(status) = self.status {
            return Ok(status);
        }
        let mut status = 0;
        // SAFETY: there is room for the status.
        fd::retry(|| unsafe { c::waitpid(self.id, &mut status, 0) as isize })?;
        self.status = Some(ExitStatus::of_wait(status));
        Ok(ExitStatus::of_wait(status))
    }
    /// How the child ended, if it has.
    ///
    /// # Examples
    /// ```
    /// use std::process::Command;
    /// if let Ok(mut child) = Command::new("true").spawn() {
    ///     while child.try_wait().unwrap().is_none() {
    ///         std::thread::yield_now();
    ///     }
    ///     assert!(child.wait().unwrap().success());
    /// }
    /// ```
    pub fn try_wait(&mut self) -> io::Result<Option<ExitStatus>> {
        if self.status.is_some() {
            return Ok(self.status);
        }
        let mut status = 0;
        // SAFETY: there is room for the status.
        let waited = fd::retry(|| unsafe { c::waitpid(self.id, &mut status, c::WNOHANG) as isize })?;
        if waited == 0 {
            return Ok(None);
        }
        self.status = Some(ExitStatus::of_wait(status));
        Ok(self.status)
    }
    /// Waits until the child has ended, and collects what comes from its pipes.
    ///
    /// # Examples
    /// ```
    /// use std::process::{Command, Stdio};
    /// if let Ok(child) = Command::new("echo").arg("abc").stdout(Stdio::piped()).spawn() {
    ///     assert_eq!(child.wait_with_output().unwrap().stdout, b"abc\n");
    /// }
    /// ```
    pub fn wait_with_output(mut self) -> io::Result<Output> {
        drop(self.stdin.take());
        let (mut stdout, mut stderr) = (Vec::new(), Vec::new());
        match (self.stdout.take(), self.stderr.take()) {
            (Some(mut output), Some(mut error)) => {
                // Both at once, so that the child never waits for a full pipe.
                let result = crate::thread::scope(|scope| {
                    let errors = scope.spawn(|| error.read_to_end(&mut stderr));
                    let result = output.read_to_end(&mut stdout);
                    match errors.join() {
                        Ok(errors) => errors.and(result),
                        Err(_) => result,
                    }
                });
                result?;
            }
            (Some(mut output), None) => {
                output.read_to_end(&mut stdout)?;
            }
            (None, Some(mut error)) => {
                error.read_to_end(&mut stderr)?;
            }
            (None, None) => {}
        }
        Ok(Output { status: self.wait()?, stdout, stderr })
    }
}
impl fmt::Debug for Child {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child").field("id", &self.id).finish_non_exhaustive()
    }
}

macro_rules! child_streams {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        #[derive(Debug)]
        pub struct $name {
            fd: OwnedFd,
        }
        crate::os::fd::descriptors! { owned $name, fd, fd => $name { fd }; }
    )* };
}
child_streams! {
    /// The standard input of a child.
    ChildStdin
    /// The standard output of a child.
    ChildStdout
    /// The standard error stream of a child.
    ChildStderr
}
impl Write for ChildStdin {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        fd::write(self.fd.0, buffer)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
impl Read for ChildStdout {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        fd::read(self.fd.0, buffer)
    }
}
impl Read for ChildStderr {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        fd::read(self.fd.0, buffer)
    }
}
