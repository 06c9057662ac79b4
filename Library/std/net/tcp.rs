//! Connections over TCP.

use super::*;
use crate::fmt;
use crate::io::{Read, Write};
use crate::sys::fd;

/// A connection.
pub struct TcpStream {
    fd: OwnedFd,
}

/// A socket that accepts connections.
pub struct TcpListener {
    fd: OwnedFd,
}
socket_methods! { TcpStream TcpListener }
data_socket_methods! { TcpStream }
crate::os::fd::descriptors! { owned
    TcpStream, fd, fd => TcpStream { fd };
    TcpListener, fd, fd => TcpListener { fd };
}

impl TcpStream {
    pub fn connect<A: ToSocketAddrs>(address: A) -> io::Result<TcpStream> {
        each_address(address, |address| {
            let fd = new_socket(address, c::SOCK_STREAM)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            fd::retry(|| unsafe { c::connect(fd.0, &raw, raw.length()) as isize })?;
            Ok(TcpStream { fd })
        })
    }
    pub fn connect_timeout(address: &SocketAddr, timeout: Duration) -> io::Result<TcpStream> {
        if timeout == Duration::ZERO {
            return Err(Error::message(ErrorKind::InvalidInput, "cannot set a 0 duration timeout"));
        }
        let fd = new_socket(address, c::SOCK_STREAM)?;
        let raw = c::SocketAddress::from_socket_addr(address);
        set_nonblocking(&fd, true)?;
        let result = check(unsafe { c::connect(fd.0, &raw, raw.length()) });
        set_nonblocking(&fd, false)?;
        const EINPROGRESS: i32 = 115;
        match result {
            Err(error) if error.raw_os_error() == Some(EINPROGRESS) => {}
            Err(error) => return Err(error),
            Ok(_) => return Ok(TcpStream { fd }),
        }
        let deadline = crate::time::Instant::now() + timeout;
        loop {
            let rest = deadline.saturating_duration_since(crate::time::Instant::now());
            if rest == Duration::ZERO {
                return Err(Error::message(ErrorKind::TimedOut, "connection timed out"));
            }
            let mut poll = c::PollFd { fd: fd.0, events: c::POLLOUT, returned: 0 };
            let milliseconds = rest.as_millis().clamp(1, i32::MAX as u128) as i32;
            match check(unsafe { c::poll(&mut poll, 1, milliseconds) }) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
                Ok(0) => {}
                Ok(_) => return match take_error(&fd)? {
                    Some(error) => Err(error),
                    None => Ok(TcpStream { fd }),
                },
            }
        }
    }
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        shut_down(&self.fd, how)
    }
    pub fn nodelay(&self) -> io::Result<bool> {
        Ok(option::<i32>(&self.fd, c::IPPROTO_TCP, c::TCP_NODELAY)? != 0)
    }
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_TCP, c::TCP_NODELAY, nodelay as i32)
    }
}

impl TcpListener {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener> {
        each_address(address, |address| {
            let fd = new_socket(address, c::SOCK_STREAM)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            set_option(&fd, c::SOL_SOCKET, c::SO_REUSEADDR, 1i32)?;
            unsafe {
                check(c::bind(fd.0, &raw, raw.length()))?;
                check(c::listen(fd.0, 128))?;
            }
            Ok(TcpListener { fd })
        })
    }
    pub fn only_v6(&self) -> io::Result<bool> {
        Ok(option::<i32>(&self.fd, c::IPPROTO_IPV6, c::IPV6_V6ONLY)? != 0)
    }
    pub fn set_only_v6(&self, only: bool) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IPV6, c::IPV6_V6ONLY, only as i32)
    }
    pub fn into_incoming(self) -> IntoIncoming {
        IntoIncoming { listener: self }
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


/// The same with the listener inside.
#[derive(Debug)]
pub struct IntoIncoming {
    listener: TcpListener,
}
impl Iterator for IntoIncoming {
    type Item = io::Result<TcpStream>;
    fn next(&mut self) -> Option<io::Result<TcpStream>> {
        Some(self.listener.accept().map(|pair| pair.0))
    }
}

macro_rules! stream_io {
    ($($t:ty)*) => { $(
        impl Read for $t {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                receive(&self.fd, buffer, 0)
            }
        }
        impl Write for $t {
            fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
                send(&self.fd, buffer)
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
