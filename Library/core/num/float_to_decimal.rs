//! Decimal digits of binary floating-point numbers: the shortest that read back as the same
//! number, and exact ones rounded half to even. The shortest of everyday size come from 128-bit
//! integers (Giulietti, "The Schubfach way to render doubles"), others from big integers (Steele
//! and White, Dragon4).

use super::bignum::Big;
use crate::cmp::Ordering;

/// The most digits that the shortest form needs.
pub const MAX_DIGITS: usize = 20;

/// A finite number `mantissa * 2^exponent`.
pub struct Decoded {
    pub mantissa: u64,
    pub exponent: i32,
    /// The next number below is only half as far away as the next above.
    pub narrow_below: bool,
}

impl Decoded {
    /// What the bits of a finite number are, without its sign. `width` is that of the fraction, `least` the
    /// smallest exponent.
    #[inline]
    fn new(fraction: u64, biased: u32, width: u32, least: i32) -> Decoded {
        if biased == 0 {
            return Decoded { mantissa: fraction, exponent: least, narrow_below: false };
        }
        let exponent = least + biased as i32 - 1;
        Decoded { mantissa: fraction | 1 << width, exponent, narrow_below: fraction == 0 && biased > 1 }
    }
    /// Of the bits of an `f64`.
    pub fn of_double(bits: u64) -> Decoded {
        Decoded::new(bits & ((1 << 52) - 1), (bits >> 52) as u32 & 0x7FF, 52, -1074)
    }
    /// Of the bits of an `f32`.
    pub fn of_single(bits: u32) -> Decoded {
        Decoded::new((bits & ((1 << 23) - 1)) as u64, bits >> 23 & 0xFF, 23, -149)
    }
}

/// `0.d1d2d3… * 10^point`, with `length` digits in a buffer. Zero has no digits.
pub struct Decimal {
    pub length: usize,
    pub point: i32,
}

const ZERO: Decimal = Decimal { length: 0, point: 0 };

/// The shortest digits that identify the number, the nearest of them; of two equally near the larger.
pub fn shortest(value: &Decoded, buffer: &mut [u8]) -> Decimal {
    if value.mantissa == 0 {
        return ZERO;
    }
    match shortest_whole(value, |_| true) {
        Some((digits, exponent)) => {
            let length = write_integer(digits, buffer);
            Decimal { length, point: length as i32 + exponent }
        }
        None => shortest_big(value, buffer, |_| true),
    }
}

/// As `shortest`, as a whole number and a power of ten; of two equally near the even one, as ECMAScript asks for.
fn shortest_even(value: &Decoded) -> (u64, i32) {
    if value.mantissa == 0 {
        return (0, 0);
    }
    let is_odd = |digit: u64| digit & 1 == 1;
    if let Some(result) = shortest_whole(value, is_odd) {
        return result;
    }
    let mut buffer = [0; MAX_DIGITS];
    let decimal = shortest_big(value, &mut buffer, is_odd);
    let mut digits = 0;
    for &digit in &buffer[..decimal.length] {
        digits = digits * 10 + (digit - b'0') as u64;
    }
    (digits, decimal.point - decimal.length as i32)
}
/// The digits with which ECMAScript writes a finite number, without its sign, and a power of ten.
pub fn shortest_of_double(value: f64) -> (u64, i32) {
    shortest_even(&Decoded::of_double(value.to_bits()))
}
/// As `shortest_of_double`, for the other type.
pub fn shortest_of_single(value: f32) -> (u64, i32) {
    shortest_even(&Decoded::of_single(value.to_bits()))
}

/// The powers of five that 128 bits hold, shifted so that the top bit is set: both halves and by how much.
static POWERS: [(u64, u64, i32); 56] = {
    let mut table = [(0, 0, 0); 56];
    let mut power = 1u128;
    let mut index = 0;
    while index < 56 {
        let zeros = power.leading_zeros();
        let shifted = power << zeros;
        table[index] = ((shifted >> 64) as u64, shifted as u64, zeros as i32);
        index += 1;
        if index < 56 {
            power *= 5;
        }
    }
    table
};

/// The product of a number and a power (its halves) without the 128 low bits; if those are not zero, the lowest
/// bit is set.
#[inline]
fn scaled(high: u64, low: u64, factor: u64) -> u64 {
    let small = low as u128 * factor as u128;
    let large = high as u128 * factor as u128 + (small >> 64);
    (large >> 64) as u64 | ((large as u64 | small as u64) != 0) as u64
}

