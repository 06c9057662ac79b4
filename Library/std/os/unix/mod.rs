//! What Unix systems have.

pub mod fs;
pub mod process;
pub mod net;

pub mod io {
    pub use crate::os::fd::*;
}

pub mod thread {
    use crate::thread::JoinHandle;

    pub type RawPthread = usize;

    /// The C library's handle of a thread.
    pub trait JoinHandleExt {
        fn as_pthread_t(&self) -> RawPthread;
        fn into_pthread_t(self) -> RawPthread;
    }
    impl<T> JoinHandleExt for JoinHandle<T> {
        fn as_pthread_t(&self) -> RawPthread {
            self.native()
        }
        fn into_pthread_t(self) -> RawPthread {
            crate::mem::ManuallyDrop::new(self).native()
        }
    }
}

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
    pub use super::fs::{DirEntryExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    pub use super::io::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
    pub use super::process::{CommandExt, ExitStatusExt};
    pub use super::thread::JoinHandleExt;
}
