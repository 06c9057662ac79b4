//! Integers whose arithmetic wraps around.

use crate::fmt;
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign,
    Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

/// Integer arithmetic modulo 2^N.
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);

macro_rules! formats {
    ($($t:ident)*) => { $(
        impl<T: fmt::$t> fmt::$t for Wrapping<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}
formats! { Debug Display Binary Octal LowerHex UpperHex }

macro_rules! operators {
    ($t:ty: $($trait_name:ident $method:ident $assign_trait:ident $assign:ident $function:ident;)*) => { $(
        impl $trait_name for Wrapping<$t> {
            type Output = Wrapping<$t>;
            #[inline]
            fn $method(self, other: Wrapping<$t>) -> Wrapping<$t> {
                Wrapping(self.0.$function(other.0))
            }
        }
        impl $assign_trait for Wrapping<$t> {
            #[inline]
            fn $assign(&mut self, other: Wrapping<$t>) {
                *self = (*self).$method(other);
            }
        }
        impl $assign_trait<$t> for Wrapping<$t> {
            #[inline]
            fn $assign(&mut self, other: $t) {
                *self = (*self).$method(Wrapping(other));
            }
        }
        forward_ref_binop! { $trait_name $method for Wrapping<$t>, Wrapping<$t>; }
        forward_ref_op_assign! { $assign_trait $assign for Wrapping<$t>, Wrapping<$t>; }
    )* };
}

macro_rules! implement {
    ($($t:ident)*) => { $(
        operators! { $t:
            Add add AddAssign add_assign wrapping_add;
            Sub sub SubAssign sub_assign wrapping_sub;
            Mul mul MulAssign mul_assign wrapping_mul;
            Div div DivAssign div_assign wrapping_div;
            Rem rem RemAssign rem_assign wrapping_rem;
            BitAnd bitand BitAndAssign bitand_assign bitand;
            BitOr bitor BitOrAssign bitor_assign bitor;
            BitXor bitxor BitXorAssign bitxor_assign bitxor;
        }
        impl Not for Wrapping<$t> {
            type Output = Wrapping<$t>;
            #[inline]
            fn not(self) -> Wrapping<$t> {
                Wrapping(!self.0)
            }
        }
        impl Wrapping<$t> {
            pub const MIN: Self = Wrapping($t::MIN);
            pub const MAX: Self = Wrapping($t::MAX);
            pub const BITS: u32 = $t::BITS;
            #[inline]
            pub fn pow(self, exponent: u32) -> Self {
                Wrapping(self.0.wrapping_pow(exponent))
            }
            #[inline]
            pub const fn count_ones(self) -> u32 {
                self.0.count_ones()
            }
            #[inline]
            pub const fn count_zeros(self) -> u32 {
                self.0.count_zeros()
            }
            #[inline]
            pub const fn swap_bytes(self) -> Self {
                Wrapping(self.0.swap_bytes())
            }
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Wrapping(self.0.reverse_bits())
            }
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                Wrapping($t::from_be(x.0))
            }
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                Wrapping($t::from_le(x.0))
            }
            #[inline]
            pub const fn to_be(self) -> Self {
                Wrapping(self.0.to_be())
            }
            #[inline]
            pub const fn to_le(self) -> Self {
                Wrapping(self.0.to_le())
            }
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                self.0.leading_zeros()
            }
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                self.0.trailing_zeros()
            }
            #[inline]
            pub const fn rotate_left(self, n: u32) -> Self {
                Wrapping(self.0.rotate_left(n))
            }
            #[inline]
            pub const fn rotate_right(self, n: u32) -> Self {
                Wrapping(self.0.rotate_right(n))
            }
        }
        impl Neg for Wrapping<$t> {
            type Output = Wrapping<$t>;
            #[inline]
            fn neg(self) -> Wrapping<$t> {
                Wrapping(self.0.wrapping_neg())
            }
        }
        impl Shl<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            #[inline]
            fn shl(self, count: usize) -> Wrapping<$t> {
                Wrapping(self.0.wrapping_shl(count as u32))
            }
        }
        impl ShlAssign<usize> for Wrapping<$t> {
            #[inline]
            fn shl_assign(&mut self, count: usize) {
                *self = *self << count;
            }
        }
        impl Shr<usize> for Wrapping<$t> {
            type Output = Wrapping<$t>;
            #[inline]
            fn shr(self, count: usize) -> Wrapping<$t> {
                Wrapping(self.0.wrapping_shr(count as u32))
            }
        }
        impl ShrAssign<usize> for Wrapping<$t> {
            #[inline]
            fn shr_assign(&mut self, count: usize) {
                *self = *self >> count;
            }
        }
    )* };
}
implement! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! signed_methods {
    ($($t:ident)*) => { $(
        impl Wrapping<$t> {
            #[inline]
            pub fn abs(self) -> Self {
                Wrapping(self.0.wrapping_abs())
            }
            #[inline]
            pub fn signum(self) -> Self {
                Wrapping(self.0.signum())
            }
            #[inline]
            pub const fn is_positive(self) -> bool {
                self.0.is_positive()
            }
            #[inline]
            pub const fn is_negative(self) -> bool {
                self.0.is_negative()
            }
        }
    )* };
}
signed_methods! { isize i8 i16 i32 i64 i128 }

macro_rules! unsigned_methods {
    ($($t:ident)*) => { $(
        impl Wrapping<$t> {
            #[inline]
            pub fn is_power_of_two(self) -> bool {
                self.0.is_power_of_two()
            }
        }
    )* };
}
unsigned_methods! { usize u8 u16 u32 u64 u128 }
