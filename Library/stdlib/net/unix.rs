//! Sockets with names in the file system.

use super::socket::{check, SOCK_CLOEXEC, SOCK_NONBLOCK, SOCK_STREAM};
use super::tcp::{accept, poll_peek, poll_receive, poll_send};
use super::{split, ReadHalf, Shutdown, Stream, WriteHalf};
use crate::reactor::Source;
use crate::task::spawn_blocking;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::net as blocking;
pub use std::os::unix::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::task::{Context, Poll};

const AF_UNIX: i32 = 1;

extern "C" {
    fn socket(family: i32, kind: i32, protocol: i32) -> i32;
    fn connect(socket: i32, address: *const Name, length: u32) -> i32;
}

/// `struct sockaddr_un`
#[repr(C)]
struct Name {
    family: u16,
    path: [u8; 108],
}

macro_rules! wrapped {
    ($($t:ident)*) => { $(
        impl $t {
            /// Uses a socket that was made otherwise.
            pub fn from_std(inner: blocking::$t) -> io::Result<$t> {
                inner.set_nonblocking(true)?;
                Ok($t { source: Source::new(inner.as_raw_fd())?, inner })
            }
            /// The address that the socket has.
            pub fn local_addr(&self) -> io::Result<SocketAddr> {
                self.inner.local_addr()
            }
        }
        impl AsRawFd for $t {
            fn as_raw_fd(&self) -> RawFd {
                self.source.fd()
            }
        }
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.inner.fmt(f)
            }
        }
    )* };
}
wrapped! { UnixListener UnixStream UnixDatagram }

/// A socket that accepts connections.
pub struct UnixListener {
    source: Source,
    inner: blocking::UnixListener,
}

impl UnixListener {
    /// Listens at a path, where nothing may be yet. The file stays when the socket is closed.
    pub fn bind(path: impl AsRef<Path>) -> io::Result<UnixListener> {
        UnixListener::from_std(blocking::UnixListener::bind(path)?)
    }
    /// Waits for the next connection.
    pub async fn accept(&self) -> io::Result<UnixStream> {
        let fd = accept(&self.source).await?;
        let inner = blocking::UnixStream::from(unsafe { OwnedFd::from_raw_fd(fd) });
        Ok(UnixStream { source: Source::new(fd)?, inner })
    }
}

/// A connection. One task may read while another writes, one each.
///
/// ```
/// use stdlib::net::{Stream, UnixStream};
///
/// let text = stdlib::task::block_on(async {
///     let (one, two) = UnixStream::pair()?;
///     one.write_all(b"hello").await?;
///     one.finish().await?;
///     two.read_to_end().await
/// });
/// assert_eq!(text.unwrap(), b"hello");
/// ```
pub struct UnixStream {
    source: Source,
    inner: blocking::UnixStream,
}

/// Connects without waiting; a Unix socket is connected at once or not at all.
fn connect_now(path: &Path) -> io::Result<blocking::UnixStream> {
    let bytes = path.as_os_str().as_bytes();
    // The usual checks and their messages.
    SocketAddr::from_pathname(path)?;
    let mut name = Name { family: AF_UNIX as u16, path: [0; 108] };
    name.path[..bytes.len()].copy_from_slice(bytes);
    let fd = check(unsafe { socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0) })?;
    let stream = blocking::UnixStream::from(unsafe { OwnedFd::from_raw_fd(fd) });
    check(unsafe { connect(fd, &name, bytes.len() as u32 + 3) })?;
    Ok(stream)
}

impl UnixStream {
    /// Connects with the socket of this name.
    pub async fn connect(path: impl AsRef<Path>) -> io::Result<UnixStream> {
        let path = path.as_ref();
        match connect_now(path) {
            // Too many wait to be accepted, and no event tells when there is room.
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                let path: PathBuf = path.to_path_buf();
                match spawn_blocking(move || blocking::UnixStream::connect(path)).await {
                    Ok(result) => UnixStream::from_std(result?),
                    Err(error) => std::panic::resume_unwind(error.into_panic()),
                }
            }
            result => UnixStream::from_std(result?),
        }
    }
    /// Two ends of a connection without a name.
    pub fn pair() -> io::Result<(UnixStream, UnixStream)> {
        let (one, two) = blocking::UnixStream::pair()?;
        Ok((UnixStream::from_std(one)?, UnixStream::from_std(two)?))
    }
    /// The address of the other side.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
    /// Ends one direction, or both.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        self.inner.shutdown(how)
    }
    /// Makes two halves, for two tasks that own them.
    pub fn into_split(self) -> (ReadHalf<UnixStream>, WriteHalf<UnixStream>) {
        split(self)
    }
    /// What the next `read` will give, which stays to be read.
    pub async fn peek(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| poll_peek(&self.source, cx, buffer)).await
    }
}
impl Stream for UnixStream {
    fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        poll_receive(&self.source, cx, buffer)
    }
    fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        poll_send(&self.source, cx, bytes)
    }
    fn poll_finish(&self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(self.inner.shutdown(Shutdown::Write))
    }
}

/// A socket for datagrams.
pub struct UnixDatagram {
    source: Source,
    inner: blocking::UnixDatagram,
}

impl UnixDatagram {
    /// A socket with a name, where nothing may be yet. The file stays when the socket is closed.
    pub fn bind(path: impl AsRef<Path>) -> io::Result<UnixDatagram> {
        UnixDatagram::from_std(blocking::UnixDatagram::bind(path)?)
    }
    /// A socket without a name: it can send.
    pub fn unbound() -> io::Result<UnixDatagram> {
        UnixDatagram::from_std(blocking::UnixDatagram::unbound()?)
    }
    /// Two sockets that are each other's peers.
    pub fn pair() -> io::Result<(UnixDatagram, UnixDatagram)> {
        let (one, two) = blocking::UnixDatagram::pair()?;
        Ok((UnixDatagram::from_std(one)?, UnixDatagram::from_std(two)?))
    }
    /// Sets the peer of `send`.
    pub fn connect(&self, path: impl AsRef<Path>) -> io::Result<()> {
        self.inner.connect(path)
    }
    /// Sends a datagram to the peer.
    pub async fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        poll_fn(|cx| self.source.poll_write(cx, || self.inner.send(bytes))).await
    }
    /// Sends a datagram to the socket of this name.
    pub async fn send_to(&self, bytes: &[u8], path: impl AsRef<Path>) -> io::Result<usize> {
        let path = path.as_ref();
        poll_fn(|cx| self.source.poll_write(cx, || self.inner.send_to(bytes, path))).await
    }
    /// The next datagram; what does not fit into the buffer is lost.
    pub async fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| self.source.poll_read(cx, || self.inner.recv(buffer))).await
    }
    /// The next datagram and who sent it; what does not fit into the buffer is lost.
    pub async fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        poll_fn(|cx| self.source.poll_read(cx, || self.inner.recv_from(buffer))).await
    }
    /// The peer's address.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
}
