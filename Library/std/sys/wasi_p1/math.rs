//! The C library's mathematics.
//!
//! Results are computed with pairs of doubles and rounded once: nearly always the nearest number. Functions
//! of f32 are those of f64, rounded.

use super::math_constants::*;
use super::math_pairs::*;

#[no_mangle]
extern "C" fn sin(x: f64) -> f64 {
    if !x.is_finite() { x - x } else if x.abs() < 1e-8 { x } else { circle(x).0.value() }
}
#[no_mangle]
extern "C" fn cos(x: f64) -> f64 {
    if !x.is_finite() { x - x } else { circle(x).1.value() }
}
#[no_mangle]
extern "C" fn tan(x: f64) -> f64 {
    if !x.is_finite() {
        return x - x;
    }
    if x.abs() < 1e-8 {
        return x;
    }
    let (sine, cosine) = circle(x);
    sine.div(cosine).value()
}

#[no_mangle]
extern "C" fn atan(x: f64) -> f64 {
    if x != x || x.abs() < 1e-8 {
        return x;
    }
    let size = x.abs();
    let result = if size > 1e300 { half_pi().value() } else { angle(Double::new(size), Double::new(1.0)).value() };
    result.copysign(x)
}
#[no_mangle]
extern "C" fn atan2(y: f64, x: f64) -> f64 {
    if x != x || y != y {
        return x + y;
    }
    let (a, b) = (y.abs(), x.abs());
    let first = if a == 0.0 {
        Double::new(0.0)
    } else if b == 0.0 {
        half_pi()
    } else if b.is_infinite() {
        if a.is_infinite() { half_pi().scaled(0.5) } else { Double::new(0.0) }
    } else if a.is_infinite() {
        half_pi()
    } else {
        // Near one, so that products neither overflow nor vanish.
        let exponent = ((if a > b { a } else { b }).to_bits() >> 52) as i32 - 1023;
        let exponent = if exponent < -1022 { -1022 } else if exponent > 1021 { 1021 } else { exponent };
        let factor = power_of_two(-exponent);
        let (a, b) = (a * factor, b * factor);
        if a < 1e-290 {
            if x.is_sign_positive() {
                return (y.abs() / x.abs()).copysign(y);
            }
            Double::new(0.0)
        } else if b < 1e-290 {
            half_pi()
        } else {
            angle(Double::new(a), Double::new(b))
        }
    };
    let result = if x.is_sign_negative() { half_pi().scaled(2.0).sub(first) } else { first };
    result.value().copysign(y)
}
#[no_mangle]
extern "C" fn asin(x: f64) -> f64 {
    let size = x.abs();
    if !(size <= 1.0) {
        return (x - x) / (x - x);
    }
    if size < 1e-8 {
        return x;
    }
    let other = two_sum(1.0, -size).mul(two_sum(1.0, size)).sqrt();
    angle(Double::new(size), other).value().copysign(x)
}
#[no_mangle]
extern "C" fn acos(x: f64) -> f64 {
    let size = x.abs();
    if !(size <= 1.0) {
        return (x - x) / (x - x);
    }
    if size == 1.0 {
        return if x > 0.0 { 0.0 } else { half_pi().scaled(2.0).value() };
    }
    let other = two_sum(1.0, -size).mul(two_sum(1.0, size)).sqrt();
    let first = angle(other, Double::new(size));
    if x < 0.0 { half_pi().scaled(2.0).sub(first).value() } else { first.value() }
}

#[no_mangle]
extern "C" fn exp(x: f64) -> f64 {
    if x != x {
        return x;
    }
    if x > 709.8 {
        return f64::INFINITY;
    }
    if x < -745.2 {
        return 0.0;
    }
    let (e, n) = exp_pair(Double::new(x));
    scale(e, n)
}
#[no_mangle]
extern "C" fn exp2(x: f64) -> f64 {
    if x != x {
        return x;
    }
    if x >= 1024.0 {
        return f64::INFINITY;
    }
    if x < -1075.0 {
        return 0.0;
    }
    let whole = x.round_ties_even();
    let (e, n) = exp_pair(LN2_PAIR.times(x - whole));
    scale(e, n + whole as i32)
}
#[no_mangle]
extern "C" fn expm1(x: f64) -> f64 {
    if x != x {
        return x;
    }
    if x.abs() < 1e-8 {
        return x + x * x * 0.5;
    }
    if x > 709.8 {
        return f64::INFINITY;
    }
    if x < -50.0 {
        return -1.0;
    }
    let (e, n) = exp_pair(Double::new(x));
    if n > 110 { scale(e, n) } else { e.scaled(power_of_two(n)).sub(Double::new(1.0)).value() }
}
/// Zero, infinite, negative and undefined arguments of logarithms.
fn special_log(x: f64) -> Option<f64> {
    if x == 0.0 {
        Some(f64::NEG_INFINITY)
    } else if !(x > 0.0) {
        Some((x - x) / (x - x))
    } else if x == f64::INFINITY {
        Some(x)
    } else {
        None
    }
}
#[no_mangle]
extern "C" fn log(x: f64) -> f64 {
    match special_log(x) {
        Some(result) => result,
        None => log_pair(Double::new(x)).value(),
    }
}
#[no_mangle]
extern "C" fn log2(x: f64) -> f64 {
    match special_log(x) {
        Some(result) => result,
        None => log_pair(Double::new(x)).mul(INVERSE_LN2).value(),
    }
}
#[no_mangle]
extern "C" fn log10(x: f64) -> f64 {
    match special_log(x) {
        Some(result) => result,
        None => log_pair(Double::new(x)).mul(INVERSE_LN10).value(),
    }
}
#[no_mangle]
extern "C" fn log1p(x: f64) -> f64 {
    if x.abs() < 1e-8 {
        return x - x * x * 0.5;
    }
    match special_log(1.0 + x) {
        Some(result) => result,
        None => log_pair(two_sum(1.0, x)).value(),
    }
}

