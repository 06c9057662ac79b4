//! Errors, arguments, the environment, clocks and randomness.

use super::{c, errors, host};
use crate::string::{String, ToString};
use crate::vec::Vec;

pub(crate) fn errno() -> i32 {
    // SAFETY: the number is a static.
    unsafe { *c::__errno_location() }
}

pub(crate) fn error_string(code: i32) -> String {
    match errors::description(code) {
        Some(text) => text.to_string(),
        None => format!("Unknown error {code}"),
    }
}

/// Where a byte is first in a text.
pub(crate) fn find_byte(byte: u8, text: &[u8]) -> Option<usize> {
    text.iter().position(|other| *other == byte)
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

/// Texts that the host gives as a table of addresses into a buffer, each with a NUL behind it.
fn texts(
    sizes: unsafe extern "C" fn(*mut usize, *mut usize) -> i32,
    get: unsafe extern "C" fn(*mut *mut u8, *mut u8) -> i32,
) -> Vec<Vec<u8>> {
    let (mut count, mut size) = (0, 0);
    // SAFETY: the host fills in tables of the sizes that it said, with addresses in the buffer.
    unsafe {
        if sizes(&mut count, &mut size) != 0 || count == 0 {
            return Vec::new();
        }
        let mut buffer = Vec::<u8>::with_capacity(size);
        let mut starts = Vec::<*mut u8>::with_capacity(count);
        let mut result = Vec::with_capacity(count);
        if get(starts.as_mut_ptr(), buffer.as_mut_ptr()) == 0 {
            for index in 0..count {
                result.push(bytes(*starts.as_ptr().add(index) as *const i8).to_vec());
            }
        }
        result
    }
}

pub(crate) fn arguments() -> Vec<Vec<u8>> {
    texts(host::args_sizes_get, host::args_get)
}

/// Names and values with `=` between them, as the program has changed them.
static mut VARIABLES: Option<Vec<Vec<u8>>> = None;

fn variables() -> &'static mut Vec<Vec<u8>> {
    // SAFETY: there is one thread, and no reference to the list is kept beyond a function here.
    unsafe {
        let variables = &mut *(&raw mut VARIABLES);
        variables.get_or_insert_with(|| texts(host::environ_sizes_get, host::environ_get))
    }
}

/// The value, if this is the variable of that name.
fn value_of<'a>(entry: &'a [u8], name: &[u8]) -> Option<&'a [u8]> {
    entry.strip_prefix(name)?.strip_prefix(b"=")
}

#[inline(never)]
pub(crate) fn environment_variable(name: &[u8]) -> Option<Vec<u8>> {
    for entry in variables() {
        if let Some(value) = value_of(entry, name) {
            return Some(value.to_vec());
        }
    }
    None
}

pub(crate) fn environment() -> Vec<(Vec<u8>, Vec<u8>)> {
    let mut result = Vec::new();
    for entry in variables() {
        // A name has one byte at least.
        if let Some(equals) = entry.iter().skip(1).position(|byte| *byte == b'=') {
            result.push((entry[..equals + 1].to_vec(), entry[equals + 2..].to_vec()));
        }
    }
    result
}

#[no_mangle]
// SAFETY: as the C function: both texts end with a NUL.
unsafe extern "C" fn setenv(name: *const i8, value: *const i8, _overwrite: i32) -> i32 {
    // SAFETY: the caller says that both texts end with a NUL.
    let (name, value) = unsafe { (bytes(name), bytes(value)) };
    if name.is_empty() || name.contains(&b'=') {
        return errors::fail(22);
    }
    variables().retain(|entry| value_of(entry, name).is_none());
    variables().push([name, b"=", value].concat());
    0
}

#[no_mangle]
// SAFETY: as the C function: the name ends with a NUL.
unsafe extern "C" fn unsetenv(name: *const i8) -> i32 {
    // SAFETY: the caller says that the name ends with a NUL.
    let name = unsafe { bytes(name) };
    variables().retain(|entry| value_of(entry, name).is_none());
    0
}

/// The bytes of a C string.
// SAFETY: for texts that end with a NUL and live as long as the result.
pub(super) unsafe fn bytes<'a>(text: *const i8) -> &'a [u8] {
    // SAFETY: the bytes up to the NUL are the text.
    unsafe {
        let mut count = 0;
        while *text.add(count) != 0 {
            count += 1;
        }
        crate::slice::from_raw_parts(text as *const u8, count)
    }
}

#[no_mangle]
// SAFETY: as the C function: the text ends with a NUL.
unsafe extern "C" fn strlen(text: *const i8) -> usize {
    // SAFETY: the caller says that the text ends with a NUL.
    unsafe { bytes(text).len() }
}

/// The time of a clock in nanoseconds.
pub(super) fn nanoseconds(which: i32) -> u64 {
    let mut time = 0u64;
    // SAFETY: there is room for the time.
    unsafe { host::clock_time_get(which, 1, &mut time) };
    time
}

pub(crate) fn clock(which: i32) -> (i64, u32) {
    let time = nanoseconds(which);
    ((time / 1_000_000_000) as i64, (time % 1_000_000_000) as u32)
}

pub(crate) fn random_keys() -> (u64, u64) {
    let mut keys = [0u64; 2];
    // SAFETY: there is room for 16 bytes.
    unsafe { host::random_get(keys.as_mut_ptr() as *mut u8, 16) };
    (keys[0], keys[1])
}

#[no_mangle]
// SAFETY: as the C function: the buffer has `count` bytes.
unsafe extern "C" fn getrandom(buffer: *mut u8, count: usize, _flags: u32) -> isize {
    // SAFETY: the caller says that the buffer is so long.
    if errors::result(unsafe { host::random_get(buffer, count) }) < 0 { -1 } else { count as isize }
}
