//! Parsing of a request's head, strict where leniency would let two readers disagree about a message's length.

/// How the bytes after the head belong to it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Length {
    Known(u64),
    Chunked,
}

/// Where the parts of a head are in its bytes.
#[derive(Clone, Copy)]
pub(crate) struct Head {
    pub method_end: u32,
    pub target_end: u32,
    pub headers_start: u32,
    /// After the empty line.
    pub end: u32,
    pub length: Length,
    pub keep_alive: bool,
    pub expects_continue: bool,
    pub is_version_1_0: bool,
}

/// The status with which a bad head is answered.
pub(crate) type Refusal = u16;

/// Bytes of a token: what methods and header names consist of.
pub(crate) fn is_token(byte: u8) -> bool {
    matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'!' | b'#' | b'$' | b'%' | b'&' | b'\'' | b'*' | b'+'
        | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~')
}

/// Where the head ends, after its empty line. The search goes on at `from`.
pub(crate) fn end_of_head(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from.saturating_sub(3);
    while at + 4 <= bytes.len() {
        // The fourth byte tells how far the next possible end is.
        match bytes[at + 3] {
            b'\n' if bytes[at] == b'\r' && bytes[at + 1] == b'\n' && bytes[at + 2] == b'\r' => return Some(at + 4),
            b'\n' => at += 2,
            b'\r' => at += 1,
            _ => at += 4,
        }
    }
    None
}

pub(crate) fn trim(mut value: &[u8]) -> &[u8] {
    while let [b' ' | b'\t', rest @ ..] = value {
        value = rest;
    }
    while let [rest @ .., b' ' | b'\t'] = value {
        value = rest;
    }
    value
}

/// The next `name: value` line of well-formed headers and where the one after it starts.
pub(crate) fn next_header(bytes: &[u8], start: usize) -> Option<(&[u8], &[u8], usize)> {
    let line = &bytes[start..];
    let end = line.iter().position(|byte| *byte == b'\r')?;
    let colon = line[..end].iter().position(|byte| *byte == b':')?;
    Some((&line[..colon], trim(&line[colon + 1..end]), start + end + 2))
}

/// Parses `bytes[..end]`, which ends with an empty line.
pub(crate) fn parse(bytes: &[u8], end: usize) -> Result<Head, Refusal> {
    let mut at = 0;
    while is_token(bytes[at]) {
        at += 1;
    }
    if at == 0 || bytes[at] != b' ' {
        return Err(400);
    }
    let method_end = at;
    at += 1;
    while bytes[at] > b' ' && bytes[at] != 0x7F {
        at += 1;
    }
    let target_end = at;
    if target_end == method_end + 1 || bytes[at] != b' ' {
        return Err(400);
    }
    let version = &bytes[at + 1..end];
    let is_version_1_0 = if version.starts_with(b"HTTP/1.1\r\n") {
        false
    } else if version.starts_with(b"HTTP/1.0\r\n") {
        true
    } else {
        return Err(if version.starts_with(b"HTTP/") { 505 } else { 400 });
    };
    let headers_start = at + 11;
    let mut head = Head {
        method_end: method_end as u32,
        target_end: target_end as u32,
        headers_start: headers_start as u32,
        end: end as u32,
        length: Length::Known(0),
        keep_alive: !is_version_1_0,
        expects_continue: false,
        is_version_1_0,
    };
    headers(bytes, headers_start, end, &mut head)?;
    Ok(head)
}

fn headers(bytes: &[u8], start: usize, end: usize, head: &mut Head) -> Result<(), Refusal> {
    let mut at = start;
    let mut hosts = 0;
    let mut known: Option<u64> = None;
    let mut is_chunked = false;
    while at + 2 < end {
        let name_start = at;
        while is_token(bytes[at]) {
            at += 1;
        }
        // White space before the colon and folded lines are refused, too.
        if at == name_start || bytes[at] != b':' {
            return Err(400);
        }
        let name = &bytes[name_start..at];
        at += 1;
        let value_start = at;
        while bytes[at] >= b' ' && bytes[at] != 0x7F || bytes[at] == b'\t' {
            at += 1;
        }
        if bytes[at] != b'\r' || bytes[at + 1] != b'\n' {
            return Err(400);
        }
        let value = trim(&bytes[value_start..at]);
        at += 2;
        match name.len() {
            4 if name.eq_ignore_ascii_case(b"host") => hosts += 1,
            6 if name.eq_ignore_ascii_case(b"expect") => {
                if !value.eq_ignore_ascii_case(b"100-continue") {
                    return Err(417);
                }
                head.expects_continue = !head.is_version_1_0;
            }
            10 if name.eq_ignore_ascii_case(b"connection") => {
                for option in value.split(|byte| *byte == b',') {
                    let option = trim(option);
                    if option.eq_ignore_ascii_case(b"close") {
                        head.keep_alive = false;
                        // It wins over a `keep-alive` beside it.
                        break;
                    }
                    if option.eq_ignore_ascii_case(b"keep-alive") {
                        head.keep_alive = true;
                    }
                }
            }
            14 if name.eq_ignore_ascii_case(b"content-length") => {
                let length = number(value).ok_or(400u16)?;
                if known.is_some_and(|other| other != length) {
                    return Err(400);
                }
                known = Some(length);
            }
            17 if name.eq_ignore_ascii_case(b"transfer-encoding") => {
                if is_chunked {
                    return Err(400);
                }
                if !value.eq_ignore_ascii_case(b"chunked") {
                    return Err(501);
                }
                is_chunked = true;
            }
            _ => {}
        }
    }
    if hosts > 1 || hosts == 0 && !head.is_version_1_0 {
        return Err(400);
    }
    if is_chunked {
        if known.is_some() || head.is_version_1_0 {
            return Err(400);
        }
        head.length = Length::Chunked;
    } else {
        head.length = Length::Known(known.unwrap_or(0));
    }
    Ok(())
}

pub(crate) fn number(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut value = 0u64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        value = value * 10 + (*digit - b'0') as u64;
    }
    Some(value)
}