/// Whether a number is an odd integer, or any integer.
fn parity(y: f64) -> (bool, bool) {
    let is_integer = y.trunc() == y;
    (is_integer && y.abs() < 9007199254740992.0 && y as i64 & 1 == 1, is_integer)
}

#[no_mangle]
extern "C" fn pow(x: f64, y: f64) -> f64 {
    if y == 0.0 || x == 1.0 {
        return 1.0;
    }
    if x != x || y != y {
        return x + y;
    }
    let (is_odd, is_integer) = parity(y);
    let size = x.abs();
    let sign = if x.is_sign_negative() && is_odd { -1.0 } else { 1.0 };
    if y.is_infinite() {
        return if size == 1.0 {
            1.0
        } else if (size > 1.0) == (y > 0.0) {
            f64::INFINITY
        } else {
            0.0
        };
    }
    if size == 0.0 {
        return if y > 0.0 { 0.0 * sign } else { f64::INFINITY * sign };
    }
    if size.is_infinite() {
        return if y > 0.0 { f64::INFINITY * sign } else { 0.0 * sign };
    }
    if x < 0.0 && !is_integer {
        return (x - x) / (x - x);
    }
    let estimate = y * size.ln();
    if estimate > 710.0 {
        return f64::INFINITY * sign;
    }
    if estimate < -746.0 {
        return 0.0 * sign;
    }
    let (e, n) = exp_pair(log_pair(Double::new(size)).mul(Double::new(y)));
    scale(e, n) * sign
}

/// e^x and e^-x, for x from 1e-8 to 711, halved.
fn halves(x: f64) -> (Double, Double) {
    let (e, n) = exp_pair(Double::new(x));
    // Halved twice, for the largest.
    let e = e.scaled(power_of_two(n - 2));
    let inverse = if n > 200 { Double::new(0.0) } else { Double::new(0.0625).div(e) };
    (e, inverse)
}
#[no_mangle]
extern "C" fn sinh(x: f64) -> f64 {
    let size = x.abs();
    if !(size >= 1e-8) {
        return x;
    }
    if size > 711.0 {
        return f64::INFINITY.copysign(x);
    }
    let (e, inverse) = halves(size);
    (e.sub(inverse).value() * 2.0).copysign(x)
}
#[no_mangle]
extern "C" fn cosh(x: f64) -> f64 {
    let size = x.abs();
    if !(size >= 1e-8) {
        return if x != x { x } else { 1.0 };
    }
    if size > 711.0 {
        return f64::INFINITY;
    }
    let (e, inverse) = halves(size);
    e.add(inverse).value() * 2.0
}
#[no_mangle]
extern "C" fn tanh(x: f64) -> f64 {
    let size = x.abs();
    if !(size >= 1e-8) {
        return x;
    }
    if size > 25.0 {
        return 1.0f64.copysign(x);
    }
    let (e, inverse) = halves(size);
    e.sub(inverse).div(e.add(inverse)).value().copysign(x)
}
#[no_mangle]
extern "C" fn cbrt(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let size = x.abs();
    let third = log_pair(Double::new(size)).div(Double::new(3.0));
    let (e, n) = exp_pair(third);
    scale(e, n).copysign(x)
}
#[no_mangle]
extern "C" fn hypot(x: f64, y: f64) -> f64 {
    let (a, b) = (x.abs(), y.abs());
    if a.is_infinite() || b.is_infinite() {
        return f64::INFINITY;
    }
    let (large, small) = if a > b { (a, b) } else { (b, a) };
    if !(large > 0.0) || small == 0.0 {
        return large + small;
    }
    let factor = if large > 1e150 { power_of_two(-600) } else if large < 1e-150 { power_of_two(600) } else { 1.0 };
    let (large, small) = (large * factor, small * factor);
    two_product(large, large).add(two_product(small, small)).sqrt().value() / factor
}

