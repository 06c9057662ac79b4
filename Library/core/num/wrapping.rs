//! Integers whose type says what happens at their limits: they wrap around, or stop there.

use crate::fmt;
use crate::iter::{Product, Sum};
use crate::ops::{
    Add, AddAssign, BitAnd, BitAndAssign, BitOr, BitOrAssign, BitXor, BitXorAssign, Div, DivAssign, Mul, MulAssign,
    Neg, Not, Rem, RemAssign, Shl, ShlAssign, Shr, ShrAssign, Sub, SubAssign,
};

/// Integer arithmetic modulo 2^N.
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Wrapping<T>(pub T);

/// Integer arithmetic that stops at the limits of the type.
#[derive(PartialEq, PartialOrd, Eq, Ord, Clone, Copy, Default, Hash)]
#[repr(transparent)]
pub struct Saturating<T>(pub T);

/// Declares the traits below and implements them by the methods of the same names that the integer
/// types have themselves.
macro_rules! integer_trait {
    ($(#[$documentation:meta])* $name:ident($($bound:tt)*) for $types:tt $methods:tt) => {
        integer_trait! { declare $(#[$documentation])* $name($($bound)*) $methods }
        integer_trait! { implement $name $types $methods }
    };
    (declare $(#[$documentation:meta])* $name:ident($($bound:tt)*)
     { $($method:ident($($argument:ident: $argument_type:ty),*) -> $result:ty;)* }) => {
        $(#[$documentation])*
        #[doc(hidden)]
        pub trait $name: $($bound)* {
            $(fn $method(self, $($argument: $argument_type),*) -> $result;)*
        }
    };
    (implement $name:ident { $($t:ident)* } $methods:tt) => { $(
        integer_trait! { one $name $t $methods }
    )* };
    (one $name:ident $t:ident { $($method:ident($($argument:ident: $argument_type:ty),*) -> $result:ty;)* }) => {
        impl $name for $t {
            $(
                #[inline]
                #[track_caller]
                fn $method(self, $($argument: $argument_type),*) -> $result {
                    <$t>::$method(self, $($argument),*)
                }
            )*
        }
    };
}
integer_trait! {
    /// The integer types, so that the wrappers' operators are written once.
    WrappedInteger(
        Copy + Rem<Output = Self> + BitAnd<Output = Self> + BitOr<Output = Self> + BitXor<Output = Self> + Not<Output = Self>
    ) for { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 } {
        wrapping_add(other: Self) -> Self;
        wrapping_sub(other: Self) -> Self;
        wrapping_mul(other: Self) -> Self;
        wrapping_div(other: Self) -> Self;
        wrapping_rem(other: Self) -> Self;
        wrapping_neg() -> Self;
        wrapping_shl(count: u32) -> Self;
        wrapping_shr(count: u32) -> Self;
        saturating_add(other: Self) -> Self;
        saturating_sub(other: Self) -> Self;
        saturating_mul(other: Self) -> Self;
        saturating_div(other: Self) -> Self;
    }
}
integer_trait! {
    /// The signed integer types.
    WrappedSigned(WrappedInteger) for { isize i8 i16 i32 i64 i128 } {
        saturating_neg() -> Self;
    }
}

macro_rules! operators {
    ($wrapper:ident: $($trait_name:ident $method:ident $assign_trait:ident $assign:ident $function:ident;)*) => { $(
        impl<T: WrappedInteger> $trait_name for $wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            #[track_caller]
            fn $method(self, other: $wrapper<T>) -> $wrapper<T> {
                $wrapper(self.0.$function(other.0))
            }
        }
        impl<T: WrappedInteger> $trait_name<&$wrapper<T>> for $wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$wrapper<T>) -> $wrapper<T> {
                $wrapper(self.0.$function(other.0))
            }
        }
        impl<T: WrappedInteger> $trait_name<$wrapper<T>> for &$wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            #[track_caller]
            fn $method(self, other: $wrapper<T>) -> $wrapper<T> {
                $wrapper(self.0.$function(other.0))
            }
        }
        impl<T: WrappedInteger> $trait_name<&$wrapper<T>> for &$wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$wrapper<T>) -> $wrapper<T> {
                $wrapper(self.0.$function(other.0))
            }
        }
        impl<T: WrappedInteger> $assign_trait for $wrapper<T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: $wrapper<T>) {
                self.0 = self.0.$function(other.0);
            }
        }
        impl<T: WrappedInteger> $assign_trait<&$wrapper<T>> for $wrapper<T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: &$wrapper<T>) {
                self.0 = self.0.$function(other.0);
            }
        }
        impl<T: WrappedInteger> $assign_trait<T> for $wrapper<T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: T) {
                self.0 = self.0.$function(other);
            }
        }
        impl<T: WrappedInteger> $assign_trait<&T> for $wrapper<T> {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: &T) {
                self.0 = self.0.$function(*other);
            }
        }
    )* };
}
operators! {
    Wrapping:
    Add add AddAssign add_assign wrapping_add;
    Sub sub SubAssign sub_assign wrapping_sub;
    Mul mul MulAssign mul_assign wrapping_mul;
    Div div DivAssign div_assign wrapping_div;
    Rem rem RemAssign rem_assign wrapping_rem;
    BitAnd bitand BitAndAssign bitand_assign bitand;
    BitOr bitor BitOrAssign bitor_assign bitor;
    BitXor bitxor BitXorAssign bitxor_assign bitxor;
}
operators! {
    Saturating:
    Add add AddAssign add_assign saturating_add;
    Sub sub SubAssign sub_assign saturating_sub;
    Mul mul MulAssign mul_assign saturating_mul;
    Div div DivAssign div_assign saturating_div;
    Rem rem RemAssign rem_assign rem;
    BitAnd bitand BitAndAssign bitand_assign bitand;
    BitOr bitor BitOrAssign bitor_assign bitor;
    BitXor bitxor BitXorAssign bitxor_assign bitxor;
}

