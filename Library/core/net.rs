//! Network addresses.

use crate::error::Error;
use crate::fmt::{self, Write};
use crate::str::FromStr;

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
    pub const LOCALHOST: Self = Ipv4Addr::new(127, 0, 0, 1);
    pub const UNSPECIFIED: Self = Ipv4Addr::new(0, 0, 0, 0);
    pub const BROADCAST: Self = Ipv4Addr::new(255, 255, 255, 255);
    pub const fn new(a: u8, b: u8, c: u8, d: u8) -> Ipv4Addr {
        Ipv4Addr { octets: [a, b, c, d] }
    }
    pub const fn octets(&self) -> [u8; 4] {
        self.octets
    }
    pub const fn to_bits(self) -> u32 {
        u32::from_be_bytes(self.octets)
    }
    pub const fn from_bits(bits: u32) -> Ipv4Addr {
        Ipv4Addr { octets: bits.to_be_bytes() }
    }
    pub const fn is_loopback(&self) -> bool {
        self.octets[0] == 127
    }
    pub const fn is_unspecified(&self) -> bool {
        self.to_bits() == 0
    }
    pub const fn is_private(&self) -> bool {
        match self.octets {
            [10, ..] => true,
            [172, b, ..] if b >= 16 && b <= 31 => true,
            [192, 168, ..] => true,
            _ => false,
        }
    }
    pub const fn is_multicast(&self) -> bool {
        self.octets[0] >= 224 && self.octets[0] <= 239
    }
    pub const fn is_link_local(&self) -> bool {
        matches!(self.octets, [169, 254, ..])
    }
    pub const fn to_ipv6_mapped(&self) -> Ipv6Addr {
        let [a, b, c, d] = self.octets;
        Ipv6Addr { octets: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d] }
    }
}

impl Ipv6Addr {
    pub const LOCALHOST: Self = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 1);
    pub const UNSPECIFIED: Self = Ipv6Addr::new(0, 0, 0, 0, 0, 0, 0, 0);
    pub const fn new(a: u16, b: u16, c: u16, d: u16, e: u16, f: u16, g: u16, h: u16) -> Ipv6Addr {
        let words = [a.to_be(), b.to_be(), c.to_be(), d.to_be(), e.to_be(), f.to_be(), g.to_be(), h.to_be()];
        Ipv6Addr { octets: unsafe { crate::intrinsics::transmute(words) } }
    }
    pub const fn octets(&self) -> [u8; 16] {
        self.octets
    }
    pub const fn segments(&self) -> [u16; 8] {
        let mut words: [u16; 8] = unsafe { crate::intrinsics::transmute(self.octets) };
        let mut index = 0;
        while index < 8 {
            words[index] = u16::from_be(words[index]);
            index += 1;
        }
        words
    }
    pub const fn is_loopback(&self) -> bool {
        u128::from_be_bytes(self.octets) == 1
    }
    pub const fn is_unspecified(&self) -> bool {
        u128::from_be_bytes(self.octets) == 0
    }
    pub const fn to_ipv4_mapped(&self) -> Option<Ipv4Addr> {
        match self.octets {
            [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, a, b, c, d] => Some(Ipv4Addr::new(a, b, c, d)),
            _ => None,
        }
    }
}