/// Exactly: the mantissas' remainder, shifted bit by bit.
#[no_mangle]
extern "C" fn fmod(x: f64, y: f64) -> f64 {
    let (a, b) = (x.abs(), y.abs());
    if !(b > 0.0) || !x.is_finite() {
        return (x * y) / (x * y);
    }
    if a < b {
        return x;
    }
    fn parts(x: f64) -> (u64, i32) {
        let bits = x.to_bits();
        let exponent = (bits >> 52) as i32;
        let fraction = bits & 0xF_FFFF_FFFF_FFFF;
        if exponent == 0 { (fraction, -1074) } else { (fraction | 1 << 52, exponent - 1075) }
    }
    let (mut rest, mut exponent) = parts(a);
    let (mut divisor, divisor_exponent) = parts(b);
    // Both exponents become equal: a subnormal divisor is shifted with the dividend.
    if exponent < divisor_exponent {
        divisor <<= divisor_exponent - exponent;
    }
    while exponent > divisor_exponent {
        let step = if exponent - divisor_exponent > 11 { 11 } else { exponent - divisor_exponent };
        rest = (rest % divisor) << step;
        exponent -= step;
    }
    rest %= divisor;
    // An integer times a power of two that it began with: exact.
    let result = rest as f64;
    let result = if exponent < -1022 {
        result * power_of_two(-1022) * power_of_two(exponent + 1022)
    } else if exponent > 0 {
        result * power_of_two(exponent)
    } else {
        result * power_of_two(exponent)
    };
    result.copysign(x)
}

/// Halves away from zero.
#[no_mangle]
extern "C" fn round(x: f64) -> f64 {
    let whole = x.trunc();
    if (x - whole).abs() >= 0.5 { whole + 1.0f64.copysign(x) } else { whole.copysign(x) }
}
#[no_mangle]
extern "C" fn fmin(x: f64, y: f64) -> f64 {
    if y != y || x < y { x } else { y }
}
#[no_mangle]
extern "C" fn fmax(x: f64, y: f64) -> f64 {
    if y != y || x > y { x } else { y }
}
#[no_mangle]
extern "C" fn __powidf2(x: f64, n: i32) -> f64 {
    let mut power = n.unsigned_abs();
    let mut factor = x;
    let mut result = 1.0;
    loop {
        if power & 1 == 1 {
            result *= factor;
        }
        power >>= 1;
        if power == 0 {
            return if n < 0 { 1.0 / result } else { result };
        }
        factor *= factor;
    }
}
#[no_mangle]
extern "C" fn __powisf2(x: f32, n: i32) -> f32 {
    let mut power = n.unsigned_abs();
    let mut factor = x;
    let mut result = 1.0;
    loop {
        if power & 1 == 1 {
            result *= factor;
        }
        power >>= 1;
        if power == 0 {
            return if n < 0 { 1.0 / result } else { result };
        }
        factor *= factor;
    }
}
/// The sum is rounded to odd, then to its place.
#[no_mangle]
extern "C" fn fma(x: f64, y: f64, z: f64) -> f64 {
    let product = x * y;
    if !product.is_finite() || !z.is_finite() || product == 0.0 || product.abs() < 1e-250 || product.abs() > 1e290 {
        return product + z;
    }
    let product = two_product(x, y);
    let sum = two_sum(product.high, z);
    let rest = two_sum(product.low, sum.low);
    let mut low = rest.high;
    if rest.low != 0.0 && low.to_bits() & 1 == 0 {
        let up = (rest.low > 0.0) == (low > 0.0);
        low = f64::from_bits(if up { low.to_bits() + 1 } else { low.to_bits() - 1 });
    }
    sum.high + low
}
#[no_mangle]
extern "C" fn fmaf(x: f32, y: f32, z: f32) -> f32 {
    let product = x as f64 * y as f64;
    let sum = two_sum(product, z as f64);
    let mut high = sum.high;
    if sum.low != 0.0 && high.to_bits() & 1 == 0 {
        let up = (sum.low > 0.0) == (high > 0.0);
        high = f64::from_bits(if up { high.to_bits() + 1 } else { high.to_bits() - 1 });
    }
    high as f32
}

macro_rules! single {
    ($($name:ident $double:ident;)*) => { $(
        #[no_mangle]
        extern "C" fn $name(x: f32) -> f32 {
            $double(x as f64) as f32
        }
    )* };
}
single! {
    sinf sin; cosf cos; tanf tan; asinf asin; acosf acos; atanf atan; expf exp; exp2f exp2; expm1f expm1; logf log;
    log2f log2; log10f log10; log1pf log1p; sinhf sinh; coshf cosh; tanhf tanh; cbrtf cbrt; roundf round;
}
macro_rules! single_pair {
    ($($name:ident $double:ident;)*) => { $(
        #[no_mangle]
        extern "C" fn $name(x: f32, y: f32) -> f32 {
            $double(x as f64, y as f64) as f32
        }
    )* };
}
single_pair! { atan2f atan2; powf pow; hypotf hypot; fmodf fmod; fminf fmin; fmaxf fmax; }
