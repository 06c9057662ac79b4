//! Network connections.

mod tcp;
mod udp;

pub use self::tcp::{Incoming, IntoIncoming, TcpListener, TcpStream};
pub use self::udp::UdpSocket;

use crate::ffi::c_char;
use crate::io::{self, Error, ErrorKind};
use crate::mem;
use crate::option;
use crate::os::fd::OwnedFd;
use crate::string::String;
use crate::sys::c;
use crate::sys::fd::check;
use crate::time::Duration;
use crate::vec::{self, Vec};

pub use core::net::{AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// What is closed of a connection.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shutdown {
    /// Nothing can be read any more.
    Read,
    /// Nothing can be written any more, which the other side sees.
    Write,
    /// Both.
    Both,
}

/// Values that are addresses or names of them.
pub trait ToSocketAddrs {
    /// The addresses one by one.
    type Iter: Iterator<Item = SocketAddr>;
    /// The addresses; names are looked up, which may take its time.
    ///
    /// # Examples
    /// ```
    /// use std::net::ToSocketAddrs;
    /// let mut addresses = "127.0.0.1:80".to_socket_addrs().unwrap();
    /// assert_eq!(addresses.next().unwrap().port(), 80);
    /// ```
    fn to_socket_addrs(&self) -> io::Result<Self::Iter>;
}

macro_rules! plain_addresses {
    ($($t:ty),*) => { $(
        impl ToSocketAddrs for $t {
            type Iter = option::IntoIter<SocketAddr>;
            fn to_socket_addrs(&self) -> io::Result<option::IntoIter<SocketAddr>> {
                Ok(Some(SocketAddr::from(*self)).into_iter())
            }
        }
    )* };
}
plain_addresses! { SocketAddr, SocketAddrV4, SocketAddrV6, (IpAddr, u16), (Ipv4Addr, u16), (Ipv6Addr, u16) }

/// The addresses of a host.
fn resolve(host: &str, port: u16) -> io::Result<vec::IntoIter<SocketAddr>> {
    if let Ok(ip) = host.parse::<IpAddr>() {
        return Ok(vec![SocketAddr::new(ip, port)].into_iter());
    }
    let Some(name) = crate::sys::os::c_string(host.as_bytes()) else {
        return Err(Error::message(ErrorKind::InvalidInput, "file name contained an unexpected NUL byte"));
    };
    // SAFETY: zero bytes are valid for all fields.
    let mut hints: c::AddressInfo = unsafe { mem::zeroed() };
    hints.socket_type = c::SOCK_STREAM;
    let mut list = crate::ptr::null_mut();
    // SAFETY: the text ends with a NUL, and the call fills in the list.
    let code = unsafe { c::getaddrinfo(name.as_ptr() as *const c_char, crate::ptr::null(), &hints, &mut list) };
    if code != 0 {
        return Err(Error::new(
            ErrorKind::Uncategorized,
            // SAFETY: the call gives a text with a NUL for each code.
            crate::format!("failed to lookup address information: {}", unsafe {
                String::from_utf8_lossy(crate::ffi::CStr::from_ptr(c::gai_strerror(code)).to_bytes())
            }),
        ));
    }
    let mut addresses = Vec::new();
    let mut entry = list;
    while !entry.is_null() {
        // SAFETY: the entry is one of the list; zero bytes are valid for the storage, and no more is
        // copied than it has.
        unsafe {
            // An address of a shorter family is not as long as the storage.
            let mut storage: c::SocketAddress = mem::zeroed();
            let length = ((*entry).length as usize).min(mem::size_of::<c::SocketAddress>());
            crate::ptr::copy_nonoverlapping((*entry).address as *const u8, &raw mut storage as *mut u8, length);
            if let Some(mut address) = storage.to_socket_addr() {
                address.set_port(port);
                addresses.push(address);
            }
            entry = (*entry).next;
        }
    }
    // SAFETY: the list came from the call above, and is freed once.
    unsafe { c::freeaddrinfo(list) };
    Ok(addresses.into_iter())
}

