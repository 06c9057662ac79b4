//! Datagrams over UDP.

use super::*;
use crate::fmt;

/// A socket for datagrams.
pub struct UdpSocket {
    fd: OwnedFd,
}
socket_methods! { UdpSocket }
data_socket_methods! { UdpSocket }
crate::os::fd::descriptors! { owned UdpSocket, fd, fd => UdpSocket { fd }; }

/// Options of one number: their names in C, and the methods.
macro_rules! socket_options {
    ($($get:ident $set:ident $t:ty, $level:ident $option:ident;)*) => {
        impl UdpSocket {
            $(
                /// The option of the socket that has this name.
                ///
                /// # Examples
                /// ```
                /// use std::net::UdpSocket;
                /// assert!(!UdpSocket::bind("127.0.0.1:0").unwrap().broadcast().unwrap());
                /// ```
                pub fn $get(&self) -> io::Result<$t> {
                    option::<i32>(&self.fd, c::$level, c::$option).map(from_option)
                }
                /// Sets the option of the socket that has this name.
                ///
                /// # Examples
                /// ```
                /// use std::net::UdpSocket;
                /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
                /// socket.set_broadcast(true).unwrap();
                /// assert!(socket.broadcast().unwrap());
                /// ```
                pub fn $set(&self, value: $t) -> io::Result<()> {
                    set_option(&self.fd, c::$level, c::$option, value as i32)
                }
            )*
        }
    };
}
/// The number of an option as a truth value or a count.
trait OptionValue {
    fn of(value: i32) -> Self;
}
impl OptionValue for bool {
    fn of(value: i32) -> bool {
        value != 0
    }
}
impl OptionValue for u32 {
    fn of(value: i32) -> u32 {
        value as u32
    }
}
fn from_option<T: OptionValue>(value: i32) -> T {
    T::of(value)
}
socket_options! {
    broadcast set_broadcast bool, SOL_SOCKET SO_BROADCAST;
    multicast_loop_v4 set_multicast_loop_v4 bool, IPPROTO_IP IP_MULTICAST_LOOP;
    multicast_ttl_v4 set_multicast_ttl_v4 u32, IPPROTO_IP IP_MULTICAST_TTL;
    multicast_loop_v6 set_multicast_loop_v6 bool, IPPROTO_IPV6 IPV6_MULTICAST_LOOP;
}

/// `struct ipv6_mreq`
#[repr(C)]
struct V6Membership([u8; 16], u32);

