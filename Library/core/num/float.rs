//! The floating-point types' inherent methods.

use super::FpCategory;
use crate::intrinsics;

// Functions of the C mathematics library that are no intrinsics.
extern "C" {
    fn acos(x: f64) -> f64;
    fn acosf(x: f32) -> f32;
    fn asin(x: f64) -> f64;
    fn asinf(x: f32) -> f32;
    fn atan(x: f64) -> f64;
    fn atanf(x: f32) -> f32;
    fn atan2(y: f64, x: f64) -> f64;
    fn atan2f(y: f32, x: f32) -> f32;
    fn cbrt(x: f64) -> f64;
    fn cbrtf(x: f32) -> f32;
    fn cosh(x: f64) -> f64;
    fn coshf(x: f32) -> f32;
    fn expm1(x: f64) -> f64;
    fn expm1f(x: f32) -> f32;
    fn hypot(x: f64, y: f64) -> f64;
    fn hypotf(x: f32, y: f32) -> f32;
    fn log1p(x: f64) -> f64;
    fn log1pf(x: f32) -> f32;
    fn sinh(x: f64) -> f64;
    fn sinhf(x: f32) -> f32;
    fn tan(x: f64) -> f64;
    fn tanf(x: f32) -> f32;
    fn tanh(x: f64) -> f64;
    fn tanhf(x: f32) -> f32;
}

