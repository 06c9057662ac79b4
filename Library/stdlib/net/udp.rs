//! Datagrams over UDP.

use super::{lookup, Addresses};
use crate::reactor::Source;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, RawFd};
use std::task::{Context, Poll};

/// A socket for datagrams.
///
/// ```
/// use stdlib::net::UdpSocket;
///
/// let (text, count) = stdlib::task::block_on(async {
///     let (one, two) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?);
///     one.send_to(b"hello", two.local_addr()?).await?;
///     let mut buffer = [0; 64];
///     let (count, sender) = two.recv_from(&mut buffer).await?;
///     two.connect(sender).await?;
///     two.send(&buffer[..count]).await?;
///     let count = one.recv(&mut buffer).await?;
///     Ok::<_, std::io::Error>((buffer, count))
/// })
/// .unwrap();
/// assert_eq!(&text[..count], b"hello");
/// ```
pub struct UdpSocket {
    source: Source,
    inner: std::net::UdpSocket,
}

impl UdpSocket {
    /// Binds the first of the addresses that can be bound. A name is looked up at once.
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<UdpSocket> {
        UdpSocket::from_std(std::net::UdpSocket::bind(address)?)
    }
    /// Uses a socket that was made otherwise.
    pub fn from_std(inner: std::net::UdpSocket) -> io::Result<UdpSocket> {
        inner.set_nonblocking(true)?;
        Ok(UdpSocket { source: Source::new(inner.as_raw_fd())?, inner })
    }
    /// Sets the peer of `send` and `recv`: the first of the addresses that the system accepts.
    pub async fn connect(&self, addresses: impl Addresses) -> io::Result<()> {
        let mut result = Ok(());
        for address in lookup(addresses).await? {
            result = self.inner.connect(address);
            if result.is_ok() {
                break;
            }
        }
        result
    }

    /// Sends a datagram to the peer that `connect` has set.
    pub async fn send(&self, bytes: &[u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_send(cx, bytes)).await
    }
    /// As `send`, by polling.
    pub fn poll_send(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.source.poll_write(cx, || self.inner.send(bytes))
    }
    /// The next datagram of the peer that was set; what does not fit into the buffer is lost.
    pub async fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        poll_fn(|cx| self.poll_recv(cx, buffer)).await
    }
    /// As `recv`, by polling.
    pub fn poll_recv(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        self.source.poll_read(cx, || self.inner.recv(buffer))
    }
    /// Sends a datagram to the first of the addresses.
    pub async fn send_to(&self, bytes: &[u8], addresses: impl Addresses) -> io::Result<usize> {
        let address = lookup(addresses).await?[0];
        poll_fn(|cx| self.poll_send_to(cx, bytes, address)).await
    }
    /// As `send_to`, by polling.
    pub fn poll_send_to(&self, cx: &mut Context<'_>, bytes: &[u8], to: SocketAddr) -> Poll<io::Result<usize>> {
        self.source.poll_write(cx, || self.inner.send_to(bytes, to))
    }
    /// The next datagram and who sent it; what does not fit into the buffer is lost.
    pub async fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        poll_fn(|cx| self.poll_recv_from(cx, buffer)).await
    }
    /// As `recv_from`, by polling.
    pub fn poll_recv_from(
        &self, cx: &mut Context<'_>, buffer: &mut [u8],
    ) -> Poll<io::Result<(usize, SocketAddr)>> {
        self.source.poll_read(cx, || self.inner.recv_from(buffer))
    }
    /// As `recv_from`, but the datagram stays to be received.
    pub async fn peek_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        poll_fn(|cx| self.source.poll_read(cx, || self.inner.peek_from(buffer))).await
    }

    /// The address that the socket has.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.inner.local_addr()
    }
    /// The peer that `connect` has set.
    pub fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.inner.peer_addr()
    }
    /// Whether datagrams may go to all machines of a network.
    pub fn set_broadcast(&self, is_on: bool) -> io::Result<()> {
        self.inner.set_broadcast(is_on)
    }
    /// Whether datagrams may go to all machines of a network.
    pub fn broadcast(&self) -> io::Result<bool> {
        self.inner.broadcast()
    }
    /// How many routers a datagram may pass.
    pub fn set_ttl(&self, ttl: u32) -> io::Result<()> {
        self.inner.set_ttl(ttl)
    }
    /// How many routers a datagram may pass.
    pub fn ttl(&self) -> io::Result<u32> {
        self.inner.ttl()
    }
    /// Whether what is sent to a group comes back to this machine.
    pub fn set_multicast_loop_v4(&self, is_on: bool) -> io::Result<()> {
        self.inner.set_multicast_loop_v4(is_on)
    }
    /// How many routers a datagram to a group may pass.
    pub fn set_multicast_ttl_v4(&self, ttl: u32) -> io::Result<()> {
        self.inner.set_multicast_ttl_v4(ttl)
    }
    /// Receives what is sent to a group, through the interface with this address.
    pub fn join_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        self.inner.join_multicast_v4(group, interface)
    }
    /// Receives no more what is sent to a group.
    pub fn leave_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        self.inner.leave_multicast_v4(group, interface)
    }
    /// Receives what is sent to a group, through the interface with this number.
    pub fn join_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.inner.join_multicast_v6(group, interface)
    }
    /// Receives no more what is sent to a group.
    pub fn leave_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        self.inner.leave_multicast_v6(group, interface)
    }
}
impl AsRawFd for UdpSocket {
    fn as_raw_fd(&self) -> RawFd {
        self.source.fd()
    }
}
impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inner.fmt(f)
    }
}
