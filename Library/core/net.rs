//! Network addresses.

use crate::cmp::Ordering;
use crate::error::Error;
use crate::fmt::{self, Write};

mod operators;
mod parser;

/// An IPv4 address.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv4Addr {
    octets: [u8; 4],
}

/// An IPv6 address.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ipv6Addr {
    octets: [u8; 16],
}

/// An IP address.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IpAddr {
    V4(Ipv4Addr),
    V6(Ipv6Addr),
}

impl Ipv4Addr {
    /// How many bits an address has.
    pub const BITS: u32 = 32;
    /// `127.0.0.1`: this machine.
    pub const LOCALHOST: Self = Ipv4Addr::new(127, 0, 0, 1);
    /// `0.0.0.0`: any address of this machine.
    pub const UNSPECIFIED: Self = Ipv4Addr::new(0, 0, 0, 0);
    /// `255.255.255.255`: all machines of the network.
    pub const BROADCAST: Self = Ipv4Addr::new(255, 255, 255, 255);
    /// The address `a.b.c.d`.
    ///
    /// # Examples
    /// ```
    /// use std::net::Ipv4Addr;
    /// let address = Ipv4Addr::new(192, 168, 0, 1);
    /// assert_eq!(address.to_string(), "192.168.0.1");
    /// assert!(address.is_private() && !address.is_loopback());
    /// ```
    pub const fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
        Ipv4Addr { octets: [a, b, c, d] }
    }
    /// The four bytes.
    pub const fn octets(&self) -> [u8; 4] {
        self.octets
    }
    /// The address as a number, the first byte highest.
    pub const fn to_bits(self) -> u32 {
        u32::from_be_bytes(self.octets)
    }
    /// The address of a number, whose highest byte comes first.
    pub const fn from_bits(bits: u32) -> Ipv4Addr {
        Ipv4Addr { octets: bits.to_be_bytes() }
    }
    /// The address of four bytes.
    pub const fn from_octets(octets: [u8; 4]) -> Ipv4Addr {
        Ipv4Addr { octets }
    }
    /// Whether it is `255.255.255.255`.
    pub const fn is_broadcast(&self) -> bool {
        self.to_bits() == u32::MAX
    }
    /// Whether it is in one of the three networks for examples.
    pub const fn is_documentation(&self) -> bool {
        matches!(self.octets, [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _])
    }
    /// The IPv6 address `::a.b.c.d`.
    pub const fn to_ipv6_compatible(&self) -> Ipv6Addr {
        Ipv6Addr::from_bits(self.to_bits() as u128)
    }
    /// Whether it is in `127.0.0.0/8`: this machine.
    pub const fn is_loopback(&self) -> bool {
        self.octets[0] == 127
    }
    /// Whether it is `0.0.0.0`.
    pub const fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }
    /// Whether it is in `10.0.0.0/8`, `172.16.0.0/12` or `192.168.0.0/16`.
    pub const fn is_private(&self) -> bool {
        match self.octets {
            [10, ..] => true,
            [172, b, ..] if b >= 16 && b <= 31 => true,
            [192, 168, ..] => true,
            _ => false,
        }
    }
    /// Whether it is in `224.0.0.0/4`.
    pub const fn is_multicast(&self) -> bool {
        self.octets[0] >= 224 && self.octets[0] <= 239
    }
    /// Whether it is in `169.254.0.0/16`.
    pub const fn is_link_local(&self) -> bool {
        matches!(self.octets, [169, 254, ..])
    }
    /// The IPv6 address `::ffff:a.b.c.d`.
    ///
    /// # Examples
    /// ```
    /// use std::net::Ipv4Addr;
    /// assert_eq!(Ipv4Addr::new(10, 0, 0, 1).to_ipv6_mapped().to_string(), "::ffff:10.0.0.1");
    /// ```
    pub const fn to_ipv6_mapped(&self) -> Ipv6Addr {
        let [a, b, c, d] = self.octets;
        Ipv6Addr { octets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d] }
    }
}