macro_rules! unary_operators {
    ($($bound:ident $wrapper:ident $trait_name:ident $method:ident $function:ident;)*) => { $(
        impl<T: $bound> $trait_name for $wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            fn $method(self) -> $wrapper<T> {
                $wrapper(self.0.$function())
            }
        }
        impl<T: $bound> $trait_name for &$wrapper<T> {
            type Output = $wrapper<T>;
            #[inline]
            fn $method(self) -> $wrapper<T> {
                $wrapper(self.0.$function())
            }
        }
    )* };
}
unary_operators! {
    WrappedInteger Wrapping Neg neg wrapping_neg;
    WrappedInteger Wrapping Not not not;
    WrappedSigned Saturating Neg neg saturating_neg;
    WrappedInteger Saturating Not not not;
}

// The bits of the count that are too many are ignored.
macro_rules! shifts {
    ($($trait_name:ident $method:ident $assign_trait:ident $assign:ident $function:ident;)*) => { $(
        impl<T: WrappedInteger> $trait_name<usize> for Wrapping<T> {
            type Output = Wrapping<T>;
            #[inline]
            fn $method(self, count: usize) -> Wrapping<T> {
                Wrapping(self.0.$function(count as u32))
            }
        }
        impl<T: WrappedInteger> $trait_name<&usize> for Wrapping<T> {
            type Output = Wrapping<T>;
            #[inline]
            fn $method(self, count: &usize) -> Wrapping<T> {
                Wrapping(self.0.$function(*count as u32))
            }
        }
        impl<T: WrappedInteger> $trait_name<usize> for &Wrapping<T> {
            type Output = Wrapping<T>;
            #[inline]
            fn $method(self, count: usize) -> Wrapping<T> {
                Wrapping(self.0.$function(count as u32))
            }
        }
        impl<T: WrappedInteger> $trait_name<&usize> for &Wrapping<T> {
            type Output = Wrapping<T>;
            #[inline]
            fn $method(self, count: &usize) -> Wrapping<T> {
                Wrapping(self.0.$function(*count as u32))
            }
        }
        impl<T: WrappedInteger> $assign_trait<&usize> for Wrapping<T> {
            #[inline]
            fn $assign(&mut self, count: &usize) {
                self.0 = self.0.$function(*count as u32);
            }
        }
        impl<T: WrappedInteger> $assign_trait<usize> for Wrapping<T> {
            #[inline]
            fn $assign(&mut self, count: usize) {
                self.0 = self.0.$function(count as u32);
            }
        }
    )* };
}
shifts! {
    Shl shl ShlAssign shl_assign wrapping_shl;
    Shr shr ShrAssign shr_assign wrapping_shr;
}

