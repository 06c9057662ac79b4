//! Eight bytes of a text at a time, the first of them lowest.

const ONES: u64 = 0x0101_0101_0101_0101;
/// The highest bit of each byte.
pub const HIGH: u64 = 0x8080_8080_8080_8080;

/// Eight bytes from a place.
///
/// # Safety
/// They are there.
#[inline]
pub unsafe fn word_at(text: &[u8], at: usize) -> u64 {
    // SAFETY: as the caller promises.
    u64::from_le(unsafe { (text.as_ptr().add(at) as *const u64).read_unaligned() })
}

/// The high bits of the bytes that are quotes, backslashes or control characters; those above the lowest one may be
/// wrong.
#[inline]
pub fn special_bytes(word: u64) -> u64 {
    // Two exchanged with zero moves the quote to where the control characters are: below 0x21.
    let quote_or_control = (word ^ (ONES * 2)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (quote_or_control | backslash) & !word & HIGH
}

/// How many of the lowest bytes come before the first whose high bit is set; 8 if there is none.
#[inline]
pub fn bytes_before(high_bits: u64) -> usize {
    high_bits.trailing_zeros() as usize / 8
}

/// A mask of the `count` lowest bytes.
#[inline]
pub fn lowest_bytes(count: usize) -> u64 {
    if count >= 8 { !0 } else { (1 << (count * 8)) - 1 }
}

/// How many spaces a word begins with.
#[inline]
pub fn leading_spaces(word: u64) -> usize {
    bytes_before(word ^ (ONES * b' ' as u64))
}

/// How many digits a word begins with, and the number that they are.
#[inline]
pub fn leading_digits(word: u64) -> (usize, u64) {
    let digits = word ^ (ONES * b'0' as u64);
    // What is no digit is 10 at least; carries only reach bytes behind such a one.
    let count = bytes_before((digits.wrapping_add(ONES * 0x76) | digits) & HIGH);
    if count == 0 {
        return (0, 0);
    }
    // The last digit highest, zeros before the first.
    let digits = digits << (64 - count * 8);
    let pairs = (digits.wrapping_mul(10).wrapping_add(digits >> 8)) & 0x00FF_00FF_00FF_00FF;
    let fours = (pairs.wrapping_mul(100).wrapping_add(pairs >> 16)) & 0x0000_FFFF_0000_FFFF;
    (count, fours.wrapping_mul(10_000).wrapping_add(fours >> 32) & 0xFFFF_FFFF)
}
