//! Errors, the environment, clocks and randomness.

use super::c;
use crate::ffi::{c_char, CStr};
use crate::vec::Vec;
use crate::string::String;

pub(crate) fn errno() -> i32 {
    // SAFETY: the call gives the address of a number of this thread.
    unsafe { *c::__errno_location() }
}

/// The C library's description of an error.
pub(crate) fn error_string(code: i32) -> String {
    let mut buffer = [0 as c_char; 128];
    // SAFETY: the buffer has the length that is said, and a text with a NUL afterwards.
    unsafe {
        if c::__xpg_strerror_r(code, buffer.as_mut_ptr(), buffer.len()) < 0 {
            return String::from("unknown error");
        }
        String::from_utf8_lossy(CStr::from_ptr(buffer.as_ptr()).to_bytes()).into_owned()
    }
}

/// Where a byte is first in a text.
pub(crate) fn find_byte(byte: u8, text: &[u8]) -> Option<usize> {
    // SAFETY: the text has the length that is said.
    let found = unsafe { c::memchr(text.as_ptr(), byte as i32, text.len()) };
    if found.is_null() { None } else { Some(found as usize - text.as_ptr() as usize) }
}

/// A text with a NUL behind it; `None` when it contains one.
pub(crate) fn c_string(text: &[u8]) -> Option<Vec<u8>> {
    if text.contains(&0) {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() + 1);
    bytes.extend_from_slice(text);
    bytes.push(0);
    Some(bytes)
}

pub(crate) fn arguments() -> Vec<Vec<u8>> {
    let mut result = Vec::new();
    // SAFETY: the runtime gives the arguments that the process got, each with a NUL.
    unsafe {
        let count = c::poly_argument_count() as usize;
        let start = c::poly_arguments();
        let mut index = 0;
        while index < count {
            result.push(CStr::from_ptr(*start.add(index)).to_bytes().to_vec());
            index += 1;
        }
    }
    result
}

pub(crate) fn environment_variable(name: &[u8]) -> Option<Vec<u8>> {
    let name = c_string(name)?;
    // SAFETY: the name ends with a NUL, and so does the value, which is copied before the environment can
    // change.
    unsafe {
        let value = c::getenv(name.as_ptr() as *const c_char);
        if value.is_null() { None } else { Some(CStr::from_ptr(value).to_bytes().to_vec()) }
    }
}

pub(crate) fn environment() -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut result = Vec::new();
    // SAFETY: the environment is a list of texts with NULs and null at the end; whoever changes it says
    // that nobody reads.
    unsafe {
        let mut entry = c::environ;
        while !entry.is_null() && !(*entry).is_null() {
            let bytes = CStr::from_ptr(*entry).to_bytes();
            if let Some(equals) = bytes.iter().skip(1).position(|b| *b == b'=') {
                result.push((bytes[..equals + 1].to_vec(), bytes[equals + 2..].to_vec()));
            }
            entry = entry.add(1);
        }
    }
    result
}

pub(crate) fn clock(which: i32) -> (i64, u32) {
    let mut time = c::Timespec { seconds: 0, nanoseconds: 0 };
    // SAFETY: there is room for the time.
    unsafe { c::clock_gettime(which, &mut time) };
    (time.seconds, time.nanoseconds as u32)
}

pub(crate) fn random_keys() -> (u64, u64) {
    let mut bytes = [0u8; 16];
    // SAFETY: there is room for 16 bytes.
    unsafe { c::getrandom(bytes.as_mut_ptr(), 16, 0) };
    let mut low = [0u8; 8];
    let mut high = [0u8; 8];
    low.copy_from_slice(&bytes[..8]);
    high.copy_from_slice(&bytes[8..]);
    (u64::from_ne_bytes(low), u64::from_ne_bytes(high))
}