/// The shortest digits as a whole number without zeros at its end and its power of ten, where the power that the
/// number is multiplied by is exact in 128 bits. `round_up` decides by the digits below when two are equally near.
fn shortest_whole(value: &Decoded, round_up: impl Fn(u64) -> bool) -> Option<(u64, i32)> {
    // 10^exponent is not larger than the distance of neighbours, 10^(exponent + 1) is: at most one multiple of
    // the latter lies in the interval of what reads back, and at least one of the former.
    let offset = if value.narrow_below { -274_743_187_321 } else { 0 };
    let exponent = ((value.exponent as i64 * 661_971_961_083 + offset) >> 41) as i32;
    if value.exponent > 0 || exponent < -55 {
        return None;
    }
    let (high, low, zeros) = POWERS[-exponent as usize];
    let shift = (128 + value.exponent - exponent - zeros) as u32;
    let exact = value.mantissa << 2;
    let is_open = value.mantissa & 1;
    let middle = scaled(high, low, exact << shift);
    let lower = scaled(high, low, (exact - if value.narrow_below { 1 } else { 2 }) << shift) + is_open;
    let upper = scaled(high, low, (exact + 2) << shift) - is_open;
    let below = middle >> 2;
    if below >= 10 {
        let tens = below / 10;
        let tens_fit = lower <= tens * 40;
        let more_fit = tens * 40 + 40 <= upper;
        if tens_fit != more_fit {
            return Some(without_zeros(tens + more_fit as u64, exponent + 1));
        }
    }
    let below_fits = lower <= below << 2;
    let above_fits = (below + 1) << 2 <= upper;
    let is_above = if below_fits != above_fits {
        above_fits
    } else {
        let half = (below << 2) + 2;
        middle > half || middle == half && round_up(below)
    };
    Some(without_zeros(below + is_above as u64, exponent))
}

/// The number without zeros at its end, which are counted by the exponent instead.
fn without_zeros(mut digits: u64, mut exponent: i32) -> (u64, i32) {
    while digits % 100_000_000 == 0 {
        digits /= 100_000_000;
        exponent += 8;
    }
    while digits % 100 == 0 {
        digits /= 100;
        exponent += 2;
    }
    if digits % 10 == 0 {
        digits /= 10;
        exponent += 1;
    }
    (digits, exponent)
}

/// Adds one in the last place; gives whether the digits became `1` followed by nothing.
fn add_one(buffer: &mut [u8], length: &mut usize) -> bool {
    while *length > 0 {
        let last = *length - 1;
        if buffer[last] < b'9' {
            buffer[last] += 1;
            return false;
        }
        *length = last;
    }
    buffer[0] = b'1';
    *length = 1;
    true
}

