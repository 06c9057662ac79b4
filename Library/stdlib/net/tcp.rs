//! Connections over TCP.

use super::address::interleaved;
use super::socket::{self, SOCK_CLOEXEC, SOCK_NONBLOCK};
use super::{lookup, split, Addresses, ReadHalf, Stream, TcpSocket, WriteHalf};
use crate::reactor::Source;
use crate::task::{sleep, timeout, Sleep};
use std::fmt;
use std::future::{poll_fn, Future};
use std::io;
use std::net::{Shutdown, SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

const MSG_PEEK: i32 = 2;
const MSG_NOSIGNAL: i32 = 0x4000;
/// How many connections may wait for `accept`; the system's own limit is mostly smaller.
const BACKLOG: u32 = 4096;
/// After this time without an answer the next address is tried as well.
const NEXT_ATTEMPT: Duration = Duration::from_millis(250);

extern "C" {
    fn accept4(socket: i32, address: *mut u8, length: *mut u32, flags: i32) -> i32;
    fn recv(socket: i32, buffer: *mut u8, count: usize, flags: i32) -> isize;
    fn send(socket: i32, buffer: *const u8, count: usize, flags: i32) -> isize;
}

/// The descriptor of the next connection of a listening socket.
pub(super) async fn accept(source: &Source) -> io::Result<RawFd> {
    poll_fn(|cx| {
        source.poll_read(cx, || {
            let flags = SOCK_NONBLOCK | SOCK_CLOEXEC;
            let fd = unsafe { accept4(source.fd(), std::ptr::null_mut(), std::ptr::null_mut(), flags) };
            socket::check(fd)
        })
    })
    .await
}
fn counted(count: isize) -> io::Result<usize> {
    if count < 0 { Err(io::Error::last_os_error()) } else { Ok(count as usize) }
}
/// Reads from a socket whose bytes are a stream.
pub(super) fn poll_receive(source: &Source, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
    let wanted = buffer.len();
    let result =
        source.poll_read(cx, || counted(unsafe { recv(source.fd(), buffer.as_mut_ptr(), wanted, 0) }));
    if let Poll::Ready(Ok(count)) = &result {
        if *count > 0 && *count < wanted {
            source.drained();
        }
    }
    result
}
pub(super) fn poll_peek(source: &Source, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
    let wanted = buffer.len();
    source.poll_read(cx, || counted(unsafe { recv(source.fd(), buffer.as_mut_ptr(), wanted, MSG_PEEK) }))
}
pub(super) fn poll_send(source: &Source, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
    source.poll_write(cx, || counted(unsafe { send(source.fd(), bytes.as_ptr(), bytes.len(), MSG_NOSIGNAL) }))
}

/// A socket that accepts connections.
pub struct TcpListener {
    source: Source,
    inner: std::net::TcpListener,
}

impl TcpListener {
    /// Listens at the first of the addresses that can be bound. A name is looked up at once: use an address,
    /// or `lookup` before, where the loop has other work. `TcpSocket` has the options.
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<TcpListener> {
        let mut last = None;
        for address in address.to_socket_addrs()? {
            let bind = || {
                let socket = TcpSocket::for_address(&address)?;
                socket.set_reuse_address(true)?;
                socket.bind(address)?;
                socket.listen(BACKLOG)
            };
            match bind() {
                Ok(listener) => return Ok(listener),
                Err(error) => last = Some(error),
            }
        }
        let none = || io::Error::new(io::ErrorKind::InvalidInput, "could not resolve to any addresses");
        Err(last.unwrap_or_else(none))
    }
    /// Uses a socket that was made otherwise.
    pub fn from_std(inner: std::net::TcpListener) -> io::Result<TcpListener> {
        inner.set_nonblocking(true)?;
        Ok(TcpListener { source: Source::new(inner.as_raw_fd())?, inner })
    }
    /// The address at which it listens.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
    /// Waits for the next connection.
    pub async fn accept(&self) -> io::Result<TcpStream> {
        let fd = accept(&self.source).await?;
        unsafe { TcpStream::from_fd(fd) }
    }
}

/// A connection. One task may read while another writes, one each.
pub struct TcpStream {
    source: Source,
    inner: std::net::TcpStream,
}

impl TcpStream {
    /// Connects to an address, or to a name with a port: `"example.com:80"`, `("example.com", 80)`.
    ///
    /// Names are looked up in another thread. Their addresses are tried in turn, the families alternating;
    /// when one does not answer within a quarter of a second the next is tried beside it, and the first
    /// connection is taken.
    pub async fn connect(addresses: impl Addresses) -> io::Result<TcpStream> {
        let order = interleaved(lookup(addresses).await?);
        if let [address] = order[..] {
            return TcpSocket::for_address(&address)?.connect(address).await;
        }
        let mut rest = order.into_iter();
        let mut attempts: Vec<TcpStream> = Vec::new();
        let mut last = None;
        let mut next: Sleep = sleep(NEXT_ATTEMPT);
        poll_fn(move |cx| loop {
            let mut index = 0;
            let mut has_failed = attempts.is_empty();
            while index < attempts.len() {
                match attempts[index].poll_connected(cx) {
                    Poll::Ready(Ok(())) => return Poll::Ready(Ok(attempts.swap_remove(index))),
                    Poll::Ready(Err(error)) => {
                        last = Some(error);
                        has_failed = true;
                        drop(attempts.remove(index));
                    }
                    Poll::Pending => index += 1,
                }
            }
            if rest.len() == 0 {
                return match (attempts.is_empty(), last.take()) {
                    (true, Some(error)) => Poll::Ready(Err(error)),
                    (_, error) => {
                        last = error;
                        Poll::Pending
                    }
                };
            }
            if !has_failed && Pin::new(&mut next).poll(cx).is_pending() {
                return Poll::Pending;
            }
            if let Some(address) = rest.next() {
                match TcpSocket::for_address(&address).and_then(|socket| socket.start(&address)) {
                    Ok(attempt) => attempts.push(attempt),
                    Err(error) => last = Some(error),
                }
                next.reset(Instant::now() + NEXT_ATTEMPT);
            }
        })
        .await
    }
    /// As `connect`, but an error of the kind `TimedOut` when it takes longer than `limit` altogether.
    pub async fn connect_timeout(addresses: impl Addresses, limit: Duration) -> io::Result<TcpStream> {
        match timeout(limit, TcpStream::connect(addresses)).await {
            Ok(result) => result,
            Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, "connection timed out")),
        }
    }
    /// Whether the connection that was begun has been made.
    fn poll_connected(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll_write(cx, || match self.inner.take_error()? {
            Some(error) => Err(error),
            None => match self.inner.peer_addr() {
                Err(error) if error.kind() == io::ErrorKind::NotConnected => Err(io::ErrorKind::WouldBlock.into()),
                result => result.map(drop),
            },
        })
    }
    pub(super) async fn connected(self) -> io::Result<TcpStream> {
        poll_fn(|cx| self.poll_connected(cx)).await?;
        Ok(self)
    }

    /// Uses a connection that was made otherwise.
    pub fn from_std(inner: std::net::TcpStream) -> io::Result<TcpStream> {
        inner.set_nonblocking(true)?;
        Ok(TcpStream { source: Source::new(inner.as_raw_fd())?, inner })
    }
    /// The caller owns the descriptor, and it is not blocking.
    pub(super) unsafe fn from_fd(fd: RawFd) -> io::Result<TcpStream> {
        let inner = std::net::TcpStream::from(unsafe { OwnedFd::from_raw_fd(fd) });
        Ok(TcpStream { source: Source::new(fd)?, inner })
    }

    /// The address of the other side.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
    /// The address of this side.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
    /// Whether small writes are sent at once.
    pub fn set_nodelay(&self, is_on: bool) -> io::Result<()> {
        self.inner.set_nodelay(is_on)
    }
    /// Whether small pieces are sent at once.
    pub fn nodelay(&self) -> io::Result<bool> {
        self.inner.nodelay()
    }
    /// How many routers a packet may pass.
    pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
        self.inner.set_ttl(ttl)
    }
    /// How many routers a packet may pass.
    pub fn ttl(&self) -> io::Result<u32> {
        self.inner.ttl()
    }
    /// After how long without data the peer is asked whether it is still there; `None`: never.
    pub fn set_keepalive(&self, idle: Option<Duration>) -> io::Result<()> {
        socket::set_keepalive(self.source.fd(), idle)
    }
    /// After how long without traffic the other side is asked whether it is there.
    pub fn keepalive(&self) -> io::Result<Option<Duration>> {
        socket::keepalive(self.source.fd())
    }
    /// How long closing waits for what was not sent; after no time at all the connection is reset.
    pub fn set_linger(&self, time: Option<Duration>) -> io::Result<()> {
        socket::set_linger(self.source.fd(), time)
    }
    /// Ends one direction, or both.
    pub fn shutdown(&self, how: Shutdown) -> io::Result<()> {
        self.inner.shutdown(how)
    }
    /// Makes two halves, for two tasks that own them.
    pub fn into_split(self) -> (ReadHalf<TcpStream>, WriteHalf<TcpStream>) {
        split(self)
    }

    /// Reads what has come; 0 at the end of the stream.
    pub async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_read(cx, buffer)).await
    }
    /// As `read`, by polling.
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        poll_receive(&self.source, cx, buffer)
    }
    /// What the next `read` will give, which stays to be read.
    pub async fn peek(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| poll_peek(&self.source, cx, buffer)).await
    }

    /// Writes as much as fits now.
    pub async fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_write(cx, bytes)).await
    }
    /// As `write`, by polling.
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        poll_send(&self.source, cx, bytes)
    }
    /// Writes all bytes.
    pub async fn write_all(&self, mut bytes: &[u8]) -> io::Result<()> {
        while !bytes.is_empty() {
            let count = self.write(bytes).await?;
            bytes = &bytes[count..];
        }
        Ok(())
    }
}

impl Stream for TcpStream {
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

impl AsRawFd for TcpStream {
    fn as_raw_fd(&self) -> RawFd {
        self.source.fd()
    }
}
impl AsRawFd for TcpListener {
    fn as_raw_fd(&self) -> RawFd {
        self.source.fd()
    }
}
impl fmt::Debug for TcpStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
impl fmt::Debug for TcpListener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
