//! What Unix systems have.

pub mod fs;
pub mod process;
pub mod net;

/// Descriptors of files.
pub mod io {
    pub use crate::os::fd::*;
}

/// Threads as Unix systems have them.
pub mod thread {
    use crate::thread::JoinHandle;

    /// The handle of a thread of the C library.
    pub type RawPthread = usize;

    /// The C library's handle of a thread.
    pub trait JoinHandleExt {
        /// The handle of the thread, which stays this value's.
        ///
        /// # Examples
        /// ```
        /// use std::os::unix::thread::JoinHandleExt;
        /// let handle = std::thread::spawn(|| {});
        /// assert_ne!(handle.as_pthread_t(), 0);
        /// handle.join().unwrap();
        /// ```
        fn as_pthread_t(&self) -> RawPthread;
        /// The handle of the thread, which the caller has to join or detach.
        ///
        /// # Examples
        /// ```
        /// use std::os::unix::thread::JoinHandleExt;
        /// let _handle = std::thread::spawn(|| {}).into_pthread_t();
        /// ```
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

/// Texts of the operating system as bytes.
pub mod ffi {
    use crate::ffi::{OsStr, OsString};
    use crate::vec::Vec;

    /// Texts of the operating system as bytes.
    pub trait OsStrExt {
        /// The text of any bytes.
        ///
        /// # Examples
        /// ```
        /// use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        /// assert!(OsStr::from_bytes(&[255]).to_str().is_none());
        /// ```
        fn from_bytes(slice: &[u8]) -> &Self;
        /// The bytes of the text.
        ///
        /// # Examples
        /// ```
        /// use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        /// assert_eq!(OsStrExt::as_bytes(OsStr::new("abc")), b"abc");
        /// ```
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
        /// The text of any bytes, without copying.
        ///
        /// # Examples
        /// ```
        /// use std::{ffi::OsString, os::unix::ffi::OsStringExt};
        /// assert_eq!(<OsString as OsStringExt>::from_vec(vec![97]), "a");
        /// ```
        fn from_vec(vec: Vec<u8>) -> Self;
        /// The bytes of the text, without copying.
        ///
        /// # Examples
        /// ```
        /// use std::{ffi::OsString, os::unix::ffi::OsStringExt};
        /// assert_eq!(OsStringExt::into_vec(OsString::from("a")), [97]);
        /// ```
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

/// The traits of Unix systems, to be imported together.
pub mod prelude {
    pub use super::ffi::{OsStrExt, OsStringExt};
    pub use super::fs::{DirEntryExt, FileExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
    pub use super::io::{AsFd, AsRawFd, BorrowedFd, FromRawFd, IntoRawFd, OwnedFd, RawFd};
    pub use super::process::{CommandExt, ExitStatusExt};
    pub use super::thread::JoinHandleExt;
}
