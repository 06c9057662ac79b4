// A variadic function called with different numbers and types of arguments in one function.
use std::ffi::{c_char, c_int, CStr};

extern "C" {
    fn snprintf(buffer: *mut c_char, size: usize, format: *const c_char, ...) -> c_int;
}

fn main() {
    let mut buffer = [0u8; 64];
    let start = buffer.as_mut_ptr() as *mut c_char;
    let lengths = unsafe {
        [
            snprintf(start, 64, c"none".as_ptr()),
            snprintf(start, 64, c"%d".as_ptr(), 42 as c_int),
            snprintf(start, 64, c"%s-%.2f".as_ptr(), c"text".as_ptr(), 2.5f64),
            snprintf(start, 64, c"%d %s %.1f %ld".as_ptr(), -1 as c_int, c"all".as_ptr(), 0.5f64, 1i64 << 40),
        ]
    };
    println!("{lengths:?} {}", CStr::from_bytes_until_nul(&buffer).unwrap().to_str().unwrap());
}
