//! The standard streams.

use super::{BufRead, BufReader, LineWriter, Lines, Read, Result, Write};
use crate::cell::RefCell;
use crate::fmt;
use crate::string::String;
use crate::sync::{Mutex, MutexGuard, OnceLock, ReentrantLock, ReentrantLockGuard};
use crate::sys::{c, fd};
use crate::vec::Vec;

/// A standard stream without a buffer.
struct Raw(i32);

impl Read for Raw {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        fd::read(self.0, buffer)
    }
}
impl Write for Raw {
    fn write(&mut self, buffer: &[u8]) -> Result<usize> {
        match fd::write(self.0, buffer) {
            // A closed stream swallows everything.
            Err(error) if error.raw_os_error() == Some(9) => Ok(buffer.len()),
            result => result,
        }
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Writes to standard error without locks and without an error.
pub(crate) fn raw_stderr(arguments: fmt::Arguments<'_>) {
    // In one piece, so that lines of several threads do not mix.
    let text = crate::fmt::format(arguments);
    let _ = Raw(2).write_all(text.as_bytes());
}

// ---- Standard input ----

static STDIN: OnceLock<Mutex<BufReader<Raw>>> = OnceLock::new();

/// A handle of the standard input.
#[derive(Clone, Copy)]
pub struct Stdin {
    inner: &'static Mutex<BufReader<Raw>>,
}

/// The locked standard input.
pub struct StdinLock<'a> {
    inner: MutexGuard<'a, BufReader<Raw>>,
}

/// The standard input of the process, which all threads share with one buffer.
///
/// # Examples
/// ```no_run
/// let mut line = String::new();
/// std::io::stdin().read_line(&mut line).unwrap();
/// println!("{}", line.trim_end());
/// ```
pub fn stdin() -> Stdin {
    Stdin { inner: STDIN.get_or_init(|| Mutex::new(BufReader::new(Raw(0)))) }
}

impl Stdin {
    /// Locks the stream until the result goes, so that other threads wait.
    ///
    /// # Examples
    /// ```no_run
    /// use std::io::BufRead;
    /// let mut line = Vec::new();
    /// std::io::stdin().lock().read_until(b';', &mut line).unwrap();
    /// ```
    pub fn lock(&self) -> StdinLock<'static> {
        StdinLock { inner: self.inner.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) }
    }
    /// Reads a line with its end, and appends it to the text; how many bytes that were, 0 at the end.
    ///
    /// # Examples
    /// ```no_run
    /// let mut line = String::new();
    /// let count = std::io::stdin().read_line(&mut line).unwrap();
    /// assert_eq!(count, line.len());
    /// ```
    pub fn read_line(&self, buffer: &mut String) -> Result<usize> {
        self.lock().read_line(buffer)
    }
    /// The lines of the stream, without their ends.
    ///
    /// # Examples
    /// ```no_run
    /// for line in std::io::stdin().lines() {
    ///     println!("> {}", line.unwrap());
    /// }
    /// ```
    pub fn lines(self) -> Lines<StdinLock<'static>> {
        self.lock().lines()
    }
}
impl Read for &Stdin {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.lock().read(buffer)
    }
}
impl Read for Stdin {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.lock().read(buffer)
    }
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize> {
        self.lock().read_to_end(buffer)
    }
    fn read_to_string(&mut self, buffer: &mut String) -> Result<usize> {
        self.lock().read_to_string(buffer)
    }
}
impl Read for StdinLock<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        self.inner.read(buffer)
    }
    fn read_to_end(&mut self, buffer: &mut Vec<u8>) -> Result<usize> {
        self.inner.read_to_end(buffer)
    }
}

impl BufRead for StdinLock<'_> {
    fn fill_buf(&mut self) -> Result<&[u8]> {
        self.inner.fill_buf()
    }
    fn consume(&mut self, amount: usize) {
        self.inner.consume(amount)
    }
}

// ---- Standard output ----

static STDOUT: OnceLock<ReentrantLock<RefCell<LineWriter<Raw>>>> = OnceLock::new();

fn stdout_stream() -> &'static ReentrantLock<RefCell<LineWriter<Raw>>> {
    STDOUT.get_or_init(|| ReentrantLock::new(RefCell::new(LineWriter::new(Raw(1)))))
}

/// A handle of the standard output.
#[derive(Clone, Copy)]
pub struct Stdout {
    inner: &'static ReentrantLock<RefCell<LineWriter<Raw>>>,
}

/// The locked standard output.
pub struct StdoutLock<'a> {
    inner: ReentrantLockGuard<'a, RefCell<LineWriter<Raw>>>,
}

/// The program's standard output, shared by all threads and written line by line.
///
/// # Examples
/// ```
/// use std::io::{self, Write};
/// let mut out = io::stdout().lock();
/// writeln!(out, "straight to the output").unwrap();
/// out.flush().unwrap();
/// ```
pub fn stdout() -> Stdout {
    Stdout { inner: stdout_stream() }
}

