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
    /// The address of a path, which may have 107 bytes and no NUL.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::SocketAddr;
    /// let address = SocketAddr::from_pathname("/tmp/socket").unwrap();
    /// assert_eq!(address.as_pathname(), Some("/tmp/socket".as_ref()));
    /// ```
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
    /// Whether the socket has no address.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixStream;
    /// assert!(UnixStream::pair().unwrap().0.local_addr().unwrap().is_unnamed());
    /// ```
    pub fn is_unnamed(&self) -> bool {
        self.length <= 2
    }
    /// The path, if the address is one.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixStream;
    /// assert_eq!(UnixStream::pair().unwrap().0.local_addr().unwrap().as_pathname(), None);
    /// ```
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
    // SAFETY: the call takes any numbers.
    Ok(OwnedFd(check(unsafe { c::socket(c::AF_UNIX as i32, kind | c::SOCK_CLOEXEC, 0) })?))
}
fn socket_pair(kind: i32) -> io::Result<(OwnedFd, OwnedFd)> {
    let mut ends = [0; 2];
    // SAFETY: there is room for two numbers.
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
            /// The address of this side.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert!(UnixStream::pair().unwrap().0.local_addr().is_ok());
            /// ```
            pub fn local_addr(&self) -> io::Result<SocketAddr> {
                // SAFETY: the address has the length that is said.
                SocketAddr::filled(|address, length| unsafe { c::getsockname(self.fd.0, address, length) })
                    .map(|pair| pair.1)
            }
            /// Another handle of the same socket.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert!(UnixStream::pair().unwrap().0.try_clone().is_ok());
            /// ```
            pub fn try_clone(&self) -> io::Result<$t> {
                Ok($t { fd: self.fd.try_clone()? })
            }
            /// Whether operations give an error of the kind `WouldBlock` instead of waiting.
            ///
            /// # Examples
            /// ```
            /// use std::io::{ErrorKind, Read};
            /// use std::os::unix::net::UnixStream;
            /// let (mut a, _b) = UnixStream::pair().unwrap();
            /// a.set_nonblocking(true).unwrap();
            /// assert_eq!(a.read(&mut [0]).unwrap_err().kind(), ErrorKind::WouldBlock);
            /// ```
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
                net::set_nonblocking(&self.fd, nonblocking)
            }
            /// An error that happened meanwhile, which is forgotten then.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert!(UnixStream::pair().unwrap().0.take_error().unwrap().is_none());
            /// ```
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
            /// The address of the other side.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert!(UnixStream::pair().unwrap().0.peer_addr().unwrap().is_unnamed());
            /// ```
            pub fn peer_addr(&self) -> io::Result<SocketAddr> {
                // SAFETY: the address has the length that is said.
                SocketAddr::filled(|address, length| unsafe { c::getpeername(self.fd.0, address, length) })
                    .map(|pair| pair.1)
            }
            /// Ends reading, writing or both, for all handles of the socket.
            ///
            /// # Examples
            /// ```
            /// use std::io::Read;
            /// use std::net::Shutdown;
            /// use std::os::unix::net::UnixStream;
            /// let (a, mut b) = UnixStream::pair().unwrap();
            /// a.shutdown(Shutdown::Write).unwrap();
            /// assert_eq!(b.read(&mut [0]).unwrap(), 0);
            /// ```
            pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
                net::shut_down(&self.fd, how)
            }
            /// How long reading waits at most; `None` for any time.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert_eq!(UnixStream::pair().unwrap().0.read_timeout().unwrap(), None);
            /// ```
            pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
                net::timeout(&self.fd, c::SO_RCVTIMEO)
            }
            /// How long writing waits at most; `None` for any time.
            ///
            /// # Examples
            /// ```
            /// use std::os::unix::net::UnixStream;
            /// assert_eq!(UnixStream::pair().unwrap().0.write_timeout().unwrap(), None);
            /// ```
            pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
                net::timeout(&self.fd, c::SO_SNDTIMEO)
            }
            /// Sets how long reading waits at most. Zero is an error.
            ///
            /// # Examples
            /// ```
            /// use std::{os::unix::net::UnixStream, time::Duration};
            /// let (a, _b) = UnixStream::pair().unwrap();
            /// a.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
            /// assert_eq!(a.read_timeout().unwrap(), Some(Duration::from_secs(1)));
            /// ```
            pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                net::set_timeout(&self.fd, c::SO_RCVTIMEO, timeout)
            }
            /// Sets how long writing waits at most. Zero is an error.
            ///
            /// # Examples
            /// ```
            /// use std::{os::unix::net::UnixStream, time::Duration};
            /// let (a, _b) = UnixStream::pair().unwrap();
            /// assert!(a.set_write_timeout(Some(Duration::ZERO)).is_err());
            /// ```
            pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                net::set_timeout(&self.fd, c::SO_SNDTIMEO, timeout)
            }
        }
    )* };
}
data_socket_methods! { UnixStream UnixDatagram }