impl Ipv6Addr {
    /// How many bits an address has.
    pub const BITS: u32 = 128;
    /// `::1`: this machine.
    pub const LOCALHOST: Self = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 1);
    /// `::`: any address of this machine.
    pub const UNSPECIFIED: Self = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0);
    /// The address of eight groups.
    ///
    /// # Examples
    /// ```
    /// use std::net::Ipv6Addr;
    /// assert_eq!(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1).to_string(), "2001:db8::1");
    /// ```
    pub const fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr {
        let words = [a.to_be(), b.to_be(), c.to_be(), d.to_be(), e.to_be(), f.to_be(), g.to_be(), h.to_be()];
        // SAFETY: sixteen bytes are eight words.
        Ipv6Addr { octets: unsafe { crate::intrinsics::transmute(words) } }
    }
    /// The sixteen bytes.
    pub const fn octets(&self) -> [u8; 16] {
        self.octets
    }
    /// The eight groups.
    pub const fn segments(&self) -> [u16; 8] {
        // SAFETY: eight words are sixteen bytes.
        let mut words: [u16; 8] = unsafe { crate::intrinsics::transmute(self.octets) };
        let mut index = 0;
        while index < 8 {
            words[index] = u16::from_be(words[index]);
            index += 1;
        }
        words
    }
    /// The address as a number, the first byte highest.
    pub const fn to_bits(self) -> u128 {
        u128::from_be_bytes(self.octets)
    }
    /// The address of a number, whose highest byte comes first.
    pub const fn from_bits(bits: u128) -> Ipv6Addr {
        Ipv6Addr { octets: bits.to_be_bytes() }
    }
    /// The address of sixteen bytes.
    pub const fn from_octets(octets: [u8; 16]) -> Ipv6Addr {
        Ipv6Addr { octets }
    }
    /// The address of eight groups.
    pub const fn from_segments(words: [u16; 8]) -> Ipv6Addr {
        let [a, b, c, d, e, f, g, h] = words;
        Ipv6Addr::new(a, b, c, d, e, f, g, h)
    }
    /// Whether it is `::1`.
    pub const fn is_loopback(&self) -> bool {
        self.to_bits() == 1
    }
    /// Whether it is `::`.
    pub const fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }
    /// Whether it is in `ff00::/8`.
    pub const fn is_multicast(&self) -> bool {
        self.octets[0] == 0xFF
    }
    /// Whether it is in `fc00::/7`.
    pub const fn is_unique_local(&self) -> bool {
        self.octets[0] & 0xFE == 0xFC
    }
    /// Whether it is in `fe80::/10`.
    pub const fn is_unicast_link_local(&self) -> bool {
        self.octets[0] == 0xFE && self.octets[1] & 0xC0 == 0x80
    }
    /// The IPv4 address that this one is compatible with or mapped from.
    pub const fn to_ipv4(&self) -> Option<Ipv4Addr> {
        match self.octets {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, a, b, c, d] => Some(Ipv4Addr::new(a, b, c, d)),
            _ => self.to_ipv4_mapped(),
        }
    }
    /// The IPv4 address, if it is mapped from one.
    pub const fn to_canonical(&self) -> IpAddr {
        match self.to_ipv4_mapped() {
            Some(address) => IpAddr::V4(address),
            None => IpAddr::V6(*self),
        }
    }
    /// The IPv4 address, if this is `::ffff:a.b.c.d`.
    pub const fn to_ipv4_mapped(&self) -> Option<Ipv4Addr> {
        match self.octets {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d] => Some(Ipv4Addr::new(a, b, c, d)),
            _ => None,
        }
    }
}

/// Methods that both kinds of addresses have.
macro_rules! either {
    ($($method:ident)*) => { $(
        /// What the method of the address of either kind says.
        pub const fn $method(&self) -> bool {
            match self {
                IpAddr::V4(address) => address.$method(),
                IpAddr::V6(address) => address.$method(),
            }
        }
    )* };
}

