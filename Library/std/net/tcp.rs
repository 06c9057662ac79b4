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
    /// Connects to the first of the addresses that can be reached.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Read, Write};
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let mut stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// stream.write_all(b"abc").unwrap();
    /// drop(stream);
    /// let mut text = String::new();
    /// listener.accept().unwrap().0.read_to_string(&mut text).unwrap();
    /// assert_eq!(text, "abc");
    /// ```
    pub fn connect<A: ToSocketAddrs>(address: A) -> io::Result<TcpStream> {
        each_address(address, |address| {
            let fd = new_socket(address, c::SOCK_STREAM)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            // SAFETY: the address has the length that is said.
            fd::retry(|| unsafe { c::connect(fd.0, &raw, raw.length()) as isize })?;
            Ok(TcpStream { fd })
        })
    }
    /// Connects to an address, and waits no longer than a time for it.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// use std::time::Duration;
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let address = listener.local_addr().unwrap();
    /// assert!(TcpStream::connect_timeout(&address, Duration::from_secs(10)).is_ok());
    /// ```
    pub fn connect_timeout(address: &SocketAddr, timeout: Duration) -> io::Result<TcpStream> {
        if timeout == Duration::ZERO {
            return Err(Error::message(ErrorKind::InvalidInput, "cannot set a 0 duration timeout"));
        }
        let fd = new_socket(address, c::SOCK_STREAM)?;
        let raw = c::SocketAddress::from_socket_addr(address);
        set_nonblocking(&fd, true)?;
        // SAFETY: the address has the length that is said.
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
            // SAFETY: there is one descriptor to wait for.
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
    /// Ends reading, writing or both, for all handles of the socket.
    ///
    /// # Examples
    /// ```
    /// use std::io::Read;
    /// use std::net::{Shutdown, TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// stream.shutdown(Shutdown::Write).unwrap();
    /// assert_eq!(listener.accept().unwrap().0.read(&mut [0]).unwrap(), 0);
    /// ```
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        shut_down(&self.fd, how)
    }
    /// Whether small pieces are sent at once.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// assert!(!TcpStream::connect(listener.local_addr().unwrap()).unwrap().nodelay().unwrap());
    /// ```
    pub fn nodelay(&self) -> io::Result<bool> {
        Ok(option::<i32>(&self.fd, c::IPPROTO_TCP, c::TCP_NODELAY)? != 0)
    }
    /// Sets whether small pieces are sent at once, rather than gathered.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// stream.set_nodelay(true).unwrap();
    /// assert!(stream.nodelay().unwrap());
    /// ```
    pub fn set_nodelay(&self, nodelay: bool) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_TCP, c::TCP_NODELAY, nodelay as i32)
    }
}

impl TcpListener {
    /// Listens for connections at the first of the addresses that is free; port 0 is any that is free.
    ///
    /// # Examples
    /// ```
    /// use std::net::TcpListener;
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// assert!(TcpListener::bind(listener.local_addr().unwrap()).is_err());
    /// ```
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener> {
        each_address(address, |address| {
            let fd = new_socket(address, c::SOCK_STREAM)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            set_option(&fd, c::SOL_SOCKET, c::SO_REUSEADDR, 1i32)?;
            // SAFETY: the address has the length that is said.
            unsafe {
                check(c::bind(fd.0, &raw, raw.length()))?;
                check(c::listen(fd.0, 128))?;
            }
            Ok(TcpListener { fd })
        })
    }
    /// Whether a listener of IPv6 takes connections of IPv6 only.
    ///
    /// # Examples
    /// ```
    /// #![allow(deprecated)]
    /// if let Ok(listener) = std::net::TcpListener::bind("[::1]:0") {
    ///     assert!(listener.only_v6().is_ok());
    /// }
    /// ```
    pub fn only_v6(&self) -> io::Result<bool> {
        Ok(option::<i32>(&self.fd, c::IPPROTO_IPV6, c::IPV6_V6ONLY)? != 0)
    }
    /// Sets whether a listener of IPv6 takes connections of IPv6 only, which is too late by now on most
    /// systems.
    ///
    /// # Examples
    /// ```
    /// #![allow(deprecated)]
    /// if let Ok(listener) = std::net::TcpListener::bind("[::1]:0") {
    ///     let _ = listener.set_only_v6(true);
    /// }
    /// ```
    pub fn set_only_v6(&self, only: bool) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IPV6, c::IPV6_V6ONLY, only as i32)
    }
    /// The connections one by one, with the listener for as long.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let _stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// assert!(listener.into_incoming().next().unwrap().is_ok());
    /// ```
    pub fn into_incoming(self) -> IntoIncoming {
        IntoIncoming { listener: self }
    }
    /// Waits for a connection, and gives it and the address of the other side.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// assert_eq!(listener.accept().unwrap().1, stream.local_addr().unwrap());
    /// ```
    pub fn accept(&self) -> io::Result<(TcpStream, SocketAddr)> {
        loop {
            // SAFETY: the storage has the length that is said.
            match address_of(|address, length| unsafe { c::accept4(self.fd.0, address, length, c::SOCK_CLOEXEC) }) {
                Ok((number, address)) => return Ok((TcpStream { fd: OwnedFd(number) }, address)),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
    /// The connections one by one.
    ///
    /// # Examples
    /// ```
    /// use std::net::{TcpListener, TcpStream};
    /// let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    /// let _stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    /// assert!(listener.incoming().next().unwrap().is_ok());
    /// ```
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