impl ToSocketAddrs for (&str, u16) {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<vec::IntoIter<SocketAddr>> {
        resolve(self.0, self.1)
    }
}
impl ToSocketAddrs for (String, u16) {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<vec::IntoIter<SocketAddr>> {
        resolve(&self.0, self.1)
    }
}
impl ToSocketAddrs for str {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<vec::IntoIter<SocketAddr>> {
        if let Ok(address) = self.parse() {
            return Ok(vec![address].into_iter());
        }
        let Some((host, port)) = self.rsplit_once(':') else {
            return Err(Error::message(ErrorKind::InvalidInput, "invalid socket address"));
        };
        let Ok(port) = port.parse() else {
            return Err(Error::message(ErrorKind::InvalidInput, "invalid port value"));
        };
        resolve(host, port)
    }
}
impl ToSocketAddrs for String {
    type Iter = vec::IntoIter<SocketAddr>;
    fn to_socket_addrs(&self) -> io::Result<vec::IntoIter<SocketAddr>> {
        (**self).to_socket_addrs()
    }
}
impl<'a> ToSocketAddrs for &'a [SocketAddr] {
    type Iter = crate::iter::Cloned<crate::slice::Iter<'a, SocketAddr>>;
    fn to_socket_addrs(&self) -> io::Result<Self::Iter> {
        Ok(self.iter().cloned())
    }
}
impl<T: ToSocketAddrs + ?Sized> ToSocketAddrs for &T {
    type Iter = T::Iter;
    fn to_socket_addrs(&self) -> io::Result<T::Iter> {
        (**self).to_socket_addrs()
    }
}

/// Tries an operation with one address after another.
fn each_address<A: ToSocketAddrs, T>(addresses: A, mut f: impl FnMut(&SocketAddr) -> io::Result<T>) -> io::Result<T> {
    let mut last = None;
    for address in addresses.to_socket_addrs()? {
        match f(&address) {
            Ok(value) => return Ok(value),
            Err(error) => last = Some(error),
        }
    }
    Err(last.unwrap_or_else(|| Error::message(ErrorKind::InvalidInput, "could not resolve to any addresses")))
}

/// A new socket for a family of addresses.
fn new_socket(address: &SocketAddr, kind: i32) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() { c::AF_INET } else { c::AF_INET6 };
    // SAFETY: the call takes any numbers.
    Ok(OwnedFd(check(unsafe { c::socket(family as i32, kind | c::SOCK_CLOEXEC, 0) })?))
}

/// An address that a call fills in.
fn address_of(call: impl FnOnce(*mut c::SocketAddress, *mut u32) -> i32) -> io::Result<(i32, SocketAddr)> {
    // SAFETY: zero bytes are valid for the storage.
    let mut storage: c::SocketAddress = unsafe { mem::zeroed() };
    let mut length = mem::size_of::<c::SocketAddress>() as u32;
    let result = check(call(&mut storage, &mut length))?;
    match storage.to_socket_addr() {
        Some(address) => Ok((result, address)),
        None => Err(Error::message(ErrorKind::InvalidInput, "invalid argument")),
    }
}


