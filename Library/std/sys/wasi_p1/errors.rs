//! Errors: the host's numbers become those of Linux, with their descriptions.

static mut LAST: i32 = 0;

#[no_mangle]
extern "C" fn __errno_location() -> *mut i32 {
    &raw mut LAST
}

/// The errors of WASI in their order, as numbers of Linux.
const NUMBERS: [u8; 77] = [
    0, 7, 13, 98, 99, 97, 11, 114, 9, 74, 16, 125, 10, 103, 111, 104, 35, 89, 33, 122, 17, 14, 27, 113, 43, 84, 115, 4,
    22, 5, 106, 21, 40, 24, 31, 90, 72, 36, 100, 102, 101, 23, 105, 19, 2, 8, 37, 67, 12, 42, 92, 28, 38, 107, 20, 39,
    131, 88, 95, 25, 6, 75, 130, 1, 32, 71, 93, 91, 34, 30, 29, 3, 116, 110, 26, 18, 1,
];

/// Notes an error of the host: -1, or 0 if there was none.
pub(super) fn result(error: i32) -> i32 {
    if error == 0 {
        return 0;
    }
    fail(number(error))
}

/// An error of the host as Linux numbers it.
pub(super) fn number(error: i32) -> i32 {
    if error > 0 && (error as usize) < NUMBERS.len() { NUMBERS[error as usize] as i32 } else { 5 }
}

/// Notes an error by its number on Linux.
pub(super) fn fail(number: i32) -> i32 {
    // SAFETY: there is one thread.
    unsafe { LAST = number };
    -1
}

/// The C library's descriptions of errors, by their numbers.
const DESCRIPTIONS: [(u8, &str); 53] = [
    (0, "Success"),
    (1, "Operation not permitted"),
    (2, "No such file or directory"),
    (3, "No such process"),
    (4, "Interrupted system call"),
    (5, "Input/output error"),
    (6, "No such device or address"),
    (7, "Argument list too long"),
    (8, "Exec format error"),
    (9, "Bad file descriptor"),
    (10, "No child processes"),
    (11, "Resource temporarily unavailable"),
    (12, "Cannot allocate memory"),
    (13, "Permission denied"),
    (14, "Bad address"),
    (16, "Device or resource busy"),
    (17, "File exists"),
    (18, "Invalid cross-device link"),
    (19, "No such device"),
    (20, "Not a directory"),
    (21, "Is a directory"),
    (22, "Invalid argument"),
    (23, "Too many open files in system"),
    (24, "Too many open files"),
    (25, "Inappropriate ioctl for device"),
    (26, "Text file busy"),
    (27, "File too large"),
    (28, "No space left on device"),
    (29, "Illegal seek"),
    (30, "Read-only file system"),
    (31, "Too many links"),
    (32, "Broken pipe"),
    (33, "Numerical argument out of domain"),
    (34, "Numerical result out of range"),
    (35, "Resource deadlock avoided"),
    (36, "File name too long"),
    (37, "No locks available"),
    (38, "Function not implemented"),
    (39, "Directory not empty"),
    (40, "Too many levels of symbolic links"),
    (71, "Protocol error"),
    (75, "Value too large for defined data type"),
    (84, "Invalid or incomplete multibyte or wide character"),
    (95, "Operation not supported"),
    (98, "Address already in use"),
    (99, "Cannot assign requested address"),
    (103, "Software caused connection abort"),
    (104, "Connection reset by peer"),
    (107, "Transport endpoint is not connected"),
    (110, "Connection timed out"),
    (111, "Connection refused"),
    (122, "Disk quota exceeded"),
    (125, "Operation canceled"),
];

/// The C library's description of an error.
pub(super) fn description(code: i32) -> Option<&'static str> {
    let mut index = 0;
    while index < DESCRIPTIONS.len() {
        let (number, text) = DESCRIPTIONS[index];
        if number as i32 == code {
            return Some(text);
        }
        index += 1;
    }
    None
}