impl Stdout {
    /// Locks the stream until the result goes, so that other threads wait.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// let mut out = std::io::stdout().lock();
    /// writeln!(out, "one").unwrap();
    /// writeln!(out, "two").unwrap();
    /// ```
    pub fn lock(&self) -> StdoutLock<'static> {
        StdoutLock { inner: self.inner.lock() }
    }
}
impl Write for StdoutLock<'_> {
    fn write(&mut self, buffer: &[u8]) -> Result<usize> {
        self.inner.borrow_mut().write(buffer)
    }
    fn write_all(&mut self, buffer: &[u8]) -> Result<()> {
        self.inner.borrow_mut().write_all(buffer)
    }
    fn flush(&mut self) -> Result<()> {
        self.inner.borrow_mut().flush()
    }
}

/// What is left in the buffer of the standard output when the process ends.
pub(crate) fn cleanup() {
    if let Some(stream) = STDOUT.get() {
        if let Some(guard) = stream.try_lock() {
            if let Ok(mut writer) = guard.try_borrow_mut() {
                let _ = writer.flush();
            }
        }
    }
}

// ---- Standard error ----

static STDERR: ReentrantLock<()> = ReentrantLock::new(());

/// A handle of the standard error stream, which has no buffer.
#[derive(Clone, Copy)]
pub struct Stderr {
    _private: (),
}

/// The locked standard error stream.
pub struct StderrLock<'a> {
    _inner: ReentrantLockGuard<'a, ()>,
}

/// The standard error stream of the process, which has no buffer.
///
/// # Examples
/// ```
/// use std::io::Write;
/// writeln!(std::io::stderr(), "a warning").unwrap();
/// ```
pub fn stderr() -> Stderr {
    Stderr { _private: () }
}

impl Stderr {
    /// Locks the stream until the result goes, so that other threads wait.
    ///
    /// # Examples
    /// ```
    /// use std::io::Write;
    /// writeln!(std::io::stderr().lock(), "a warning").unwrap();
    /// ```
    pub fn lock(&self) -> StderrLock<'static> {
        StderrLock { _inner: STDERR.lock() }
    }
}
impl Write for StderrLock<'_> {
    fn write(&mut self, buffer: &[u8]) -> Result<usize> {
        Raw(2).write(buffer)
    }
    fn flush(&mut self) -> Result<()> {
        Ok(())
    }
}

macro_rules! shared_writers {
    ($($name:ident)*) => { $(
        impl Write for $name {
            fn write(&mut self, buffer: &[u8]) -> Result<usize> {
                self.lock().write(buffer)
            }
            fn write_all(&mut self, buffer: &[u8]) -> Result<()> {
                self.lock().write_all(buffer)
            }
            fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> Result<()> {
                self.lock().write_fmt(arguments)
            }
            fn flush(&mut self) -> Result<()> {
                self.lock().flush()
            }
        }
        impl Write for &$name {
            fn write(&mut self, buffer: &[u8]) -> Result<usize> {
                self.lock().write(buffer)
            }
            fn flush(&mut self) -> Result<()> {
                self.lock().flush()
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
shared_writers! { Stdout Stderr }
macro_rules! opaque_streams {
    ($($name:ident [$($generics:tt)*])*) => { $(
        impl fmt::Debug for $name $($generics)* {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
opaque_streams! { Stdin [] StdinLock [<'_>] StdoutLock [<'_>] StderrLock [<'_>] }
impl crate::panic::UnwindSafe for Stdout {}
impl crate::panic::RefUnwindSafe for Stdout {}

#[doc(hidden)]
pub fn _print(arguments: fmt::Arguments<'_>) {
    if let Err(error) = stdout().lock().write_fmt(arguments) {
        panic!("failed printing to stdout: {error}");
    }
}

#[doc(hidden)]
pub fn _eprint(arguments: fmt::Arguments<'_>) {
    if let Err(error) = stderr().lock().write_fmt(arguments) {
        panic!("failed printing to stderr: {error}");
    }
}

/// Whether a stream is a terminal.
pub trait IsTerminal {
    /// Whether this is a terminal, in which somebody may be reading.
    ///
    /// # Examples
    /// ```
    /// use std::io::IsTerminal;
    /// let colours = std::io::stdout().is_terminal();
    /// println!("{}", if colours { "\x1b[1mbold\x1b[0m" } else { "plain" });
    /// ```
    fn is_terminal(&self) -> bool;
}
macro_rules! terminals {
    ($($t:ty = $fd:literal;)*) => { $(
        impl IsTerminal for $t {
            fn is_terminal(&self) -> bool {
                // SAFETY: the call takes any number.
                unsafe { c::isatty($fd) != 0 }
            }
        }
    )* };
}
macro_rules! maybe_terminals {
    ($($t:ty)*) => { $(
        impl IsTerminal for $t {
            fn is_terminal(&self) -> bool {
                // SAFETY: the call takes any number.
                unsafe { c::isatty(crate::os::fd::AsRawFd::as_raw_fd(self)) != 0 }
            }
        }
    )* };
}
maybe_terminals! { crate::fs::File crate::os::fd::OwnedFd crate::os::fd::BorrowedFd<'_> }
terminals! { Stdin = 0; Stdout = 1; Stderr = 2; StdinLock<'_> = 0; StdoutLock<'_> = 1; StderrLock<'_> = 2; }
