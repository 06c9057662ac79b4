//! The methods that only unsigned integer types have, as a macro over the type.

macro_rules! unsigned_methods {
    ($t:ident $signed:ident $bits:literal) => {
        #[inline]
        pub const fn cast_signed(self) -> $signed {
            self as $signed
        }
        #[inline]
        pub const fn wrapping_div(self, rhs: $t) -> $t {
            self / rhs
        }
        #[inline]
        pub const fn wrapping_rem(self, rhs: $t) -> $t {
            self % rhs
        }
        #[inline]
        pub const fn checked_div(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self / rhs) }
        }
        #[inline]
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self % rhs) }
        }
        #[inline]
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self / rhs) }
        }
        #[inline]
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self % rhs) }
        }
        #[inline]
        pub const fn checked_neg(self) -> Option<$t> {
            if self == 0 { Some(0) } else { None }
        }
        #[inline]
        pub const fn overflowing_neg(self) -> ($t, bool) {
            (self.wrapping_neg(), self != 0)
        }
        #[inline]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) {
            (self / rhs, false)
        }
        #[inline]
        pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) {
            (self % rhs, false)
        }
        #[inline]
        pub const fn unbounded_shr(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shr(rhs) } else { 0 }
        }
        #[inline]
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t {
            self / rhs
        }
        #[inline]
        #[track_caller]
        pub const fn rem_euclid(self, rhs: $t) -> $t {
            self % rhs
        }
        #[inline]
        #[track_caller]
        pub const fn div_floor(self, rhs: $t) -> $t {
            self / rhs
        }
        /// The quotient, rounded up.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// // Pages of ten for 41 rows.
        /// assert_eq!(41u32.div_ceil(10), 5);
        /// assert_eq!(40u32.div_ceil(10), 4);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn div_ceil(self, rhs: $t) -> $t {
            let quotient = self / rhs;
            if self % rhs > 0 { quotient + 1 } else { quotient }
        }
        #[inline]
        #[track_caller]
        pub const fn next_multiple_of(self, rhs: $t) -> $t {
            match self % rhs {
                0 => self,
                rest => self + (rhs - rest),
            }
        }
        #[inline]
        pub const fn checked_next_multiple_of(self, rhs: $t) -> Option<$t> {
            if rhs == 0 {
                return None;
            }
            match self % rhs {
                0 => Some(self),
                rest => self.checked_add(rhs - rest),
            }
        }
        /// Whether the number is one of the other's multiples. Of zero, only zero is one.
        ///
        /// # Examples
        /// ```
        /// assert!(12u32.is_multiple_of(4));
        /// assert!(!12u32.is_multiple_of(5));
        /// assert!(0u8.is_multiple_of(0));
        /// ```
        #[inline]
        pub const fn is_multiple_of(self, rhs: $t) -> bool {
            if rhs == 0 { self == 0 } else { self % rhs == 0 }
        }
        /// The product, or the limit that it would pass.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100u8.saturating_mul(3), 255);
        /// assert_eq!((-100i8).saturating_mul(3), -128);
        /// ```
        #[inline]
        pub const fn saturating_mul(self, rhs: $t) -> $t {
            match self.checked_mul(rhs) {
                Some(value) => value,
                None => Self::MAX,
            }
        }
        #[inline]
        pub const fn saturating_div(self, rhs: $t) -> $t {
            self / rhs
        }
        #[inline]
        pub const fn saturating_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => Self::MAX,
            }
        }
        #[inline]
        pub const fn abs_diff(self, other: $t) -> $t {
            if self < other { other - self } else { self - other }
        }
        #[inline]
        pub const fn checked_signed_diff(self, rhs: $t) -> Option<$signed> {
            let difference = self.wrapping_sub(rhs) as $signed;
            if (self >= rhs) == (difference < 0) { None } else { Some(difference) }
        }
        #[inline]
        pub const fn checked_add_signed(self, rhs: $signed) -> Option<$t> {
            let (value, overflow) = self.overflowing_add_signed(rhs);
            if overflow { None } else { Some(value) }
        }
        #[inline]
        pub const fn overflowing_add_signed(self, rhs: $signed) -> ($t, bool) {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            (value, overflow ^ (rhs < 0))
        }
        #[inline]
        pub const fn wrapping_add_signed(self, rhs: $signed) -> $t {
            self.wrapping_add(rhs as $t)
        }
        #[inline]
        pub const fn saturating_add_signed(self, rhs: $signed) -> $t {
            match self.checked_add_signed(rhs) {
                Some(value) => value,
                None => if rhs < 0 { 0 } else { Self::MAX },
            }
        }
        #[inline]
        pub const fn checked_sub_signed(self, rhs: $signed) -> Option<$t> {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            if overflow ^ (rhs < 0) { None } else { Some(value) }
        }
        #[inline]
        #[track_caller]
        pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) {
            (self / rhs, false)
        }
        #[inline]
        #[track_caller]
        pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) {
            (self % rhs, false)
        }
        #[inline]
        #[track_caller]
        pub const fn wrapping_div_euclid(self, rhs: $t) -> $t {
            self / rhs
        }
        #[inline]
        #[track_caller]
        pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t {
            self % rhs
        }
        #[inline]
        pub const fn overflowing_sub_signed(self, rhs: $signed) -> ($t, bool) {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            (value, overflow ^ (rhs < 0))
        }
        #[inline]
        pub const fn wrapping_sub_signed(self, rhs: $signed) -> $t {
            self.wrapping_sub(rhs as $t)
        }
        #[inline]
        pub const fn saturating_sub_signed(self, rhs: $signed) -> $t {
            match self.checked_sub_signed(rhs) {
                Some(value) => value,
                None => if rhs < 0 { Self::MAX } else { 0 },
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_add_signed(self, rhs: $signed) -> $t {
            match self.checked_add_signed(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_sub_signed(self, rhs: $signed) -> $t {
            match self.checked_sub_signed(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        #[inline]
        pub const fn is_power_of_two(self) -> bool {
            self.count_ones() == 1
        }
        #[inline]
        const fn one_less_than_next_power_of_two(self) -> $t {
            if self <= 1 {
                return 0;
            }
            Self::MAX >> (self - 1).leading_zeros()
        }
        #[inline]
        #[track_caller]
        pub const fn next_power_of_two(self) -> $t {
            self.one_less_than_next_power_of_two() + 1
        }
        #[inline]
        pub const fn checked_next_power_of_two(self) -> Option<$t> {
            self.one_less_than_next_power_of_two().checked_add(1)
        }
        #[inline]
        pub const fn midpoint(self, rhs: $t) -> $t {
            ((self ^ rhs) >> 1) + (self & rhs)
        }
        pub const fn isqrt(self) -> $t {
            if self < 2 {
                return self;
            }
            let mut bit: $t = 1 << ((self.ilog2()) & !1);
            let mut rest = self;
            let mut root: $t = 0;
            while bit != 0 {
                if rest >= root + bit {
                    rest -= root + bit;
                    root = (root >> 1) + bit;
                } else {
                    root >>= 1;
                }
                bit >>= 2;
            }
            root
        }
        /// The product and the carry added, as its low and its high half.
        #[inline]
        pub const fn carrying_mul(self, rhs: $t, carry: $t) -> ($t, $t) {
            self.carrying_mul_add(rhs, carry, 0)
        }
        /// The product, the carry and the addend added, as the sum's low and its high half: it always fits.
        pub const fn carrying_mul_add(self, rhs: $t, carry: $t, add: $t) -> ($t, $t) {
            const HALF: u32 = $t::BITS / 2;
            const LOW: $t = $t::MAX >> HALF;
            // Schoolbook multiplication with half the bits a digit; no sum of these overflows.
            let (a0, a1, b0, b1) = (self & LOW, self >> HALF, rhs & LOW, rhs >> HALF);
            let low = a0 * b0;
            let middle = a1 * b0 + (low >> HALF);
            let other = a0 * b1 + (middle & LOW);
            let high = a1 * b1 + (middle >> HALF) + (other >> HALF);
            let low = (low & LOW) | (other << HALF);
            let (low, first) = low.overflowing_add(carry);
            let (low, second) = low.overflowing_add(add);
            (low, high + first as $t + second as $t)
        }
        #[inline]
        pub const fn carrying_add(self, rhs: $t, carry: bool) -> ($t, bool) {
            let (a, b) = self.overflowing_add(rhs);
            let (c, d) = a.overflowing_add(carry as $t);
            (c, b | d)
        }
        #[inline]
        pub const fn borrowing_sub(self, rhs: $t, borrow: bool) -> ($t, bool) {
            let (a, b) = self.overflowing_sub(rhs);
            let (c, d) = a.overflowing_sub(borrow as $t);
            (c, b | d)
        }
    };
}
