//! Strings of other interfaces: the C library's and the operating system's.

pub mod os_str;

pub use self::os_str::{OsStr, OsString};

/// C strings, owned and borrowed, and their errors.
pub mod c_str {
    pub use alloc_crate::ffi::{CString, FromVecWithNulError, IntoStringError, NulError};
    pub use core::ffi::{CStr, FromBytesUntilNulError, FromBytesWithNulError};
}
pub use alloc_crate::ffi::{CString, FromVecWithNulError, IntoStringError, NulError};
pub use core::ffi::*;
