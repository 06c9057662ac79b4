//! Integers whose arithmetic stops at the limits.

use crate::fmt;
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign,
    Not, Rem, RemAssign, Sub, SubAssign,
};

/// Integer arithmetic that saturates.
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);

macro_rules! formats {
    ($($t:ident)*) => { $(
        impl<T: fmt::$t> fmt::$t for Saturating<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}
formats! { Debug Display Binary Octal LowerHex UpperHex }

macro_rules! operators {
    ($t:ty: $($trait_name:ident $method:ident $assign_trait:ident $assign:ident $function:ident;)*) => { $(
        impl $trait_name for Saturating<$t> {
            type Output = Saturating<$t>;
            #[inline]
            fn $method(self, other: Saturating<$t>) -> Saturating<$t> {
                Saturating(self.0.$function(other.0))
            }
        }
        impl $assign_trait for Saturating<$t> {
            #[inline]
            fn $assign(&mut self, other: Saturating<$t>) {
                *self = (*self).$method(other);
            }
        }
        impl $assign_trait<$t> for Saturating<$t> {
            #[inline]
            fn $assign(&mut self, other: $t) {
                *self = (*self).$method(Saturating(other));
            }
        }
        forward_ref_binop! { $trait_name $method for Saturating<$t>, Saturating<$t>; }
        forward_ref_op_assign! { $assign_trait $assign for Saturating<$t>, Saturating<$t>; }
    )* };
}

macro_rules! implement {
    ($($t:ident)*) => { $(
        operators! { $t:
            Add add AddAssign add_assign saturating_add;
            Sub sub SubAssign sub_assign saturating_sub;
            Mul mul MulAssign mul_assign saturating_mul;
            Div div DivAssign div_assign saturating_div;
            Rem rem RemAssign rem_assign rem;
            BitAnd bitand BitAndAssign bitand_assign bitand;
            BitOr bitor BitOrAssign bitor_assign bitor;
            BitXor bitxor BitXorAssign bitxor_assign bitxor;
        }
        impl Not for Saturating<$t> {
            type Output = Saturating<$t>;
            #[inline]
            fn not(self) -> Saturating<$t> {
                Saturating(!self.0)
            }
        }
        impl Saturating<$t> {
            pub const MIN: Self = Saturating($t::MIN);
            pub const MAX: Self = Saturating($t::MAX);
            pub const BITS: u32 = $t::BITS;
            #[inline]
            pub fn pow(self, exponent: u32) -> Self {
                Saturating(self.0.saturating_pow(exponent))
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
                Saturating(self.0.swap_bytes())
            }
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Saturating(self.0.reverse_bits())
            }
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                Saturating($t::from_be(x.0))
            }
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                Saturating($t::from_le(x.0))
            }
            #[inline]
            pub const fn to_be(self) -> Self {
                Saturating(self.0.to_be())
            }
            #[inline]
            pub const fn to_le(self) -> Self {
                Saturating(self.0.to_le())
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
                Saturating(self.0.rotate_left(n))
            }
            #[inline]
            pub const fn rotate_right(self, n: u32) -> Self {
                Saturating(self.0.rotate_right(n))
            }
        }
    )* };
}
implement! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! signed_methods {
    ($($t:ident)*) => { $(
        impl Saturating<$t> {
            #[inline]
            pub fn abs(self) -> Self {
                Saturating(self.0.saturating_abs())
            }
            #[inline]
            pub fn signum(self) -> Self {
                Saturating(self.0.signum())
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
        impl Saturating<$t> {
            #[inline]
            pub fn is_power_of_two(self) -> bool {
                self.0.is_power_of_two()
            }
        }
    )* };
}
unsigned_methods! { usize u8 u16 u32 u64 u128 }

macro_rules! negation {
    ($($t:ident)*) => { $(
        impl crate::ops::Neg for Saturating<$t> {
            type Output = Saturating<$t>;
            #[inline]
            fn neg(self) -> Saturating<$t> {
                Saturating(self.0.saturating_neg())
            }
        }
    )* };
}
negation! { isize i8 i16 i32 i64 i128 }