impl IpAddr {
    /// Whether it is an IPv4 address.
    ///
    /// # Examples
    /// ```
    /// use std::net::IpAddr;
    /// let address: IpAddr = "::1".parse().unwrap();
    /// assert!(address.is_ipv6() && !address.is_ipv4() && address.is_loopback());
    /// ```
    pub const fn is_ipv4(&self) -> bool {
        matches!(self, IpAddr::V4(_))
    }
    /// Whether it is an IPv6 address.
    pub const fn is_ipv6(&self) -> bool {
        matches!(self, IpAddr::V6(_))
    }
    /// The IPv4 address if this one is mapped from one, and otherwise the same.
    pub const fn to_canonical(&self) -> IpAddr {
        match self {
            IpAddr::V4(_) => *self,
            IpAddr::V6(address) => address.to_canonical(),
        }
    }
    either! { is_loopback is_unspecified is_multicast }
}

/// Text of bounded length, so that addresses can be padded.
struct Buffer {
    bytes: [u8; 64],
    length: usize,
}
impl Buffer {
    fn new() -> Buffer {
        Buffer { bytes: [0; 64], length: 0 }
    }
    fn as_str(&self) -> &str {
        // SAFETY: only texts were put in, each whole.
        unsafe { crate::str::from_utf8_unchecked(&self.bytes[..self.length]) }
    }
}
impl Write for Buffer {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.length + text.len();
        if end > self.bytes.len() {
            return Err(fmt::Error);
        }
        self.bytes[self.length..end].copy_from_slice(text.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// Writes to a buffer first when there is a width.
fn padded(f: &mut fmt::Formatter<'_>, write: impl Fn(&mut dyn Write) -> fmt::Result) -> fmt::Result {
    if f.width().is_none() && f.precision().is_none() {
        return write(f);
    }
    let mut buffer = Buffer::new();
    write(&mut buffer)?;
    f.pad(buffer.as_str())
}

impl fmt::Display for Ipv4Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.octets;
        padded(f, |out| write!(out, "{a}.{b}.{c}.{d}"))
    }
}
impl fmt::Display for Ipv6Addr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(address) = self.to_ipv4_mapped() {
            return padded(f, |out| write!(out, "::ffff:{address}"));
        }
        let words = self.segments();
        // The longest run of zeros, of two at least, becomes `::`.
        let (mut best_start, mut best_length) = (0, 0);
        let mut index = 0;
        while index < 8 {
            let start = index;
            while index < 8 && words[index] == 0 {
                index += 1;
            }
            if index - start > best_length {
                best_start = start;
                best_length = index - start;
            }
            index += 1;
        }
        padded(f, |out| {
            let part = |out: &mut dyn Write, words: &[u16]| {
                for (index, word) in words.iter().enumerate() {
                    if index > 0 {
                        out.write_char(':')?;
                    }
                    write!(out, "{word:x}")?;
                }
                Ok(())
            };
            if best_length > 1 {
                part(out, &words[..best_start])?;
                out.write_str("::")?;
                part(out, &words[best_start + best_length..])
            } else {
                part(out, &words)
            }
        })
    }
}
impl fmt::Display for IpAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            IpAddr::V4(address) => address.fmt(f),
            IpAddr::V6(address) => address.fmt(f),
        }
    }
}

/// An IPv4 address and a port.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketAddrV4 {
    ip: Ipv4Addr,
    port: u16,
}

/// An IPv6 address and a port.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SocketAddrV6 {
    ip: Ipv6Addr,
    port: u16,
    flowinfo: u32,
    scope_id: u32,
}

/// An IP address and a port.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SocketAddr {
    V4(SocketAddrV4),
    V6(SocketAddrV6),
}

macro_rules! setters {
    ($($method:ident $field:ident: $t:ty),*) => { $(
        /// Sets the part that the name has.
        pub fn $method(&mut self, value: $t) {
            self.$field = value;
        }
    )* };
}

