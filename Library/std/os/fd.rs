//! File descriptors, owned and borrowed.

use crate::fmt;
use crate::io::{self, PipeReader, PipeWriter, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock};
use crate::marker::PhantomData;
use crate::mem;
use crate::sys::c;

/// The number of an open file, which says nothing of who closes it.
pub type RawFd = i32;

/// An open file descriptor, closed when dropped.
pub struct OwnedFd(pub(crate) i32);

/// An open file descriptor that something else closes.
#[derive(Copy, Clone)]
#[repr(transparent)]
pub struct BorrowedFd<'a> {
    fd: RawFd,
    _marker: PhantomData<&'a OwnedFd>,
}

impl Drop for OwnedFd {
    fn drop(&mut self) {
        // SAFETY: the descriptor is open, and nobody uses it any more.
        unsafe { c::close(self.0) };
    }
}
impl OwnedFd {
    /// Another descriptor of the same open file.
    ///
    /// # Examples
    /// ```
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// let fd = std::os::fd::OwnedFd::from(reader);
    /// assert!(fd.try_clone().is_ok());
    /// ```
    pub fn try_clone(&self) -> io::Result<OwnedFd> {
        self.as_fd().try_clone_to_owned()
    }
}
impl BorrowedFd<'_> {
    /// A descriptor that somebody else closes.
    ///
    /// # Safety
    /// The descriptor is open for as long as the result is used, and it is not -1.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::{AsRawFd, BorrowedFd};
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// // SAFETY: the pipe is open until the end.
    /// let borrowed = unsafe { BorrowedFd::borrow_raw(reader.as_raw_fd()) };
    /// assert_eq!(borrowed.as_raw_fd(), reader.as_raw_fd());
    /// ```
    pub const unsafe fn borrow_raw(fd: RawFd) -> Self {
        BorrowedFd { fd, _marker: PhantomData }
    }
    /// Another descriptor of the same open file.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::AsFd;
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// assert!(reader.as_fd().try_clone_to_owned().is_ok());
    /// ```
    pub fn try_clone_to_owned(&self) -> io::Result<OwnedFd> {
        const F_DUPFD_CLOEXEC: i32 = 1030;
        // SAFETY: the descriptor is open.
        let fd = unsafe { c::fcntl(self.fd, F_DUPFD_CLOEXEC, 3i32) };
        if fd < 0 { Err(io::Error::last_os_error()) } else { Ok(OwnedFd(fd)) }
    }
}
impl fmt::Debug for OwnedFd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OwnedFd").field("fd", &self.0).finish()
    }
}
impl fmt::Debug for BorrowedFd<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowedFd").field("fd", &self.fd).finish()
    }
}

/// Values that have a descriptor.
pub trait AsRawFd {
    /// The number of the descriptor, which stays the value's.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::AsRawFd;
    /// assert_eq!(std::io::stdout().as_raw_fd(), 1);
    /// ```
    fn as_raw_fd(&self) -> RawFd;
}
/// Values that can be made of a descriptor.
pub trait FromRawFd {
    /// The value of a descriptor, which it closes in the end.
    ///
    /// # Safety
    /// The descriptor is open, fits the type, and nobody else closes it.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd, OwnedFd};
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// let number = OwnedFd::from(reader).into_raw_fd();
    /// // SAFETY: the descriptor was given up just now.
    /// assert_eq!(unsafe { OwnedFd::from_raw_fd(number) }.as_raw_fd(), number);
    /// ```
    unsafe fn from_raw_fd(fd: RawFd) -> Self;
}
/// Values that give their descriptor up.
pub trait IntoRawFd {
    /// The number of the descriptor, which the caller has to close.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::{FromRawFd, IntoRawFd, OwnedFd};
    /// let (reader, _writer) = std::io::pipe().unwrap();
    /// // SAFETY: the descriptor is given up by the pipe.
    /// drop(unsafe { OwnedFd::from_raw_fd(reader.into_raw_fd()) });
    /// ```
    fn into_raw_fd(self) -> RawFd;
}
/// Values that lend their descriptor.
pub trait AsFd {
    /// The descriptor, for as long as the value is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::os::fd::{AsFd, AsRawFd};
    /// assert_eq!(std::io::stdout().as_fd().as_raw_fd(), 1);
    /// ```
    fn as_fd(&self) -> BorrowedFd<'_>;
}

