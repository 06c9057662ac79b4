//! Addresses, names of them, and how names are looked up without blocking the loop.

use crate::task::spawn_blocking;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6, ToSocketAddrs};

/// What is to be reached: addresses, or a name that has to be looked up.
#[derive(Clone, Debug)]
pub enum Target {
    Known(Vec<SocketAddr>),
    Name(String, u16),
}

/// Values that are addresses or names of them: what `std::net::ToSocketAddrs` is, but looking up a name is a
/// step of its own.
pub trait Addresses {
    /// What is to be looked up, or the addresses themselves.
    fn target(&self) -> io::Result<Target>;
}

macro_rules! plain_addresses {
    ($($t:ty)*) => { $(
        impl Addresses for $t {
            fn target(&self) -> io::Result<Target> {
                Ok(Target::Known(vec![SocketAddr::from(*self)]))
            }
        }
    )* };
}
plain_addresses! { SocketAddr SocketAddrV4 SocketAddrV6 (IpAddr, u16) (Ipv4Addr, u16) (Ipv6Addr, u16) }

impl Addresses for (&str, u16) {
    fn target(&self) -> io::Result<Target> {
        match self.0.parse::<IpAddr>() {
            Ok(ip) => Ok(Target::Known(vec![SocketAddr::new(ip, self.1)])),
            Err(_) => Ok(Target::Name(self.0.to_string(), self.1)),
        }
    }
}
impl Addresses for (String, u16) {
    fn target(&self) -> io::Result<Target> {
        (&*self.0, self.1).target()
    }
}
impl Addresses for str {
    fn target(&self) -> io::Result<Target> {
        if let Ok(address) = self.parse() {
            return Ok(Target::Known(vec![address]));
        }
        let invalid = |text| io::Error::new(io::ErrorKind::InvalidInput, text);
        let (host, port) = self.rsplit_once(':').ok_or_else(|| invalid("invalid socket address"))?;
        let port = port.parse().map_err(|_| invalid("invalid port value"))?;
        (host, port).target()
    }
}
impl Addresses for String {
    fn target(&self) -> io::Result<Target> {
        (**self).target()
    }
}
impl Addresses for [SocketAddr] {
    fn target(&self) -> io::Result<Target> {
        Ok(Target::Known(self.to_vec()))
    }
}
impl<const N: usize> Addresses for [SocketAddr; N] {
    fn target(&self) -> io::Result<Target> {
        Ok(Target::Known(self.to_vec()))
    }
}
impl Addresses for Vec<SocketAddr> {
    fn target(&self) -> io::Result<Target> {
        Ok(Target::Known(self.clone()))
    }
}
impl<T: Addresses + ?Sized> Addresses for &T {
    fn target(&self) -> io::Result<Target> {
        (**self).target()
    }
}

/// The addresses of a name, in the system's order; at least one. The system is asked in another thread, so
/// that nothing else waits for a slow server of names.
///
/// ```
/// let found = stdlib::task::block_on(stdlib::net::lookup("127.0.0.1:80"));
/// assert_eq!(found.unwrap(), ["127.0.0.1:80".parse().unwrap()]);
/// ```
pub async fn lookup(addresses: impl Addresses) -> io::Result<Vec<SocketAddr>> {
    let found = match addresses.target()? {
        Target::Known(addresses) => addresses,
        Target::Name(host, port) => {
            match spawn_blocking(move || (host, port).to_socket_addrs().map(|found| found.collect())).await {
                Ok(result) => result?,
                Err(error) => std::panic::resume_unwind(error.into_panic()),
            }
        }
    };
    if found.is_empty() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "could not resolve to any addresses"));
    }
    Ok(found)
}

/// The order in which addresses are tried: the families take turns, beginning with that of the first, so that
/// a family that does not work here costs one attempt only (RFC 8305).
pub(super) fn interleaved(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let Some(first) = addresses.first().map(SocketAddr::is_ipv6) else { return addresses };
    let (same, other): (Vec<_>, Vec<_>) = addresses.into_iter().partition(|address| address.is_ipv6() == first);
    let mut order = Vec::with_capacity(same.len() + other.len());
    let (mut same, mut other) = (same.into_iter(), other.into_iter());
    loop {
        match (same.next(), other.next()) {
            (None, None) => return order,
            (one, two) => order.extend(one.into_iter().chain(two)),
        }
    }
}

/// `struct sockaddr_in6`, whose start is that of `struct sockaddr_in` but for the address.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct RawAddress {
    family: u16,
    /// In network order.
    port: [u8; 2],
    /// The address of IPv4, the flow information of IPv6.
    word: [u8; 4],
    address: [u8; 16],
    scope: u32,
}

pub(super) const AF_INET: u16 = 2;
pub(super) const AF_INET6: u16 = 10;

impl RawAddress {
    /// Room for an address of either kind.
    pub const EMPTY: RawAddress = RawAddress { family: 0, port: [0; 2], word: [0; 4], address: [0; 16], scope: 0 };
    /// How many bytes an address takes at most.
    pub const SIZE: u32 = 28;

    /// The address as the system has it.
    pub fn new(address: &SocketAddr) -> RawAddress {
        let port = address.port().to_be_bytes();
        match address {
            SocketAddr::V4(v4) => RawAddress { family: AF_INET, port, word: v4.ip().octets(), ..RawAddress::EMPTY },
            SocketAddr::V6(v6) => RawAddress {
                family: AF_INET6,
                port,
                word: v6.flowinfo().to_ne_bytes(),
                address: v6.ip().octets(),
                scope: v6.scope_id(),
            },
        }
    }
    /// How many bytes of it belong to its family.
    pub fn length(&self) -> u32 {
        if self.family == AF_INET { 16 } else { RawAddress::SIZE }
    }
    /// The kind of addresses.
    pub fn family(&self) -> i32 {
        self.family as i32
    }
}