/// Writes decimal digits without leading zeros (nothing for zero); gives their count.
fn write_integer(value: u64, buffer: &mut [u8]) -> usize {
    let mut length = 0;
    let mut rest = value;
    while rest > 0 {
        length += 1;
        rest /= 10;
    }
    rest = value;
    let mut position = length;
    while position > 0 {
        position -= 1;
        buffer[position] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    length
}

/// The largest `k` with `10^(k-1) <= 2^(bits-1)`: the decimal point of the number or one less.
fn estimate_point(value: &Decoded) -> i32 {
    let bits = 64 - value.mantissa.leading_zeros() as i32 + value.exponent;
    ((((bits - 1) as i64) * 1_262_611) >> 22) as i32 + 1
}

/// Divides by `divisor` with a quotient below ten, leaving the remainder.
#[inline(never)]
fn next_digit(rest: &mut Big, multiples: &[Big; 4]) -> u8 {
    let mut digit = 0;
    let mut index = 4;
    while index > 0 {
        index -= 1;
        if rest.compare(&multiples[index]) != Ordering::Less {
            rest.subtract(&multiples[index]);
            digit += 1 << index;
        }
    }
    digit
}

/// One, two, four and eight times a number.
#[inline(never)]
fn multiples_of(number: Big) -> [Big; 4] {
    let mut two = number.clone();
    two.shift_left(1);
    let mut four = two.clone();
    four.shift_left(1);
    let mut eight = four.clone();
    eight.shift_left(1);
    [number, two, four, eight]
}

fn shortest_big(value: &Decoded, buffer: &mut [u8], round_up: impl Fn(u64) -> bool) -> Decimal {
    let inclusive = value.mantissa & 1 == 0;
    let mut rest = Big::from_u64(value.mantissa);
    rest.shift_left(2);
    let mut scale = Big::from_u64(4);
    let mut plus = Big::from_u64(2);
    let mut minus = Big::from_u64(if value.narrow_below { 1 } else { 2 });
    if value.exponent >= 0 {
        rest.shift_left(value.exponent as usize);
        plus.shift_left(value.exponent as usize);
        minus.shift_left(value.exponent as usize);
    } else {
        scale.shift_left(-value.exponent as usize);
    }
    let mut point = estimate_point(value);
    if point >= 0 {
        scale.multiply_by_power_of_ten(point as usize);
    } else {
        let power = -point as usize;
        rest.multiply_by_power_of_ten(power);
        plus.multiply_by_power_of_ten(power);
        minus.multiply_by_power_of_ten(power);
    }
    let reaches = |rest: &Big, plus: &Big, scale: &Big| {
        let mut sum = rest.clone();
        sum.add(plus);
        match sum.compare(scale) {
            Ordering::Greater => true,
            Ordering::Equal => inclusive,
            Ordering::Less => false,
        }
    };
    if reaches(&rest, &plus, &scale) {
        point += 1;
        scale.multiply_add(10, 0);
    }
    let multiples = multiples_of(scale);
    let mut length = 0;
    loop {
        rest.multiply_add(10, 0);
        plus.multiply_add(10, 0);
        minus.multiply_add(10, 0);
        let digit = next_digit(&mut rest, &multiples);
        buffer[length] = b'0' + digit;
        length += 1;
        let low = match rest.compare(&minus) {
            Ordering::Less => true,
            Ordering::Equal => inclusive,
            Ordering::Greater => false,
        };
        let high = reaches(&rest, &plus, &multiples[0]);
        if low || high {
            if high && low {
                rest.shift_left(1);
            }
            let is_nearer = match rest.compare(&multiples[0]) {
                Ordering::Greater => true,
                Ordering::Equal => round_up(digit as u64),
                Ordering::Less => false,
            };
            if high && (!low || is_nearer) {
                if add_one(buffer, &mut length) {
                    point += 1;
                }
            }
            break;
        }
    }
    // A first digit of zero is there only when the number rounds up to a power of ten.
    Decimal { length, point }
}

/// Digits down to `10^-precision`, rounded half to even.
pub fn exact_fixed(value: &Decoded, precision: usize, buffer: &mut [u8]) -> Decimal {
    if value.mantissa == 0 {
        return ZERO;
    }
    if value.exponent <= 0 && precision <= 22 {
        let product = value.mantissa as u128 * 10u128.pow(precision as u32);
        let bits = -value.exponent as u32;
        let rounded = if bits >= 128 {
            0
        } else if bits == 0 {
            product
        } else {
            let quotient = product >> bits;
            let rest = product & ((1u128 << bits) - 1);
            let half = 1u128 << (bits - 1);
            quotient + (rest > half || (rest == half && quotient & 1 == 1)) as u128
        };
        const GROUP: u128 = 10_000_000_000_000_000_000;
        let length = if rounded < GROUP {
            write_integer(rounded as u64, buffer)
        } else {
            let high = write_integer((rounded / GROUP) as u64, buffer);
            let mut low = (rounded % GROUP) as u64;
            let mut position = high + 19;
            while position > high {
                position -= 1;
                buffer[position] = b'0' + (low % 10) as u8;
                low /= 10;
            }
            high + 19
        };
        return Decimal { length, point: length as i32 - precision as i32 };
    }
    exact_big(value, buffer, |point| point as i64 + precision as i64)
}

/// `count` digits, rounded half to even.
pub fn exact_scientific(value: &Decoded, count: usize, buffer: &mut [u8]) -> Decimal {
    if value.mantissa == 0 {
        return ZERO;
    }
    exact_big(value, buffer, |_point| count as i64)
}

/// As many digits as `wanted` says once the place of the decimal point is known.
fn exact_big(value: &Decoded, buffer: &mut [u8], wanted: impl Fn(i32) -> i64) -> Decimal {
    let mut rest = Big::from_u64(value.mantissa);
    let mut scale = Big::from_u64(1);
    if value.exponent >= 0 {
        rest.shift_left(value.exponent as usize);
    } else {
        scale.shift_left(-value.exponent as usize);
    }
    let mut point = estimate_point(value);
    if point >= 0 {
        scale.multiply_by_power_of_ten(point as usize);
    } else {
        rest.multiply_by_power_of_ten(-point as usize);
    }
    if rest.compare(&scale) != Ordering::Less {
        point += 1;
        scale.multiply_add(10, 0);
    }
    let count = wanted(point);
    if count < 0 {
        return ZERO;
    }
    let multiples = multiples_of(scale);
    let mut length = 0;
    while (length as i64) < count && length < buffer.len() - 1 {
        if rest.is_zero() {
            return Decimal { length, point };
        }
        rest.multiply_add(10, 0);
        buffer[length] = b'0' + next_digit(&mut rest, &multiples);
        length += 1;
    }
    rest.shift_left(1);
    let up = match rest.compare(&multiples[0]) {
        Ordering::Greater => true,
        Ordering::Equal => length > 0 && buffer[length - 1] & 1 == 1,
        Ordering::Less => false,
    };
    if up && add_one(buffer, &mut length) {
        point += 1;
    }
    if length == 0 {
        return ZERO;
    }
    Decimal { length, point }
}