macro_rules! float_methods {
    (
        $t:ident $bits:ident $signed:ident $bytes:literal
        $sign:literal $exponent:literal $fraction:literal
        $($(#[$documentation:meta])* [$method:ident $function:ident])*
    ) => {
        pub const RADIX: u32 = 2;
        /// The quiet one without a sign; the processor's own has one.
        pub const NAN: $t = Self::from_bits(($bits::MAX >> 1) & !((1 << (Self::MANTISSA_DIGITS - 2)) - 1));
        pub const INFINITY: $t = 1.0 / 0.0;
        pub const NEG_INFINITY: $t = -1.0 / 0.0;

        #[inline]
        pub const fn to_bits(self) -> $bits {
            unsafe { intrinsics::transmute(self) }
        }
        #[inline]
        pub const fn from_bits(bits: $bits) -> $t {
            unsafe { intrinsics::transmute(bits) }
        }
        #[inline]
        pub const fn to_be_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_be_bytes()
        }
        #[inline]
        pub const fn to_le_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_le_bytes()
        }
        #[inline]
        pub const fn to_ne_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_ne_bytes()
        }
        #[inline]
        pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_be_bytes(bytes))
        }
        #[inline]
        pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_le_bytes(bytes))
        }
        #[inline]
        pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_ne_bytes(bytes))
        }
        #[inline]
        pub const fn is_nan(self) -> bool {
            self != self
        }
        #[inline]
        pub const fn is_infinite(self) -> bool {
            (self == Self::INFINITY) | (self == Self::NEG_INFINITY)
        }
        #[inline]
        pub const fn is_finite(self) -> bool {
            self.abs() < Self::INFINITY
        }
        #[inline]
        pub const fn is_subnormal(self) -> bool {
            matches!(self.classify(), FpCategory::Subnormal)
        }
        #[inline]
        pub const fn is_normal(self) -> bool {
            matches!(self.classify(), FpCategory::Normal)
        }
        pub const fn classify(self) -> FpCategory {
            let bits = self.to_bits();
            match (bits & $fraction, bits & $exponent) {
                (0, $exponent) => FpCategory::Infinite,
                (_, $exponent) => FpCategory::Nan,
                (0, 0) => FpCategory::Zero,
                (_, 0) => FpCategory::Subnormal,
                _ => FpCategory::Normal,
            }
        }
        #[inline]
        pub const fn is_sign_positive(self) -> bool {
            !self.is_sign_negative()
        }
        #[inline]
        pub const fn is_sign_negative(self) -> bool {
            self.to_bits() & $sign != 0
        }
        /// The number without its sign.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-2.5f64).abs(), 2.5);
        /// assert!((-0.0f64).abs().is_sign_positive());
        /// ```
        #[inline]
        pub const fn abs(self) -> $t {
            Self::from_bits(self.to_bits() & !$sign)
        }
        #[inline]
        pub const fn copysign(self, sign: $t) -> $t {
            Self::from_bits((self.to_bits() & !$sign) | (sign.to_bits() & $sign))
        }
        #[inline]
        pub const fn signum(self) -> $t {
            if self.is_nan() { Self::NAN } else { (1.0 as $t).copysign(self) }
        }
        #[inline]
        pub const fn recip(self) -> $t {
            1.0 / self
        }
        #[inline]
        pub const fn to_degrees(self) -> $t {
            self * (180.0 / crate::$t::consts::PI)
        }
        #[inline]
        pub const fn to_radians(self) -> $t {
            self * (crate::$t::consts::PI / 180.0)
        }
        #[inline]
        pub const fn max(self, other: $t) -> $t {
            if self > other || other.is_nan() { self } else { other }
        }
        #[inline]
        pub const fn min(self, other: $t) -> $t {
            if self < other || other.is_nan() { self } else { other }
        }
        #[inline]
        #[track_caller]
        pub const fn clamp(mut self, min: $t, max: $t) -> $t {
            if !(min <= max) {
                crate::num::float::clamp_bounds_failed(min as f64, max as f64);
            }
            if self < min {
                self = min;
            }
            if self > max {
                self = max;
            }
            self
        }
        #[inline]
        pub const fn midpoint(self, other: $t) -> $t {
            self / 2.0 + other / 2.0
        }
        #[inline]
        pub const fn total_cmp(&self, other: &$t) -> crate::cmp::Ordering {
            let mut left = self.to_bits() as $signed;
            let mut right = other.to_bits() as $signed;
            left ^= (((left >> ($bytes * 8 - 1)) as $bits) >> 1) as $signed;
            right ^= (((right >> ($bytes * 8 - 1)) as $bits) >> 1) as $signed;
            if left < right {
                crate::cmp::Ordering::Less
            } else if left == right {
                crate::cmp::Ordering::Equal
            } else {
                crate::cmp::Ordering::Greater
            }
        }
        pub const fn next_up(self) -> $t {
            let bits = self.to_bits();
            if self.is_nan() || bits == Self::INFINITY.to_bits() {
                return self;
            }
            let magnitude = bits & !$sign;
            Self::from_bits(if magnitude == 0 { 1 } else if bits == magnitude { bits + 1 } else { bits - 1 })
        }
        pub const fn next_down(self) -> $t {
            -(-self).next_up()
        }
        #[inline]
        pub unsafe fn to_int_unchecked<Int: Copy>(self) -> Int {
            unsafe { intrinsics::float_to_int_unchecked(self) }
        }
        #[inline]
        pub fn fract(self) -> $t {
            self - self.trunc()
        }
        #[inline]
        pub fn div_euclid(self, rhs: $t) -> $t {
            let quotient = (self / rhs).trunc();
            if self % rhs < 0.0 {
                return if rhs > 0.0 { quotient - 1.0 } else { quotient + 1.0 };
            }
            quotient
        }
        #[inline]
        pub fn rem_euclid(self, rhs: $t) -> $t {
            let rest = self % rhs;
            if rest < 0.0 { rest + rhs.abs() } else { rest }
        }
        #[inline]
        pub fn log(self, base: $t) -> $t {
            self.ln() / base.ln()
        }
        #[inline]
        pub fn sin_cos(self) -> ($t, $t) {
            (self.sin(), self.cos())
        }
        #[inline]
        pub fn abs_sub(self, other: $t) -> $t {
            if self <= other { 0.0 } else { self - other }
        }
        pub fn asinh(self) -> $t {
            let magnitude = self.abs();
            let inverse = 1.0 / magnitude;
            (magnitude + (magnitude / ((1.0 as $t).hypot(inverse) + inverse))).ln_1p().copysign(self)
        }
        pub fn acosh(self) -> $t {
            if self < 1.0 {
                Self::NAN
            } else {
                (self + ((self - 1.0).sqrt() * (self + 1.0).sqrt())).ln()
            }
        }
        pub fn atanh(self) -> $t {
            0.5 * ((2.0 * self) / (1.0 - self)).ln_1p()
        }
        $(
            $(#[$documentation])*
            #[inline]
            pub fn $method(self) -> $t {
                #[allow(unused_unsafe)]
                unsafe { $function(self) }
            }
        )*
    };
}

#[cold]
#[track_caller]
#[cfg_attr(rustc_check, rustc_do_not_const_check)]
pub(super) const fn clamp_bounds_failed(min: f64, max: f64) -> ! {
    panic!("min > max, or either was NaN. min = {min:?}, max = {max:?}")
}

use crate::intrinsics::*;

