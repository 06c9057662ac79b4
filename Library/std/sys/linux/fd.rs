//! Reading and writing of file descriptors.

use super::c;
use crate::io;

/// The result of a call that gives -1 on failure, repeated when a signal interrupted it.
pub(crate) fn retry(mut call: impl FnMut() -> isize) -> io::Result<usize> {
    loop {
        let result = call();
        if result >= 0 {
            return Ok(result as usize);
        }
        let error = io::Error::last_os_error();
        if error.raw_os_error() != Some(c::EINTR) {
            return Err(error);
        }
    }
}

pub(crate) fn read(fd: i32, buffer: &mut [u8]) -> io::Result<usize> {
    let count = if buffer.len() > isize::MAX as usize { isize::MAX as usize } else { buffer.len() };
    let result = unsafe { c::read(fd, buffer.as_mut_ptr(), count) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result as usize) }
}

pub(crate) fn write(fd: i32, buffer: &[u8]) -> io::Result<usize> {
    let count = if buffer.len() > isize::MAX as usize { isize::MAX as usize } else { buffer.len() };
    let result = unsafe { c::write(fd, buffer.as_ptr(), count) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result as usize) }
}

/// An open file descriptor, closed when dropped.
#[derive(Debug)]
pub(crate) struct OwnedFd(pub i32);

impl Drop for OwnedFd {
    fn drop(&mut self) {
        unsafe { c::close(self.0) };
    }
}