impl UnixStream {
    /// Connects to the socket at a path.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::net::{UnixListener, UnixStream}};
    /// let path = std::env::temp_dir().join(format!("unix-connect-{}", std::process::id()));
    /// let listener = UnixListener::bind(&path).unwrap();
    /// assert!(UnixStream::connect(&path).is_ok());
    /// assert!(listener.accept().is_ok());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn connect<P: AsRef<Path>>(path: P) -> io::Result<UnixStream> {
        UnixStream::connect_addr(&SocketAddr::from_pathname(path)?)
    }
    /// Connects to the socket at an address.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::{SocketAddr, UnixStream};
    /// let address = SocketAddr::from_pathname("/no/such/socket").unwrap();
    /// assert!(UnixStream::connect_addr(&address).is_err());
    /// ```
    pub fn connect_addr(address: &SocketAddr) -> io::Result<UnixStream> {
        let fd = new_socket(c::SOCK_STREAM)?;
        // SAFETY: the address has the length that is said.
        check(unsafe { c::connect(fd.0, address.pointer(), address.length) })?;
        Ok(UnixStream { fd })
    }
    /// Two sockets that are connected with one another.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Read, Write};
    /// use std::os::unix::net::UnixStream;
    /// let (mut a, mut b) = UnixStream::pair().unwrap();
    /// a.write_all(b"abc").unwrap();
    /// let mut buffer = [0; 3];
    /// b.read_exact(&mut buffer).unwrap();
    /// assert_eq!(&buffer, b"abc");
    /// ```
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
    /// Listens for connections at a path, at which nothing may be.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::net::UnixListener};
    /// let path = std::env::temp_dir().join(format!("unix-bind-{}", std::process::id()));
    /// let _listener = UnixListener::bind(&path).unwrap();
    /// assert!(UnixListener::bind(&path).is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixListener> {
        UnixListener::bind_addr(&SocketAddr::from_pathname(path)?)
    }
    /// Listens for connections at an address.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::{SocketAddr, UnixListener};
    /// let address = SocketAddr::from_pathname("/no/such/folder/socket").unwrap();
    /// assert!(UnixListener::bind_addr(&address).is_err());
    /// ```
    pub fn bind_addr(address: &SocketAddr) -> io::Result<UnixListener> {
        let fd = new_socket(c::SOCK_STREAM)?;
        // SAFETY: the address has the length that is said.
        check(unsafe { c::bind(fd.0, address.pointer(), address.length) })?;
        // SAFETY: the call takes any numbers.
        check(unsafe { c::listen(fd.0, 128) })?;
        Ok(UnixListener { fd })
    }
    /// Waits for a connection, and gives it and the address of the other side.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::net::{UnixListener, UnixStream}};
    /// let path = std::env::temp_dir().join(format!("unix-accept-{}", std::process::id()));
    /// let listener = UnixListener::bind(&path).unwrap();
    /// let _stream = UnixStream::connect(&path).unwrap();
    /// assert!(listener.accept().unwrap().1.is_unnamed());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn accept(&self) -> io::Result<(UnixStream, SocketAddr)> {
        loop {
            // SAFETY: the address has the length that is said.
            match SocketAddr::filled(|address, length| unsafe {
                c::accept4(self.fd.0, address, length, c::SOCK_CLOEXEC)
            }) {
                Ok((number, address)) => return Ok((UnixStream { fd: OwnedFd(number) }, address)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    /// The connections one by one.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::net::{UnixListener, UnixStream}};
    /// let path = std::env::temp_dir().join(format!("unix-incoming-{}", std::process::id()));
    /// let listener = UnixListener::bind(&path).unwrap();
    /// let _stream = UnixStream::connect(&path).unwrap();
    /// assert!(listener.incoming().next().unwrap().is_ok());
    /// fs::remove_file(&path).unwrap();
    /// ```
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
    /// A socket for datagrams at a path, at which nothing may be.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::net::UnixDatagram};
    /// let path = std::env::temp_dir().join(format!("datagram-bind-{}", std::process::id()));
    /// let socket = UnixDatagram::bind(&path).unwrap();
    /// assert_eq!(UnixDatagram::unbound().unwrap().send_to(b"abc", &path).unwrap(), 3);
    /// assert_eq!(socket.recv(&mut [0; 8]).unwrap(), 3);
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn bind<P: AsRef<Path>>(path: P) -> io::Result<UnixDatagram> {
        let address = SocketAddr::from_pathname(path)?;
        let fd = new_socket(c::SOCK_DGRAM)?;
        // SAFETY: the address has the length that is said.
        check(unsafe { c::bind(fd.0, address.pointer(), address.length) })?;
        Ok(UnixDatagram { fd })
    }
    /// A socket for datagrams without an address, which can send.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// assert!(UnixDatagram::unbound().unwrap().local_addr().unwrap().is_unnamed());
    /// ```
    pub fn unbound() -> io::Result<UnixDatagram> {
        new_socket(c::SOCK_DGRAM).map(|fd| UnixDatagram { fd })
    }
    /// Two sockets for datagrams that are connected with one another.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// let (a, b) = UnixDatagram::pair().unwrap();
    /// a.send(b"abc").unwrap();
    /// assert_eq!(b.recv(&mut [0; 8]).unwrap(), 3);
    /// ```
    pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)> {
        socket_pair(c::SOCK_DGRAM).map(|(a, b)| (UnixDatagram { fd: a }, UnixDatagram { fd: b }))
    }
    /// Sets whom `send` sends to.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// assert!(UnixDatagram::unbound().unwrap().connect("/no/such/socket").is_err());
    /// ```
    pub fn connect<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        let address = SocketAddr::from_pathname(path)?;
        // SAFETY: the address has the length that is said.
        check(unsafe { c::connect(self.fd.0, address.pointer(), address.length) }).map(drop)
    }
    /// Waits for a datagram; how many bytes of it fit.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// let (a, b) = UnixDatagram::pair().unwrap();
    /// a.send(b"abc").unwrap();
    /// assert_eq!(b.recv(&mut [0; 8]).unwrap(), 3);
    /// ```
    pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        net::receive(&self.fd, buffer, 0)
    }
    /// Sends a datagram to the other side; an error without one.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// assert!(UnixDatagram::unbound().unwrap().send(b"abc").is_err());
    /// ```
    pub fn send(&self, buffer: &[u8]) -> io::Result<usize> {
        net::send(&self.fd, buffer)
    }
    /// Waits for a datagram; how many bytes of it fit, and from whom it is.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// let (a, b) = UnixDatagram::pair().unwrap();
    /// a.send(b"abc").unwrap();
    /// assert!(b.recv_from(&mut [0; 8]).unwrap().1.is_unnamed());
    /// ```
    pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        let mut count = 0;
        // SAFETY: the buffer and the address have the lengths that are said.
        let (_, address) = SocketAddr::filled(|address, length| unsafe {
            count = c::recvfrom(self.fd.0, buffer.as_mut_ptr(), buffer.len(), 0, address, length);
            if count < 0 { -1 } else { 0 }
        })?;
        Ok((count as usize, address))
    }
    /// Sends a datagram to the socket at a path; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::net::UnixDatagram;
    /// assert!(UnixDatagram::unbound().unwrap().send_to(b"abc", "/no/such/socket").is_err());
    /// ```
    pub fn send_to<P: AsRef<Path>>(&self, buffer: &[u8], path: P) -> io::Result<usize> {
        let address = SocketAddr::from_pathname(path)?;
        // SAFETY: the buffer and the address have the lengths that are said.
        let count = unsafe {
            let flags = c::MSG_NOSIGNAL;
            c::sendto(self.fd.0, buffer.as_ptr(), buffer.len(), flags, address.pointer(), address.length)
        };
        if count < 0 { Err(Error::last_os_error()) } else { Ok(count as usize) }
    }
}