impl f32 {
    pub const MANTISSA_DIGITS: u32 = 24;
    pub const DIGITS: u32 = 6;
    pub const EPSILON: f32 = 1.19209290e-07;
    pub const MIN: f32 = -3.40282347e+38;
    pub const MIN_POSITIVE: f32 = 1.17549435e-38;
    pub const MAX: f32 = 3.40282347e+38;
    pub const MIN_EXP: i32 = -125;
    pub const MAX_EXP: i32 = 128;
    pub const MIN_10_EXP: i32 = -37;
    pub const MAX_10_EXP: i32 = 38;

    float_methods! {
        f32 u32 i32 4 0x8000_0000 0x7F80_0000 0x007F_FFFF
        [sqrt sqrtf32] [floor floorf32] [ceil ceilf32] [trunc truncf32] [round roundf32]
        [round_ties_even round_ties_even_f32]
        [exp expf32] [exp2 exp2f32] [ln logf32] [log2 log2f32] [log10 log10f32] [sin sinf32] [cos cosf32]
        [tan tanf] [asin asinf] [acos acosf] [atan atanf] [sinh sinhf] [cosh coshf] [tanh tanhf]
        [exp_m1 expm1f] [ln_1p log1pf] [cbrt cbrtf]
    }
    #[inline]
    pub fn powf(self, n: f32) -> f32 {
        powf32(self, n)
    }
    /// The number, multiplied by itself so many times; its inverse for negative exponents.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(1.5f64.powi(2), 2.25);
    /// assert_eq!(2.0f64.powi(-1), 0.5);
    /// ```
    #[inline]
    pub fn powi(self, n: i32) -> f32 {
        powif32(self, n)
    }
    #[inline]
    pub fn mul_add(self, a: f32, b: f32) -> f32 {
        fmaf32(self, a, b)
    }
    #[inline]
    pub fn atan2(self, other: f32) -> f32 {
        unsafe { atan2f(self, other) }
    }
    #[inline]
    pub fn hypot(self, other: f32) -> f32 {
        unsafe { hypotf(self, other) }
    }
}

impl f64 {
    pub const MANTISSA_DIGITS: u32 = 53;
    pub const DIGITS: u32 = 15;
    pub const EPSILON: f64 = 2.2204460492503131e-16;
    pub const MIN: f64 = -1.7976931348623157e+308;
    pub const MIN_POSITIVE: f64 = 2.2250738585072014e-308;
    pub const MAX: f64 = 1.7976931348623157e+308;
    pub const MIN_EXP: i32 = -1021;
    pub const MAX_EXP: i32 = 1024;
    pub const MIN_10_EXP: i32 = -307;
    pub const MAX_10_EXP: i32 = 308;

    float_methods! {
        f64 u64 i64 8 0x8000_0000_0000_0000 0x7FF0_0000_0000_0000 0x000F_FFFF_FFFF_FFFF
        /// The square root; NaN for negative numbers other than -0.0.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(6.25f64.sqrt(), 2.5);
        /// assert!((-1.0f64).sqrt().is_nan());
        /// ```
        [sqrt sqrtf64]
        /// The greatest whole number that is not above.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(2.9f64.floor(), 2.0);
        /// assert_eq!((-2.1f64).floor(), -3.0);
        /// ```
        [floor floorf64]
        /// The least whole number that is not below.
        [ceil ceilf64]
        /// The whole part.
        [trunc truncf64]
        /// The nearest whole number; halves go away from zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(2.5f64.round(), 3.0);
        /// assert_eq!((-0.4f64).round(), 0.0);
        /// ```
        [round roundf64]
        /// The nearest whole number; halves go to the even one.
        [round_ties_even round_ties_even_f64]
        [exp expf64] [exp2 exp2f64] [ln logf64] [log2 log2f64] [log10 log10f64] [sin sinf64] [cos cosf64]
        [tan tan] [asin asin] [acos acos] [atan atan] [sinh sinh] [cosh cosh] [tanh tanh]
        [exp_m1 expm1] [ln_1p log1p] [cbrt cbrt]
    }
    #[inline]
    pub fn powf(self, n: f64) -> f64 {
        powf64(self, n)
    }
    #[inline]
    pub fn powi(self, n: i32) -> f64 {
        powif64(self, n)
    }
    #[inline]
    pub fn mul_add(self, a: f64, b: f64) -> f64 {
        fmaf64(self, a, b)
    }
    #[inline]
    pub fn atan2(self, other: f64) -> f64 {
        unsafe { atan2(self, other) }
    }
    #[inline]
    pub fn hypot(self, other: f64) -> f64 {
        unsafe { hypot(self, other) }
    }
}
