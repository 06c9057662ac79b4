//! The head of a response, as a client reads it.

use super::head::{end_of_head, is_token, next_header, number, trim};
use super::wire::Framing;
use crate::net::Stream;
use std::future::poll_fn;
use std::io::{self, ErrorKind};

/// How long a head may be.
const HEAD: usize = 64 << 10;

pub(crate) struct Answer {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub framing: Framing,
    pub keep_alive: bool,
}

pub(crate) fn malformed(text: &str) -> io::Error {
    io::Error::new(ErrorKind::InvalidData, format!("the server's answer is malformed: {text}"))
}

/// Reads a final head, or the first of a changed protocol. What follows stays in `input` from the position on
/// that is returned.
pub(crate) async fn read(
    stream: &dyn Stream, input: &mut Vec<u8>, is_head: bool,
) -> io::Result<(Answer, usize)> {
    let mut at = 0;
    let mut searched = 0;
    loop {
        if let Some(end) = end_of_head(&input[at..], searched) {
            let answer = parse(&input[at..at + end], is_head)?;
            at += end;
            searched = 0;
            // Interim answers, such as `100 Continue`, precede the one that counts.
            if answer.status >= 200 || answer.status == 101 {
                return Ok((answer, at));
            }
            continue;
        }
        searched = input.len() - at;
        if searched > HEAD || at > HEAD {
            return Err(malformed("its head is too long"));
        }
        let start = input.len();
        input.resize(start + (8 << 10), 0);
        let result = poll_fn(|cx| stream.poll_read(cx, &mut input[start..])).await;
        input.truncate(start + *result.as_ref().unwrap_or(&0));
        if result? == 0 {
            return Err(ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Parses a head with its empty line.
pub(crate) fn parse(bytes: &[u8], is_head: bool) -> io::Result<Answer> {
    let line_end = bytes.iter().position(|byte| *byte == b'\r').unwrap_or(0);
    let line = &bytes[..line_end];
    let is_version_1_0 = line.starts_with(b"HTTP/1.0 ");
    if !is_version_1_0 && !line.starts_with(b"HTTP/1.1 ") || !matches!(line.get(12), None | Some(b' ')) {
        return Err(malformed("its first line"));
    }
    let status = line.get(9..12).and_then(number).filter(|status| *status >= 100);
    let Some(status) = status else { return Err(malformed("its status")) };
    let status = status as u16;
    let mut headers = Vec::new();
    let mut length = None;
    let mut codings: Vec<String> = Vec::new();
    let mut keep_alive = !is_version_1_0;
    let mut at = line_end + 2;
    while at + 2 < bytes.len() {
        let Some((name, value, next)) = next_header(bytes, at) else { return Err(malformed("a header")) };
        let has_controls = value.iter().any(|byte| *byte < b' ' && *byte != b'\t' || *byte == 0x7F);
        if bytes.get(next - 1) != Some(&b'\n') || !name.iter().all(|byte| is_token(*byte)) || name.is_empty() || has_controls {
            return Err(malformed("a header"));
        }
        at = next;
        if name.eq_ignore_ascii_case(b"content-length") {
            for value in value.split(|byte| *byte == b',') {
                let value = number(trim(value)).ok_or_else(|| malformed("its length"))?;
                if length.is_some_and(|other| other != value) {
                    return Err(malformed("it has two lengths"));
                }
                length = Some(value);
            }
        } else if name.eq_ignore_ascii_case(b"transfer-encoding") {
            let text = String::from_utf8_lossy(value).to_ascii_lowercase();
            codings.extend(text.split(',').map(|coding| coding.trim().to_string()));
        } else if name.eq_ignore_ascii_case(b"connection") {
            for option in value.split(|byte| *byte == b',') {
                let option = trim(option);
                if option.eq_ignore_ascii_case(b"close") {
                    keep_alive = false;
                    break;
                }
                keep_alive |= option.eq_ignore_ascii_case(b"keep-alive");
            }
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        headers.push((text(name), text(value)));
    }
    let framing = if is_head || status < 200 || matches!(status, 204 | 304) {
        Framing::Done
    } else if !codings.is_empty() {
        if codings != ["chunked"] {
            return Err(io::Error::new(ErrorKind::Unsupported, "the answer has an unknown transfer coding"));
        }
        // A length beside chunks does not count, and such a connection is not used again.
        keep_alive &= length.is_none();
        Framing::ChunkSize
    } else {
        match length {
            Some(length) => Framing::Known(length),
            None => Framing::UntilClose,
        }
    };
    Ok(Answer { status, headers, framing, keep_alive: keep_alive && framing != Framing::UntilClose })
}
