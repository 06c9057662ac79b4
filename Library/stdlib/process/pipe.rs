//! The ends of pipes that lead to a child.

use crate::net::Stream;
use crate::reactor::Source;
use std::cell::RefCell;
use std::fmt;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::task::{Context, Poll};

const F_GETFL: i32 = 3;
const F_SETFL: i32 = 4;
const O_NONBLOCK: i32 = 0o4000;

extern "C" {
    fn fcntl(fd: i32, command: i32, ...) -> i32;
    fn read(fd: i32, buffer: *mut u8, count: usize) -> isize;
    fn write(fd: i32, bytes: *const u8, count: usize) -> isize;
}

/// One end of a pipe. The other end's way of waiting is not touched.
pub(super) struct Pipe {
    source: Source,
    _fd: OwnedFd,
}

impl Pipe {
    /// Waits for an end of a pipe.
    pub fn new(fd: OwnedFd) -> io::Result<Pipe> {
        let raw = fd.as_raw_fd();
        let flags = unsafe { fcntl(raw, F_GETFL, 0i32) };
        if flags < 0 || unsafe { fcntl(raw, F_SETFL, flags | O_NONBLOCK) } < 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(Pipe { source: Source::new(raw)?, _fd: fd })
    }
    /// As `read`, by polling.
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        self.source.poll_read(cx, || counted(unsafe { read(self.source.fd(), buffer.as_mut_ptr(), buffer.len()) }))
    }
    /// As `write`, by polling.
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.source.poll_write(cx, || counted(unsafe { write(self.source.fd(), bytes.as_ptr(), bytes.len()) }))
    }
}
fn counted(count: isize) -> io::Result<usize> {
    if count < 0 { Err(io::Error::last_os_error()) } else { Ok(count as usize) }
}

/// The standard input of a child: a stream that is only written to. `finish` closes it, as dropping does.
pub struct ChildStdin {
    pipe: RefCell<Option<Pipe>>,
}
impl ChildStdin {
    pub(super) fn new(fd: OwnedFd) -> io::Result<ChildStdin> {
        Ok(ChildStdin { pipe: RefCell::new(Some(Pipe::new(fd)?)) })
    }
}
impl Stream for ChildStdin {
    fn poll_read(&self, _: &mut Context<'_>, _: &mut [u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(0))
    }
    fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        match &*self.pipe.borrow() {
            Some(pipe) => pipe.poll_write(cx, bytes),
            None => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
        }
    }
    fn poll_finish(&self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        let pipe = self.pipe.borrow_mut().take();
        drop(pipe);
        Poll::Ready(Ok(()))
    }
}

macro_rules! outputs {
    ($($(#[$meta:meta])* $t:ident)*) => { $(
        $(#[$meta])*
        pub struct $t {
            pipe: Pipe,
        }
        impl $t {
            pub(super) fn new(fd: OwnedFd) -> io::Result<$t> {
                Ok($t { pipe: Pipe::new(fd)? })
            }
        }
        impl Stream for $t {
            fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
                self.pipe.poll_read(cx, buffer)
            }
            fn poll_write(&self, _: &mut Context<'_>, _: &[u8]) -> Poll<io::Result<usize>> {
                Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()))
            }
            fn poll_finish(&self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
                Poll::Ready(Ok(()))
            }
        }
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($t)).finish_non_exhaustive()
            }
        }
    )* };
}
outputs! {
    /// The standard output of a child: a stream that is only read from.
    ChildStdout
    /// The standard error stream of a child: a stream that is only read from.
    ChildStderr
}
impl fmt::Debug for ChildStdin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChildStdin").finish_non_exhaustive()
    }
}
