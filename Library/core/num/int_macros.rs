//! The methods of the integer types, as macros over the type.

#[cfg(not(rustc_check))]
macro_rules! rotate {
    ($direction:ident $value:expr, $count:expr, $bits:literal) => { intrinsics::$direction($value, $count) };
}
/// The checking compiler has no rotation under these names.
#[cfg(rustc_check)]
macro_rules! rotate {
    (rotate_left $value:expr, $count:expr, $bits:literal) => {
        (($value) << ($count % $bits)) | (($value) >> (($bits - $count % $bits) % $bits))
    };
    (rotate_right $value:expr, $count:expr, $bits:literal) => {
        (($value) >> ($count % $bits)) | (($value) << (($bits - $count % $bits) % $bits))
    };
}

/// Methods that every integer type has. `$unsigned` and `$signed` are the types of the same width.
macro_rules! integer_methods {
    ($t:ident $unsigned:ident $signed:ident $bits:literal $bytes:literal $min:expr, $max:expr) => {
        /// The smallest value.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u8::MIN, 0);
        /// assert_eq!(i8::MIN, -128);
        /// ```
        pub const MIN: $t = $min;
        /// The largest value.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u8::MAX, 255);
        /// assert_eq!(i8::MAX, 127);
        /// ```
        pub const MAX: $t = $max;
        /// How many bits a value has.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u16::BITS, 16);
        /// ```
        pub const BITS: u32 = $bits;

        /// The smallest value: the old form of `MIN`.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::min_value(), -128);
        /// ```
        #[inline]
        pub const fn min_value() -> $t {
            Self::MIN
        }
        /// The largest value: the old form of `MAX`.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(i8::max_value(), 127);
        /// ```
        #[inline]
        pub const fn max_value() -> $t {
            Self::MAX
        }
        /// How many bits are one.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b1011u8.count_ones(), 3);
        /// assert_eq!((-1i32).count_ones(), 32);
        /// ```
        #[inline]
        pub const fn count_ones(self) -> u32 {
            intrinsics::ctpop(self as $unsigned)
        }
        /// How many bits are zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b1011u8.count_zeros(), 5);
        /// ```
        #[inline]
        pub const fn count_zeros(self) -> u32 {
            (!self).count_ones()
        }
        /// How many of the highest bits are zero; all of them for zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b0001_0110u8.leading_zeros(), 3);
        /// assert_eq!(0u32.leading_zeros(), 32);
        /// ```
        #[inline]
        pub const fn leading_zeros(self) -> u32 {
            intrinsics::ctlz(self as $unsigned)
        }
        /// How many of the lowest bits are zero; all of them for zero.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b1010_0000u8.trailing_zeros(), 5);
        /// assert_eq!(0i16.trailing_zeros(), 16);
        /// ```
        #[inline]
        pub const fn trailing_zeros(self) -> u32 {
            intrinsics::cttz(self as $unsigned)
        }
        /// How many of the highest bits are one.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b1101_0000u8.leading_ones(), 2);
        /// ```
        #[inline]
        pub const fn leading_ones(self) -> u32 {
            (!self).leading_zeros()
        }
        /// How many of the lowest bits are one.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b0101_0111u8.trailing_ones(), 3);
        /// ```
        #[inline]
        pub const fn trailing_ones(self) -> u32 {
            (!self).trailing_zeros()
        }
        /// The bits, moved up by so many places; those that leave above come in below.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b1000_0001u8.rotate_left(1), 0b0000_0011);
        /// assert_eq!(0x12u8.rotate_left(4), 0x21);
        /// ```
        #[inline]
        pub const fn rotate_left(self, n: u32) -> $t {
            rotate!(rotate_left self as $unsigned, n, $bits) as $t
        }
        /// The bits moved down by `n` places; those that fall out come in at the top.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x12u8.rotate_right(4), 0x21);
        /// ```
        #[inline]
        pub const fn rotate_right(self, n: u32) -> $t {
            rotate!(rotate_right self as $unsigned, n, $bits) as $t
        }
        /// The bytes in the opposite order.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x1234u16.swap_bytes(), 0x3412);
        /// ```
        #[inline]
        pub const fn swap_bytes(self) -> $t {
            intrinsics::bswap(self as $unsigned) as $t
        }
        /// The bits in the opposite order.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0b0000_0011u8.reverse_bits(), 0b1100_0000);
        /// ```
        #[inline]
        pub const fn reverse_bits(self) -> $t {
            intrinsics::bitreverse(self as $unsigned) as $t
        }
        /// The number whose bytes in memory are read with the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u16::from_be(0x1234u16.to_be()), 0x1234);
        /// ```
        #[inline]
        pub const fn from_be(x: $t) -> $t {
            x.swap_bytes()
        }
        /// The number whose bytes in memory are read with the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u16::from_le(0x1234u16.to_le()), 0x1234);
        /// ```
        #[inline]
        pub const fn from_le(x: $t) -> $t {
            x
        }
        /// The number whose bytes in memory are those of this one with the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x1234u16.to_be().to_ne_bytes(), [0x12, 0x34]);
        /// ```
        #[inline]
        pub const fn to_be(self) -> $t {
            self.swap_bytes()
        }
        /// The number whose bytes in memory are those of this one with the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x1234u16.to_le().to_ne_bytes(), [0x34, 0x12]);
        /// ```
        #[inline]
        pub const fn to_le(self) -> $t {
            self
        }
        /// The bytes, the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x1234u16.to_be_bytes(), [0x12, 0x34]);
        /// ```
        #[inline]
        pub const fn to_be_bytes(self) -> [u8; $bytes] {
            self.to_be().to_ne_bytes()
        }
        /// The bytes, the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(0x1234u16.to_le_bytes(), [0x34, 0x12]);
        /// ```
        #[inline]
        pub const fn to_le_bytes(self) -> [u8; $bytes] {
            self.to_ne_bytes()
        }
        /// The bytes as they stand in memory.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7u8.to_ne_bytes(), [7]);
        /// let bytes = 0x0102u16.to_ne_bytes();
        /// assert_eq!(bytes[0] + bytes[1], 3);
        /// ```
        #[inline]
        pub const fn to_ne_bytes(self) -> [u8; $bytes] {
            // SAFETY: the array has the size of the number; every byte is valid.
            unsafe { intrinsics::transmute(self) }
        }
        /// The number of these bytes, the highest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u16::from_be_bytes([0x12, 0x34]), 0x1234);
        /// ```
        #[inline]
        pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_ne_bytes(bytes).swap_bytes()
        }
        /// The number of these bytes, the lowest first.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u16::from_le_bytes([0x12, 0x34]), 0x3412);
        /// ```
        #[inline]
        pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_ne_bytes(bytes)
        }
        /// The number whose bytes in memory are these.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u32::from_ne_bytes(0x1234u32.to_ne_bytes()), 0x1234);
        /// ```
        #[inline]
        pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
            // SAFETY: the array has the size of the number; every pattern is valid.
            unsafe { intrinsics::transmute(bytes) }
        }

        /// The sum without its highest bits when it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(250u8.wrapping_add(10), 4);
        /// assert_eq!(i32::MAX.wrapping_add(1), i32::MIN);
        /// ```
        #[inline]
        pub const fn wrapping_add(self, rhs: $t) -> $t {
            intrinsics::wrapping_add(self, rhs)
        }
        /// The difference without its highest bits when it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.wrapping_sub(6), 255);
        /// assert_eq!(i32::MIN.wrapping_sub(1), i32::MAX);
        /// ```
        #[inline]
        pub const fn wrapping_sub(self, rhs: $t) -> $t {
            intrinsics::wrapping_sub(self, rhs)
        }
        /// The product without its highest bits when it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100u8.wrapping_mul(3), 44);
        /// assert_eq!(i16::MIN.wrapping_mul(-1), i16::MIN);
        /// ```
        #[inline]
        pub const fn wrapping_mul(self, rhs: $t) -> $t {
            intrinsics::wrapping_mul(self, rhs)
        }
        /// The negative value, wrapping around where it does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.wrapping_neg(), 255);
        /// assert_eq!(i8::MIN.wrapping_neg(), i8::MIN);
        /// ```
        #[inline]
        pub const fn wrapping_neg(self) -> $t {
            intrinsics::wrapping_sub(0, self)
        }
        /// The bits moved up by `rhs` modulo the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.wrapping_shl(9), 2);
        /// ```
        #[inline]
        pub const fn wrapping_shl(self, rhs: u32) -> $t {
            // SAFETY: the masked count is below the number of bits.
            unsafe { intrinsics::unchecked_shl(self, rhs & ($bits - 1)) }
        }
        /// The bits moved down by `rhs` modulo the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(128u8.wrapping_shr(9), 64);
        /// ```
        #[inline]
        pub const fn wrapping_shr(self, rhs: u32) -> $t {
            // SAFETY: the masked count is below the number of bits.
            unsafe { intrinsics::unchecked_shr(self, rhs & ($bits - 1)) }
        }
        /// The power, wrapping around. Takes a number of steps logarithmic in the exponent.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u8.wrapping_pow(6), 217);
        /// ```
        #[inline]
        pub const fn wrapping_pow(self, mut exponent: u32) -> $t {
            let mut base = self;
            let mut result: $t = 1;
            while exponent != 0 {
                if exponent & 1 == 1 {
                    result = result.wrapping_mul(base);
                }
                exponent >>= 1;
                base = base.wrapping_mul(base);
            }
            result
        }
        /// The sum, which must fit.
        ///
        /// # Safety
        /// The sum fits in the type.
        ///
        /// # Examples
        /// ```
        /// // SAFETY: 5 fits.
        /// assert_eq!(unsafe { 2u8.unchecked_add(3) }, 5);
        /// ```
        #[inline]
        pub const unsafe fn unchecked_add(self, rhs: $t) -> $t {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::unchecked_add(self, rhs) }
        }
        /// The difference, which must fit.
        ///
        /// # Safety
        /// The difference fits in the type.
        ///
        /// # Examples
        /// ```
        /// // SAFETY: 2 fits.
        /// assert_eq!(unsafe { 5u8.unchecked_sub(3) }, 2);
        /// ```
        #[inline]
        pub const unsafe fn unchecked_sub(self, rhs: $t) -> $t {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::unchecked_sub(self, rhs) }
        }
        /// The product, which must fit.
        ///
        /// # Safety
        /// The product fits in the type.
        ///
        /// # Examples
        /// ```
        /// // SAFETY: 15 fits.
        /// assert_eq!(unsafe { 5u8.unchecked_mul(3) }, 15);
        /// ```
        #[inline]
        pub const unsafe fn unchecked_mul(self, rhs: $t) -> $t {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::unchecked_mul(self, rhs) }
        }
        /// The bits moved up by `rhs`.
        ///
        /// # Safety
        /// `rhs` is less than the number of bits.
        #[inline]
        pub const unsafe fn unchecked_shl(self, rhs: u32) -> $t {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::unchecked_shl(self, rhs) }
        }
        /// The bits moved down by `rhs`.
        ///
        /// # Safety
        /// `rhs` is less than the number of bits.
        #[inline]
        pub const unsafe fn unchecked_shr(self, rhs: u32) -> $t {
            // SAFETY: the caller promises what the operation demands.
            unsafe { intrinsics::unchecked_shr(self, rhs) }
        }
        /// The sum, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(250u8.overflowing_add(10), (4, true));
        /// ```
        #[inline]
        pub const fn overflowing_add(self, rhs: $t) -> ($t, bool) {
            intrinsics::add_with_overflow(self, rhs)
        }
        /// The difference, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.overflowing_sub(2), (255, true));
        /// ```
        #[inline]
        pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool) {
            intrinsics::sub_with_overflow(self, rhs)
        }
        /// The product, wrapping around, and whether it did.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(20u8.overflowing_mul(13), (4, true));
        /// ```
        #[inline]
        pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool) {
            intrinsics::mul_with_overflow(self, rhs)
        }
        /// The bits moved up by `rhs` modulo the number of bits, and whether `rhs` was too large.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.overflowing_shl(9), (2, true));
        /// ```
        #[inline]
        pub const fn overflowing_shl(self, rhs: u32) -> ($t, bool) {
            (self.wrapping_shl(rhs), rhs >= $bits)
        }
        /// The bits moved down by `rhs` modulo the number of bits, and whether `rhs` was too large.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(4u8.overflowing_shr(1), (2, false));
        /// ```
        #[inline]
        pub const fn overflowing_shr(self, rhs: u32) -> ($t, bool) {
            (self.wrapping_shr(rhs), rhs >= $bits)
        }
        /// The power, wrapping around, and whether it did. Takes a number of steps logarithmic in the
        /// exponent.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u8.overflowing_pow(6), (217, true));
        /// ```
        #[inline]
        pub const fn overflowing_pow(self, mut exponent: u32) -> ($t, bool) {
            let mut base = self;
            let mut result: $t = 1;
            let mut overflowed = false;
            while exponent != 0 {
                if exponent & 1 == 1 {
                    let (product, overflow) = result.overflowing_mul(base);
                    result = product;
                    overflowed = overflowed | overflow;
                }
                exponent >>= 1;
                if exponent != 0 {
                    let (square, overflow) = base.overflowing_mul(base);
                    base = square;
                    overflowed = overflowed | overflow;
                }
            }
            (result, overflowed)
        }
        /// The sum, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(250u8.checked_add(5), Some(255));
        /// assert_eq!(250u8.checked_add(6), None);
        /// ```
        #[inline]
        pub const fn checked_add(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        /// The difference, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.checked_sub(5), Some(0));
        /// assert_eq!(5u8.checked_sub(6), None);
        /// ```
        #[inline]
        pub const fn checked_sub(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::sub_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        /// The product, if it fits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(16u8.checked_mul(15), Some(240));
        /// assert_eq!(16u8.checked_mul(16), None);
        /// ```
        #[inline]
        pub const fn checked_mul(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        /// The bits moved up by `rhs`, if that is less than the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.checked_shl(7), Some(128));
        /// assert_eq!(1u8.checked_shl(8), None);
        /// ```
        #[inline]
        pub const fn checked_shl(self, rhs: u32) -> Option<$t> {
            if rhs < $bits { Some(self.wrapping_shl(rhs)) } else { None }
        }
        /// The bits moved down by `rhs`, if that is less than the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(128u8.checked_shr(7), Some(1));
        /// assert_eq!(128u8.checked_shr(8), None);
        /// ```
        #[inline]
        pub const fn checked_shr(self, rhs: u32) -> Option<$t> {
            if rhs < $bits { Some(self.wrapping_shr(rhs)) } else { None }
        }
        /// The bits moved up by `rhs`; zero if that is at least the number of bits.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.unbounded_shl(7), 128);
        /// assert_eq!(1u8.unbounded_shl(8), 0);
        /// ```
        #[inline]
        pub const fn unbounded_shl(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shl(rhs) } else { 0 }
        }
        /// The power, if it fits. Takes a number of steps logarithmic in the exponent.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u8.checked_pow(5), Some(243));
        /// assert_eq!(3u8.checked_pow(6), None);
        /// ```
        #[inline]
        pub const fn checked_pow(self, mut exponent: u32) -> Option<$t> {
            let mut base = self;
            let mut result: $t = 1;
            while exponent != 0 {
                if exponent & 1 == 1 {
                    result = match result.checked_mul(base) {
                        Some(product) => product,
                        None => return None,
                    };
                }
                exponent >>= 1;
                if exponent != 0 {
                    base = match base.checked_mul(base) {
                        Some(square) => square,
                        None => return None,
                    };
                }
            }
            Some(result)
        }
        /// The sum, or the limit that it would pass.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(200u8.saturating_add(100), 255);
        /// assert_eq!((-100i8).saturating_add(-100), -128);
        /// ```
        #[inline]
        pub const fn saturating_add(self, rhs: $t) -> $t {
            intrinsics::saturating_add(self, rhs)
        }
        /// The difference, or the limit that it would pass.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u32.saturating_sub(5), 0);
        /// assert_eq!((-100i8).saturating_sub(100), i8::MIN);
        /// ```
        #[inline]
        pub const fn saturating_sub(self, rhs: $t) -> $t {
            intrinsics::saturating_sub(self, rhs)
        }
        /// The sum.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(2u8.strict_add(3), 5);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_add(self, rhs: $t) -> $t {
            match self.checked_add(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        /// The difference.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.strict_sub(3), 2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_sub(self, rhs: $t) -> $t {
            match self.checked_sub(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        /// The product.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5u8.strict_mul(3), 15);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_mul(self, rhs: $t) -> $t {
            match self.checked_mul(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_mul_overflow(),
            }
        }
        /// The bits moved up by `rhs`.
        ///
        /// # Panics
        /// If `rhs` is at least the number of bits, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(1u8.strict_shl(3), 8);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_shl(self, rhs: u32) -> $t {
            match self.checked_shl(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_shl_overflow(),
            }
        }
        /// The bits moved down by `rhs`.
        ///
        /// # Panics
        /// If `rhs` is at least the number of bits, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(8u8.strict_shr(3), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_shr(self, rhs: u32) -> $t {
            match self.checked_shr(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_shr_overflow(),
            }
        }
        /// The power. Takes a number of steps logarithmic in the exponent.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u8.strict_pow(4), 81);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_mul_overflow(),
            }
        }
        /// The negative value.
        ///
        /// # Panics
        /// If it does not fit, however the program was compiled.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(5i8.strict_neg(), -5);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_neg(self) -> $t {
            match self.checked_neg() {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_neg_overflow(),
            }
        }
        /// The quotient.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7i8.strict_div(-2), -3);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_div(self, rhs: $t) -> $t {
            self / rhs
        }
        /// The remainder.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(7i8.strict_rem(-2), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_rem(self, rhs: $t) -> $t {
            self % rhs
        }
        /// The quotient whose remainder is not negative.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).strict_div_euclid(2), -4);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_div_euclid(self, rhs: $t) -> $t {
            self.div_euclid(rhs)
        }
        /// The remainder that is not negative.
        ///
        /// # Panics
        /// If the divisor is zero or the quotient does not fit.
        ///
        /// # Examples
        /// ```
        /// assert_eq!((-7i8).strict_rem_euclid(2), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn strict_rem_euclid(self, rhs: $t) -> $t {
            self.rem_euclid(rhs)
        }
        /// The number, multiplied by itself so many times.
        ///
        /// Time: O(log exponent).
        ///
        /// # Panics
        /// If the result does not fit and overflow is checked.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(3u32.pow(4), 81);
        /// assert_eq!((-2i64).pow(3), -8);
        /// assert_eq!(9u8.pow(0), 1);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn pow(self, mut exponent: u32) -> $t {
            let mut base = self;
            let mut result: $t = 1;
            while exponent != 0 {
                if exponent & 1 == 1 {
                    result = result * base;
                }
                exponent >>= 1;
                if exponent != 0 {
                    base = base * base;
                }
            }
            result
        }
        /// The number of the digits in the base, with a sign before it if there is one.
        ///
        /// # Panics
        /// If the base is not within 2 to 36.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(u8::from_str_radix("ff", 16), Ok(255));
        /// assert_eq!(i32::from_str_radix("-1010", 2), Ok(-10));
        /// assert!(u8::from_str_radix("8", 8).is_err());
        /// ```
        #[track_caller]
        pub const fn from_str_radix(text: &str, radix: u32) -> Result<$t, ParseIntError> {
            Self::from_ascii_radix(text.as_bytes(), radix)
        }
        /// The number that these digits write in the base. Linear in their number.
        ///
        /// # Panics
        /// If the base is not from 2 to 36.
        #[track_caller]
        pub const fn from_ascii_radix(text: &[u8], radix: u32) -> Result<$t, ParseIntError> {
            match super::parse::parse_integer(text, radix, Self::MIN != 0, Self::MAX as u128) {
                Ok((magnitude, false)) => Ok(magnitude as $t),
                Ok((magnitude, true)) => Ok((0 as $t).wrapping_sub(magnitude as $t)),
                Err(kind) => Err(ParseIntError { kind }),
            }
        }
        /// The logarithm to base 2, rounded down.
        ///
        /// # Panics
        /// If the number is not positive.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(9u8.ilog2(), 3);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn ilog2(self) -> u32 {
            match self.checked_ilog2() {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        /// The logarithm to base 10, rounded down.
        ///
        /// # Panics
        /// If the number is not positive.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(999u16.ilog10(), 2);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn ilog10(self) -> u32 {
            match self.checked_ilog(10) {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        /// The logarithm to the base, rounded down. Takes as many steps as its value.
        ///
        /// # Panics
        /// If the number is not positive or the base is less than 2.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(125u8.ilog(5), 3);
        /// ```
        #[inline]
        #[track_caller]
        pub const fn ilog(self, base: $t) -> u32 {
            assert!(base >= 2, "base of integer logarithm must be at least 2");
            match self.checked_ilog(base) {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        /// The logarithm to base 2, rounded down, of a positive number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(9u8.checked_ilog2(), Some(3));
        /// assert_eq!(0u8.checked_ilog2(), None);
        /// ```
        #[inline]
        pub const fn checked_ilog2(self) -> Option<u32> {
            if self <= 0 { None } else { Some($bits - 1 - self.leading_zeros()) }
        }
        /// The logarithm to base 10, rounded down, of a positive number.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(100u8.checked_ilog10(), Some(2));
        /// assert_eq!(0u8.checked_ilog10(), None);
        /// ```
        #[inline]
        pub const fn checked_ilog10(self) -> Option<u32> {
            self.checked_ilog(10)
        }
        /// The logarithm to the base, rounded down, of a positive number, if the base is at least 2.
        ///
        /// # Examples
        /// ```
        /// assert_eq!(125u8.checked_ilog(5), Some(3));
        /// assert_eq!(125u8.checked_ilog(1), None);
        /// ```
        pub const fn checked_ilog(self, base: $t) -> Option<u32> {
            if self <= 0 || base <= 1 {
                return None;
            }
            let mut log = 0;
            let mut rest = self;
            while rest >= base {
                rest /= base;
                log += 1;
            }
            Some(log)
        }
    };
}
