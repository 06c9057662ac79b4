//! Open files: reading, writing, positions, what is known of them.

use super::{c, errors, host};
use crate::mem::MaybeUninit;

#[no_mangle]
// SAFETY: as the C function: the buffer has `count` bytes.
unsafe extern "C" fn read(fd: i32, buffer: *mut u8, count: usize) -> isize {
    let piece = host::Piece { start: buffer, count };
    let mut done = 0;
    // SAFETY: the caller says that the buffer is so long; the results have room.
    if errors::result(unsafe { host::fd_read(fd, &piece, 1, &mut done) }) < 0 { -1 } else { done as isize }
}

#[no_mangle]
// SAFETY: as the C function: the buffer has `count` bytes.
unsafe extern "C" fn write(fd: i32, buffer: *const u8, count: usize) -> isize {
    let piece = host::Piece { start: buffer as *mut u8, count };
    let mut done = 0;
    // SAFETY: the caller says that the buffer is so long; the host does not write to it.
    if errors::result(unsafe { host::fd_write(fd, &piece, 1, &mut done) }) < 0 { -1 } else { done as isize }
}

#[no_mangle]
// SAFETY: as the C function: the buffer has `count` bytes.
unsafe extern "C" fn pread(fd: i32, buffer: *mut u8, count: usize, offset: i64) -> isize {
    let piece = host::Piece { start: buffer, count };
    let mut done = 0;
    // SAFETY: the caller says that the buffer is so long.
    let error = unsafe { host::fd_pread(fd, &piece, 1, offset as u64, &mut done) };
    if errors::result(error) < 0 { -1 } else { done as isize }
}

#[no_mangle]
// SAFETY: as the C function: the buffer has `count` bytes.
unsafe extern "C" fn pwrite(fd: i32, buffer: *const u8, count: usize, offset: i64) -> isize {
    let piece = host::Piece { start: buffer as *mut u8, count };
    let mut done = 0;
    // SAFETY: the caller says that the buffer is so long; the host does not write to it.
    let error = unsafe { host::fd_pwrite(fd, &piece, 1, offset as u64, &mut done) };
    if errors::result(error) < 0 { -1 } else { done as isize }
}

#[no_mangle]
// SAFETY: as the C function: nobody uses the descriptor any more.
unsafe extern "C" fn close(fd: i32) -> i32 {
    // SAFETY: the host takes any number.
    errors::result(unsafe { host::fd_close(fd) })
}

#[no_mangle]
// SAFETY: as the C function, which takes any numbers.
unsafe extern "C" fn lseek(fd: i32, offset: i64, whence: i32) -> i64 {
    let mut position = 0;
    // SAFETY: there is room for the position.
    if errors::result(unsafe { host::fd_seek(fd, offset, whence, &mut position) }) < 0 { -1 } else { position as i64 }
}

#[no_mangle]
// SAFETY: as the C function, which takes any number.
unsafe extern "C" fn fsync(fd: i32) -> i32 {
    // SAFETY: the host takes any number.
    synchronized(fd, unsafe { host::fd_sync(fd) })
}

#[no_mangle]
// SAFETY: as the C function, which takes any number.
unsafe extern "C" fn fdatasync(fd: i32) -> i32 {
    // SAFETY: the host takes any number.
    synchronized(fd, unsafe { host::fd_datasync(fd) })
}

/// Some hosts know no folder's descriptor here: they have nothing to do for one.
fn synchronized(fd: i32, error: i32) -> i32 {
    const BAD_DESCRIPTOR: i32 = 8;
    const FOLDER: u8 = 3;
    let mut status = host::DescriptorStatus { kind: 0, flags: 0, rights: 0, inheriting: 0 };
    // SAFETY: there is room for the status.
    if error == BAD_DESCRIPTOR && unsafe { host::fd_fdstat_get(fd, &mut status) } == 0 && status.kind == FOLDER {
        return 0;
    }
    errors::result(error)
}

#[no_mangle]
// SAFETY: as the C function, which takes any numbers.
unsafe extern "C" fn ftruncate(fd: i32, length: i64) -> i32 {
    // SAFETY: the host takes any numbers.
    errors::result(unsafe { host::fd_filestat_set_size(fd, length as u64) })
}

#[no_mangle]
// SAFETY: as the C function: there are two times.
unsafe extern "C" fn futimens(fd: i32, times: *const c::Timespec) -> i32 {
    const OMIT: i64 = (1 << 30) - 2;
    // SAFETY: the caller says that there are two times; the host takes any numbers.
    let (accessed, modified) = unsafe { (*times, *times.add(1)) };
    let mut flags = 0;
    if accessed.nanoseconds != OMIT {
        flags |= 1;
    }
    if modified.nanoseconds != OMIT {
        flags |= 4;
    }
    let time = |time: c::Timespec| (time.seconds as u64).wrapping_mul(1_000_000_000).wrapping_add(time.nanoseconds as u64);
    errors::result(unsafe { host::fd_filestat_set_times(fd, time(accessed), time(modified), flags) })
}

/// A terminal is a character device on which one cannot seek.
#[no_mangle]
// SAFETY: as the C function, which takes any number.
unsafe extern "C" fn isatty(fd: i32) -> i32 {
    const SEEK_AND_TELL: u64 = 1 << 2 | 1 << 5;
    let mut status = MaybeUninit::<host::DescriptorStatus>::zeroed();
    // SAFETY: there is room for the status, and zero bytes are valid for it.
    unsafe {
        if host::fd_fdstat_get(fd, status.as_mut_ptr()) != 0 {
            return 0;
        }
        let status = status.assume_init();
        (status.kind == 2 && status.rights & SEEK_AND_TELL == 0) as i32
    }
}

/// The second of what `fcntl` can do, a copy of a descriptor, the host does not have.
#[no_mangle]
// SAFETY: as the C function; nothing is done.
unsafe extern "C" fn fcntl(_fd: i32, _command: i32, _argument: i32) -> i32 {
    errors::fail(95)
}

#[no_mangle]
// SAFETY: as the C function; nothing is done.
unsafe extern "C" fn flock(_fd: i32, _operation: i32) -> i32 {
    errors::fail(95)
}

/// Owners and modes are not known to the host.
#[no_mangle]
// SAFETY: as the C function; nothing is done.
unsafe extern "C" fn fchmod(_fd: i32, _mode: u32) -> i32 {
    0
}

/// What the host knows of a file in the form of Linux.
pub(super) fn convert(status: &host::FileStatus, result: &mut c::Statx) {
    let time = |time: u64| c::StatxTime {
        seconds: (time / 1_000_000_000) as i64,
        nanoseconds: (time % 1_000_000_000) as u32,
        reserved: 0,
    };
    result.mask = c::STATX_ALL & !c::STATX_BTIME;
    result.links = status.links as u32;
    result.mode = mode(status.kind);
    result.inode = status.inode;
    result.size = status.size;
    result.accessed = time(status.accessed);
    result.modified = time(status.modified);
    result.changed = time(status.changed);
}

fn mode(kind: u8) -> u16 {
    match kind {
        1 => 0o060644,
        2 => 0o020644,
        3 => 0o040755,
        4 => 0o100644,
        5 | 6 => 0o140644,
        7 => 0o120777,
        _ => 0,
    }
}