impl SocketAddrV4 {
    /// A socket's address.
    ///
    /// # Examples
    /// ```
    /// use std::net::{Ipv4Addr, SocketAddrV4};
    /// assert_eq!(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 80).to_string(), "127.0.0.1:80");
    /// ```
    pub const fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4 {
        SocketAddrV4 { ip, port }
    }
    /// The IP address.
    pub const fn ip(&self) -> &Ipv4Addr {
        &self.ip
    }
    setters! { set_ip ip: Ipv4Addr, set_port port: u16 }
    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }
}
impl SocketAddrV6 {
    /// A socket's address.
    ///
    /// # Examples
    /// ```
    /// use std::net::{Ipv6Addr, SocketAddrV6};
    /// assert_eq!(SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 0, 0).to_string(), "[::1]:80");
    /// ```
    pub const fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6 {
        SocketAddrV6 { ip, port, flowinfo, scope_id }
    }
    /// The IP address.
    pub const fn ip(&self) -> &Ipv6Addr {
        &self.ip
    }
    setters! { set_ip ip: Ipv6Addr, set_port port: u16, set_flowinfo flowinfo: u32, set_scope_id scope_id: u32 }
    /// The port.
    pub const fn port(&self) -> u16 {
        self.port
    }
    /// The flow label and the traffic class.
    pub const fn flowinfo(&self) -> u32 {
        self.flowinfo
    }
    /// The number of the interface to which the address belongs.
    pub const fn scope_id(&self) -> u32 {
        self.scope_id
    }
}
impl SocketAddr {
    /// A socket's address of either kind.
    ///
    /// # Examples
    /// ```
    /// use std::net::SocketAddr;
    /// let address: SocketAddr = "[::1]:8080".parse().unwrap();
    /// assert_eq!((address.port(), address.is_ipv6()), (8080, true));
    /// ```
    pub const fn new(ip: IpAddr, port: u16) -> SocketAddr {
        match ip {
            IpAddr::V4(ip) => SocketAddr::V4(SocketAddrV4::new(ip, port)),
            IpAddr::V6(ip) => SocketAddr::V6(SocketAddrV6::new(ip, port, 0, 0)),
        }
    }
    /// The IP address.
    pub const fn ip(&self) -> IpAddr {
        match *self {
            SocketAddr::V4(address) => IpAddr::V4(address.ip),
            SocketAddr::V6(address) => IpAddr::V6(address.ip),
        }
    }
    /// The port.
    pub const fn port(&self) -> u16 {
        match *self {
            SocketAddr::V4(address) => address.port,
            SocketAddr::V6(address) => address.port,
        }
    }
    /// Sets the address, and with it the kind.
    pub fn set_ip(&mut self, ip: IpAddr) {
        *self = SocketAddr::new(ip, self.port());
    }
    /// Sets the port.
    pub fn set_port(&mut self, port: u16) {
        match self {
            SocketAddr::V4(address) => address.port = port,
            SocketAddr::V6(address) => address.port = port,
        }
    }
    /// Whether it is an IPv4 address.
    pub const fn is_ipv4(&self) -> bool {
        matches!(self, SocketAddr::V4(_))
    }
    /// Whether it is an IPv6 address.
    pub const fn is_ipv6(&self) -> bool {
        matches!(self, SocketAddr::V6(_))
    }
}
impl fmt::Display for SocketAddrV4 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, |out| write!(out, "{}:{}", self.ip, self.port))
    }
}
impl fmt::Display for SocketAddrV6 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        padded(f, |out| match self.scope_id {
            0 => write!(out, "[{}]:{}", self.ip, self.port),
            scope => write!(out, "[{}%{}]:{}", self.ip, scope, self.port),
        })
    }
}
impl fmt::Display for SocketAddr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SocketAddr::V4(address) => address.fmt(f),
            SocketAddr::V6(address) => address.fmt(f),
        }
    }
}
macro_rules! debug_as_display {
    ($($t:ty)*) => { $(
        impl fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }
    )* };
}
debug_as_display! { Ipv4Addr Ipv6Addr IpAddr SocketAddrV4 SocketAddrV6 SocketAddr }

