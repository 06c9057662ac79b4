//! What only this operating system has.

pub mod fd;
pub mod unix;

/// What only Linux has.
pub mod linux {
    /// Files as Linux has them.
    pub mod fs {
        pub use crate::os::unix::fs::LinuxMetadataExt as MetadataExt;
    }
}

/// The types of C.
pub mod raw {
    pub use core::ffi::{
        c_char, c_double, c_float, c_int, c_long, c_longlong, c_schar, c_short, c_uchar, c_uint, c_ulong, c_ulonglong,
        c_ushort, c_void,
    };
}
