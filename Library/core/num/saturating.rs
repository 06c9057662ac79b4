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
