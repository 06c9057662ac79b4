//! The methods that only unsigned integer types have, as a macro over the type.

macro_rules! unsigned_methods {
    ($t:ident $signed:ident $bits:literal) => {
        /// The same bits as a signed number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(255u8.cast_signed(), -1i8);
        /// ```
        #[inline]
        pub const fn cast_signed(self) -> $signed {
            self as $signed
        }
        /// The quotient; nothing can wrap around.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.wrapping_div(2), 3);
        /// ```
        #[inline]
        pub const fn wrapping_div(self, rhs: $t) -> $t {
            self / rhs
        }
        /// The remainder; nothing can wrap around.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.wrapping_rem(2), 1);
        /// ```
        #[inline]
        pub const fn wrapping_rem(self, rhs: $t) -> $t {
            self % rhs
        }
        /// The quotient, if the divisor is not zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.checked_div(2), Some(3));
        /// assert_eq!(7u8.checked_div(0), None);
        /// ```
        #[inline]
        pub const fn checked_div(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self / rhs) }
        }
        /// The remainder, if the divisor is not zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.checked_rem(2), Some(1));
        /// assert_eq!(7u8.checked_rem(0), None);
        /// ```
        #[inline]
        pub const fn checked_rem(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self % rhs) }
        }
        /// As `checked_div`: the remainder is never negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.checked_div_euclid(2), Some(3));
        /// ```
        #[inline]
        pub const fn checked_div_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self / rhs) }
        }
        /// As `checked_rem`: the remainder is never negative.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.checked_rem_euclid(2), Some(1));
        /// ```
        #[inline]
        pub const fn checked_rem_euclid(self, rhs: $t) -> Option<$t> {
            if rhs == 0 { None } else { Some(self % rhs) }
        }
        /// Zero for zero; no other number has a negative that fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0u8.checked_neg(), Some(0));
        /// assert_eq!(1u8.checked_neg(), None);
        /// ```
        #[inline]
        pub const fn checked_neg(self) -> Option<$t> {
            if self == 0 { Some(0) } else { None }
        }
        /// The negative value, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.overflowing_neg(), (255, true));
        /// ```
        #[inline]
        pub const fn overflowing_neg(self) -> ($t, bool) {
            (self.wrapping_neg(), self != 0)
        }
        /// The quotient, and `false`: it always fits.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.overflowing_div(2), (3, false));
        /// ```
        #[inline]
        pub const fn overflowing_div(self, rhs: $t) -> ($t, bool) {
            (self / rhs, false)
        }
        /// The remainder, and `false`: it always fits.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.overflowing_rem(2), (1, false));
        /// ```
        #[inline]
        pub const fn overflowing_rem(self, rhs: $t) -> ($t, bool) {
            (self % rhs, false)
        }
        /// The bits moved down by `rhs`; zero if that is at least the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(128u8.unbounded_shr(7), 1);
        /// assert_eq!(128u8.unbounded_shr(8), 0);
        /// ```
        #[inline]
        pub const fn unbounded_shr(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shr(rhs) } else { 0 }
        }
        /// As the operator `/`: the remainder is never negative.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.div_euclid(2), 3);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn div_euclid(self, rhs: $t) -> $t {
            self / rhs
        }
        /// As the operator `%`: the remainder is never negative.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.rem_euclid(2), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn rem_euclid(self, rhs: $t) -> $t {
            self % rhs
        }
        /// The quotient, rounded down, as by the operator `/`.
        ///
        /// # Panics
        /// If the divisor is zero.
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
        /// The smallest multiple of `rhs` that is not less than the number.
        ///
        /// # Panics
        /// If `rhs` is zero, or if the multiple does not fit and overflow is checked.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(13u8.next_multiple_of(5), 15);
        /// assert_eq!(15u8.next_multiple_of(5), 15);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn next_multiple_of(self, rhs: $t) -> $t {
            match self % rhs {
                0 => self,
                rest => self + (rhs - rest),
            }
        }
        /// The smallest multiple of `rhs` that is not less than the number, if there is one that fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(13u8.checked_next_multiple_of(5), Some(15));
        /// assert_eq!(13u8.checked_next_multiple_of(0), None);
        /// ```
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
        /// The quotient; nothing can go beyond the bounds.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.saturating_div(2), 3);
        /// ```
        #[inline]
        pub const fn saturating_div(self, rhs: $t) -> $t {
            self / rhs
        }
        /// The power, or `MAX`.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(4u8.saturating_pow(5), 255);
        /// ```
        #[inline]
        pub const fn saturating_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => Self::MAX,
            }
        }
        /// The distance between two numbers.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100u8.abs_diff(130), 30);
        /// ```
        #[inline]
        pub const fn abs_diff(self, other: $t) -> $t {
            if self < other { other - self } else { self - other }
        }
        /// The difference as a signed number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.checked_signed_diff(3), Some(-2));
        /// assert_eq!(255u8.checked_signed_diff(0), None);
        /// ```
        #[inline]
        pub const fn checked_signed_diff(self, rhs: $t) -> Option<$signed> {
            let difference = self.wrapping_sub(rhs) as $signed;
            if (self >= rhs) == (difference < 0) { None } else { Some(difference) }
        }
        /// The sum with a signed number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.checked_add_signed(-3), Some(2));
        /// assert_eq!(5u8.checked_add_signed(-6), None);
        /// ```
        #[inline]
        pub const fn checked_add_signed(self, rhs: $signed) -> Option<$t> {
            let (value, overflow) = self.overflowing_add_signed(rhs);
            if overflow { None } else { Some(value) }
        }
        /// The sum with a signed number, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.overflowing_add_signed(-6), (255, true));
        /// ```
        #[inline]
        pub const fn overflowing_add_signed(self, rhs: $signed) -> ($t, bool) {
            let (value, overflow) = self.overflowing_add(rhs as $t);
            (value, overflow ^ (rhs < 0))
        }
        /// The sum with a signed number, wrapping around.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.wrapping_add_signed(-6), 255);
        /// ```
        #[inline]
        pub const fn wrapping_add_signed(self, rhs: $signed) -> $t {
            self.wrapping_add(rhs as $t)
        }
        /// The sum with a signed number, or the bound it went beyond.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.saturating_add_signed(-6), 0);
        /// ```
        #[inline]
        pub const fn saturating_add_signed(self, rhs: $signed) -> $t {
            match self.checked_add_signed(rhs) {
                Some(value) => value,
                None => if rhs < 0 { 0 } else { Self::MAX },
            }
        }
        /// The difference from a signed number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.checked_sub_signed(-3), Some(8));
        /// assert_eq!(5u8.checked_sub_signed(6), None);
        /// ```
        #[inline]
        pub const fn checked_sub_signed(self, rhs: $signed) -> Option<$t> {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            if overflow ^ (rhs < 0) { None } else { Some(value) }
        }
        /// The quotient, and `false`: it always fits.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.overflowing_div_euclid(2), (3, false));
        /// ```
        #[inline]
        #[track_caller]
        pub const fn overflowing_div_euclid(self, rhs: $t) -> ($t, bool) {
            (self / rhs, false)
        }
        /// The remainder, and `false`: it always fits.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.overflowing_rem_euclid(2), (1, false));
        /// ```
        #[inline]
        #[track_caller]
        pub const fn overflowing_rem_euclid(self, rhs: $t) -> ($t, bool) {
            (self % rhs, false)
        }
        /// The quotient; nothing can wrap around.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.wrapping_div_euclid(2), 3);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn wrapping_div_euclid(self, rhs: $t) -> $t {
            self / rhs
        }
        /// The remainder; nothing can wrap around.
        ///
        /// # Panics
        /// If the divisor is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.wrapping_rem_euclid(2), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn wrapping_rem_euclid(self, rhs: $t) -> $t {
            self % rhs
        }
        /// The difference from a signed number, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.overflowing_sub_signed(6), (255, true));
        /// ```
        #[inline]
        pub const fn overflowing_sub_signed(self, rhs: $signed) -> ($t, bool) {
            let (value, overflow) = self.overflowing_sub(rhs as $t);
            (value, overflow ^ (rhs < 0))
        }
        /// The difference from a signed number, wrapping around.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.wrapping_sub_signed(6), 255);
        /// ```
        #[inline]
        pub const fn wrapping_sub_signed(self, rhs: $signed) -> $t {
            self.wrapping_sub(rhs as $t)
        }
        /// The difference from a signed number, or the bound it went beyond.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.saturating_sub_signed(6), 0);
        /// ```
        #[inline]
        pub const fn saturating_sub_signed(self, rhs: $signed) -> $t {
            match self.checked_sub_signed(rhs) {
                Some(value) => value,
                None => if rhs < 0 { Self::MAX } else { 0 },
            }
        }
        /// The sum with a signed number.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.strict_add_signed(-3), 2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_add_signed(self, rhs: $signed) -> $t {
            match self.checked_add_signed(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        /// The difference from a signed number.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.strict_sub_signed(-3), 8);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_sub_signed(self, rhs: $signed) -> $t {
            match self.checked_sub_signed(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        /// Whether exactly one bit is one.
        ///
        /// # Examples
        /// ```
        /// assert!(64u8.is_power_of_two());
        /// assert!(!0u8.is_power_of_two());
        /// ```
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
        /// The smallest power of two that is not less than the number.
        ///
        /// # Panics
        /// If it does not fit and overflow is checked; otherwise the result is zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(17u8.next_power_of_two(), 32);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn next_power_of_two(self) -> $t {
            self.one_less_than_next_power_of_two() + 1
        }
        /// The smallest power of two that is not less than the number, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(17u8.checked_next_power_of_two(), Some(32));
        /// assert_eq!(200u8.checked_next_power_of_two(), None);
        /// ```
        #[inline]
        pub const fn checked_next_power_of_two(self) -> Option<$t> {
            self.one_less_than_next_power_of_two().checked_add(1)
        }
        /// The number halfway between two, rounded down; it never overflows.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(250u8.midpoint(255), 252);
        /// ```
        #[inline]
        pub const fn midpoint(self, rhs: $t) -> $t {
            ((self ^ rhs) >> 1) + (self & rhs)
        }
        /// The square root, rounded down.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(99u32.isqrt(), 9);
        /// ```
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
        /// The sum with a carry, and the carry out of it: a digit of a longer addition.
        #[inline]
        pub const fn carrying_add(self, rhs: $t, carry: bool) -> ($t, bool) {
            let (a, b) = self.overflowing_add(rhs);
            let (c, d) = a.overflowing_add(carry as $t);
            (c, b | d)
        }
        /// The difference with a borrow, and the borrow out of it: a digit of a longer subtraction.
        #[inline]
        pub const fn borrowing_sub(self, rhs: $t, borrow: bool) -> ($t, bool) {
            let (a, b) = self.overflowing_sub(rhs);
            let (c, d) = a.overflowing_sub(borrow as $t);
            (c, b | d)
        }
    };
}