/// Reads or writes an option of a socket.
fn set_option<T>(socket: &OwnedFd, level: i32, option: i32, value: T) -> io::Result<()> {
    let size = mem::size_of::<T>() as u32;
    // SAFETY: the pointer is that of a value of the size.
    check(unsafe { c::setsockopt(socket.0, level, option, &raw const value as *const u8, size) }).map(drop)
}
fn option<T: Copy>(socket: &OwnedFd, level: i32, option: i32) -> io::Result<T> {
    // SAFETY: the types that options have are made of numbers.
    let mut value: T = unsafe { mem::zeroed() };
    let mut size = mem::size_of::<T>() as u32;
    // SAFETY: the pointer is that of a value of the size.
    check(unsafe { c::getsockopt(socket.0, level, option, &raw mut value as *mut u8, &mut size) })?;
    Ok(value)
}
pub(crate) fn set_timeout(socket: &OwnedFd, which: i32, timeout: Option<Duration>) -> io::Result<()> {
    let value: [i64; 2] = match timeout {
        None => [0, 0],
        Some(timeout) if timeout.is_zero() => {
            return Err(Error::message(ErrorKind::InvalidInput, "cannot set a 0 duration timeout"));
        }
        // Zero would mean no limit.
        Some(timeout) => {
            let micros = timeout.subsec_micros() as i64;
            [timeout.as_secs() as i64, if timeout.as_secs() == 0 && micros == 0 { 1 } else { micros }]
        }
    };
    set_option(socket, c::SOL_SOCKET, which, value)
}
pub(crate) fn timeout(socket: &OwnedFd, which: i32) -> io::Result<Option<Duration>> {
    let value: [i64; 2] = option(socket, c::SOL_SOCKET, which)?;
    Ok(if value == [0, 0] { None } else { Some(Duration::new(value[0] as u64, value[1] as u32 * 1000)) })
}
pub(crate) fn set_nonblocking(socket: &OwnedFd, nonblocking: bool) -> io::Result<()> {
    const FIONBIO: u64 = 0x5421;
    let value = nonblocking as i32;
    // SAFETY: the pointer is that of the number that the request expects.
    check(unsafe { c::ioctl(socket.0, FIONBIO, &raw const value) }).map(drop)
}
pub(crate) fn take_error(socket: &OwnedFd) -> io::Result<Option<Error>> {
    let code: i32 = option(socket, c::SOL_SOCKET, c::SO_ERROR)?;
    Ok(if code == 0 { None } else { Some(Error::from_raw_os_error(code)) })
}
pub(crate) fn shut_down(socket: &OwnedFd, how: Shutdown) -> io::Result<()> {
    let how = match how {
        Shutdown::Read => 0,
        Shutdown::Write => 1,
        Shutdown::Both => 2,
    };
    // SAFETY: the call takes any numbers.
    check(unsafe { c::shutdown(socket.0, how) }).map(drop)
}
pub(crate) fn receive(socket: &OwnedFd, buffer: &mut [u8], flags: i32) -> io::Result<usize> {
    // SAFETY: the buffer has the length that is said.
    let count = unsafe { c::recv(socket.0, buffer.as_mut_ptr(), buffer.len(), flags) };
    if count < 0 { Err(Error::last_os_error()) } else { Ok(count as usize) }
}
/// Sends without the signal that a closed connection would raise.
pub(crate) fn send(socket: &OwnedFd, buffer: &[u8]) -> io::Result<usize> {
    // SAFETY: the buffer has the length that is said.
    let count = unsafe { c::send(socket.0, buffer.as_ptr(), buffer.len(), c::MSG_NOSIGNAL) };
    if count < 0 { Err(Error::last_os_error()) } else { Ok(count as usize) }
}

