//! Sockets with names in the file system.

use crate::fmt;
use crate::io::{self, Error, ErrorKind, Read, Write};
use crate::net::{self, Shutdown};
use crate::os::fd::OwnedFd;
use crate::path::Path;
use crate::sys::c;
use crate::sys::fd::check;
use crate::time::Duration;

/// The address of a socket: `struct sockaddr_un` and how much of it counts.
#[derive(Clone)]
#[repr(C)]
pub struct SocketAddr {
    family: u16,
    path: [u8; 108],
    length: u32,
}
impl SocketAddr {
    pub fn from_pathname<P: AsRef<Path>>(path: P) -> io::Result<SocketAddr> {
        let bytes = path.as_ref().as_os_str().as_bytes();
        if bytes.contains(&0) {
            return Err(Error::message(ErrorKind::InvalidInput, "paths must not contain interior null bytes"));
        }
        if bytes.len() >= 108 {
            return Err(Error::message(ErrorKind::InvalidInput, "path must be shorter than SUN_LEN"));
        }
        let mut address = SocketAddr { family: c::AF_UNIX, path: [0; 108], length: bytes.len() as u32 + 3 };
        address.path[..bytes.len()].copy_from_slice(bytes);
        Ok(address)
    }
    pub fn is_unnamed(&self) -> bool {
        self.length <= 2
    }
    pub fn as_pathname(&self) -> Option<&Path> {
        if self.is_unnamed() || self.path[0] == 0 {
            return None;
        }
        let length = self.path.iter().position(|b| *b == 0).unwrap_or(108);
        Some(Path::new(crate::ffi::OsStr::from_bytes(&self.path[..length])))
    }
    fn pointer(&self) -> *const c::SocketAddress {
        self as *const SocketAddr as *const c::SocketAddress
    }
    /// An address that a call fills in.
    fn filled(call: impl FnOnce(*mut c::SocketAddress, *mut u32) -> i32) -> io::Result<(i32, SocketAddr)> {
        let mut address = SocketAddr { family: c::AF_UNIX, path: [0; 108], length: 0 };
        let mut length = 110;
        let result = check(call(&raw mut address as *mut c::SocketAddress, &mut length))?;
        address.length = length;
        Ok((result, address))
    }
}
impl fmt::Debug for SocketAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_pathname() {
            Some(path) => write!(f, "{path:?} (pathname)"),
            None if self.is_unnamed() => f.write_str("(unnamed)"),
            None => f.write_str("(abstract)"),
        }
    }
}

fn new_socket(kind: i32) -> io::Result<OwnedFd> {
    Ok(OwnedFd(check(unsafe { c::socket(c::AF_UNIX as i32, kind | c::SOCK_CLOEXEC, 0) })?))
}
fn socket_pair(kind: i32) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0; 2];
    check(unsafe { c::socketpair(c::AF_UNIX as i32, kind | c::SOCK_CLOEXEC, 0, ends.as_mut_ptr()) })?;
    Ok((OwnedFd(ends[0]), OwnedFd(ends[1])))
}

/// A connection.
pub struct UnixStream {
    fd: OwnedFd,
}
/// A socket that accepts connections.
pub struct UnixListener {
    fd: OwnedFd,
}
/// A socket for datagrams.
pub struct UnixDatagram {
    fd: OwnedFd,
}
crate::os::fd::descriptors! { owned
    UnixStream, fd, fd => UnixStream { fd };
    UnixListener, fd, fd => UnixListener { fd };
    UnixDatagram, fd, fd => UnixDatagram { fd };
}
macro_rules! socket_methods {
    ($($t:ident)*) => { $(
        impl $t {
            pub fn local_addr(&self) -> io::Result<SocketAddr> {
                SocketAddr::filled(|address, length| unsafe { c::getsockname(self.fd.0, address, length) })
                    .map(|pair| pair.1)
            }
            pub fn try_clone(&self) -> io::Result<$t> {
                Ok($t { fd: self.fd.try_clone()? })
            }
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
                net::set_nonblocking(&self.fd, nonblocking)
            }
            pub fn take_error(&self) -> io::Result<Option<io::Error>> {
                net::take_error(&self.fd)
            }
        }
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut builder = f.debug_struct(stringify!($t));
                builder.field("fd", &self.fd.0);
                if let Ok(address) = self.local_addr() {
                    builder.field("local", &address);
                }
                builder.finish()
            }
        }
    )* };
}
socket_methods! { UnixStream UnixListener UnixDatagram }
macro_rules! data_socket_methods {
    ($($t:ident)*) => { $(
        impl $t {
            pub fn peer_addr(&self) -> io::Result<SocketAddr> {
                SocketAddr::filled(|address, length| unsafe { c::getpeername(self.fd.0, address, length) })
                    .map(|pair| pair.1)
            }
            pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
                net::shut_down(&self.fd, how)
            }
            pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
                net::timeout(&self.fd, c::SO_RCVTIMEO)
            }
            pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
                net::timeout(&self.fd, c::SO_SNDTIMEO)
            }
            pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                net::set_timeout(&self.fd, c::SO_RCVTIMEO, timeout)
            }
            pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                net::set_timeout(&self.fd, c::SO_SNDTIMEO, timeout)
            }
        }
    )* };
}
data_socket_methods! { UnixStream UnixDatagram }

