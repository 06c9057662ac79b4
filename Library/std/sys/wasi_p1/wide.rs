//! 128-bit arithmetic that no instruction does: division, products with overflow, conversions.

/// Quotient and remainder; the divisor is not zero.
fn divide(x: u128, y: u128) -> (u128, u128) {
    let (x_high, y_high) = ((x >> 64) as u64, (y >> 64) as u64);
    let (x_low, y_low) = (x as u64, y as u64);
    if y_high == 0 {
        if x_high == 0 {
            return ((x_low / y_low) as u128, (x_low % y_low) as u128);
        }
        // Digit by digit of 64 bits.
        let upper = x_high / y_low;
        let (lower, rest) = divide_step(x_high % y_low, x_low, y_low);
        return ((upper as u128) << 64 | lower as u128, rest as u128);
    }
    if x < y {
        return (0, x);
    }
    // The quotient has less than 64 bits: shift and subtract.
    let shift = y_high.leading_zeros() - x_high.leading_zeros();
    let mut divisor = y << shift;
    let mut rest = x;
    let mut quotient = 0u64;
    let mut step = 0;
    while step <= shift {
        quotient <<= 1;
        if rest >= divisor {
            rest = rest.wrapping_sub(divisor);
            quotient |= 1;
        }
        divisor >>= 1;
        step += 1;
    }
    (quotient as u128, rest)
}

/// Two words by one, the upper less than the divisor (Knuth, algorithm D with digits of 32 bits).
fn divide_step(high: u64, low: u64, divisor: u64) -> (u64, u64) {
    let shift = divisor.leading_zeros();
    let divisor = divisor << shift;
    let (d1, d0) = (divisor >> 32, divisor & 0xFFFF_FFFF);
    let mut rest = if shift == 0 { high } else { high << shift | low >> (64 - shift) };
    let low = low << shift;
    let mut quotient = 0u64;
    let mut index = 0;
    while index < 2 {
        let next = if index == 0 { low >> 32 } else { low & 0xFFFF_FFFF };
        let mut digit = rest / d1;
        let mut remainder = rest % d1;
        while digit >> 32 != 0 || digit.wrapping_mul(d0) > (remainder << 32 | next) {
            digit -= 1;
            remainder += d1;
            if remainder >> 32 != 0 {
                break;
            }
        }
        rest = (rest << 32 | next).wrapping_sub(digit.wrapping_mul(divisor));
        quotient = quotient << 32 | digit;
        index += 1;
    }
    (quotient, rest >> shift)
}

fn magnitude(x: i128) -> u128 {
    if x < 0 { (x as u128).wrapping_neg() } else { x as u128 }
}

#[no_mangle]
extern "C" fn __udivti3(x: u128, y: u128) -> u128 {
    divide(x, y).0
}

#[no_mangle]
extern "C" fn __umodti3(x: u128, y: u128) -> u128 {
    divide(x, y).1
}

#[no_mangle]
extern "C" fn __divti3(x: i128, y: i128) -> i128 {
    let quotient = divide(magnitude(x), magnitude(y)).0;
    if (x < 0) != (y < 0) { quotient.wrapping_neg() as i128 } else { quotient as i128 }
}

#[no_mangle]
extern "C" fn __modti3(x: i128, y: i128) -> i128 {
    let rest = divide(magnitude(x), magnitude(y)).1;
    if x < 0 { rest.wrapping_neg() as i128 } else { rest as i128 }
}

