//! File descriptors, owned and borrowed.

use crate::fmt;
use crate::io::{self, PipeReader, PipeWriter, Stderr, StderrLock, Stdin, StdinLock, Stdout, StdoutLock};
use crate::marker::PhantomData;
use crate::mem;
use crate::sys::c;

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
        unsafe { c::close(self.0) };
    }
}
impl OwnedFd {
    pub fn try_clone(&self) -> io::Result<OwnedFd> {
        self.as_fd().try_clone_to_owned()
    }
}
impl BorrowedFd<'_> {
    pub const unsafe fn borrow_raw(fd: RawFd) -> Self {
        BorrowedFd { fd, _marker: PhantomData }
    }
    pub fn try_clone_to_owned(&self) -> io::Result<OwnedFd> {
        const F_DUPFD_CLOEXEC: i32 = 1030;
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

pub trait AsRawFd {
    fn as_raw_fd(&self) -> RawFd;
}
pub trait FromRawFd {
    unsafe fn from_raw_fd(fd: RawFd) -> Self;
}
pub trait IntoRawFd {
    fn into_raw_fd(self) -> RawFd;
}
pub trait AsFd {
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