impl From<Ipv4Addr> for IpAddr {
    fn from(address: Ipv4Addr) -> IpAddr {
        IpAddr::V4(address)
    }
}
impl From<Ipv6Addr> for IpAddr {
    fn from(address: Ipv6Addr) -> IpAddr {
        IpAddr::V6(address)
    }
}
impl From<[u8; 4]> for Ipv4Addr {
    fn from(octets: [u8; 4]) -> Ipv4Addr {
        Ipv4Addr { octets }
    }
}
impl From<[u8; 4]> for IpAddr {
    fn from(octets: [u8; 4]) -> IpAddr {
        IpAddr::V4(Ipv4Addr { octets })
    }
}
impl From<u32> for Ipv4Addr {
    fn from(bits: u32) -> Ipv4Addr {
        Ipv4Addr::from_bits(bits)
    }
}
impl From<Ipv4Addr> for u32 {
    fn from(address: Ipv4Addr) -> u32 {
        address.to_bits()
    }
}
impl From<[u8; 16]> for Ipv6Addr {
    fn from(octets: [u8; 16]) -> Ipv6Addr {
        Ipv6Addr { octets }
    }
}
impl From<[u16; 8]> for Ipv6Addr {
    fn from(words: [u16; 8]) -> Ipv6Addr {
        let [a, b, c, d, e, f, g, h] = words;
        Ipv6Addr::new(a, b, c, d, e, f, g, h)
    }
}
impl From<u128> for Ipv6Addr {
    fn from(bits: u128) -> Ipv6Addr {
        Ipv6Addr { octets: bits.to_be_bytes() }
    }
}
impl From<Ipv6Addr> for u128 {
    fn from(address: Ipv6Addr) -> u128 {
        u128::from_be_bytes(address.octets)
    }
}
impl From<[u8; 16]> for IpAddr {
    fn from(octets: [u8; 16]) -> IpAddr {
        IpAddr::V6(Ipv6Addr { octets })
    }
}
impl From<[u16; 8]> for IpAddr {
    fn from(words: [u16; 8]) -> IpAddr {
        IpAddr::V6(Ipv6Addr::from(words))
    }
}
impl From<SocketAddrV4> for SocketAddr {
    fn from(address: SocketAddrV4) -> SocketAddr {
        SocketAddr::V4(address)
    }
}
impl From<SocketAddrV6> for SocketAddr {
    fn from(address: SocketAddrV6) -> SocketAddr {
        SocketAddr::V6(address)
    }
}
impl<I: Into<IpAddr>> From<(I, u16)> for SocketAddr {
    fn from(pieces: (I, u16)) -> SocketAddr {
        SocketAddr::new(pieces.0.into(), pieces.1)
    }
}

/// A text is no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddrParseError(AddrKind);

#[derive(Debug, Clone, PartialEq, Eq)]
enum AddrKind {
    Ip,
    Ipv4,
    Ipv6,
    Socket,
    SocketV4,
    SocketV6,
}
impl fmt::Display for AddrParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            AddrKind::Ip => "invalid IP address syntax",
            AddrKind::Ipv4 => "invalid IPv4 address syntax",
            AddrKind::Ipv6 => "invalid IPv6 address syntax",
            AddrKind::Socket => "invalid socket address syntax",
            AddrKind::SocketV4 => "invalid IPv4 socket address syntax",
            AddrKind::SocketV6 => "invalid IPv6 socket address syntax",
        })
    }
}
impl Error for AddrParseError {}

// An address is compared with one of its kind as it is, and is less or greater than all of the other.
macro_rules! compare_with_either {
    ($($t:ident $variant:ident $other:ident $order:ident $reverse:ident;)*) => { $(
        impl PartialEq<IpAddr> for $t {
            fn eq(&self, other: &IpAddr) -> bool {
                matches!(other, IpAddr::$variant(address) if address == self)
            }
        }
        impl PartialEq<$t> for IpAddr {
            fn eq(&self, other: &$t) -> bool {
                other == self
            }
        }
        impl PartialOrd<IpAddr> for $t {
            fn partial_cmp(&self, other: &IpAddr) -> Option<Ordering> {
                match other {
                    IpAddr::$variant(address) => self.partial_cmp(address),
                    IpAddr::$other(_) => Some(Ordering::$order),
                }
            }
        }
        impl PartialOrd<$t> for IpAddr {
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                match self {
                    IpAddr::$variant(address) => address.partial_cmp(other),
                    IpAddr::$other(_) => Some(Ordering::$reverse),
                }
            }
        }
    )* };
}
compare_with_either! {
    Ipv4Addr V4 V6 Less Greater;
    Ipv6Addr V6 V4 Greater Less;
}
