//! Reading of directories.

use super::os::bytes;
use super::{c, errors, host, paths};
use crate::boxed::Box;
use crate::vec::Vec;

/// A directory being read: a buffer of the host's entries, and the one that the program has.
struct Directory {
    fd: i32,
    buffer: Vec<u8>,
    used: usize,
    position: usize,
    cookie: u64,
    is_last: bool,
    entry: c::DirectoryEntry,
}

const HEADER: usize = 24;

#[no_mangle]
unsafe extern "C" fn opendir(path: *const i8) -> *mut u8 {
    const O_DIRECTORY: i32 = 0o200000;
    let fd = match paths::find(unsafe { bytes(path) }) {
        Some(place) => paths::open_place(&place, c::O_RDONLY | O_DIRECTORY, 0),
        None => -1,
    };
    if fd < 0 {
        return crate::ptr::null_mut();
    }
    let entry = c::DirectoryEntry { inode: 0, offset: 0, length: 0, kind: 0, name: [0; 256] };
    let directory =
        Directory { fd, buffer: vec![0; 4096], used: 0, position: 0, cookie: 0, is_last: false, entry };
    Box::into_raw(Box::new(directory)) as *mut u8
}

#[no_mangle]
unsafe extern "C" fn readdir(directory: *mut u8) -> *mut c::DirectoryEntry {
    let directory = unsafe { &mut *(directory as *mut Directory) };
    loop {
        let rest = directory.used - directory.position;
        let mut name_length = 0;
        if rest >= HEADER {
            name_length = word(&directory.buffer[directory.position + 16..]) as usize;
        }
        if rest < HEADER || rest < HEADER + name_length {
            if directory.is_last && rest == 0 || directory.is_last && directory.used < directory.buffer.len() {
                return crate::ptr::null_mut();
            }
            if rest > 0 && directory.position == 0 && directory.used == directory.buffer.len() {
                directory.buffer.resize(HEADER + name_length + 4096, 0);
            }
            let error = unsafe {
                host::fd_readdir(
                    directory.fd, directory.buffer.as_mut_ptr(), directory.buffer.len(), directory.cookie,
                    &mut directory.used,
                )
            };
            if errors::result(error) < 0 {
                directory.used = 0;
                return crate::ptr::null_mut();
            }
            directory.position = 0;
            directory.is_last = directory.used < directory.buffer.len();
            if directory.used == 0 {
                return crate::ptr::null_mut();
            }
            continue;
        }
        let bytes = &directory.buffer[directory.position..];
        directory.cookie = word(bytes) as u64 | (word(&bytes[4..]) as u64) << 32;
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
        directory.position += HEADER + name_length;
        if name_length > 255 {
            continue;
        }
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
unsafe extern "C" fn closedir(directory: *mut u8) -> i32 {
    let directory = unsafe { Box::from_raw(directory as *mut Directory) };
    errors::result(unsafe { host::fd_close(directory.fd) })
}