/// Methods that sockets share, for types with a descriptor in the field `fd`.
macro_rules! socket_methods {
    ($($t:ident)*) => { $(
        impl $t {
            /// The address of this side.
            ///
            /// # Examples
            /// ```
            /// use std::net::TcpListener;
            /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            /// assert!(listener.local_addr().unwrap().port() > 0);
            /// ```
            pub fn local_addr(&self) -> io::Result<SocketAddr> {
                // SAFETY: the storage has the length that is said.
                address_of(|address, length| unsafe { c::getsockname(self.fd.0, address, length) }).map(|pair| pair.1)
            }
            /// Another handle of the same socket.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// assert_eq!(socket.try_clone().unwrap().local_addr().unwrap(), socket.local_addr().unwrap());
            /// ```
            pub fn try_clone(&self) -> io::Result<$t> {
                Ok($t { fd: self.fd.try_clone()? })
            }
            /// Whether operations give an error of the kind `WouldBlock` instead of waiting.
            ///
            /// # Examples
            /// ```
            /// use std::{io::ErrorKind, net::UdpSocket};
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// socket.set_nonblocking(true).unwrap();
            /// assert_eq!(socket.recv_from(&mut [0; 8]).unwrap_err().kind(), ErrorKind::WouldBlock);
            /// ```
            pub fn set_nonblocking(&self, nonblocking: bool) -> io::Result<()> {
                set_nonblocking(&self.fd, nonblocking)
            }
            /// An error that happened meanwhile, which is forgotten then.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// assert!(UdpSocket::bind("127.0.0.1:0").unwrap().take_error().unwrap().is_none());
            /// ```
            pub fn take_error(&self) -> io::Result<Option<io::Error>> {
                take_error(&self.fd)
            }
            /// Over how many routers packets may go.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// assert!(UdpSocket::bind("127.0.0.1:0").unwrap().ttl().unwrap() > 0);
            /// ```
            pub fn ttl(&self) -> io::Result<u32> {
                option(&self.fd, c::IPPROTO_IP, c::IP_TTL)
            }
            /// Sets over how many routers packets may go.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// socket.set_ttl(5).unwrap();
            /// assert_eq!(socket.ttl().unwrap(), 5);
            /// ```
            pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
                set_option(&self.fd, c::IPPROTO_IP, c::IP_TTL, ttl)
            }
        }
    )* };
}
/// Methods of sockets that data go through.
macro_rules! data_socket_methods {
    ($($t:ident)*) => { $(
        impl $t {
            /// The address of the other side.
            ///
            /// # Examples
            /// ```
            /// use std::net::{TcpListener, TcpStream};
            /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
            /// let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
            /// assert_eq!(stream.peer_addr().unwrap(), listener.local_addr().unwrap());
            /// ```
            pub fn peer_addr(&self) -> io::Result<SocketAddr> {
                // SAFETY: the storage has the length that is said.
                address_of(|address, length| unsafe { c::getpeername(self.fd.0, address, length) }).map(|pair| pair.1)
            }
            /// Reads what comes next, and leaves it there.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// socket.send_to(b"abc", socket.local_addr().unwrap()).unwrap();
            /// let mut buffer = [0; 8];
            /// assert_eq!(socket.peek(&mut buffer).unwrap(), 3);
            /// assert_eq!(socket.recv(&mut buffer).unwrap(), 3);
            /// ```
            pub fn peek(&self, buffer: &mut [u8]) -> io::Result<usize> {
                receive(&self.fd, buffer, c::MSG_PEEK)
            }
            /// How long reading waits at most; `None` for any time.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// assert_eq!(UdpSocket::bind("127.0.0.1:0").unwrap().read_timeout().unwrap(), None);
            /// ```
            pub fn read_timeout(&self) -> io::Result<Option<Duration>> {
                timeout(&self.fd, c::SO_RCVTIMEO)
            }
            /// How long writing waits at most; `None` for any time.
            ///
            /// # Examples
            /// ```
            /// use std::net::UdpSocket;
            /// assert_eq!(UdpSocket::bind("127.0.0.1:0").unwrap().write_timeout().unwrap(), None);
            /// ```
            pub fn write_timeout(&self) -> io::Result<Option<Duration>> {
                timeout(&self.fd, c::SO_SNDTIMEO)
            }
            /// Sets how long reading waits at most. Zero is an error.
            ///
            /// # Examples
            /// ```
            /// use std::{net::UdpSocket, time::Duration};
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// socket.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
            /// assert_eq!(socket.read_timeout().unwrap(), Some(Duration::from_secs(1)));
            /// ```
            pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                set_timeout(&self.fd, c::SO_RCVTIMEO, timeout)
            }
            /// Sets how long writing waits at most. Zero is an error.
            ///
            /// # Examples
            /// ```
            /// use std::{net::UdpSocket, time::Duration};
            /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
            /// assert!(socket.set_write_timeout(Some(Duration::ZERO)).is_err());
            /// ```
            pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
                set_timeout(&self.fd, c::SO_SNDTIMEO, timeout)
            }
        }
    )* };
}
use {data_socket_methods, socket_methods};
