//! Addresses as the kernel has them.

use super::c::{AF_INET, AF_INET6};
use crate::ffi::c_char;
use crate::net::{Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};

/// `struct sockaddr_in6`, whose start is that of `struct sockaddr_in` but for the address.
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct SocketAddress {
    family: u16,
    /// In network order.
    port: [u8; 2],
    /// The address of IPv4, the flow information of IPv6.
    word: [u8; 4],
    address: [u8; 16],
    scope_id: u32,
}

impl SocketAddress {
    /// An address as the kernel has it.
    pub(crate) fn from_socket_addr(address: &SocketAddr) -> SocketAddress {
        let port = address.port().to_be_bytes();
        match address {
            SocketAddr::V4(v4) => {
                SocketAddress { family: AF_INET, port, word: v4.ip().octets(), address: [0; 16], scope_id: 0 }
            }
            SocketAddr::V6(v6) => SocketAddress {
                family: AF_INET6,
                port,
                word: v6.flowinfo().to_ne_bytes(),
                address: v6.ip().octets(),
                scope_id: v6.scope_id(),
            },
        }
    }

    /// How many bytes of it belong to its family.
    pub(crate) fn length(&self) -> u32 {
        if self.family == AF_INET { 16 } else { 28 }
    }

    /// The address, if the family is known.
    pub(crate) fn to_socket_addr(&self) -> Option<SocketAddr> {
        let port = u16::from_be_bytes(self.port);
        match self.family {
            AF_INET => Some(SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::from(self.word), port))),
            AF_INET6 => {
                let flow = u32::from_ne_bytes(self.word);
                Some(SocketAddr::V6(SocketAddrV6::new(Ipv6Addr::from(self.address), port, flow, self.scope_id)))
            }
            _ => None,
        }
    }
}

/// `struct addrinfo`
#[repr(C)]
pub(crate) struct AddressInfo {
    pub flags: i32,
    pub family: i32,
    pub socket_type: i32,
    pub protocol: i32,
    pub length: u32,
    pub address: *mut SocketAddress,
    pub canonical_name: *mut c_char,
    pub next: *mut AddressInfo,
}
