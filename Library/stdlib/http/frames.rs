//! Frames of WebSocket (RFC 6455, 5): heads, masks, and what close frames may say.

pub(crate) const CONTINUATION: u8 = 0;
pub(crate) const TEXT: u8 = 1;
pub(crate) const BINARY: u8 = 2;
pub(crate) const CLOSE: u8 = 8;
pub(crate) const PING: u8 = 9;
pub(crate) const PONG: u8 = 10;

/// What a frame's head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Frame {
    pub is_final: bool,
    pub opcode: u8,
    pub mask: Option<[u8; 4]>,
    /// Bytes of the head and of the payload.
    pub head: usize,
    pub length: usize,
}

/// Parses the head of a frame; None when more of it must come. An error is the code to close with. Payloads
/// over `limit` are refused before they come.
pub(crate) fn parse(bytes: &[u8], is_masked: bool, limit: usize) -> Result<Option<Frame>, u16> {
    let [first, second, rest @ ..] = bytes else { return Ok(None) };
    let (is_final, opcode) = (first & 0x80 != 0, first & 15);
    // Reserved bits are for extensions, and none was agreed on.
    if first & 0x70 != 0 || !matches!(opcode, CONTINUATION | TEXT | BINARY | CLOSE | PING | PONG) {
        return Err(1002);
    }
    if (second & 0x80 != 0) != is_masked {
        return Err(1002);
    }
    let short = (second & 0x7F) as usize;
    if opcode >= CLOSE && (!is_final || short > 125) {
        return Err(1002);
    }
    let extra = match short {
        126 => 2,
        127 => 8,
        _ => 0,
    };
    if rest.len() < extra {
        return Ok(None);
    }
    let length = match extra {
        0 => short as u64,
        _ => rest[..extra].iter().fold(0u64, |length, byte| length << 8 | *byte as u64),
    };
    // The shortest form is the only one.
    let least = match extra {
        0 => 0,
        2 => 126,
        _ => 65536,
    };
    if length < least || length > i64::MAX as u64 {
        return Err(1002);
    }
    if length > limit as u64 {
        return Err(1009);
    }
    let rest = &rest[extra..];
    let mut mask = None;
    if is_masked {
        let [a, b, c, d, ..] = rest else { return Ok(None) };
        mask = Some([*a, *b, *c, *d]);
    }
    let head = 2 + extra + if is_masked { 4 } else { 0 };
    Ok(Some(Frame { is_final, opcode, mask, head, length: length as usize }))
}

/// Masks or unmasks.
pub(crate) fn apply_mask(bytes: &mut [u8], mask: [u8; 4]) {
    let [a, b, c, d] = mask;
    let wide = u64::from_ne_bytes([a, b, c, d, a, b, c, d]);
    let mut words = bytes.chunks_exact_mut(8);
    for word in &mut words {
        let value = u64::from_ne_bytes([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
        word.copy_from_slice(&(value ^ wide).to_ne_bytes());
    }
    for (index, byte) in words.into_remainder().iter_mut().enumerate() {
        *byte ^= mask[index & 3];
    }
}

/// Appends a whole frame.
pub(crate) fn write(output: &mut Vec<u8>, opcode: u8, payload: &[u8], mask: Option<[u8; 4]>) {
    let masked = if mask.is_some() { 0x80 } else { 0 };
    output.push(0x80 | opcode);
    match payload.len() {
        length @ 0..=125 => output.push(masked | length as u8),
        length @ 126..=65535 => {
            output.push(masked | 126);
            output.extend_from_slice(&(length as u16).to_be_bytes());
        }
        length => {
            output.push(masked | 127);
            output.extend_from_slice(&(length as u64).to_be_bytes());
        }
    }
    if let Some(mask) = mask {
        output.extend_from_slice(&mask);
    }
    let start = output.len();
    output.extend_from_slice(payload);
    if let Some(mask) = mask {
        apply_mask(&mut output[start..], mask);
    }
}

/// Code and reason of a close frame's payload; no code is 1005. An error is the code to answer with.
pub(crate) fn parse_close(payload: &[u8]) -> Result<(u16, &str), u16> {
    match payload {
        [] => Ok((1005, "")),
        [_] => Err(1002),
        [high, low, reason @ ..] => {
            let code = u16::from_be_bytes([*high, *low]);
            if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
                return Err(1002);
            }
            Ok((code, std::str::from_utf8(reason).map_err(|_| 1007u16)?))
        }
    }
}
