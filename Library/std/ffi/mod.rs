//! Strings of other interfaces: the C library's and the operating system's.

mod os_str;

pub use self::os_str::{OsStr, OsString};
pub use alloc_crate::ffi::{CString, FromVecWithNulError, IntoStringError, NulError};
pub use core::ffi::*;
