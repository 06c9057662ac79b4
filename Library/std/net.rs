//! Network connections.

use crate::fmt;
use crate::io::{self, Error, ErrorKind, Read, Write};
use crate::mem;
use crate::option;
use crate::string::String;
use crate::sys::c;
use crate::sys::fd::{self, OwnedFd};
use crate::time::Duration;
use crate::vec::{self, Vec};

pub use core::net::{AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// What is closed of a connection.
#[derive(Copy, Clone, PartialEq, Eq, Debug)]
pub enum Shutdown {
    Read,
    Write,
    Both,
}

/// Values that are addresses or names of them.
pub trait ToSocketAddrs {
    type Iter: Iterator<Item = SocketAddr>;
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
    let mut hints: c::AddressInfo = unsafe { mem::zeroed() };
    hints.socket_type = c::SOCK_STREAM;
    let mut list = crate::ptr::null_mut();
    let code = unsafe { c::getaddrinfo(name.as_ptr() as *const i8, crate::ptr::null(), &hints, &mut list) };
    if code != 0 {
        return Err(Error::new(
            ErrorKind::Uncategorized,
            crate::format!("failed to lookup address information: {}", unsafe {
                String::from_utf8_lossy(crate::ffi::CStr::from_ptr(c::gai_strerror(code)).to_bytes())
            }),
        ));
    }
    let mut addresses = Vec::new();
    let mut entry = list;
    while !entry.is_null() {
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

fn check(result: i32) -> io::Result<i32> {
    if result < 0 { Err(Error::last_os_error()) } else { Ok(result) }
}

fn new_socket(address: &SocketAddr) -> io::Result<OwnedFd> {
    let family = if address.is_ipv4() { c::AF_INET } else { c::AF_INET6 };
    Ok(OwnedFd(check(unsafe { c::socket(family as i32, c::SOCK_STREAM | c::SOCK_CLOEXEC, 0) })?))
}

/// An address that a call fills in.
fn address_of(call: impl FnOnce(*mut c::SocketAddress, *mut u32) -> i32) -> io::Result<(i32, SocketAddr)> {
    let mut storage: c::SocketAddress = unsafe { mem::zeroed() };
    let mut length = mem::size_of::<c::SocketAddress>() as u32;
    let result = check(call(&mut storage, &mut length))?;
    match storage.to_socket_addr() {
        Some(address) => Ok((result, address)),
        None => Err(Error::message(ErrorKind::InvalidInput, "invalid argument")),
    }
}

/// A connection.
pub struct TcpStream {
    fd: OwnedFd,
}

/// A socket that accepts connections.
pub struct TcpListener {
    fd: OwnedFd,
}

impl TcpStream {
    pub fn connect<A: ToSocketAddrs>(address: A) -> io::Result<TcpStream> {
        each_address(address, |address| {
            let fd = new_socket(address)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            fd::retry(|| unsafe { c::connect(fd.0, &raw, raw.length()) as isize })?;
            Ok(TcpStream { fd })
        })
    }
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        address_of(|address, length| unsafe { c::getpeername(self.fd.0, address, length) }).map(|pair| pair.1)
    }
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        address_of(|address, length| unsafe { c::getsockname(self.fd.0, address, length) }).map(|pair| pair.1)
    }
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        let how = match how {
            Shutdown::Read => 0,
            Shutdown::Write => 1,
            Shutdown::Both => 2,
        };
        check(unsafe { c::shutdown(self.fd.0, how) }).map(|_| ())
    }
    pub fn try_clone(&self) -> io::Result<TcpStream> {
        Ok(TcpStream { fd: OwnedFd(check(unsafe { c::dup(self.fd.0) })?) })
    }
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        let value = nodelay as i32;
        check(unsafe { c::setsockopt(self.fd.0, c::IPPROTO_TCP, c::TCP_NODELAY, &raw const value as *const u8, 4) })
            .map(|_| ())
    }
    fn set_timeout(&self, option: i32, timeout: Option<Duration>) -> io::Result<()> {
        let timeout = timeout.unwrap_or(Duration::ZERO);
        let value: [i64; 2] = [timeout.as_secs() as i64, timeout.subsec_micros() as i64];
        check(unsafe { c::setsockopt(self.fd.0, c::SOL_SOCKET, option, value.as_ptr() as *const u8, 16) }).map(|_| ())
    }
    pub fn set_read_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        self.set_timeout(c::SO_RCVTIMEO, timeout)
    }
    pub fn set_write_timeout(&self, timeout: Option<Duration>) -> io::Result<()> {
        self.set_timeout(c::SO_SNDTIMEO, timeout)
    }
}

impl TcpListener {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener> {
        each_address(address, |address| {
            let fd = new_socket(address)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            let one = 1i32;
            unsafe {
                check(c::setsockopt(fd.0, c::SOL_SOCKET, c::SO_REUSEADDR, &raw const one as *const u8, 4))?;
                check(c::bind(fd.0, &raw, raw.length()))?;
                check(c::listen(fd.0, 128))?;
            }
            Ok(TcpListener { fd })
        })
    }
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        address_of(|address, length| unsafe { c::getsockname(self.fd.0, address, length) }).map(|pair| pair.1)
    }
    pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        loop {
            match address_of(|address, length| unsafe { c::accept4(self.fd.0, address, length, c::SOCK_CLOEXEC) }) {
                Ok((number, address)) => return Ok((TcpStream { fd: OwnedFd(number) }, address)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    pub fn incoming(&self) -> Incoming<'_> {
        Incoming { listener: self }
    }
}

/// The connections of a listener, without end.
#[derive(Debug)]
pub struct Incoming<'a> {
    listener: &'a TcpListener,
}
impl Iterator for Incoming<'_> {
    type Item = io::Result<TcpStream>;
    fn next(&mut self) -> Option<io::Result<TcpStream>> {
        Some(self.listener.accept().map(|pair| pair.0))
    }
}

macro_rules! stream_io {
    ($($t:ty)*) => { $(
        impl Read for $t {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                fd::read(self.fd.0, buffer)
            }
        }
        impl Write for $t {
            fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
                fd::write(self.fd.0, buffer)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
    )* };
}
stream_io! { TcpStream &TcpStream }

impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("TcpStream");
        if let Ok(address) = self.local_addr() {
            builder.field("addr", &address);
        }
        if let Ok(address) = self.peer_addr() {
            builder.field("peer", &address);
        }
        builder.field("fd", &self.fd.0).finish()
    }
}
impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("TcpListener");
        if let Ok(address) = self.local_addr() {
            builder.field("addr", &address);
        }
        builder.field("fd", &self.fd.0).finish()
    }
}
