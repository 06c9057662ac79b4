//! The methods that only signed integer types have, as a macro over the type.

macro_rules! signed_methods {
    ($t:ident $unsigned:ident $bits:literal) => {
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
        #[inline]
        pub const fn unsigned_abs(self) -> $unsigned {
            self.wrapping_abs() as $unsigned
        }
        #[inline]
        pub const fn wrapping_abs(self) -> $t {
            if self < 0 { self.wrapping_neg() } else { self }
        }
        #[inline]
        pub const fn checked_abs(self) -> Option<$t> {
            if self < 0 { self.checked_neg() } else { Some(self) }
        }
        #[inline]
        pub const fn overflowing_abs(self) -> ($t, bool) {
            (self.wrapping_abs(), self == Self::MIN)
        }
        #[inline]
        pub const fn saturating_abs(self) -> $t {
            if self == Self::MIN { Self::MAX } else { self.wrapping_abs() }
        }
        #[inline]
        pub const fn saturating_neg(self) -> $t {
            if self == Self::MIN { Self::MAX } else { self.wrapping_neg() }
        }
        #[inline]
        pub const fn abs_diff(self, other: $t) -> $unsigned {
            if self < other {
                (other as $unsigned).wrapping_sub(self as $unsigned)
            } else {
                (self as $unsigned).wrapping_sub(other as $unsigned)
            }
        }
        #[inline]
        pub const fn signum(self) -> $t {
            (self > 0) as $t - (self < 0) as $t
        }
        #[inline]
        pub const fn is_positive(self) -> bool {
            self > 0
        }
        #[inline]
        pub const fn is_negative(self) -> bool {
            self < 0
        }
        #[inline]
        pub const unsafe fn unchecked_neg(self) -> $t {
            unsafe { intrinsics::unchecked_sub(0, self) }
        }
        #[inline]
        pub const fn checked_neg(self) -> Option<$t> {
            if self == Self::MIN { None } else { Some(self.wrapping_neg()) }
        }
        #[inline]
        pub const fn overflowing_neg(self) -> ($t, bool) {
            (self.wrapping_neg(), self == Self::MIN)
        }
        #[inline]
        #[track_caller]
        pub const fn wrapping_div(self, rhs: $t) -> $t {
            if rhs == -1 { self.wrapping_neg() } else { self / rhs }
        }
        #[inline]
        #[track_caller]
        pub const fn wrapping_rem(self, rhs: $t) -> $t {
            if rhs == -1 { 0 } else { self % rhs }
        }
        #[inline]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_div(rhs), self == Self::MIN && rhs == -1)
        }
        #[inline]
        pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_rem(rhs), self == Self::MIN && rhs == -1)
        }
        #[inline]
        pub const fn checked_div(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self / rhs) }
        }
        #[inline]
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self % rhs) }
        }
        #[inline]
        pub const fn unbounded_shr(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shr(rhs) } else { self >> ($bits - 1) }
        }
        #[inline]
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t {
            let quotient = self / rhs;
            if self % rhs < 0 {
                return if rhs > 0 { quotient - 1 } else { quotient + 1 };
            }
            quotient
        }
        #[inline]
        #[track_caller]
        pub const fn rem_euclid(self, rhs: $t) -> $t {
            let rest = self % rhs;
            if rest < 0 { rest.wrapping_add(rhs.wrapping_abs()) } else { rest }
        }
        #[inline]
        pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t {
            if rhs == -1 { 0 } else { self.rem_euclid(rhs) }
        }
        #[inline]
        pub const fn wrapping_div_euclid(self, rhs: $t) -> $t {
            if rhs == -1 { self.wrapping_neg() } else { self.div_euclid(rhs) }
        }
        #[inline]
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.div_euclid(rhs)) }
        }
        #[inline]
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 || (self == Self::MIN && rhs == -1) { None } else { Some(self.rem_euclid(rhs)) }
        }
        #[inline]
        pub const fn saturating_mul(self, rhs: $t) -> $t {
            match self.checked_mul(rhs) {
                Some(value) => value,
                None => if (self < 0) == (rhs < 0) { Self::MAX } else { Self::MIN },
            }
        }
        #[inline]
        pub const fn saturating_div(self, rhs: $t) -> $t {
            if self == Self::MIN && rhs == -1 { Self::MAX } else { self / rhs }
        }
        #[inline]
        pub const fn saturating_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => if self < 0 && exponent % 2 == 1 { Self::MIN } else { Self::MAX },
            }
        }
        #[inline]
        pub const fn checked_add_unsigned(self, rhs: $unsigned) -> Option<$t> {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            if overflow ^ ((rhs as $t) < 0) { None } else { Some(value) }
        }
        #[inline]
        pub const fn checked_sub_unsigned(self, rhs: $unsigned) -> Option<$t> {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            if overflow ^ ((rhs as $t) < 0) { None } else { Some(value) }
        }
        #[inline]
        pub const fn wrapping_add_unsigned(self, rhs: $unsigned) -> $t {
            self.wrapping_add(rhs as $t)
        }
        #[inline]
        pub const fn wrapping_sub_unsigned(self, rhs: $unsigned) -> $t {
            self.wrapping_sub(rhs as $t)
        }
        #[inline]
        pub const fn saturating_add_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_add_unsigned(rhs) {
                Some(value) => value,
                None => Self::MAX,
            }
        }
        #[inline]
        #[track_caller]
        pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_div_euclid(rhs), self == Self::MIN && rhs == -1)
        }
        #[inline]
        #[track_caller]
        pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) {
            (self.wrapping_rem_euclid(rhs), self == Self::MIN && rhs == -1)
        }
        #[inline]
        pub const fn overflowing_add_unsigned(self, rhs: $unsigned) -> ($t, bool) {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            (value, overflow ^ ((rhs as $t) < 0))
        }
        #[inline]
        pub const fn overflowing_sub_unsigned(self, rhs: $unsigned) -> ($t, bool) {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            (value, overflow ^ ((rhs as $t) < 0))
        }
        #[inline]
        pub const fn saturating_sub_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_sub_unsigned(rhs) {
                Some(value) => value,
                None => Self::MIN,
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_abs(self) -> $t {
            match self.checked_abs() {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_neg_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_add_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_add_unsigned(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_sub_unsigned(self, rhs: $unsigned) -> $t {
            match self.checked_sub_unsigned(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn isqrt(self) -> $t {
            if self < 0 {
                crate::panicking::panic("argument of integer square root cannot be negative");
            }
            (self as $unsigned).isqrt() as $t
        }
        #[inline]
        pub const fn checked_isqrt(self) -> Option<$t> {
            if self < 0 { None } else { Some((self as $unsigned).isqrt() as $t) }
        }
        #[inline]
        pub const fn midpoint(self, rhs: $t) -> $t {
            let floor = ((self ^ rhs) >> 1) + (self & rhs);
            floor + ((floor < 0) as $t & (self ^ rhs) & 1)
        }
    };
}
