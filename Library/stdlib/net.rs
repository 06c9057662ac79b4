//! Asynchronous TCP.

use super::reactor::Source;
use std::future::poll_fn;
use std::io;
use std::net::{Shutdown, SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::task::{Context, Poll};

const SOCK_NONBLOCK: i32 = 0o4000;
const SOCK_CLOEXEC: i32 = 0o2000000;
const MSG_NOSIGNAL: i32 = 0x4000;

extern "C" {
    fn accept4(socket: i32, address: *mut u8, length: *mut u32, flags: i32) -> i32;
    fn recv(socket: i32, buffer: *mut u8, count: usize, flags: i32) -> isize;
    fn send(socket: i32, buffer: *const u8, count: usize, flags: i32) -> isize;
}

/// A socket that accepts connections.
pub struct TcpListener {
    source: Source,
    inner: std::net::TcpListener,
}

impl TcpListener {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener> {
        TcpListener::from_std(std::net::TcpListener::bind(address)?)
    }
    pub fn from_std(inner: std::net::TcpListener) -> io::Result<TcpListener> {
        inner.set_nonblocking(true)?;
        Ok(TcpListener { source: Source::new(inner.as_raw_fd())?, inner })
    }
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
    pub async fn accept(&self) -> io::Result<TcpStream> {
        let fd = poll_fn(|cx| {
            self.source.poll_read(cx, || {
                let flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
                let fd = unsafe { accept4(self.source.fd(), std::ptr::null_mut(), std::ptr::null_mut(), flags) };
                if fd < 0 { Err(io::Error::last_os_error()) } else { Ok(fd) }
            })
        })
        .await?;
        let inner = std::net::TcpStream::from(unsafe { OwnedFd::from_raw_fd(fd) });
        Ok(TcpStream { source: Source::new(fd)?, inner })
    }
}

/// A connection.
pub struct TcpStream {
    source: Source,
    inner: std::net::TcpStream,
}

impl TcpStream {
    /// Uses a connection that was made otherwise.
    pub fn from_std(inner: std::net::TcpStream) -> io::Result<TcpStream> {
        inner.set_nonblocking(true)?;
        Ok(TcpStream { source: Source::new(inner.as_raw_fd())?, inner })
    }
    pub fn set_nodelay(&self, is_on: bool) -> io::Result<()> {
        self.inner.set_nodelay(is_on)
    }
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        self.inner.shutdown(how)
    }

    /// Reads what has come; 0 at the end of the stream.
    pub async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_read(cx, buffer)).await
    }
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        let wanted = buffer.len();
        let result = self.source.poll_read(cx, || {
            let count = unsafe { recv(self.source.fd(), buffer.as_mut_ptr(), wanted, 0) };
            if count < 0 { Err(io::Error::last_os_error()) } else { Ok(count as usize) }
        });
        if let Poll::Ready(Ok(count)) = &result {
            if *count > 0 && *count < wanted {
                self.source.drained();
            }
        }
        result
    }

    /// Writes as much as fits now.
    pub async fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_write(cx, bytes)).await
    }
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.source.poll_write(cx, || {
            let count = unsafe { send(self.source.fd(), bytes.as_ptr(), bytes.len(), MSG_NOSIGNAL) };
            if count < 0 { Err(io::Error::last_os_error()) } else { Ok(count as usize) }
        })
    }
    pub async fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let count = self.write(bytes).await?;
            bytes = &bytes[count..];
        }
        Ok(())
    }
}