impl IpAddr {
    pub const fn is_ipv4(&self) -> bool {
        matches!(self, IpAddr::V4(_))
    }
    pub const fn is_ipv6(&self) -> bool {
        matches!(self, IpAddr::V6(_))
    }
    pub const fn is_loopback(&self) -> bool {
        match self {
            IpAddr::V4(address) => address.is_loopback(),
            IpAddr::V6(address) => address.is_loopback(),
        }
    }
    pub const fn is_unspecified(&self) -> bool {
        match self {
            IpAddr::V4(address) => address.is_unspecified(),
            IpAddr::V6(address) => address.is_unspecified(),
        }
    }
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

impl SocketAddrV4 {
    pub const fn new(ip: Ipv4Addr, port: u16) -> SocketAddrV4 {
        SocketAddrV4 { ip, port }
    }
    pub const fn ip(&self) -> &Ipv4Addr {
        &self.ip
    }
    pub const fn port(&self) -> u16 {
        self.port
    }
}
impl SocketAddrV6 {
    pub const fn new(ip: Ipv6Addr, port: u16, flowinfo: u32, scope_id: u32) -> SocketAddrV6 {
        SocketAddrV6 { ip, port, flowinfo, scope_id }
    }
    pub const fn ip(&self) -> &Ipv6Addr {
        &self.ip
    }
    pub const fn port(&self) -> u16 {
        self.port
    }
    pub const fn flowinfo(&self) -> u32 {
        self.flowinfo
    }
    pub const fn scope_id(&self) -> u32 {
        self.scope_id
    }
}
impl SocketAddr {
    pub const fn new(ip: IpAddr, port: u16) -> SocketAddr {
        match ip {
            IpAddr::V4(ip) => SocketAddr::V4(SocketAddrV4::new(ip, port)),
            IpAddr::V6(ip) => SocketAddr::V6(SocketAddrV6::new(ip, port, 0, 0)),
        }
    }
    pub const fn ip(&self) -> IpAddr {
        match *self {
            SocketAddr::V4(address) => IpAddr::V4(address.ip),
            SocketAddr::V6(address) => IpAddr::V6(address.ip),
        }
    }
    pub const fn port(&self) -> u16 {
        match *self {
            SocketAddr::V4(address) => address.port,
            SocketAddr::V6(address) => address.port,
        }
    }
    pub fn set_port(&mut self, port: u16) {
        match self {
            SocketAddr::V4(address) => address.port = port,
            SocketAddr::V6(address) => address.port = port,
        }
    }
    pub const fn is_ipv4(&self) -> bool {
        matches!(self, SocketAddr::V4(_))
    }
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

fn parse_v4(text: &str) -> Option<Ipv4Addr> {
    let mut octets = [0; 4];
    let mut count = 0;
    for part in text.split('.') {
        let valid = !part.is_empty() && part.len() <= 3 && part.bytes().all(|b| b.is_ascii_digit());
        if count == 4 || !valid || (part.len() > 1 && part.starts_with('0')) {
            return None;
        }
        octets[count] = part.parse().ok()?;
        count += 1;
    }
    if count == 4 { Some(Ipv4Addr { octets }) } else { None }
}

/// Parses groups between colons into words; gives how many there are.
fn parse_groups(text: &str, words: &mut [u16; 8]) -> Option<usize> {
    let mut count = 0;
    if text.is_empty() {
        return Some(0);
    }
    let last_start = text.rfind(':').map(|index| index + 1).unwrap_or(0);
    for part in text.split(':') {
        if part.as_ptr() as usize - text.as_ptr() as usize == last_start && part.contains('.') {
            let [a, b, c, d] = parse_v4(part)?.octets();
            if count > 6 {
                return None;
            }
            words[count] = u16::from_be_bytes([a, b]);
            words[count + 1] = u16::from_be_bytes([c, d]);
            count += 2;
            continue;
        }
        if count == 8 || part.is_empty() || part.len() > 4 || !part.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        words[count] = u16::from_str_radix(part, 16).ok()?;
        count += 1;
    }
    Some(count)
}

fn parse_v6(text: &str) -> Option<Ipv6Addr> {
    let mut words = [0; 8];
    match text.split_once("::") {
        None => {
            if parse_groups(text, &mut words)? != 8 {
                return None;
            }
        }
        Some((front, back)) => {
            let mut tail = [0; 8];
            let head_count = parse_groups(front, &mut words)?;
            let tail_count = parse_groups(back, &mut tail)?;
            if head_count + tail_count > 7 || front.contains('.') {
                return None;
            }
            words[8 - tail_count..].copy_from_slice(&tail[..tail_count]);
        }
    }
    let [a, b, c, d, e, f, g, h] = words;
    Some(Ipv6Addr::new(a, b, c, d, e, f, g, h))
}

fn parse_port(text: &str) -> Option<u16> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) { None } else { text.parse().ok() }
}

fn parse_socket_v4(text: &str) -> Option<SocketAddrV4> {
    let (ip, port) = text.split_once(':')?;
    Some(SocketAddrV4 { ip: parse_v4(ip)?, port: parse_port(port)? })
}

fn parse_socket_v6(text: &str) -> Option<SocketAddrV6> {
    let (ip, port) = text.strip_prefix('[')?.split_once("]:")?;
    let (ip, scope_id) = match ip.split_once('%') {
        Some((ip, scope)) => (ip, scope.parse().ok()?),
        None => (ip, 0),
    };
    Some(SocketAddrV6 { ip: parse_v6(ip)?, port: parse_port(port)?, flowinfo: 0, scope_id })
}

macro_rules! parsing {
    ($($t:ty, $kind:ident, $text:ident => $value:expr;)*) => { $(
        impl FromStr for $t {
            type Err = AddrParseError;
            fn from_str($text: &str) -> Result<$t, AddrParseError> {
                $value.ok_or(AddrParseError(AddrKind::$kind))
            }
        }
    )* };
}
parsing! {
    Ipv4Addr, Ipv4, text => parse_v4(text);
    Ipv6Addr, Ipv6, text => parse_v6(text);
    IpAddr, Ip, text => parse_v4(text).map(IpAddr::V4).or_else(|| parse_v6(text).map(IpAddr::V6));
    SocketAddrV4, SocketV4, text => parse_socket_v4(text);
    SocketAddrV6, SocketV6, text => parse_socket_v6(text);
    SocketAddr, Socket, text => parse_socket_v4(text)
        .map(SocketAddr::V4)
        .or_else(|| parse_socket_v6(text).map(SocketAddr::V6));
}
