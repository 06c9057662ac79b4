//! Addresses of the web, as far as `http:` needs them.

use std::fmt;
use std::io;

/// An absolute address: scheme, host, port, path and query.
///
/// ```
/// use stdlib::http::Url;
/// let url = Url::parse("http://example.com/a/b?x=1#part").unwrap();
/// assert_eq!((url.host(), url.port(), url.target()), ("example.com", 80, "/a/b?x=1"));
/// assert_eq!(url.join("../c").unwrap().to_string(), "http://example.com/c");
/// ```
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Url {
    scheme: String,
    user: Option<String>,
    host: String,
    port: Option<u16>,
    /// Path and query.
    target: String,
}

fn malformed(text: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, format!("`{text}` is no address that can be fetched"))
}

impl Url {
    /// Understands `http:` and `https:` addresses with a host.
    pub fn parse(text: &str) -> io::Result<Url> {
        let text = text.trim();
        let error = || malformed(text);
        let (scheme, rest) = text.split_once("://").ok_or_else(error)?;
        let scheme = scheme.to_ascii_lowercase();
        if scheme != "http" && scheme != "https" {
            return Err(error());
        }
        let rest = rest.split_once('#').map_or(rest, |parts| parts.0);
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, target) = rest.split_at(end);
        let (user, address) = match authority.rsplit_once('@') {
            Some((user, address)) => (Some(decode(user).ok_or_else(error)?), address),
            None => (None, authority),
        };
        // An IPv6 address has colons of its own, in brackets.
        let name_end = if address.starts_with('[') { address.find(']').ok_or_else(error)? + 1 } else { 0 };
        let (host, port) = match address[name_end..].find(':') {
            Some(colon) => (&address[..name_end + colon], &address[name_end + colon + 1..]),
            None => (address, ""),
        };
        let port = match port {
            "" => None,
            digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
                Some(digits.parse().map_err(|_| error())?)
            }
            _ => return Err(error()),
        };
        let is_host = |byte: u8| byte > b' ' && byte < 0x7F && !b"/\\?#@<>^|%\"`{}".contains(&byte);
        if host.is_empty() || !host.bytes().all(is_host) {
            return Err(error());
        }
        let target = normal_target(target);
        Ok(Url { scheme, user, host: host.to_ascii_lowercase(), port, target })
    }
    /// The scheme, in small letters.
    pub fn scheme(&self) -> &str {
        &self.scheme
    }
    /// Whether the connection is over TLS.
    pub fn is_https(&self) -> bool {
        self.scheme == "https"
    }
    /// The host; an IPv6 address is in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }
    /// The port, or the scheme's.
    pub fn port(&self) -> u16 {
        self.port.unwrap_or(if self.is_https() { 443 } else { 80 })
    }
    /// What is in front of the host: `user:password`, decoded.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }
    /// Path and query, as they are sent.
    pub fn target(&self) -> &str {
        &self.target
    }
    /// What the `Host` header says: the host, and the port if it is not the scheme's.
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) if port != (if self.is_https() { 443 } else { 80 }) => format!("{}:{port}", self.host),
            _ => self.host.clone(),
        }
    }
    /// The address that a reference in this one means (RFC 3986, 5.2).
    pub fn join(&self, reference: &str) -> io::Result<Url> {
        let reference = reference.trim();
        let reference = reference.split_once('#').map_or(reference, |parts| parts.0);
        if let Some(scheme) = reference.find(':').map(|colon| &reference[..colon]) {
            let is_scheme = |byte: u8| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte);
            if !scheme.is_empty() && scheme.bytes().all(is_scheme) && !scheme.contains('/') {
                return Url::parse(reference);
            }
        }
        if let Some(rest) = reference.strip_prefix("//") {
            return Url::parse(&format!("{}://{rest}", self.scheme));
        }
        let (path, query) = match self.target.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (&*self.target, None),
        };
        let target = if reference.is_empty() {
            query.map_or(path.to_string(), |query| format!("{path}?{query}"))
        } else if reference.starts_with('?') {
            format!("{path}{reference}")
        } else if reference.starts_with('/') {
            reference.to_string()
        } else {
            let folder = path.rfind('/').map_or("/", |slash| &path[..=slash]);
            format!("{folder}{reference}")
        };
        Ok(Url { target: normal_target(&target), ..self.clone() })
    }
}
impl fmt::Display for Url {
    /// Without user and password: addresses are written to logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority(), self.target)
    }
}

/// Path and query without `.` and `..`, with everything encoded that may not stand in a request's line.
fn normal_target(target: &str) -> String {
    let (path, query) = match target.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (target, None),
    };
    let mut segments: Vec<&str> = Vec::new();
    let mut parts = path.strip_prefix('/').unwrap_or(path).split('/').peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        match part {
            "." | "%2e" | "%2E" => {}
            ".." | ".%2e" | "%2e." | "%2e%2e" | ".%2E" | "%2E." | "%2E%2E" => {
                segments.pop();
            }
            _ => {
                segments.push(part);
                continue;
            }
        }
        if is_last {
            segments.push("");
        }
    }
    let mut text = String::with_capacity(target.len() + 1);
    for segment in &segments {
        text.push('/');
        encode_into(&mut text, segment);
    }
    if text.is_empty() {
        text.push('/');
    }
    if let Some(query) = query {
        text.push('?');
        encode_into(&mut text, query);
    }
    text
}

fn encode_into(text: &mut String, part: &str) {
    for byte in part.bytes() {
        if byte > b' ' && byte < 0x7F && !b"\"<>\\^`{|}".contains(&byte) {
            text.push(byte as char);
        } else {
            hex(text, byte);
        }
    }
}
fn hex(text: &mut String, byte: u8) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    text.push('%');
    text.push(DIGITS[(byte >> 4) as usize] as char);
    text.push(DIGITS[(byte & 15) as usize] as char);
}

/// A text as part of an address: everything but letters, digits and `-._~` is encoded.
pub fn encode(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            result.push(byte as char);
        } else {
            hex(&mut result, byte);
        }
    }
    result
}

/// The text that `%41` and the like stand for; None when it is malformed or no UTF-8.
pub fn decode(text: &str) -> Option<String> {
    if !text.contains('%') {
        return Some(text.to_string());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        rest = tail;
        if *first != b'%' {
            bytes.push(*first);
            continue;
        }
        let [high, low, tail @ ..] = rest else { return None };
        let digit = |byte: u8| (byte as char).to_digit(16);
        bytes.push((digit(*high)? * 16 + digit(*low)?) as u8);
        rest = tail;
    }
    String::from_utf8(bytes).ok()
}
