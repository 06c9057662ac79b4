//! Pairs of doubles, some 100 bits, and the functions that the others are made of.

use super::math_constants::*;

/// A sum of two numbers, the second below half a unit of the first.
#[derive(Clone, Copy)]
pub(super) struct Double {
    pub high: f64,
    pub low: f64,
}

pub(super) fn two_sum(a: f64, b: f64) -> Double {
    let sum = a + b;
    let part = sum - a;
    Double { high: sum, low: (a - (sum - part)) + (b - part) }
}

pub(super) fn quick_sum(a: f64, b: f64) -> Double {
    let sum = a + b;
    Double { high: sum, low: b - (sum - a) }
}

/// Two halves of 26 bits.
pub(super) fn split(a: f64) -> (f64, f64) {
    let c = 134217729.0 * a;
    let high = c - (c - a);
    (high, a - high)
}

pub(super) fn two_product(a: f64, b: f64) -> Double {
    let product = a * b;
    let (ah, al) = split(a);
    let (bh, bl) = split(b);
    Double { high: product, low: ((ah * bh - product) + ah * bl + al * bh) + al * bl }
}

impl Double {
    pub(crate) fn new(x: f64) -> Double {
        Double { high: x, low: 0.0 }
    }
    pub(crate) fn add(self, other: Double) -> Double {
        let s = two_sum(self.high, other.high);
        let t = two_sum(self.low, other.low);
        let s = quick_sum(s.high, s.low + t.high);
        quick_sum(s.high, s.low + t.low)
    }
    pub(crate) fn negated(self) -> Double {
        Double { high: -self.high, low: -self.low }
    }
    pub(crate) fn sub(self, other: Double) -> Double {
        self.add(other.negated())
    }
    pub(crate) fn mul(self, other: Double) -> Double {
        let p = two_product(self.high, other.high);
        quick_sum(p.high, p.low + (self.high * other.low + self.low * other.high))
    }
    pub(crate) fn times(self, factor: f64) -> Double {
        let p = two_product(self.high, factor);
        quick_sum(p.high, p.low + self.low * factor)
    }
    pub(crate) fn div(self, other: Double) -> Double {
        let first = self.high / other.high;
        let rest = self.sub(other.times(first));
        let second = rest.high / other.high;
        let rest = rest.sub(other.times(second));
        let third = rest.high / other.high;
        quick_sum(first, second).add(Double::new(third))
    }
    /// By a power of two, without rounding.
    pub(crate) fn scaled(self, factor: f64) -> Double {
        Double { high: self.high * factor, low: self.low * factor }
    }
    pub(crate) fn sqrt(self) -> Double {
        if self.high <= 0.0 {
            return Double::new(0.0);
        }
        let root = self.high.sqrt();
        let rest = self.sub(two_product(root, root));
        quick_sum(root, rest.high / (2.0 * root))
    }
    pub(crate) fn value(self) -> f64 {
        self.high + self.low
    }
}

/// 2^n for normal results.
pub(super) fn power_of_two(n: i32) -> f64 {
    f64::from_bits(((n + 1023) as u64) << 52)
}

/// x * 2^n, rounded once.
pub(super) fn scale(x: Double, n: i32) -> f64 {
    if n > 1023 {
        return x.value() * power_of_two(1023) * power_of_two(if n - 1023 > 1023 { 1023 } else { n - 1023 });
    }
    if n >= -960 {
        return x.value() * power_of_two(n);
    }
    // Subnormal results: the sum is rounded where their last bit is.
    let lift = if n < -1100 { -1100 } else { n };
    let unit = power_of_two(-960);
    let rest = lift + 960;
    let shifted = Double { high: x.high * power_of_two(rest), low: x.low * power_of_two(rest) };
    let magic = 6755399441055744.0 * power_of_two(-1074 + 960);
    let sum = two_sum(magic, shifted.high);
    let rounded = (sum.high + (sum.low + shifted.low)) - magic;
    if shifted.high.abs() < power_of_two(-1022 + 960) { rounded * unit } else { shifted.value() * unit }
}

