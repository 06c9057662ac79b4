//! Decimal digits of binary floating-point numbers: the shortest that read back as the same
//! number (Steele and White, Dragon4), and exact ones rounded half to even. Numbers of everyday
//! size are done in 128-bit integers, the rest with big integers.

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

/// `0.d1d2d3… * 10^point`, with `length` digits in a buffer. Zero has no digits.
pub struct Decimal {
    pub length: usize,
    pub point: i32,
}

const ZERO: Decimal = Decimal { length: 0, point: 0 };

/// The shortest digits that identify the number.
pub fn shortest(value: &Decoded, buffer: &mut [u8]) -> Decimal {
    if value.mantissa == 0 {
        ZERO
    } else if value.exponent <= 0 && value.exponent >= -120 {
        shortest_small(value, buffer)
    } else {
        shortest_big(value, buffer)
    }
}

/// Adds one in the last place; gives whether the digits became `1` followed by nothing.
fn round_up(buffer: &mut [u8], length: &mut usize) -> bool {
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

fn shortest_small(value: &Decoded, buffer: &mut [u8]) -> Decimal {
    let inclusive = value.mantissa & 1 == 0;
    let bits = (2 - value.exponent) as u32;
    let scaled = (value.mantissa as u128) << 2;
    let one = 1u128 << bits;
    let mut rest = scaled & (one - 1);
    let mut plus: u128 = 2;
    let mut minus: u128 = if value.narrow_below { 1 } else { 2 };

    // The integer part is exact: the neighbours are at most one apart.
    let integer = (scaled >> bits) as u64;
    let mut length = write_integer(integer, buffer);
    let mut point = length as i32;
    if rest == 0 {
        while length > 0 && buffer[length - 1] == b'0' {
            length -= 1;
        }
        return Decimal { length, point };
    }
    loop {
        rest *= 10;
        plus *= 10;
        minus *= 10;
        let digit = (rest >> bits) as u8;
        rest &= one - 1;
        let low = if inclusive { rest <= minus } else { rest < minus };
        let high = if inclusive { rest + plus >= one } else { rest + plus > one };
        if length > 0 || digit != 0 || low || high {
            buffer[length] = b'0' + digit;
            length += 1;
        } else {
            point -= 1;
        }
        if low || high {
            if high && (!low || rest << 1 >= one) {
                if digit < 9 {
                    buffer[length - 1] += 1;
                } else if round_up(buffer, &mut length) {
                    point += 1;
                }
            }
            return Decimal { length, point };
        }
    }
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
fn multiples_of(number: Big) -> [Big; 4] {
    let mut two = number.clone();
    two.shift_left(1);
    let mut four = two.clone();
    four.shift_left(1);
    let mut eight = four.clone();
    eight.shift_left(1);
    [number, two, four, eight]
}

fn shortest_big(value: &Decoded, buffer: &mut [u8]) -> Decimal {
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
            if high && (!low || rest.compare(&multiples[0]) != Ordering::Less) {
                if round_up(buffer, &mut length) {
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
    if up && round_up(buffer, &mut length) {
        point += 1;
    }
    if length == 0 {
        return ZERO;
    }
    Decimal { length, point }
}
