//! Integers that are not zero, so that an `Option` of them needs no more room.

use super::{IntErrorKind, ParseIntError, TryFromIntError};
use crate::cmp::Ordering;
use crate::ops::{BitOr, BitOrAssign, Div, DivAssign, Neg, Rem, RemAssign};
use crate::str::FromStr;
use crate::{fmt, hash};

/// Integer types that can be made non-zero.
pub unsafe trait ZeroablePrimitive: Sized + Copy {
    /// The representation with zero as a niche.
    #[doc(hidden)]
    type Inner: Sized + Copy;
}

/// An integer that is known not to be zero.
#[repr(transparent)]
pub struct NonZero<T: ZeroablePrimitive>(T::Inner);

impl<T: ZeroablePrimitive> Clone for NonZero<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ZeroablePrimitive> Copy for NonZero<T> {}

impl<T: ZeroablePrimitive> NonZero<T> {
    /// The number, unchecked.
    ///
    /// # Safety
    /// It is not zero.
    #[inline]
    pub const unsafe fn new_unchecked(value: T) -> Self {
        // SAFETY: the caller promises what the operation demands.
        unsafe { crate::intrinsics::transmute_unchecked(value) }
    }

    /// The number, if it is not zero.
    ///
    /// # Examples
    /// ```
    /// use std::num::NonZero;
    /// assert!(NonZero::new(0u32).is_none());
    /// assert_eq!(NonZero::new(5u32).map(|n| n.get()), Some(5));
    /// ```
    #[inline]
    pub const fn new(value: T) -> Option<Self> {
        // Zero is the niche that stands for `None`.
        // SAFETY: none has the layout of zero.
        unsafe { crate::intrinsics::transmute_unchecked(value) }
    }

    /// The number as one of the primitive type.
    ///
    /// # Examples
    /// ```
    /// use std::num::NonZero;
    /// assert_eq!(NonZero::<u8>::new(3).unwrap().get(), 3);
    /// ```
    #[inline]
    pub const fn get(self) -> T {
        // SAFETY: the wrapper has the layout of the number.
        unsafe { crate::intrinsics::transmute_unchecked(self) }
    }
}

impl<T: ZeroablePrimitive + PartialEq> PartialEq for NonZero<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}
impl<T: ZeroablePrimitive + Eq> Eq for NonZero<T> {}
impl<T: ZeroablePrimitive + PartialOrd> PartialOrd for NonZero<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}
impl<T: ZeroablePrimitive + Ord> Ord for NonZero<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        self.get().cmp(&other.get())
    }
}
impl<T: ZeroablePrimitive + hash::Hash> hash::Hash for NonZero<T> {
    #[inline]
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.get().hash(state)
    }
}
macro_rules! formats {
    ($($t:ident)*) => { $(
        impl<T: ZeroablePrimitive + fmt::$t> fmt::$t for NonZero<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.get().fmt(f)
            }
        }
    )* };
}
formats! { Debug Display Binary Octal LowerHex UpperHex LowerExp UpperExp }

/// Methods that are those of the integer: with a plain result, with one that is not zero either,
/// and with one that may be missing.
macro_rules! forwarded {
    (checked: $($method:ident($($argument:ident: $t:ty)?) $($value:expr)?),*) => { $(
        /// The integer's method of this name; what overflows is none.
        #[inline]
        pub const fn $method(self $(, $argument: $t)?) -> Option<Self> {
            match self.get().$method($($value)?) {
                Some(value) => NonZero::new(value),
                None => None,
            }
        }
    )* };
    (Self: $($method:ident($($argument:ident: $t:ty)?) $($value:expr)?),*) => { $(
        /// The integer's method of this name, which never makes zero of what is not zero.
        #[inline]
        pub const fn $method(self $(, $argument: $t)?) -> Self {
            // SAFETY: the operations listed never make zero of what is not zero.
            unsafe { NonZero::new_unchecked(self.get().$method($($value)?)) }
        }
    )* };
    (overflowing: $($method:ident)*) => { $(
        /// The integer's method of this name, with whether it overflowed.
        #[inline]
        pub const fn $method(self) -> (Self, bool) {
            let (value, overflow) = self.get().$method();
            // SAFETY: the operations listed never make zero of what is not zero.
            (unsafe { NonZero::new_unchecked(value) }, overflow)
        }
    )* };
    ($result:ident: $($method:ident())*) => { $(
        /// The integer's method of this name.
        #[inline]
        pub const fn $method(self) -> $result {
            self.get().$method()
        }
    )* };
}