/// e^x as a pair and a power of two.
pub(super) fn exp_pair(x: Double) -> (Double, i32) {
    let n = (x.high * INVERSE_LN2.high).round_ties_even();
    let first = two_sum(x.high, -(n * LN2[0]));
    let r = first
        .add(Double::new(x.low))
        .sub(two_product(n, LN2[1]))
        .sub(Double::new(n * LN2[2]))
        .scaled(1.0 / 256.0);
    let mut sum = INVERSE_FACTORIALS[10];
    let mut index = 10;
    while index > 1 {
        index -= 1;
        sum = sum.mul(r).add(INVERSE_FACTORIALS[index]);
    }
    // e^r - 1, doubled eight times: (1 + s)^2 - 1 = 2 s + s^2.
    let mut s = sum.mul(r);
    let mut step = 0;
    while step < 8 {
        s = s.scaled(2.0).add(s.mul(s));
        step += 1;
    }
    (s.add(Double::new(1.0)), n as i32)
}

/// The logarithm of a positive pair.
pub(super) fn log_pair(x: Double) -> Double {
    let mut bits = x.high.to_bits();
    let mut shift = 0;
    if bits >> 52 == 0 {
        bits = (x.high * power_of_two(54)).to_bits();
        shift = -54;
    }
    let mut n = (bits >> 52) as i32 - 1023 + shift;
    if bits & 0xF_FFFF_FFFF_FFFF > 0x6_A09E_667F_3BCC {
        n += 1;
    }
    let half = n / 2;
    let m = x.scaled(power_of_two(-half)).scaled(power_of_two(half - n));
    let s = (m.high - 1.0) / (m.high + 1.0);
    let square = s * s;
    let mut sum = 0.0;
    let mut k = 23;
    while k > 0 {
        sum = sum * square + 1.0 / k as f64;
        k -= 2;
    }
    let guess = 2.0 * s * sum;
    let (e, k) = exp_pair(Double::new(-guess));
    let error = e.scaled(power_of_two(k)).mul(m).sub(Double::new(1.0));
    let correction = error.sub(error.mul(error).scaled(0.5));
    two_sum(guess, 0.0)
        .add(correction)
        .add(two_product(n as f64, LN2[1]).add(Double::new(n as f64 * LN2[2])).add(Double::new(n as f64 * LN2[0])))
}

/// The rest of x modulo pi/2 and the quadrant.
pub(super) fn reduce(x: f64) -> (Double, u32) {
    let size = x.abs();
    if size < 1048576.0 {
        let n = (x * 0.6366197723675814).round_ties_even();
        let r = two_sum(x, -(n * HALF_PI[0]));
        let r = r.add(Double::new(-(n * HALF_PI[1]))).sub(two_product(n, HALF_PI[2])).sub(Double::new(n * HALF_PI[3]));
        return (r, n as i32 as u32 & 3);
    }
    // x = m * 2^e with an integer m: the product with 2/pi modulo 4, exactly.
    let bits = size.to_bits();
    let e = (bits >> 52) as i32 - 1075;
    let m = bits & 0xF_FFFF_FFFF_FFFF | 0x10_0000_0000_0000;
    // Bits of 2/pi worth more than 2^(2 - e) only make multiples of 4.
    let skip = if e > 2 { (e - 2) as usize } else { 0 };
    let mut words = [0u64; 4];
    let mut index = 0;
    while index < 4 {
        let start = skip + index * 64;
        let (word, bit) = (start / 64, start % 64);
        let at = |word: usize| if word < 20 { TWO_OVER_PI[word] } else { 0 };
        words[index] = if bit == 0 { at(word) } else { at(word) << bit | at(word + 1) >> (64 - bit) };
        index += 1;
    }
    // m * words, of which the lowest word is below all that counts; 320 bits.
    let mut product = [0u64; 4];
    let mut carry = 0u64;
    let mut index = 4;
    while index > 0 {
        index -= 1;
        let wide = m as u128 * words[index] as u128 + carry as u128;
        product[index] = wide as u64;
        carry = (wide >> 64) as u64;
    }
    // The first bit of `words` is worth 2^(-skip - 1); times 2^e the integer part ends `places` bits before it.
    let places = e - skip as i32;
    // From -32 up to 2: the fraction begins so many bits behind the word of the carry.
    let (whole, mut fraction) = if places > 0 {
        let top = (carry as u128) << 64 | product[0] as u128;
        let whole = (top >> (64 - places as u32)) as u64;
        let next = product[0] << places as u32 | product[1] >> (64 - places as u32);
        let last = product[1] << places as u32 | product[2] >> (64 - places as u32);
        (whole, (next, last))
    } else if places < 0 {
        let back = -places as u32;
        let next = carry << (64 - back) | product[0] >> back;
        let last = product[0] << (64 - back) | product[1] >> back;
        (carry >> back, (next, last))
    } else {
        (carry, (product[0], product[1]))
    };
    let mut quadrant = whole as u32;
    let mut is_negative = false;
    if fraction.0 >> 63 == 1 {
        quadrant = quadrant.wrapping_add(1);
        is_negative = true;
        let wide = ((fraction.0 as u128) << 64 | fraction.1 as u128).wrapping_neg();
        fraction = ((wide >> 64) as u64, wide as u64);
    }
    let wide = (fraction.0 as u128) << 64 | fraction.1 as u128;
    let zeros = wide.leading_zeros();
    let normal = if zeros < 128 { wide << zeros } else { 0 };
    let high = (normal >> 75) as u64 as f64;
    let low = (normal >> 22 & 0x1F_FFFF_FFFF_FFFF) as u64 as f64 * power_of_two(-53);
    let value = quick_sum(high, low).scaled(power_of_two(-53)).scaled(power_of_two(-(zeros as i32)));
    let half_pi = two_sum(HALF_PI[0] + HALF_PI[1], HALF_PI[2]);
    let mut rest = value.mul(half_pi);
    if is_negative != (x < 0.0) {
        rest = rest.negated();
    }
    if x < 0.0 {
        quadrant = quadrant.wrapping_neg();
    }
    (rest, quadrant & 3)
}