macro_rules! formats {
    ($wrapper:ident: $($t:ident)*) => { $(
        impl<T: fmt::$t> fmt::$t for $wrapper<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    )* };
}

/// What both wrappers have alike.
macro_rules! wrapper {
    ($wrapper:ident) => {
        formats! { $wrapper: Debug Display Binary Octal LowerHex UpperHex }

        impl<T: WrappedInteger + Default> Sum for $wrapper<T> {
            fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold(Self::default(), |a, b| a + b)
            }
        }
        impl<'a, T: WrappedInteger + Default> Sum<&'a $wrapper<T>> for $wrapper<T> {
            fn sum<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                iter.fold(Self::default(), |a, b| a + b)
            }
        }
        impl<T: WrappedInteger + From<bool>> Product for $wrapper<T> {
            fn product<I: Iterator<Item = Self>>(iter: I) -> Self {
                iter.fold($wrapper(T::from(true)), |a, b| a * b)
            }
        }
        impl<'a, T: WrappedInteger + From<bool>> Product<&'a $wrapper<T>> for $wrapper<T> {
            fn product<I: Iterator<Item = &'a Self>>(iter: I) -> Self {
                iter.fold($wrapper(T::from(true)), |a, b| a * b)
            }
        }
    };
}
wrapper! { Wrapping }
wrapper! { Saturating }

/// The methods of `Saturating`; most of `Wrapping` are not stable.
macro_rules! saturating_methods {
    (values $($method:ident($($n:ident)?) $function:ident),*) => { $(
        /// The number's method of this name, which stops at the type's ends.
        #[inline]
        pub const fn $method(self $(, $n: u32)?) -> Self {
            Saturating(self.0.$function($($n)?))
        }
    )* };
    (of $result:ident $($method:ident)*) => { $(
        /// The number's method of this name.
        #[inline]
        pub const fn $method(self) -> $result {
            self.0.$method()
        }
    )* };
    (signed $($t:ident)*) => { $(
        impl Saturating<$t> {
            saturating_methods! { values abs() saturating_abs, signum() signum }
            saturating_methods! { of bool is_positive is_negative }
        }
    )* };
    (unsigned $($t:ident)*) => { $(
        impl Saturating<$t> {
            saturating_methods! { of bool is_power_of_two }
        }
    )* };
    ($($t:ident)*) => { $(
        impl Saturating<$t> {
            /// The lowest number.
            pub const MIN: Self = Saturating($t::MIN);
            /// The highest number.
            pub const MAX: Self = Saturating($t::MAX);
            /// How many bits it has.
            pub const BITS: u32 = $t::BITS;
            saturating_methods! { values
                swap_bytes() swap_bytes, reverse_bits() reverse_bits, to_be() to_be, to_le() to_le,
                rotate_left(n) rotate_left, rotate_right(n) rotate_right, pow(exponent) saturating_pow
            }
            saturating_methods! { of u32 count_ones count_zeros leading_zeros trailing_zeros }
            /// From the order of bytes with the highest first.
            #[inline]
            pub const fn from_be(x: Self) -> Self {
                x.to_be()
            }
            /// From the order of bytes with the lowest first.
            #[inline]
            pub const fn from_le(x: Self) -> Self {
                x
            }
        }
    )* };
}
saturating_methods! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
saturating_methods! { signed isize i8 i16 i32 i64 i128 }
saturating_methods! { unsigned usize u8 u16 u32 u64 u128 }

macro_rules! wrapping_methods {
    ($($t:ident)*) => { $(
        impl Wrapping<$t> {
            /// The bits in reverse order.
            #[inline]
            pub const fn reverse_bits(self) -> Self {
                Wrapping(self.0.reverse_bits())
            }
        }
    )* };
}
wrapping_methods! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
