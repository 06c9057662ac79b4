//! Linux: the C library's functions, and small safe wrappers of them.

pub(crate) mod c;
mod socket_address;
pub(crate) mod fd;
pub(crate) mod locks;
pub(crate) mod os;
pub(crate) mod threads;
