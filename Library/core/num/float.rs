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
        /// The base of the representation.
        pub const RADIX: u32 = 2;
        /// The quiet one without a sign; the processor's own has one.
        pub const NAN: $t = Self::from_bits(($bits::MAX >> 1) & !((1 << (Self::MANTISSA_DIGITS - 2)) - 1));
        /// Positive infinity.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0 / 0.0, f64::INFINITY);
        /// ```
        pub const INFINITY: $t = 1.0 / 0.0;
        /// Negative infinity.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(-1.0 / 0.0, f64::NEG_INFINITY);
        /// ```
        pub const NEG_INFINITY: $t = -1.0 / 0.0;

        /// The bits of the representation.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f32.to_bits(), 0x3f80_0000);
        /// ```
        #[inline]
        pub const fn to_bits(self) -> $bits {
            // SAFETY: both types have the same size, and every pattern is valid.
            unsafe { intrinsics::transmute(self) }
        }
        /// The number with this representation.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(f32::from_bits(0x3f80_0000), 1.0);
        /// ```
        #[inline]
        pub const fn from_bits(bits: $bits) -> $t {
            // SAFETY: both types have the same size, and every pattern is valid.
            unsafe { intrinsics::transmute(bits) }
        }
        /// The bytes of the representation, the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f32.to_be_bytes(), [0x3f, 0x80, 0, 0]);
        /// ```
        #[inline]
        pub const fn to_be_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_be_bytes()
        }
        /// The bytes of the representation, the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f32.to_le_bytes(), [0, 0, 0x80, 0x3f]);
        /// ```
        #[inline]
        pub const fn to_le_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_le_bytes()
        }
        /// The bytes of the representation in the machine's order.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(f32::from_ne_bytes(1.5f32.to_ne_bytes()), 1.5);
        /// ```
        #[inline]
        pub const fn to_ne_bytes(self) -> [u8; $bytes] {
            self.to_bits().to_ne_bytes()
        }
        /// The number whose representation has these bytes, the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(f32::from_be_bytes([0x3f, 0x80, 0, 0]), 1.0);
        /// ```
        #[inline]
        pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_be_bytes(bytes))
        }
        /// The number whose representation has these bytes, the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(f32::from_le_bytes([0, 0, 0x80, 0x3f]), 1.0);
        /// ```
        #[inline]
        pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_le_bytes(bytes))
        }
        /// The number whose representation has these bytes in the machine's order.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(f32::from_ne_bytes(1.5f32.to_ne_bytes()), 1.5);
        /// ```
        #[inline]
        pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_bits($bits::from_ne_bytes(bytes))
        }
        /// Whether it is not a number.
        ///
        /// # Examples
        /// ```
        /// assert!((0.0f64 / 0.0).is_nan());
        /// ```
        #[inline]
        pub const fn is_nan(self) -> bool {
            self != self
        }
        /// Whether it is one of the infinities.
        ///
        /// # Examples
        /// ```
        /// assert!(f64::NEG_INFINITY.is_infinite());
        /// ```
        #[inline]
        pub const fn is_infinite(self) -> bool {
            (self == Self::INFINITY) | (self == Self::NEG_INFINITY)
        }
        /// Whether it is a number and no infinity.
        ///
        /// # Examples
        /// ```
        /// assert!(1e300f64.is_finite() && !f64::NAN.is_finite());
        /// ```
        #[inline]
        pub const fn is_finite(self) -> bool {
            self.abs() < Self::INFINITY
        }
        /// Whether it is so near zero that it has fewer digits, but not zero.
        ///
        /// # Examples
        /// ```
        /// assert!(1e-310f64.is_subnormal() && !0.0f64.is_subnormal());
        /// ```
        #[inline]
        pub const fn is_subnormal(self) -> bool {
            matches!(self.classify(), FpCategory::Subnormal)
        }
        /// Whether it is neither zero, subnormal, infinite, nor not a number.
        ///
        /// # Examples
        /// ```
        /// assert!(1.0f64.is_normal() && !0.0f64.is_normal());
        /// ```
        #[inline]
        pub const fn is_normal(self) -> bool {
            matches!(self.classify(), FpCategory::Normal)
        }
        /// Which kind of number it is.
        ///
        /// # Examples
        /// ```
        /// use std::num::FpCategory;
        /// assert_eq!(0.0f64.classify(), FpCategory::Zero);
        /// ```
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
        /// Whether the sign bit is clear.
        ///
        /// # Examples
        /// ```
        /// assert!(0.0f64.is_sign_positive() && !(-0.0f64).is_sign_positive());
        /// ```
        #[inline]
        pub const fn is_sign_positive(self) -> bool {
            !self.is_sign_negative()
        }
        /// Whether the sign bit is set.
        ///
        /// # Examples
        /// ```
        /// assert!((-0.0f64).is_sign_negative());
        /// ```
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
        /// The number with another one's sign.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3.5f64.copysign(-0.0), -3.5);
        /// ```
        #[inline]
        pub const fn copysign(self, sign: $t) -> $t {
            Self::from_bits((self.to_bits() & !$sign) | (sign.to_bits() & $sign))
        }
        /// 1 or -1 by the sign bit; not a number stays that.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-2.5f64).signum(), -1.0);
        /// assert_eq!(0.0f64.signum(), 1.0);
        /// ```
        #[inline]
        pub const fn signum(self) -> $t {
            if self.is_nan() { Self::NAN } else { (1.0 as $t).copysign(self) }
        }
        /// One divided by the number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(4.0f64.recip(), 0.25);
        /// ```
        #[inline]
        pub const fn recip(self) -> $t {
            1.0 / self
        }
        /// An angle in radians, in degrees.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(std::f64::consts::PI.to_degrees(), 180.0);
        /// ```
        #[inline]
        pub const fn to_degrees(self) -> $t {
            self * (180.0 / crate::$t::consts::PI)
        }
        /// An angle in degrees, in radians.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(180.0f64.to_radians(), std::f64::consts::PI);
        /// ```
        #[inline]
        pub const fn to_radians(self) -> $t {
            self * (crate::$t::consts::PI / 180.0)
        }
        /// The larger of two numbers; if one is not a number, the other.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f64.max(2.0), 2.0);
        /// assert_eq!(f64::NAN.max(2.0), 2.0);
        /// ```
        #[inline]
        pub const fn max(self, other: $t) -> $t {
            if self > other || other.is_nan() { self } else { other }
        }
        /// The smaller of two numbers; if one is not a number, the other.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f64.min(2.0), 1.0);
        /// assert_eq!(f64::NAN.min(2.0), 2.0);
        /// ```
        #[inline]
        pub const fn min(self, other: $t) -> $t {
            if self < other || other.is_nan() { self } else { other }
        }
        /// The number, or the bound it is beyond; not a number stays that.
        ///
        /// # Panics
        /// If `min > max` or one of them is not a number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7.5f64.clamp(0.0, 5.0), 5.0);
        /// ```
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
        /// The number halfway between two, without overflow.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f64.midpoint(4.0), 2.5);
        /// ```
        #[inline]
        pub const fn midpoint(self, other: $t) -> $t {
            self / 2.0 + other / 2.0
        }
        /// The order in which all representations have a place: -0 before 0, and what is not a number
        /// at the ends.
        ///
        /// # Examples
        /// ```
        /// use std::cmp::Ordering;
        /// assert_eq!((-0.0f64).total_cmp(&0.0), Ordering::Less);
        /// ```
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
        /// The next larger number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f64.next_up(), 1.0 + f64::EPSILON);
        /// ```
        pub const fn next_up(self) -> $t {
            let bits = self.to_bits();
            if self.is_nan() || bits == Self::INFINITY.to_bits() {
                return self;
            }
            let magnitude = bits & !$sign;
            Self::from_bits(if magnitude == 0 { 1 } else if bits == magnitude { bits + 1 } else { bits - 1 })
        }
        /// The next smaller number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((1.0 + f64::EPSILON).next_down(), 1.0);
        /// ```
        pub const fn next_down(self) -> $t {
            -(-self).next_up()
        }
        /// The integer part, in an integer type.
        ///
        /// # Safety
        /// The number is finite and its integer part fits in the type.
        ///
        /// # Examples
        /// ```
        /// // SAFETY: 3 fits.
        /// assert_eq!(unsafe { 3.9f64.to_int_unchecked::<u8>() }, 3);
        /// ```
        #[inline]
        pub unsafe fn to_int_unchecked<Int: Copy>(self) -> Int {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::float_to_int_unchecked(self) }
        }
        /// The part after the point.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3.25f64.fract(), 0.25);
        /// ```
        #[inline]
        pub fn fract(self) -> $t {
            self - self.trunc()
        }
        /// The whole quotient whose remainder is not negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7.0f64).div_euclid(2.0), -4.0);
        /// ```
        #[inline]
        pub fn div_euclid(self, rhs: $t) -> $t {
            let quotient = (self / rhs).trunc();
            if self % rhs < 0.0 {
                return if rhs > 0.0 { quotient - 1.0 } else { quotient + 1.0 };
            }
            quotient
        }
        /// The remainder that is not negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7.0f64).rem_euclid(2.0), 1.0);
        /// ```
        #[inline]
        pub fn rem_euclid(self, rhs: $t) -> $t {
            let rest = self % rhs;
            if rest < 0.0 { rest + rhs.abs() } else { rest }
        }
        /// The logarithm to a base.
        ///
        /// # Examples
        /// ```
        /// assert!((8.0f64.log(2.0) - 3.0).abs() < 1e-12);
        /// ```
        #[inline]
        pub fn log(self, base: $t) -> $t {
            self.ln() / base.ln()
        }
        /// The sine and the cosine.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0.0f64.sin_cos(), (0.0, 1.0));
        /// ```
        #[inline]
        pub fn sin_cos(self) -> ($t, $t) {
            (self.sin(), self.cos())
        }
        /// The difference if it is positive, otherwise zero.
        #[inline]
        pub fn abs_sub(self, other: $t) -> $t {
            if self <= other { 0.0 } else { self - other }
        }
        /// The inverse of the hyperbolic sine.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0.0f64.asinh(), 0.0);
        /// ```
        pub fn asinh(self) -> $t {
            let magnitude = self.abs();
            let inverse = 1.0 / magnitude;
            (magnitude + (magnitude / ((1.0 as $t).hypot(inverse) + inverse))).ln_1p().copysign(self)
        }
        /// The inverse of the hyperbolic cosine.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1.0f64.acosh(), 0.0);
        /// ```
        pub fn acosh(self) -> $t {
            if self < 1.0 {
                Self::NAN
            } else {
                (self + ((self - 1.0).sqrt() * (self + 1.0).sqrt())).ln()
            }
        }
        /// The inverse of the hyperbolic tangent.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0.0f64.atanh(), 0.0);
        /// ```
        pub fn atanh(self) -> $t {
            0.5 * ((2.0 * self) / (1.0 - self)).ln_1p()
        }
        $(
            $(#[$documentation])*
            #[inline]
            pub fn $method(self) -> $t {
                #[allow(unused_unsafe)]
                // SAFETY: the functions take numbers and touch no memory.
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
    /// How many significant bits a number has.
    pub const MANTISSA_DIGITS: u32 = 24;
    /// How many decimal digits every number keeps.
    pub const DIGITS: u32 = 6;
    /// The difference between 1 and the next larger number.
    ///
    /// # Examples
    /// ```
    /// assert!(1.0 + f64::EPSILON > 1.0);
    /// ```
    pub const EPSILON: f32 = 1.19209290e-07;
    /// The smallest finite number.
    pub const MIN: f32 = -3.40282347e+38;
    /// The smallest positive number with all its digits.
    pub const MIN_POSITIVE: f32 = 1.17549435e-38;
    /// The largest finite number.
    pub const MAX: f32 = 3.40282347e+38;
    /// One more than the smallest exponent of a number with all its digits.
    pub const MIN_EXP: i32 = -125;
    /// One more than the largest exponent.
    pub const MAX_EXP: i32 = 128;
    /// The smallest power of ten with all its digits.
    pub const MIN_10_EXP: i32 = -37;
    /// The largest power of ten.
    pub const MAX_10_EXP: i32 = 38;

    float_methods! {
        f32 u32 i32 4 0x8000_0000 0x7F80_0000 0x007F_FFFF
        [sqrt sqrtf32] [floor floorf32] [ceil ceilf32] [trunc truncf32] [round roundf32]
        [round_ties_even round_ties_even_f32]
        [exp expf32] [exp2 exp2f32] [ln logf32] [log2 log2f32] [log10 log10f32] [sin sinf32] [cos cosf32]
        [tan tanf] [asin asinf] [acos acosf] [atan atanf] [sinh sinhf] [cosh coshf] [tanh tanhf]
        [exp_m1 expm1f] [ln_1p log1pf] [cbrt cbrtf]
    }
    /// The power.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(9.0f64.powf(0.5), 3.0);
    /// ```
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
    /// `self * a + b`, rounded only once.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(2.0f64.mul_add(3.0, 4.0), 10.0);
    /// ```
    #[inline]
    pub fn mul_add(self, a: f32, b: f32) -> f32 {
        fmaf32(self, a, b)
    }
    /// The angle of the point (`other`, `self`) from the axis, in radians.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(0.0f64.atan2(1.0), 0.0);
    /// ```
    #[inline]
    pub fn atan2(self, other: f32) -> f32 {
        // SAFETY: the function takes numbers and touches no memory.
        unsafe { atan2f(self, other) }
    }
    /// The length of the hypotenuse over two legs, without overflow between.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(3.0f64.hypot(4.0), 5.0);
    /// ```
    #[inline]
    pub fn hypot(self, other: f32) -> f32 {
        // SAFETY: the function takes numbers and touches no memory.
        unsafe { hypotf(self, other) }
    }
}

impl f64 {
    /// How many significant bits a number has.
    pub const MANTISSA_DIGITS: u32 = 53;
    /// How many decimal digits every number keeps.
    pub const DIGITS: u32 = 15;
    /// The difference between 1 and the next larger number.
    ///
    /// # Examples
    /// ```
    /// assert!(1.0 + f64::EPSILON > 1.0);
    /// ```
    pub const EPSILON: f64 = 2.2204460492503131e-16;
    /// The smallest finite number.
    pub const MIN: f64 = -1.7976931348623157e+308;
    /// The smallest positive number with all its digits.
    pub const MIN_POSITIVE: f64 = 2.2250738585072014e-308;
    /// The largest finite number.
    pub const MAX: f64 = 1.7976931348623157e+308;
    /// One more than the smallest exponent of a number with all its digits.
    pub const MIN_EXP: i32 = -1021;
    /// One more than the largest exponent.
    pub const MAX_EXP: i32 = 1024;
    /// The smallest power of ten with all its digits.
    pub const MIN_10_EXP: i32 = -307;
    /// The largest power of ten.
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
    /// The power.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(9.0f64.powf(0.5), 3.0);
    /// ```
    #[inline]
    pub fn powf(self, n: f64) -> f64 {
        powf64(self, n)
    }
    /// The power with an integer exponent.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(2.0f64.powi(-2), 0.25);
    /// ```
    #[inline]
    pub fn powi(self, n: i32) -> f64 {
        powif64(self, n)
    }
    /// `self * a + b`, rounded only once.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(2.0f64.mul_add(3.0, 4.0), 10.0);
    /// ```
    #[inline]
    pub fn mul_add(self, a: f64, b: f64) -> f64 {
        fmaf64(self, a, b)
    }
    /// The angle of the point (`other`, `self`) from the axis, in radians.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(0.0f64.atan2(1.0), 0.0);
    /// ```
    #[inline]
    pub fn atan2(self, other: f64) -> f64 {
        // SAFETY: the function takes numbers and touches no memory.
        unsafe { atan2(self, other) }
    }
    /// The length of the hypotenuse over two legs, without overflow between.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(3.0f64.hypot(4.0), 5.0);
    /// ```
    #[inline]
    pub fn hypot(self, other: f64) -> f64 {
        // SAFETY: the function takes numbers and touches no memory.
        unsafe { hypot(self, other) }
    }
}
