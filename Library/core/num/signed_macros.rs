//! The methods that only signed integer types have, as a macro over the type.

macro_rules! signed_methods {
    ($t:ident $unsigned:ident $bits:literal) => {
        /// The same bits as an unsigned number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-1i8).cast_unsigned(), 255u8);
        /// ```
        #[inline]
        pub const fn cast_unsigned(self) -> $unsigned {
            self as $unsigned
        }
        /// The number without its sign.
        ///
        /// # Panics
        /// For the least number, whose negative does not fit, if overflow is checked.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i32).abs(), 7);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn abs(self) -> $t {
            if self < 0 { -self } else { self }
        }
        /// The distance from zero, which always fits in the unsigned type.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.unsigned_abs(), 128u8);
        /// ```
        #[inline]
        pub const fn unsigned_abs(self) -> $unsigned {
            self.wrapping_abs() as $unsigned
        }
        /// The distance from zero; `MIN` stays as it is.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-5i8).wrapping_abs(), 5);
        /// assert_eq!(i8::MIN.wrapping_abs(), i8::MIN);
        /// ```
        #[inline]
        pub const fn wrapping_abs(self) -> $t {
            if self < 0 { self.wrapping_neg() } else { self }
        }
        /// The distance from zero, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-5i8).checked_abs(), Some(5));
        /// assert_eq!(i8::MIN.checked_abs(), None);
        /// ```
        #[inline]
        pub const fn checked_abs(self) -> Option<$t> {
            if self < 0 { self.checked_neg() } else { Some(self) }
        }
        /// The distance from zero, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.overflowing_abs(), (i8::MIN, true));
        /// ```
        #[inline]
        pub const fn overflowing_abs(self) -> ($t, bool) {
            (self.wrapping_abs(), self == Self::MIN)
        }
        /// The distance from zero, or `MAX` if it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.saturating_abs(), 127);
        /// ```
        #[inline]
        pub const fn saturating_abs(self) -> $t {
            if self == Self::MIN { Self::MAX } else { self.wrapping_abs() }
        }
        /// The negative value, or `MAX` if it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.saturating_neg(), 127);
        /// ```
        #[inline]
        pub const fn saturating_neg(self) -> $t {
            if self == Self::MIN { Self::MAX } else { self.wrapping_neg() }
        }
        /// The distance between two numbers, which always fits in the unsigned type.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-100i8).abs_diff(100), 200u8);
        /// ```
        #[inline]
        pub const fn abs_diff(self, other: $t) -> $unsigned {
            if self < other {
                (other as $unsigned).wrapping_sub(self as $unsigned)
            } else {
                (self as $unsigned).wrapping_sub(other as $unsigned)
            }
        }
        /// -1, 0 or 1, as the number is negative, zero or positive.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i32).signum(), -1);
        /// assert_eq!(0i32.signum(), 0);
        /// ```
        #[inline]
        pub const fn signum(self) -> $t {
            (self > 0) as $t - (self < 0) as $t
        }
        /// Whether the number is more than zero.
        ///
        /// # Examples
        /// ```
        /// assert!(1i8.is_positive() && !0i8.is_positive());
        /// ```
        #[inline]
        pub const fn is_positive(self) -> bool {
            self > 0
        }
        /// Whether the number is less than zero.
        ///
        /// # Examples
        /// ```
        /// assert!((-1i8).is_negative() && !0i8.is_negative());
        /// ```
        #[inline]
        pub const fn is_negative(self) -> bool {
            self < 0
        }
        /// The negative value, which must fit.
        ///
        /// # Safety
        /// The number is not `MIN`.
        #[inline]
        pub const unsafe fn unchecked_neg(self) -> $t {
            // SAFETY: the caller promises that it does not overflow.
            unsafe { intrinsics::unchecked_sub(0, self) }
        }
        /// The negative value, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5i8.checked_neg(), Some(-5));
        /// assert_eq!(i8::MIN.checked_neg(), None);
        /// ```
        #[inline]
        pub const fn checked_neg(self) -> Option<$t> {
            if self == Self::MIN { None } else { Some(self.wrapping_neg()) }
        }
        /// The negative value, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.overflowing_neg(), (i8::MIN, true));
        /// ```
        #[inline]
        pub const fn overflowing_neg(self) -> ($t, bool) {
            (self.wrapping_neg(), self == Self::MIN)
        }
        /// The quotient, wrapping around for `MIN / -1`.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.wrapping_div(-1), i8::MIN);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn wrapping_div(self, rhs: $t) -> $t {
            if rhs == -1 { self.wrapping_neg() } else { self / rhs }
        }
        /// The remainder; zero for `MIN % -1`.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.wrapping_rem(-1), 0);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn wrapping_rem(self, rhs: $t) -> $t {
            if rhs == -1 { 0 } else { self % rhs }
        }
        /// The quotient, wrapping around, and whether it did.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.overflowing_div(-1), (i8::MIN, true));
        /// ```
        #[inline]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_div(rhs), self == Self::MIN && rhs == -1)
        }
        /// The remainder, and whether the quotient does not fit.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7i8.overflowing_rem(2), (1, false));
        /// ```
        #[inline]
        pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_rem(rhs), self == Self::MIN && rhs == -1)
        }
        /// The quotient, if the divisor is not zero and it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7i8.checked_div(2), Some(3));
        /// assert_eq!(i8::MIN.checked_div(-1), None);
        /// ```
        #[inline]
        pub const fn checked_div(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self / rhs) }
        }
        /// The remainder, if the divisor is not zero and the quotient fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7i8.checked_rem(2), Some(1));
        /// assert_eq!(7i8.checked_rem(0), None);
        /// ```
        #[inline]
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self % rhs) }
        }
        /// The bits moved down by `rhs`, the sign following; only the sign remains if that is at least
        /// the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-8i8).unbounded_shr(1), -4);
        /// assert_eq!((-8i8).unbounded_shr(20), -1);
        /// ```
        #[inline]
        pub const fn unbounded_shr(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shr(rhs) } else { self >> ($bits - 1) }
        }
        /// The quotient whose remainder is not negative.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i32).div_euclid(2), -4);
        /// assert_eq!((-7i32).div_euclid(-2), 4);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t {
            let quotient = self / rhs;
            if self % rhs < 0 {
                return if rhs > 0 { quotient - 1 } else { quotient + 1 };
            }
            quotient
        }
        /// The remainder that is not negative.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i32).rem_euclid(3), 2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn rem_euclid(self, rhs: $t) -> $t {
            let rest = self % rhs;
            if rest < 0 { rest.wrapping_add(rhs.wrapping_abs()) } else { rest }
        }
        /// The remainder that is not negative; zero for `MIN` and -1.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).wrapping_rem_euclid(3), 2);
        /// ```
        #[inline]
        pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t {
            if rhs == -1 { 0 } else { self.rem_euclid(rhs) }
        }
        /// The quotient whose remainder is not negative, wrapping around for `MIN` and -1.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).wrapping_div_euclid(3), -3);
        /// ```
        #[inline]
        pub const fn wrapping_div_euclid(self, rhs: $t) -> $t {
            if rhs == -1 { self.wrapping_neg() } else { self.div_euclid(rhs) }
        }
        /// The quotient whose remainder is not negative, if the divisor is not zero and it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).checked_div_euclid(3), Some(-3));
        /// assert_eq!(1i8.checked_div_euclid(0), None);
        /// ```
        #[inline]
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.div_euclid(rhs)) }
        }
        /// The remainder that is not negative, if the divisor is not zero and the quotient fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).checked_rem_euclid(3), Some(2));
        /// assert_eq!(1i8.checked_rem_euclid(0), None);
        /// ```
        #[inline]
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.rem_euclid(rhs)) }
        }
        /// The product, or the bound it went beyond.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100i8.saturating_mul(2), 127);
        /// assert_eq!(100i8.saturating_mul(-2), -128);
        /// ```
        #[inline]
        pub const fn saturating_mul(self, rhs: $t) -> $t {
            match self.checked_mul(rhs) {
                Some(value) => value,
                None => if (self < 0) == (rhs < 0) { Self::MAX } else { Self::MIN },
            }
        }
        /// The quotient, or `MAX` for `MIN / -1`.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::MIN.saturating_div(-1), 127);
        /// ```
        #[inline]
        pub const fn saturating_div(self, rhs: $t) -> $t {
            if self == Self::MIN && rhs == -1 { Self::MAX } else { self / rhs }
        }
        /// The power, or the bound it went beyond.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-4i8).saturating_pow(5), -128);
        /// ```
        #[inline]
        pub const fn saturating_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => if self < 0 && exponent % 2 == 1 { Self::MIN } else { Self::MAX },
            }
        }
        /// The sum with an unsigned number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-100i8).checked_add_unsigned(200), Some(100));
        /// assert_eq!(1i8.checked_add_unsigned(127), None);
        /// ```
        #[inline]
        pub const fn checked_add_unsigned(self, rhs: $unsigned) -> Option<$t> {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            if overflow ^ ((rhs as $t) < 0) { None } else { Some(value) }
        }
        /// The difference from an unsigned number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100i8.checked_sub_unsigned(200), Some(-100));
        /// assert_eq!((-2i8).checked_sub_unsigned(127), None);
        /// ```
        #[inline]
        pub const fn checked_sub_unsigned(self, rhs: $unsigned) -> Option<$t> {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            if overflow ^ ((rhs as $t) < 0) { None } else { Some(value) }
        }
        /// The sum with an unsigned number, wrapping around.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100i8.wrapping_add_unsigned(100), -56);
        /// ```
        #[inline]
        pub const fn wrapping_add_unsigned(self, rhs: $unsigned) -> $t {
            self.wrapping_add(rhs as $t)
        }
        /// The difference from an unsigned number, wrapping around.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-100i8).wrapping_sub_unsigned(100), 56);
        /// ```
        #[inline]
        pub const fn wrapping_sub_unsigned(self, rhs: $unsigned) -> $t {
            self.wrapping_sub(rhs as $t)
        }
        /// The sum with an unsigned number, or `MAX`.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100i8.saturating_add_unsigned(100), 127);
        /// ```
        #[inline]
        pub const fn saturating_add_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_add_unsigned(rhs) {
                Some(value) => value,
                None => Self::MAX,
            }
        }
        /// The quotient whose remainder is not negative, wrapping around, and whether it did.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).overflowing_div_euclid(2), (-4, false));
        /// ```
        #[inline]
        #[track_caller]
        pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_div_euclid(rhs), self == Self::MIN && rhs == -1)
        }
        /// The remainder that is not negative, and whether the quotient does not fit.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).overflowing_rem_euclid(2), (1, false));
        /// ```
        #[inline]
        #[track_caller]
        pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_rem_euclid(rhs), self == Self::MIN && rhs == -1)
        }
        /// The sum with an unsigned number, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100i8.overflowing_add_unsigned(100), (-56, true));
        /// ```
        #[inline]
        pub const fn overflowing_add_unsigned(self, rhs: $unsigned) -> ($t, bool) {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            (value, overflow ^ ((rhs as $t) < 0))
        }
        /// The difference from an unsigned number, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-100i8).overflowing_sub_unsigned(100), (56, true));
        /// ```
        #[inline]
        pub const fn overflowing_sub_unsigned(self, rhs: $unsigned) -> ($t, bool) {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            (value, overflow ^ ((rhs as $t) < 0))
        }
        /// The difference from an unsigned number, or `MIN`.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-100i8).saturating_sub_unsigned(100), -128);
        /// ```
        #[inline]
        pub const fn saturating_sub_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_sub_unsigned(rhs) {
                Some(value) => value,
                None => Self::MIN,
            }
        }
        /// The distance from zero.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-5i8).strict_abs(), 5);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_abs(self) -> $t {
            match self.checked_abs() {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_neg_overflow(),
            }
        }
        /// The sum with an unsigned number.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-5i8).strict_add_unsigned(7), 2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_add_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_add_unsigned(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        /// The difference from an unsigned number.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5i8.strict_sub_unsigned(7), -2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_sub_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_sub_unsigned(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        /// The square root, rounded down.
        ///
        /// # Panics
        /// If the number is negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(99i32.isqrt(), 9);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn isqrt(self) -> $t {
            if self < 0 {
                crate::panicking::panic("argument of integer square root cannot be negative");
            }
            (self as $unsigned).isqrt() as $t
        }
        /// The square root, rounded down, of a number that is not negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(99i32.checked_isqrt(), Some(9));
        /// assert_eq!((-1i32).checked_isqrt(), None);
        /// ```
        #[inline]
        pub const fn checked_isqrt(self) -> Option<$t> {
            if self < 0 { None } else { Some((self as $unsigned).isqrt() as $t) }
        }
        /// The number halfway between two, rounded towards zero; it never overflows.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-4i8).midpoint(7), 1);
        /// ```
        #[inline]
        pub const fn midpoint(self, rhs: $t) -> $t {
            let floor = ((self ^ rhs) >> 1) + (self & rhs);
            floor + ((floor < 0) as $t & (self ^ rhs) & 1)
        }
    };
}
