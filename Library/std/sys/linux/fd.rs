//! Reading and writing of file descriptors.

use super::c;
use crate::io;
use crate::os::fd::OwnedFd;

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

/// The result of a call that gives a negative number on failure.
pub(crate) fn check(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

pub(crate) fn read(fd: i32, buffer: &mut [u8]) -> io::Result<usize> {
    // SAFETY: the buffer has the length that is said.
    let result = unsafe { c::read(fd, buffer.as_mut_ptr(), buffer.len()) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result as usize) }
}

pub(crate) fn write(fd: i32, buffer: &[u8]) -> io::Result<usize> {
    // SAFETY: the buffer has the length that is said.
    let result = unsafe { c::write(fd, buffer.as_ptr(), buffer.len()) };
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result as usize) }
}

/// The ends of a new pipe: the one to read, the one to write.
pub(crate) fn pipe() -> io::Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0; 2];
    // SAFETY: there is room for two numbers.
    check(unsafe { c::pipe2(ends.as_mut_ptr(), c::O_CLOEXEC) })?;
    Ok((OwnedFd(ends[0]), OwnedFd(ends[1])))
}