impl UnixStream {
    pub fn connect<P: AsRef<Path>>(path: P) -> io::Result<UnixStream> {
        UnixStream::connect_addr(&SocketAddr::from_pathname(path)?)
    }
    pub fn connect_addr(address: &SocketAddr) -> io::Result<UnixStream> {
        let fd = new_socket(c::SOCK_STREAM)?;
        check(unsafe { c::connect(fd.0, address.pointer(), address.length) })?;
        Ok(UnixStream { fd })
    }
    pub fn pair() -> io::Result<(UnixStream, UnixStream)> {
        socket_pair(c::SOCK_STREAM).map(|(a, b)| (UnixStream { fd: a }, UnixStream { fd: b }))
    }
}
macro_rules! stream_io {
    ($($t:ty)*) => { $(
        impl Read for $t {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                net::receive(&self.fd, buffer, 0)
            }
        }
        impl Write for $t {
            fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
                net::send(&self.fd, buffer)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
    )* };
}
stream_io! { UnixStream &UnixStream }

impl UnixListener {
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixListener> {
        UnixListener::bind_addr(&SocketAddr::from_pathname(path)?)
    }
    pub fn bind_addr(address: &SocketAddr) -> io::Result<UnixListener> {
        let fd = new_socket(c::SOCK_STREAM)?;
        check(unsafe { c::bind(fd.0, address.pointer(), address.length) })?;
        check(unsafe { c::listen(fd.0, 128) })?;
        Ok(UnixListener { fd })
    }
    pub fn accept(&self) -> io::Result<(UnixStream, SocketAddr)> {
        loop {
            match SocketAddr::filled(|address, length| unsafe {
                c::accept4(self.fd.0, address, length, c::SOCK_CLOEXEC)
            }) {
                Ok((number, address)) => return Ok((UnixStream { fd: OwnedFd(number) }, address)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming { listener: self }
    }
}
impl<'a> IntoIterator for &'a UnixListener {
    type Item = io::Result<UnixStream>;
    type IntoIter = Incoming<'a>;
    fn into_iter(self) -> Incoming<'a> {
        self.incoming()
    }
}

/// The connections of a listener, without end.
#[derive(Debug)]
pub struct Incoming<'a> {
    listener: &'a UnixListener,
}
impl Iterator for Incoming<'_> {
    type Item = io::Result<UnixStream>;
    fn next(&mut self) -> Option<io::Result<UnixStream>> {
        Some(self.listener.accept().map(|pair| pair.0))
    }
}

impl UnixDatagram {
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixDatagram> {
        let address = SocketAddr::from_pathname(path)?;
        let fd = new_socket(c::SOCK_DGRAM)?;
        check(unsafe { c::bind(fd.0, address.pointer(), address.length) })?;
        Ok(UnixDatagram { fd })
    }
    pub fn unbound() -> io::Result<UnixDatagram> {
        new_socket(c::SOCK_DGRAM).map(|fd| UnixDatagram { fd })
    }
    pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)> {
        socket_pair(c::SOCK_DGRAM).map(|(a, b)| (UnixDatagram { fd: a }, UnixDatagram { fd: b }))
    }
    pub fn connect<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        let address = SocketAddr::from_pathname(path)?;
        check(unsafe { c::connect(self.fd.0, address.pointer(), address.length) }).map(drop)
    }
    pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        net::receive(&self.fd, buffer, 0)
    }
    pub fn send(&self, buffer: &[u8]) -> io::Result<usize> {
        net::send(&self.fd, buffer)
    }
    pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let mut count = 0;
        let (_, address) = SocketAddr::filled(|address, length| unsafe {
            count = c::recvfrom(self.fd.0, buffer.as_mut_ptr(), buffer.len(), 0, address, length);
            if count < 0 { -1 } else { 0 }
        })?;
        Ok((count as usize, address))
    }
    pub fn send_to<P: AsRef<Path>>(&self, buffer: &[u8], path: P) -> io::Result<usize> {
        let address = SocketAddr::from_pathname(path)?;
        let count = unsafe {
            let flags = c::MSG_NOSIGNAL;
            c::sendto(self.fd.0, buffer.as_ptr(), buffer.len(), flags, address.pointer(), address.length)
        };
        if count < 0 { Err(Error::last_os_error()) } else { Ok(count as usize) }
    }
}