/// The product modulo 2^128 and whether it was larger.
fn multiply(x: u128, y: u128) -> (u128, bool) {
    let (x_high, y_high) = ((x >> 64) as u64, (y >> 64) as u64);
    let low = (x as u64 as u128).wrapping_mul(y as u64 as u128);
    let first = (x_high as u128).wrapping_mul(y as u64 as u128);
    let second = (y_high as u128).wrapping_mul(x as u64 as u128);
    let cross = first.wrapping_add(second);
    let product = low.wrapping_add(cross << 64);
    let overflow = x_high != 0 && y_high != 0 || cross < first || cross >> 64 != 0 || product < low;
    (product, overflow)
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_mulo_u128(x_low: u64, x_high: u64, y_low: u64, y_high: u64, result: *mut u128) -> u8 {
    let (product, overflow) = multiply((x_high as u128) << 64 | x_low as u128, (y_high as u128) << 64 | y_low as u128);
    // SAFETY: the caller says that there is room for the result.
    unsafe { *result = product };
    overflow as u8
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_mulo_i128(x_low: u64, x_high: u64, y_low: u64, y_high: u64, result: *mut i128) -> u8 {
    let x = ((x_high as u128) << 64 | x_low as u128) as i128;
    let y = ((y_high as u128) << 64 | y_low as u128) as i128;
    let (product, overflow) = multiply(magnitude(x), magnitude(y));
    let is_negative = (x < 0) != (y < 0);
    let limit = if is_negative { 1u128 << 127 } else { (1u128 << 127).wrapping_sub(1) };
    // SAFETY: the caller says that there is room for the result.
    unsafe { *result = if is_negative { product.wrapping_neg() as i128 } else { product as i128 } };
    (overflow || product > limit) as u8
}

/// Rounds to the nearest number, ties to even, with so many bits of precision.
fn to_float(x: u128, precision: u32) -> (u64, i32) {
    let bits = 128 - x.leading_zeros();
    if bits <= precision {
        return (x as u64, 0);
    }
    let shift = bits - precision;
    let mut kept = (x >> shift) as u64;
    let rest = x & (1u128 << shift).wrapping_sub(1);
    let half = 1u128 << (shift - 1);
    if rest > half || rest == half && kept & 1 == 1 {
        kept += 1;
    }
    (kept, shift as i32)
}

fn power_of_two_64(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

#[no_mangle]
extern "C" fn __floatuntidf(x: u128) -> f64 {
    let (kept, exponent) = to_float(x, 53);
    kept as f64 * power_of_two_64(exponent)
}

#[no_mangle]
extern "C" fn __floattidf(x: i128) -> f64 {
    let value = __floatuntidf(magnitude(x));
    if x < 0 { -value } else { value }
}

#[no_mangle]
extern "C" fn __floatuntisf(x: u128) -> f32 {
    let (kept, exponent) = to_float(x, 24);
    // Exact in a double; what is beyond the range of a float becomes infinite in the end.
    (kept as f64 * power_of_two_64(exponent)) as f32
}

#[no_mangle]
extern "C" fn __floattisf(x: i128) -> f32 {
    let value = __floatuntisf(magnitude(x));
    if x < 0 { -value } else { value }
}

/// The integer part of the magnitude; saturated.
fn from_float(value: f64) -> u128 {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7FF) as i32 - 1075;
    let fraction = bits & (1 << 52) - 1 | 1 << 52;
    if exponent >= 76 {
        u128::MAX
    } else if exponent >= 0 {
        (fraction as u128) << exponent
    } else if exponent > -53 {
        (fraction >> -exponent) as u128
    } else {
        0
    }
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_f64_to_u128(value: f64, result: *mut u128) {
    // SAFETY: the caller says that there is room for the result.
    unsafe { *result = if value > 0.0 { from_float(value) } else { 0 } };
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_f64_to_i128(value: f64, result: *mut i128) {
    let limit = 1u128 << 127;
    let size = from_float(value);
    let integer = if value != value {
        0
    } else if value < 0.0 {
        if size >= limit { i128::MIN } else { (size as i128).wrapping_neg() }
    } else if size >= limit {
        i128::MAX
    } else {
        size as i128
    };
    // SAFETY: the caller says that there is room for the result.
    unsafe { *result = integer };
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_f32_to_u128(value: f32, result: *mut u128) {
    // SAFETY: the caller says that there is room for the result.
    unsafe { poly_f64_to_u128(value as f64, result) };
}

#[no_mangle]
// SAFETY: for the compiler alone: there is room for the result.
unsafe extern "C" fn poly_f32_to_i128(value: f32, result: *mut i128) {
    // SAFETY: the caller says that there is room for the result.
    unsafe { poly_f64_to_i128(value as f64, result) };
}