impl AsRawFd for RawFd {
    fn as_raw_fd(&self) -> RawFd {
        *self
    }
}
impl FromRawFd for RawFd {
    unsafe fn from_raw_fd(fd: RawFd) -> RawFd {
        fd
    }
}
impl IntoRawFd for RawFd {
    fn into_raw_fd(self) -> RawFd {
        self
    }
}
impl AsRawFd for OwnedFd {
    fn as_raw_fd(&self) -> RawFd {
        self.0
    }
}
impl FromRawFd for OwnedFd {
    unsafe fn from_raw_fd(fd: RawFd) -> OwnedFd {
        OwnedFd(fd)
    }
}
impl IntoRawFd for OwnedFd {
    fn into_raw_fd(self) -> RawFd {
        mem::ManuallyDrop::new(self).0
    }
}
impl AsFd for OwnedFd {
    fn as_fd(&self) -> BorrowedFd<'_> {
        // SAFETY: the descriptor is open while its owner is borrowed.
        unsafe { BorrowedFd::borrow_raw(self.0) }
    }
}
impl AsRawFd for BorrowedFd<'_> {
    fn as_raw_fd(&self) -> RawFd {
        self.fd
    }
}
impl AsFd for BorrowedFd<'_> {
    fn as_fd(&self) -> BorrowedFd<'_> {
        *self
    }
}
macro_rules! forward_descriptors {
    ($($t:ty)*) => { $(
        impl<T: AsRawFd + ?Sized> AsRawFd for $t {
            fn as_raw_fd(&self) -> RawFd {
                (**self).as_raw_fd()
            }
        }
        impl<T: AsFd + ?Sized> AsFd for $t {
            fn as_fd(&self) -> BorrowedFd<'_> {
                (**self).as_fd()
            }
        }
    )* };
}
forward_descriptors! { crate::boxed::Box<T> crate::rc::Rc<T> crate::sync::Arc<T> }
impl<T: AsFd + ?Sized> AsFd for &T {
    fn as_fd(&self) -> BorrowedFd<'_> {
        (**self).as_fd()
    }
}
impl<T: AsFd + ?Sized> AsFd for &mut T {
    fn as_fd(&self) -> BorrowedFd<'_> {
        (**self).as_fd()
    }
}

/// What has a descriptor in the field that is named, and can be made of one where it says so.
macro_rules! descriptors {
    (borrowed $($t:ty, $this:ident => $fd:expr;)*) => { $(
        impl $crate::os::fd::AsRawFd for $t {
            fn as_raw_fd(&self) -> i32 {
                let $this = self;
                $fd
            }
        }
        impl $crate::os::fd::AsFd for $t {
            fn as_fd(&self) -> $crate::os::fd::BorrowedFd<'_> {
                // SAFETY: the descriptor is open while its owner is borrowed.
                unsafe { $crate::os::fd::BorrowedFd::borrow_raw($crate::os::fd::AsRawFd::as_raw_fd(self)) }
            }
        }
    )* };
    (owned $($t:ty, $field:tt, $fd:ident => $make:expr;)*) => { $(
        $crate::os::fd::descriptors! { borrowed $t, this => this.$field.0; }
        impl $crate::os::fd::IntoRawFd for $t {
            fn into_raw_fd(self) -> i32 {
                $crate::os::fd::IntoRawFd::into_raw_fd(self.$field)
            }
        }
        impl From<$t> for $crate::os::fd::OwnedFd {
            fn from(value: $t) -> $crate::os::fd::OwnedFd {
                value.$field
            }
        }
        impl From<$crate::os::fd::OwnedFd> for $t {
            fn from($fd: $crate::os::fd::OwnedFd) -> $t {
                $make
            }
        }
        impl $crate::os::fd::FromRawFd for $t {
            unsafe fn from_raw_fd(fd: i32) -> $t {
                <$t>::from($crate::os::fd::OwnedFd(fd))
            }
        }
    )* };
}
pub(crate) use descriptors;

descriptors! { borrowed
    Stdin, _this => 0; StdinLock<'_>, _this => 0; Stdout, _this => 1;
    StdoutLock<'_>, _this => 1; Stderr, _this => 2; StderrLock<'_>, _this => 2;
}
descriptors! { owned
    PipeReader, 0, fd => PipeReader(fd);
    PipeWriter, 0, fd => PipeWriter(fd);
}
