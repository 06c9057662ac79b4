//! Reading of directories.

use super::os::bytes;
use super::{c, errors, host, paths};
use crate::boxed::Box;
use crate::vec::Vec;

/// A directory being read. The host's entries are all taken at once: the program may remove some of them
/// meanwhile, which would move the others.
struct Directory {
    entries: Vec<u8>,
    position: usize,
    entry: c::DirectoryEntry,
}

const HEADER: usize = 24;

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn opendir(path: *const i8) -> *mut u8 {
    const O_DIRECTORY: i32 = 0o200000;
    // SAFETY: the caller says that the path ends with a NUL; the buffer has the length that is said, and
    // the descriptor is open until it is closed here.
    let fd = match paths::find(unsafe { bytes(path) }) {
        Some(place) => paths::open_place(&place, c::O_RDONLY | O_DIRECTORY, 0),
        None => -1,
    };
    if fd < 0 {
        return crate::ptr::null_mut();
    }
    let mut entries = vec![0; 4096];
    let used = loop {
        let mut used = 0;
        let error = unsafe { host::fd_readdir(fd, entries.as_mut_ptr(), entries.len(), 0, &mut used) };
        if error != 0 {
            unsafe { host::fd_close(fd) };
            errors::result(error);
            return crate::ptr::null_mut();
        }
        if used < entries.len() {
            break used;
        }
        let size = entries.len() * 4;
        entries.resize(size, 0);
    };
    entries.truncate(used);
    unsafe { host::fd_close(fd) };
    let entry = c::DirectoryEntry { inode: 0, offset: 0, length: 0, kind: 0, name: [0; 256] };
    Box::into_raw(Box::new(Directory { entries, position: 0, entry })) as *mut u8
}

#[no_mangle]
// SAFETY: as the C function: the pointer came from `opendir`, and is not closed.
unsafe extern "C" fn readdir(directory: *mut u8) -> *mut c::DirectoryEntry {
    // SAFETY: the caller says that `opendir` gave the pointer.
    let directory = unsafe { &mut *(directory as *mut Directory) };
    loop {
        let bytes = &directory.entries[directory.position..];
        if bytes.len() < HEADER {
            return crate::ptr::null_mut();
        }
        let name_length = word(&bytes[16..]) as usize;
        if bytes.len() < HEADER + name_length {
            return crate::ptr::null_mut();
        }
        directory.position += HEADER + name_length;
        if name_length > 255 {
            continue;
        }
        directory.entry.inode = word(&bytes[8..]) as u64 | (word(&bytes[12..]) as u64) << 32;
        directory.entry.kind = match bytes[20] {
            1 => 6,
            2 => 2,
            3 => 4,
            4 => 8,
            5 | 6 => 12,
            7 => 10,
            _ => 0,
        };
        for index in 0..name_length {
            directory.entry.name[index] = bytes[HEADER + index] as i8;
        }
        directory.entry.name[name_length] = 0;
        return &mut directory.entry;
    }
}

fn word(bytes: &[u8]) -> u32 {
    u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

#[no_mangle]
// SAFETY: as the C function: the pointer came from `opendir`, and is not used any more.
unsafe extern "C" fn closedir(directory: *mut u8) -> i32 {
    // SAFETY: `opendir` made a box of it, which is freed once.
    drop(unsafe { Box::from_raw(directory as *mut Directory) });
    0
}
