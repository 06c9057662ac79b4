//! What handshakes need: SHA-1, base64, and bytes that nobody can guess.

extern "C" {
    fn getrandom(buffer: *mut u8, length: usize, flags: u32) -> isize;
}

/// Fills a short buffer with random bytes.
pub(crate) fn random(buffer: &mut [u8]) {
    // Up to 256 bytes come at once, once the system has started.
    while unsafe { getrandom(buffer.as_mut_ptr(), buffer.len(), 0) } != buffer.len() as isize {}
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

pub(crate) fn base64(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let value = group.iter().fold(0u32, |value, byte| value << 8 | *byte as u32) << (8 * (3 - group.len()));
        for place in 0..4 {
            if place <= group.len() {
                text.push(ALPHABET[(value >> (18 - 6 * place) & 63) as usize] as char);
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// Whether a text is sixteen bytes in base64.
pub(crate) fn is_key(text: &str) -> bool {
    let text = text.as_bytes();
    text.len() == 24 && text.ends_with(b"==") && text[..22].iter().all(|byte| ALPHABET.contains(byte))
}

/// Broken as a signature; handshakes of WebSocket use it as a checksum (RFC 3174).
pub(crate) fn sha1(message: &[u8]) -> [u8; 20] {
    let mut hash: [u32; 5] = [0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476, 0xC3D2E1F0];
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend_from_slice(&(message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks_exact(64) {
        let mut words = [0u32; 80];
        for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
            *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
        }
        for index in 16..80 {
            words[index] =
                (words[index - 3] ^ words[index - 8] ^ words[index - 14] ^ words[index - 16]).rotate_left(1);
        }
        let [mut a, mut b, mut c, mut d, mut e] = hash;
        for (index, word) in words.iter().enumerate() {
            let (mix, constant) = match index / 20 {
                0 => (b & c | !b & d, 0x5A827999),
                1 => (b ^ c ^ d, 0x6ED9EBA1),
                2 => (b & c | b & d | c & d, 0x8F1BBCDC),
                _ => (b ^ c ^ d, 0xCA62C1D6u32),
            };
            let next = a.rotate_left(5).wrapping_add(mix).wrapping_add(e).wrapping_add(constant).wrapping_add(*word);
            (e, d, c, b, a) = (d, c, b.rotate_left(30), a, next);
        }
        for (old, new) in hash.iter_mut().zip([a, b, c, d, e]) {
            *old = old.wrapping_add(new);
        }
    }
    let mut result = [0; 20];
    for (bytes, word) in result.chunks_exact_mut(4).zip(hash) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    result
}
