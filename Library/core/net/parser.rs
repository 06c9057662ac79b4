//! Addresses from text.

use super::{AddrKind, AddrParseError, IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, SocketAddrV4, SocketAddrV6};
use crate::str::FromStr;

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
