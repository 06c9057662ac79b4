//! A TCP socket before it listens or is connected, with its options; and the options of all sockets.

use super::address::{RawAddress, AF_INET, AF_INET6};
use super::{TcpListener, TcpStream};
use std::io;
use std::net::SocketAddr;
use std::os::fd::{AsRawFd, FromRawFd, IntoRawFd, OwnedFd};
use std::time::Duration;

pub(super) const SOCK_STREAM: i32 = 1;
pub(super) const SOCK_NONBLOCK: i32 = 0o4000;
pub(super) const SOCK_CLOEXEC: i32 = 0o2000000;
const SOL_SOCKET: i32 = 1;
const SO_REUSEADDR: i32 = 2;
const SO_SNDBUF: i32 = 7;
const SO_RCVBUF: i32 = 8;
const SO_KEEPALIVE: i32 = 9;
const SO_LINGER: i32 = 13;
const SO_REUSEPORT: i32 = 15;
const IPPROTO_TCP: i32 = 6;
const TCP_NODELAY: i32 = 1;
const TCP_KEEPIDLE: i32 = 4;
const IPPROTO_IPV6: i32 = 41;
const IPV6_V6ONLY: i32 = 26;

extern "C" {
    fn socket(family: i32, kind: i32, protocol: i32) -> i32;
    fn bind(socket: i32, address: *const RawAddress, length: u32) -> i32;
    fn listen(socket: i32, backlog: i32) -> i32;
    fn connect(socket: i32, address: *const RawAddress, length: u32) -> i32;
    fn setsockopt(socket: i32, level: i32, option: i32, value: *const u8, length: u32) -> i32;
    fn getsockopt(socket: i32, level: i32, option: i32, value: *mut u8, length: *mut u32) -> i32;
}

pub(super) fn check(result: i32) -> io::Result<i32> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

fn set<T: Copy>(fd: i32, level: i32, option: i32, value: T) -> io::Result<()> {
    let size = std::mem::size_of::<T>() as u32;
    check(unsafe { setsockopt(fd, level, option, &raw const value as *const u8, size) }).map(drop)
}
fn get(fd: i32, level: i32, option: i32) -> io::Result<i32> {
    let (mut value, mut size) = (0i32, 4);
    check(unsafe { getsockopt(fd, level, option, &raw mut value as *mut u8, &mut size) })?;
    Ok(value)
}
fn seconds(duration: Duration) -> i32 {
    let seconds = duration.as_secs() + (duration.subsec_nanos() > 0) as u64;
    seconds.min(i32::MAX as u64) as i32
}

pub(super) fn set_keepalive(fd: i32, idle: Option<Duration>) -> io::Result<()> {
    if let Some(idle) = idle {
        set(fd, IPPROTO_TCP, TCP_KEEPIDLE, seconds(idle).clamp(1, 32767))?;
    }
    set(fd, SOL_SOCKET, SO_KEEPALIVE, idle.is_some() as i32)
}
pub(super) fn keepalive(fd: i32) -> io::Result<Option<Duration>> {
    if get(fd, SOL_SOCKET, SO_KEEPALIVE)? == 0 {
        return Ok(None);
    }
    Ok(Some(Duration::from_secs(get(fd, IPPROTO_TCP, TCP_KEEPIDLE)? as u64)))
}
pub(super) fn set_linger(fd: i32, time: Option<Duration>) -> io::Result<()> {
    set(fd, SOL_SOCKET, SO_LINGER, [time.is_some() as i32, time.map_or(0, seconds)])
}

/// A TCP socket whose options are set before it is used.
///
/// ```
/// use stdlib::net::TcpSocket;
///
/// stdlib::task::block_on(async {
///     let socket = TcpSocket::new_v4()?;
///     socket.set_reuse_port(true)?;
///     socket.bind("127.0.0.1:0".parse().unwrap())?;
///     let listener = socket.listen(16)?;
///     // Another listener may have the same port now, and shares the connections.
///     let second = TcpSocket::new_v4()?;
///     second.set_reuse_port(true)?;
///     second.bind(listener.local_addr()?)?;
///     second.listen(16).map(drop)
/// })
/// .unwrap();
/// ```
#[derive(Debug)]
pub struct TcpSocket {
    fd: OwnedFd,
}

