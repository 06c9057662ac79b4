//! Integers that are not zero, so that an `Option` of them needs no more room.

use super::{IntErrorKind, ParseIntError, TryFromIntError};
use crate::cmp::Ordering;
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
    #[inline]
    pub const unsafe fn new_unchecked(value: T) -> Self {
        unsafe { crate::intrinsics::transmute_unchecked(value) }
    }

    #[inline]
    pub const fn new(value: T) -> Option<Self> {
        // Zero is the niche that stands for `None`.
        unsafe { crate::intrinsics::transmute_unchecked(value) }
    }

    #[inline]
    pub const fn get(self) -> T {
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
impl<T: ZeroablePrimitive + fmt::Debug> fmt::Debug for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}
impl<T: ZeroablePrimitive + fmt::Display> fmt::Display for NonZero<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

macro_rules! non_zero {
    ($($alias:ident $inner:ident $t:ident;)*) => { $(
        #[derive(Clone, Copy)]
        #[repr(transparent)]
        #[rustc_layout_scalar_valid_range_start(1)]
        #[doc(hidden)]
        pub struct $inner($t);

        unsafe impl ZeroablePrimitive for $t {
            type Inner = $inner;
        }

        pub type $alias = NonZero<$t>;

        impl NonZero<$t> {
            pub const BITS: u32 = <$t>::BITS;
            #[inline]
            pub const fn leading_zeros(self) -> u32 {
                self.get().leading_zeros()
            }
            #[inline]
            pub const fn trailing_zeros(self) -> u32 {
                self.get().trailing_zeros()
            }
            #[inline]
            pub const fn checked_mul(self, other: Self) -> Option<Self> {
                match self.get().checked_mul(other.get()) {
                    Some(product) => NonZero::new(product),
                    None => None,
                }
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
    ($($t:ident)*) => { $(
        impl NonZero<$t> {
            pub const MIN: Self = match NonZero::new(1) { Some(value) => value, None => loop {} };
            pub const MAX: Self = match NonZero::new($t::MAX) { Some(value) => value, None => loop {} };
            #[inline]
            pub const fn checked_add(self, other: $t) -> Option<Self> {
                match self.get().checked_add(other) {
                    Some(sum) => NonZero::new(sum),
                    None => None,
                }
            }
            #[inline]
            pub const fn is_power_of_two(self) -> bool {
                self.get().is_power_of_two()
            }
            #[inline]
            pub const fn ilog2(self) -> u32 {
                Self::BITS - 1 - self.leading_zeros()
            }
        }
    )* };
}
non_zero_unsigned! { u8 u16 u32 u64 u128 usize }