impl UdpSocket {
    /// A socket at the first of the addresses that is free; port 0 is any that is free.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let (a, b) = (UdpSocket::bind("127.0.0.1:0").unwrap(), UdpSocket::bind("127.0.0.1:0").unwrap());
    /// a.send_to(b"abc", b.local_addr().unwrap()).unwrap();
    /// let mut buffer = [0; 8];
    /// assert_eq!(b.recv_from(&mut buffer).unwrap(), (3, a.local_addr().unwrap()));
    /// ```
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<UdpSocket> {
        each_address(address, |address| {
            let fd = new_socket(address, c::SOCK_DGRAM)?;
            let raw = c::SocketAddress::from_socket_addr(address);
            // SAFETY: the address has the length that is said.
            check(unsafe { c::bind(fd.0, &raw, raw.length()) })?;
            Ok(UdpSocket { fd })
        })
    }
    /// Sets whom `send` sends to, and from whom alone datagrams are taken.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    /// socket.connect(socket.local_addr().unwrap()).unwrap();
    /// assert_eq!(socket.send(b"abc").unwrap(), 3);
    /// ```
    pub fn connect<A: ToSocketAddrs>(&self, address: A) -> io::Result<()> {
        each_address(address, |address| {
            let raw = c::SocketAddress::from_socket_addr(address);
            // SAFETY: the address has the length that is said.
            check(unsafe { c::connect(self.fd.0, &raw, raw.length()) }).map(drop)
        })
    }
    fn receive_from(&self, buffer: &mut [u8], flags: i32) -> io::Result<(usize, SocketAddr)> {
        let mut size = 0;
        let (_, address) = address_of(|address, length| {
            let count =
                // SAFETY: the buffer and the storage have the lengths that are said.
                unsafe { c::recvfrom(self.fd.0, buffer.as_mut_ptr(), buffer.len(), flags, address, length) };
            size = count as usize;
            if count < 0 { -1 } else { 0 }
        })?;
        Ok((size, address))
    }
    /// Waits for a datagram; how many bytes of it fit, and from whom it is.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    /// socket.send_to(b"abc", socket.local_addr().unwrap()).unwrap();
    /// assert_eq!(socket.recv_from(&mut [0; 2]).unwrap().0, 2);
    /// ```
    pub fn recv_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.receive_from(buffer, 0)
    }
    /// As `recv_from`, and leaves the datagram there.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    /// socket.send_to(b"abc", socket.local_addr().unwrap()).unwrap();
    /// assert_eq!(socket.peek_from(&mut [0; 8]).unwrap(), socket.recv_from(&mut [0; 8]).unwrap());
    /// ```
    pub fn peek_from(&self, buffer: &mut [u8]) -> io::Result<(usize, SocketAddr)> {
        self.receive_from(buffer, c::MSG_PEEK)
    }
    /// Sends a datagram to the first of the addresses; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    /// assert_eq!(socket.send_to(b"abc", socket.local_addr().unwrap()).unwrap(), 3);
    /// ```
    pub fn send_to<A: ToSocketAddrs>(&self, buffer: &[u8], address: A) -> io::Result<usize> {
        let Some(address) = address.to_socket_addrs()?.next() else {
            return Err(Error::message(ErrorKind::InvalidInput, "no addresses to send data to"));
        };
        let raw = c::SocketAddress::from_socket_addr(&address);
        // SAFETY: the buffer and the address have the lengths that are said.
        let count = unsafe {
            c::sendto(self.fd.0, buffer.as_ptr(), buffer.len(), c::MSG_NOSIGNAL, &raw, raw.length())
        };
        if count < 0 { Err(Error::last_os_error()) } else { Ok(count as usize) }
    }
    /// Waits for a datagram; how many bytes of it fit.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    /// socket.send_to(b"abc", socket.local_addr().unwrap()).unwrap();
    /// assert_eq!(socket.recv(&mut [0; 8]).unwrap(), 3);
    /// ```
    pub fn recv(&self, buffer: &mut [u8]) -> io::Result<usize> {
        receive(&self.fd, buffer, 0)
    }
    /// Sends a datagram to the address of `connect`; an error without one.
    ///
    /// # Examples
    /// ```
    /// use std::net::UdpSocket;
    /// assert!(UdpSocket::bind("127.0.0.1:0").unwrap().send(b"abc").is_err());
    /// ```
    pub fn send(&self, buffer: &[u8]) -> io::Result<usize> {
        send(&self.fd, buffer)
    }
    /// Takes part in a group of IPv4 at the interface of an address.
    ///
    /// # Examples
    /// ```no_run
    /// use std::net::{Ipv4Addr, UdpSocket};
    /// let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    /// socket.join_multicast_v4(&Ipv4Addr::new(224, 0, 0, 200), &Ipv4Addr::UNSPECIFIED).unwrap();
    /// ```
    pub fn join_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IP, c::IP_ADD_MEMBERSHIP, [group.octets(), interface.octets()])
    }
    /// Leaves a group of IPv4.
    ///
    /// # Examples
    /// ```no_run
    /// use std::net::{Ipv4Addr, UdpSocket};
    /// let socket = UdpSocket::bind("0.0.0.0:0").unwrap();
    /// let group = Ipv4Addr::new(224, 0, 0, 200);
    /// socket.join_multicast_v4(&group, &Ipv4Addr::UNSPECIFIED).unwrap();
    /// socket.leave_multicast_v4(&group, &Ipv4Addr::UNSPECIFIED).unwrap();
    /// ```
    pub fn leave_multicast_v4(&self, group: &Ipv4Addr, interface: &Ipv4Addr) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IP, c::IP_DROP_MEMBERSHIP, [group.octets(), interface.octets()])
    }
    /// Takes part in a group of IPv6 at the interface of a number.
    ///
    /// # Examples
    /// ```no_run
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("[::]:0").unwrap();
    /// socket.join_multicast_v6(&"ff02::123".parse().unwrap(), 0).unwrap();
    /// ```
    pub fn join_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IPV6, c::IPV6_ADD_MEMBERSHIP, V6Membership(group.octets(), interface))
    }
    /// Leaves a group of IPv6.
    ///
    /// # Examples
    /// ```no_run
    /// use std::net::UdpSocket;
    /// let socket = UdpSocket::bind("[::]:0").unwrap();
    /// socket.join_multicast_v6(&"ff02::123".parse().unwrap(), 0).unwrap();
    /// socket.leave_multicast_v6(&"ff02::123".parse().unwrap(), 0).unwrap();
    /// ```
    pub fn leave_multicast_v6(&self, group: &Ipv6Addr, interface: u32) -> io::Result<()> {
        set_option(&self.fd, c::IPPROTO_IPV6, c::IPV6_DROP_MEMBERSHIP, V6Membership(group.octets(), interface))
    }
}
impl fmt::Debug for UdpSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("UdpSocket");
        if let Ok(address) = self.local_addr() {
            builder.field("addr", &address);
        }
        builder.field("fd", &self.fd.0).finish()
    }
}