macro_rules! non_zero {
    ($($alias:ident $inner:ident $t:ident;)*) => { $(
        #[derive(Clone, Copy)]
        #[repr(transparent)]
        #[rustc_layout_scalar_valid_range_start(1)]
        #[doc(hidden)]
        pub struct $inner($t);

        // SAFETY: zero is a value of the type, and the option of the wrapper has its layout.
        unsafe impl ZeroablePrimitive for $t {
            type Inner = $inner;
        }

        /// An integer that is not zero, so that an `Option` of it is no larger than the integer.
        pub type $alias = NonZero<$t>;

        impl NonZero<$t> {
            /// How many bits it has.
            pub const BITS: u32 = <$t>::BITS;
            forwarded! { u32: leading_zeros() trailing_zeros() }
            forwarded! { checked: checked_mul(other: Self) other.get(), checked_pow(exponent: u32) exponent }
            forwarded! { Self: saturating_mul(other: Self) other.get(), saturating_pow(exponent: u32) exponent }
            /// The number of ones, of which there is at least one.
            #[inline]
            pub const fn count_ones(self) -> NonZero<u32> {
                // SAFETY: a number that is not zero has a bit that is one.
                unsafe { NonZero::new_unchecked(self.get().count_ones()) }
            }
        }

        impl From<NonZero<$t>> for $t {
            #[inline]
            fn from(value: NonZero<$t>) -> $t {
                value.get()
            }
        }
        impl TryFrom<$t> for NonZero<$t> {
            type Error = TryFromIntError;
            #[inline]
            fn try_from(value: $t) -> Result<Self, TryFromIntError> {
                NonZero::new(value).ok_or(TryFromIntError(()))
            }
        }
        impl FromStr for NonZero<$t> {
            type Err = ParseIntError;
            fn from_str(text: &str) -> Result<Self, ParseIntError> {
                NonZero::new(<$t>::from_str_radix(text, 10)?).ok_or(ParseIntError { kind: IntErrorKind::Zero })
            }
        }
    )* };
}
non_zero! {
    NonZeroU8 NonZeroU8Inner u8; NonZeroU16 NonZeroU16Inner u16; NonZeroU32 NonZeroU32Inner u32;
    NonZeroU64 NonZeroU64Inner u64; NonZeroU128 NonZeroU128Inner u128; NonZeroUsize NonZeroUsizeInner usize;
    NonZeroI8 NonZeroI8Inner i8; NonZeroI16 NonZeroI16Inner i16; NonZeroI32 NonZeroI32Inner i32;
    NonZeroI64 NonZeroI64Inner i64; NonZeroI128 NonZeroI128Inner i128; NonZeroIsize NonZeroIsizeInner isize;
}

macro_rules! non_zero_unsigned {
    ($($t:ident $signed:ident;)*) => { $(
        impl NonZero<$t> {
            /// The lowest number: 1.
            pub const MIN: Self = match NonZero::new(1) { Some(value) => value, None => loop {} };
            /// The highest number.
            pub const MAX: Self = match NonZero::new($t::MAX) { Some(value) => value, None => loop {} };
            forwarded! { bool: is_power_of_two() }
            forwarded! { u32: ilog2() ilog10() }
            forwarded! { checked: checked_add(other: $t) other, checked_next_power_of_two() }
            forwarded! {
                Self: saturating_add(other: $t) other, midpoint(other: Self) other.get(), isqrt(),
                div_ceil(other: Self) other.get()
            }
            /// The sum, unchecked.
            ///
            /// # Safety
            /// It does not overflow.
            #[inline]
            pub const unsafe fn unchecked_add(self, other: $t) -> Self {
                // SAFETY: the caller promises what the operation demands.
                unsafe { NonZero::new_unchecked(self.get().unchecked_add(other)) }
            }
            /// The same bits as a signed number.
            #[inline]
            pub const fn cast_signed(self) -> NonZero<$signed> {
                // SAFETY: the same bits, not all zero.
                unsafe { NonZero::new_unchecked(self.get() as $signed) }
            }
        }
        // Such a division cannot fail.
        impl Div<NonZero<$t>> for $t {
            type Output = $t;
            #[inline]
            fn div(self, other: NonZero<$t>) -> $t {
                self / other.get()
            }
        }
        impl Rem<NonZero<$t>> for $t {
            type Output = $t;
            #[inline]
            fn rem(self, other: NonZero<$t>) -> $t {
                self % other.get()
            }
        }
        impl DivAssign<NonZero<$t>> for $t {
            #[inline]
            fn div_assign(&mut self, other: NonZero<$t>) {
                *self = *self / other;
            }
        }
        impl RemAssign<NonZero<$t>> for $t {
            #[inline]
            fn rem_assign(&mut self, other: NonZero<$t>) {
                *self = *self % other;
            }
        }
    )* };
}
non_zero_unsigned! { u8 i8; u16 i16; u32 i32; u64 i64; u128 i128; usize isize; }

