//! What only this operating system has.

pub mod unix {
    pub mod ffi {
        use crate::ffi::{OsStr, OsString};
        use crate::vec::Vec;

        /// Texts of the operating system as bytes.
        pub trait OsStrExt {
            fn from_bytes(slice: &[u8]) -> &Self;
            fn as_bytes(&self) -> &[u8];
        }
        impl OsStrExt for OsStr {
            fn from_bytes(slice: &[u8]) -> &OsStr {
                OsStr::from_bytes(slice)
            }
            fn as_bytes(&self) -> &[u8] {
                OsStr::as_bytes(self)
            }
        }

        /// Owned texts of the operating system as bytes.
        pub trait OsStringExt {
            fn from_vec(vec: Vec<u8>) -> Self;
            fn into_vec(self) -> Vec<u8>;
        }
        impl OsStringExt for OsString {
            fn from_vec(vec: Vec<u8>) -> OsString {
                OsString::from_vec(vec)
            }
            fn into_vec(self) -> Vec<u8> {
                OsString::into_vec(self)
            }
        }
    }

    pub mod prelude {
        pub use super::ffi::{OsStrExt, OsStringExt};
    }
}

pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
        c_ushort, c_void,
    };
}
