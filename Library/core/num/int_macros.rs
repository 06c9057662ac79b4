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
        pub const MIN: $t = $min;
        pub const MAX: $t = $max;
        pub const BITS: u32 = $bits;

        #[inline]
        pub const fn min_value() -> $t {
            Self::MIN
        }
        #[inline]
        pub const fn max_value() -> $t {
            Self::MAX
        }
        #[inline]
        pub const fn count_ones(self) -> u32 {
            intrinsics::ctpop(self as $unsigned)
        }
        #[inline]
        pub const fn count_zeros(self) -> u32 {
            (!self).count_ones()
        }
        #[inline]
        pub const fn leading_zeros(self) -> u32 {
            intrinsics::ctlz(self as $unsigned)
        }
        #[inline]
        pub const fn trailing_zeros(self) -> u32 {
            intrinsics::cttz(self as $unsigned)
        }
        #[inline]
        pub const fn leading_ones(self) -> u32 {
            (!self).leading_zeros()
        }
        #[inline]
        pub const fn trailing_ones(self) -> u32 {
            (!self).trailing_zeros()
        }
        #[inline]
        pub const fn rotate_left(self, n: u32) -> $t {
            rotate!(rotate_left self as $unsigned, n, $bits) as $t
        }
        #[inline]
        pub const fn rotate_right(self, n: u32) -> $t {
            rotate!(rotate_right self as $unsigned, n, $bits) as $t
        }
        #[inline]
        pub const fn swap_bytes(self) -> $t {
            intrinsics::bswap(self as $unsigned) as $t
        }
        #[inline]
        pub const fn reverse_bits(self) -> $t {
            intrinsics::bitreverse(self as $unsigned) as $t
        }
        #[inline]
        pub const fn from_be(x: $t) -> $t {
            x.swap_bytes()
        }
        #[inline]
        pub const fn from_le(x: $t) -> $t {
            x
        }
        #[inline]
        pub const fn to_be(self) -> $t {
            self.swap_bytes()
        }
        #[inline]
        pub const fn to_le(self) -> $t {
            self
        }
        #[inline]
        pub const fn to_be_bytes(self) -> [u8; $bytes] {
            self.to_be().to_ne_bytes()
        }
        #[inline]
        pub const fn to_le_bytes(self) -> [u8; $bytes] {
            self.to_ne_bytes()
        }
        #[inline]
        pub const fn to_ne_bytes(self) -> [u8; $bytes] {
            unsafe { intrinsics::transmute(self) }
        }
        #[inline]
        pub const fn from_be_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_ne_bytes(bytes).swap_bytes()
        }
        #[inline]
        pub const fn from_le_bytes(bytes: [u8; $bytes]) -> $t {
            Self::from_ne_bytes(bytes)
        }
        #[inline]
        pub const fn from_ne_bytes(bytes: [u8; $bytes]) -> $t {
            unsafe { intrinsics::transmute(bytes) }
        }

        #[inline]
        pub const fn wrapping_add(self, rhs: $t) -> $t {
            intrinsics::wrapping_add(self, rhs)
        }
        #[inline]
        pub const fn wrapping_sub(self, rhs: $t) -> $t {
            intrinsics::wrapping_sub(self, rhs)
        }
        #[inline]
        pub const fn wrapping_mul(self, rhs: $t) -> $t {
            intrinsics::wrapping_mul(self, rhs)
        }
        #[inline]
        pub const fn wrapping_neg(self) -> $t {
            intrinsics::wrapping_sub(0, self)
        }
        #[inline]
        pub const fn wrapping_shl(self, rhs: u32) -> $t {
            unsafe { intrinsics::unchecked_shl(self, rhs & ($bits - 1)) }
        }
        #[inline]
        pub const fn wrapping_shr(self, rhs: u32) -> $t {
            unsafe { intrinsics::unchecked_shr(self, rhs & ($bits - 1)) }
        }
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
        #[inline]
        pub const unsafe fn unchecked_add(self, rhs: $t) -> $t {
            unsafe { intrinsics::unchecked_add(self, rhs) }
        }
        #[inline]
        pub const unsafe fn unchecked_sub(self, rhs: $t) -> $t {
            unsafe { intrinsics::unchecked_sub(self, rhs) }
        }
        #[inline]
        pub const unsafe fn unchecked_mul(self, rhs: $t) -> $t {
            unsafe { intrinsics::unchecked_mul(self, rhs) }
        }
        #[inline]
        pub const fn overflowing_add(self, rhs: $t) -> ($t, bool) {
            intrinsics::add_with_overflow(self, rhs)
        }
        #[inline]
        pub const fn overflowing_sub(self, rhs: $t) -> ($t, bool) {
            intrinsics::sub_with_overflow(self, rhs)
        }
        #[inline]
        pub const fn overflowing_mul(self, rhs: $t) -> ($t, bool) {
            intrinsics::mul_with_overflow(self, rhs)
        }
        #[inline]
        pub const fn overflowing_shl(self, rhs: u32) -> ($t, bool) {
            (self.wrapping_shl(rhs), rhs >= $bits)
        }
        #[inline]
        pub const fn overflowing_shr(self, rhs: u32) -> ($t, bool) {
            (self.wrapping_shr(rhs), rhs >= $bits)
        }
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
        #[inline]
        pub const fn checked_add(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::add_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        #[inline]
        pub const fn checked_sub(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::sub_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        #[inline]
        pub const fn checked_mul(self, rhs: $t) -> Option<$t> {
            let (value, overflow) = intrinsics::mul_with_overflow(self, rhs);
            if overflow { None } else { Some(value) }
        }
        #[inline]
        pub const fn checked_shl(self, rhs: u32) -> Option<$t> {
            if rhs < $bits { Some(self.wrapping_shl(rhs)) } else { None }
        }
        #[inline]
        pub const fn checked_shr(self, rhs: u32) -> Option<$t> {
            if rhs < $bits { Some(self.wrapping_shr(rhs)) } else { None }
        }
        #[inline]
        pub const fn unbounded_shl(self, rhs: u32) -> $t {
            if rhs < $bits { self.wrapping_shl(rhs) } else { 0 }
        }
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
        #[inline]
        pub const fn saturating_add(self, rhs: $t) -> $t {
            intrinsics::saturating_add(self, rhs)
        }
        #[inline]
        pub const fn saturating_sub(self, rhs: $t) -> $t {
            intrinsics::saturating_sub(self, rhs)
        }
        #[inline]
        #[track_caller]
        pub const fn strict_add(self, rhs: $t) -> $t {
            match self.checked_add(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_add_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_sub(self, rhs: $t) -> $t {
            match self.checked_sub(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_sub_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_mul(self, rhs: $t) -> $t {
            match self.checked_mul(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_mul_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_shl(self, rhs: u32) -> $t {
            match self.checked_shl(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_shl_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_shr(self, rhs: u32) -> $t {
            match self.checked_shr(rhs) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_shr_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_pow(self, exponent: u32) -> $t {
            match self.checked_pow(exponent) {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_mul_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_neg(self) -> $t {
            match self.checked_neg() {
                Some(value) => value,
                None => crate::panicking::panic_const::panic_const_neg_overflow(),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn strict_div(self, rhs: $t) -> $t {
            self / rhs
        }
        #[inline]
        #[track_caller]
        pub const fn strict_rem(self, rhs: $t) -> $t {
            self % rhs
        }
        #[inline]
        #[track_caller]
        pub const fn strict_div_euclid(self, rhs: $t) -> $t {
            self.div_euclid(rhs)
        }
        #[inline]
        #[track_caller]
        pub const fn strict_rem_euclid(self, rhs: $t) -> $t {
            self.rem_euclid(rhs)
        }
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
        #[track_caller]
        pub const fn from_str_radix(text: &str, radix: u32) -> Result<$t, ParseIntError> {
            Self::from_ascii_radix(text.as_bytes(), radix)
        }
        #[track_caller]
        pub const fn from_ascii_radix(text: &[u8], radix: u32) -> Result<$t, ParseIntError> {
            match super::parse::parse_integer(text, radix, Self::MIN != 0, Self::MAX as u128) {
                Ok((magnitude, false)) => Ok(magnitude as $t),
                Ok((magnitude, true)) => Ok((0 as $t).wrapping_sub(magnitude as $t)),
                Err(kind) => Err(ParseIntError { kind }),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn ilog2(self) -> u32 {
            match self.checked_ilog2() {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn ilog10(self) -> u32 {
            match self.checked_ilog(10) {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        #[inline]
        #[track_caller]
        pub const fn ilog(self, base: $t) -> u32 {
            assert!(base >= 2, "base of integer logarithm must be at least 2");
            match self.checked_ilog(base) {
                Some(log) => log,
                None => crate::panicking::panic("argument of integer logarithm must be positive"),
            }
        }
        #[inline]
        pub const fn checked_ilog2(self) -> Option<u32> {
            if self <= 0 { None } else { Some($bits - 1 - self.leading_zeros()) }
        }
        #[inline]
        pub const fn checked_ilog10(self) -> Option<u32> {
            self.checked_ilog(10)
        }
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
        #[inline]
        pub const fn is_multiple_of(self, rhs: $t) -> bool {
            if rhs == 0 { self == 0 } else { self % rhs == 0 }
        }
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

macro_rules! signed_methods {
    ($t:ident $unsigned:ident $bits:literal) => {
        #[inline]
        pub const fn cast_unsigned(self) -> $unsigned {
            self as $unsigned
        }
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