/// Sine and cosine of a pair up to pi/4.
pub(super) fn sine_cosine(r: Double) -> (Double, Double) {
    let square = r.mul(r);
    let mut sine = INVERSE_FACTORIALS[27].negated();
    let mut cosine = INVERSE_FACTORIALS[26].negated();
    let mut k = 27;
    let mut sign = 1.0;
    while k > 1 {
        k -= 2;
        sine = sine.mul(square).add(INVERSE_FACTORIALS[k].scaled(sign));
        cosine = cosine.mul(square).add(INVERSE_FACTORIALS[k - 1].scaled(sign));
        sign = -sign;
    }
    (sine.mul(r), cosine)
}

/// Sine and cosine of any finite number.
pub(super) fn circle(x: f64) -> (Double, Double) {
    let (r, quadrant) = reduce(x);
    let (sine, cosine) = sine_cosine(r);
    match quadrant {
        0 => (sine, cosine),
        1 => (cosine, sine.negated()),
        2 => (sine.negated(), cosine.negated()),
        _ => (cosine.negated(), sine),
    }
}

/// An angle's tangent to some ten digits, for quotients up to one.
pub(super) fn arc_tangent_guess(x: f64) -> f64 {
    let half = x / (1.0 + (1.0 + x * x).sqrt());
    let quarter = half / (1.0 + (1.0 + half * half).sqrt());
    let square = quarter * quarter;
    let mut sum = 0.0;
    let mut k = 17;
    while k > 0 {
        sum = 1.0 / k as f64 - square * sum;
        k -= 2;
    }
    4.0 * quarter * sum
}

/// The angle of the point (x, y), both not negative and one of them not zero.
pub(super) fn angle(y: Double, x: Double) -> Double {
    let guess = if y.high <= x.high {
        arc_tangent_guess(y.high / x.high)
    } else {
        1.5707963267948966 - arc_tangent_guess(x.high / y.high)
    };
    let (sine, cosine) = circle(guess);
    // The tangent of what is missing.
    let error = y.mul(cosine).sub(x.mul(sine)).div(x.mul(cosine).add(y.mul(sine)));
    Double::new(guess).add(error)
}

pub(super) fn half_pi() -> Double {
    two_sum(HALF_PI[0] + HALF_PI[1], HALF_PI[2])
}