impl TcpSocket {
    fn of_family(family: u16) -> io::Result<TcpSocket> {
        let kind = SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC;
        let fd = check(unsafe { socket(family as i32, kind, 0) })?;
        Ok(TcpSocket { fd: unsafe { OwnedFd::from_raw_fd(fd) } })
    }
    /// A socket for IPv4.
    pub fn new_v4() -> io::Result<TcpSocket> {
        TcpSocket::of_family(AF_INET)
    }
    /// A socket for IPv6.
    pub fn new_v6() -> io::Result<TcpSocket> {
        TcpSocket::of_family(AF_INET6)
    }
    /// A socket of the family of `address`.
    pub fn for_address(address: &SocketAddr) -> io::Result<TcpSocket> {
        if address.is_ipv4() { TcpSocket::new_v4() } else { TcpSocket::new_v6() }
    }
    fn raw(&self) -> i32 {
        self.fd.as_raw_fd()
    }

    /// Whether an address may be bound while closed connections of it are still remembered.
    pub fn set_reuse_address(&self, is_on: bool) -> io::Result<()> {
        set(self.raw(), SOL_SOCKET, SO_REUSEADDR, is_on as i32)
    }
    /// Whether `set_reuse_address` is on.
    pub fn reuse_address(&self) -> io::Result<bool> {
        Ok(get(self.raw(), SOL_SOCKET, SO_REUSEADDR)? != 0)
    }
    /// Whether several sockets may listen at the same address; the kernel deals connections out to them.
    pub fn set_reuse_port(&self, is_on: bool) -> io::Result<()> {
        set(self.raw(), SOL_SOCKET, SO_REUSEPORT, is_on as i32)
    }
    /// Whether `set_reuse_port` is on.
    pub fn reuse_port(&self) -> io::Result<bool> {
        Ok(get(self.raw(), SOL_SOCKET, SO_REUSEPORT)? != 0)
    }
    /// Whether a socket of IPv6 leaves connections over IPv4 to others.
    pub fn set_only_v6(&self, is_on: bool) -> io::Result<()> {
        set(self.raw(), IPPROTO_IPV6, IPV6_V6ONLY, is_on as i32)
    }
    /// Whether small writes are sent at once.
    pub fn set_nodelay(&self, is_on: bool) -> io::Result<()> {
        set(self.raw(), IPPROTO_TCP, TCP_NODELAY, is_on as i32)
    }
    /// After how long without data the peer is asked whether it is still there; `None`: never.
    pub fn set_keepalive(&self, idle: Option<Duration>) -> io::Result<()> {
        set_keepalive(self.raw(), idle)
    }
    /// How many bytes the kernel keeps that were not sent yet; it takes this as advice.
    pub fn set_send_buffer_size(&self, size: u32) -> io::Result<()> {
        set(self.raw(), SOL_SOCKET, SO_SNDBUF, size.min(i32::MAX as u32) as i32)
    }
    /// How many bytes the system keeps that were not sent yet.
    pub fn send_buffer_size(&self) -> io::Result<u32> {
        Ok(get(self.raw(), SOL_SOCKET, SO_SNDBUF)? as u32)
    }
    /// How many bytes the kernel keeps that were not read yet; it takes this as advice.
    pub fn set_receive_buffer_size(&self, size: u32) -> io::Result<()> {
        set(self.raw(), SOL_SOCKET, SO_RCVBUF, size.min(i32::MAX as u32) as i32)
    }
    /// How many bytes the system keeps that were not read yet.
    pub fn receive_buffer_size(&self) -> io::Result<u32> {
        Ok(get(self.raw(), SOL_SOCKET, SO_RCVBUF)? as u32)
    }

    /// Gives the socket this address.
    pub fn bind(&self, address: SocketAddr) -> io::Result<()> {
        let raw = RawAddress::new(&address);
        check(unsafe { bind(self.raw(), &raw, raw.length()) }).map(drop)
    }
    /// The address that the socket has.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        std::net::UdpSocket::from(self.fd.try_clone()?).local_addr()
    }
    /// Lets others connect; `backlog` of them may wait for `accept`, as far as the system allows.
    pub fn listen(self, backlog: u32) -> io::Result<TcpListener> {
        check(unsafe { listen(self.raw(), backlog.min(i32::MAX as u32) as i32) })?;
        TcpListener::from_std(std::net::TcpListener::from(self.fd))
    }
    /// Connects with a peer.
    pub async fn connect(self, address: SocketAddr) -> io::Result<TcpStream> {
        self.start(&address)?.connected().await
    }
    /// Begins to connect.
    pub(super) fn start(self, address: &SocketAddr) -> io::Result<TcpStream> {
        let raw = RawAddress::new(address);
        if let Err(error) = check(unsafe { connect(self.raw(), &raw, raw.length()) }) {
            const EINPROGRESS: i32 = 115;
            // After an interruption it goes on, too.
            if error.raw_os_error() != Some(EINPROGRESS) && error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        }
        unsafe { TcpStream::from_fd(self.fd.into_raw_fd()) }
    }
}
impl AsRawFd for TcpSocket {
    fn as_raw_fd(&self) -> i32 {
        self.raw()
    }
}