macro_rules! non_zero_signed {
    ($($t:ident $unsigned:ident;)*) => { $(
        impl NonZero<$t> {
            /// The lowest number.
            pub const MIN: Self = match NonZero::new($t::MIN) { Some(value) => value, None => loop {} };
            /// The highest number.
            pub const MAX: Self = match NonZero::new($t::MAX) { Some(value) => value, None => loop {} };
            forwarded! { bool: is_positive() is_negative() }
            forwarded! { checked: checked_abs(), checked_neg() }
            forwarded! { Self: abs(), saturating_abs(), wrapping_abs(), saturating_neg(), wrapping_neg() }
            forwarded! { overflowing: overflowing_abs overflowing_neg }
            /// The distance from zero, which always fits.
            #[inline]
            pub const fn unsigned_abs(self) -> NonZero<$unsigned> {
                // SAFETY: only zero is at distance zero.
                unsafe { NonZero::new_unchecked(self.get().unsigned_abs()) }
            }
            /// The same bits as an unsigned number.
            #[inline]
            pub const fn cast_unsigned(self) -> NonZero<$unsigned> {
                // SAFETY: the same bits, not all zero.
                unsafe { NonZero::new_unchecked(self.get() as $unsigned) }
            }
        }
        impl Neg for NonZero<$t> {
            type Output = Self;
            #[inline]
            #[track_caller]
            fn neg(self) -> Self {
                // SAFETY: only zero has zero as its negative.
                unsafe { NonZero::new_unchecked(-self.get()) }
            }
        }
        impl Neg for &NonZero<$t> {
            type Output = NonZero<$t>;
            #[inline]
            #[track_caller]
            fn neg(self) -> NonZero<$t> {
                -*self
            }
        }
    )* };
}
non_zero_signed! { i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize; }

impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr for NonZero<T> {
    type Output = Self;
    #[inline]
    fn bitor(self, other: Self) -> Self {
        // SAFETY: the bits that were one stay so.
        unsafe { NonZero::new_unchecked(self.get() | other.get()) }
    }
}
impl<T: ZeroablePrimitive + BitOr<Output = T>> BitOr<T> for NonZero<T> {
    type Output = Self;
    #[inline]
    fn bitor(self, other: T) -> Self {
        // SAFETY: the bits that were one stay so.
        unsafe { NonZero::new_unchecked(self.get() | other) }
    }
}
impl<T: ZeroablePrimitive, U> BitOrAssign<U> for NonZero<T>
where
    NonZero<T>: BitOr<U, Output = NonZero<T>>,
{
    #[inline]
    fn bitor_assign(&mut self, other: U) {
        *self = *self | other;
    }
}

macro_rules! lossless {
    ($($small:ident => $($large:ident)*;)*) => { $($(
        impl From<NonZero<$small>> for NonZero<$large> {
            #[inline]
            fn from(small: NonZero<$small>) -> Self {
                // SAFETY: widening keeps the value.
                unsafe { NonZero::new_unchecked(small.get() as $large) }
            }
        }
    )*)* };
}
lossless! {
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize;
    u16 => u32 u64 u128 usize i32 i64 i128;
    u32 => u64 u128 i64 i128;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize;
    i16 => i32 i64 i128 isize;
    i32 => i64 i128;
    i64 => i128;
}

macro_rules! checked {
    ($($from:ident => $($to:ident)*;)*) => { $($(
        impl TryFrom<NonZero<$from>> for NonZero<$to> {
            type Error = TryFromIntError;
            #[inline]
            fn try_from(value: NonZero<$from>) -> Result<Self, TryFromIntError> {
                match <$to>::try_from(value.get()) {
                    // What was not zero is not zero.
                    // SAFETY: the number was just seen not to be zero.
                    Ok(number) => Ok(unsafe { NonZero::new_unchecked(number) }),
                    Err(error) => Err(error),
                }
            }
        }
    )*)* };
}
checked! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 usize i8 i16 i32 isize;
    u64 => u8 u16 u32 usize i8 i16 i32 i64 isize;
    u128 => u8 u16 u32 u64 usize i8 i16 i32 i64 i128 isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 usize i8;
    i32 => u8 u16 u32 u64 u128 usize i8 i16 isize;
    i64 => u8 u16 u32 u64 u128 usize i8 i16 i32 isize;
    i128 => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 isize;
    isize => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128;
}
