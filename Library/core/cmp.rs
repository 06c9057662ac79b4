//! Comparison and ordering.

use self::Ordering::{Equal, Greater, Less};

/// The operators `==` and `!=`.
#[lang = "eq"]
pub trait PartialEq<Rhs: ?Sized = Self> {
    /// Whether both are equal: the operator `==`.
    ///
    /// # Examples
    /// ```
    /// struct Caseless(&'static str);
    /// impl PartialEq for Caseless {
    ///     fn eq(&self, other: &Caseless) -> bool {
    ///         self.0.eq_ignore_ascii_case(other.0)
    ///     }
    /// }
    /// assert!(Caseless("Yes") == Caseless("YES"));
    /// assert!(Caseless("Yes") != Caseless("No"));
    /// ```
    fn eq(&self, other: &Rhs) -> bool;

    /// Whether both differ: the operator `!=`.
    #[inline]
    fn ne(&self, other: &Rhs) -> bool {
        !self.eq(other)
    }

    /// Whether all elements are equal; types that are plain bytes compare all at once.
    #[doc(hidden)]
    #[inline]
    // SAFETY: the caller promises `count` values on both sides.
    unsafe fn elements_equal(a: *const Self, b: *const Rhs, count: usize) -> bool
    where
        Self: Sized,
        Rhs: Sized,
    {
        let mut index = 0;
        while index < count {
            // SAFETY: the index is below the count.
            if unsafe { *a.add(index) != *b.add(index) } {
                return false;
            }
            index += 1;
        }
        true
    }
}

/// Equality that is reflexive.
pub trait Eq: PartialEq<Self> {
    /// Used by `derive(Eq)` to demand that every field is `Eq`.
    #[doc(hidden)]
    #[inline]
    fn assert_receiver_is_total_eq(&self) {}
    #[doc(hidden)]
    #[inline]
    fn assert_fields_are_eq(&self) {}
}

#[doc(hidden)]
pub struct AssertParamIsEq<T: Eq + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

/// The result of comparing two values.
#[derive(Clone, Copy, Eq, PartialOrd, Ord, PartialEq, Debug, Hash)]
#[lang = "Ordering"]
#[repr(i8)]
pub enum Ordering {
    Less = -1,
    Equal = 0,
    Greater = 1,
}

impl Ordering {
    /// Whether both were equal.
    ///
    /// # Examples
    /// ```
    /// use std::cmp::Ordering;
    /// assert!(Ordering::Equal.is_eq());
    /// assert!(Ordering::Less.is_ne() && Ordering::Less.is_lt() && Ordering::Less.is_le());
    /// ```
    #[inline]
    pub const fn is_eq(self) -> bool {
        matches!(self, Equal)
    }
    /// Whether both differed.
    #[inline]
    pub const fn is_ne(self) -> bool {
        !matches!(self, Equal)
    }
    /// Whether the first was less.
    #[inline]
    pub const fn is_lt(self) -> bool {
        matches!(self, Less)
    }
    /// Whether the first was greater.
    #[inline]
    pub const fn is_gt(self) -> bool {
        matches!(self, Greater)
    }
    /// Whether the first was less or equal.
    #[inline]
    pub const fn is_le(self) -> bool {
        !matches!(self, Greater)
    }
    /// Whether the first was greater or equal.
    #[inline]
    pub const fn is_ge(self) -> bool {
        !matches!(self, Less)
    }

    /// The order the other way round.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = [1, 3, 2];
    /// numbers.sort_by(|a, b| a.cmp(b).reverse());
    /// assert_eq!(numbers, [3, 2, 1]);
    /// ```
    #[inline]
    pub const fn reverse(self) -> Ordering {
        match self {
            Less => Greater,
            Equal => Equal,
            Greater => Less,
        }
    }

    /// This order, or the other if this one is equal: what comes second when sorting by two keys.
    ///
    /// # Examples
    /// ```
    /// let mut pairs = [(2, 'a'), (1, 'b'), (1, 'a')];
    /// pairs.sort_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)));
    /// assert_eq!(pairs, [(1, 'a'), (2, 'a'), (1, 'b')]);
    /// ```
    #[inline]
    pub const fn then(self, other: Ordering) -> Ordering {
        match self {
            Equal => other,
            _ => self,
        }
    }

    /// This order, or what the function gives if this one is equal.
    ///
    /// # Examples
    /// ```
    /// use std::cmp::Ordering;
    /// assert_eq!(Ordering::Equal.then_with(|| 1.cmp(&2)), Ordering::Less);
    /// assert_eq!(Ordering::Greater.then_with(|| unreachable!()), Ordering::Greater);
    /// ```
    #[inline]
    pub fn then_with<F: FnOnce() -> Ordering>(self, f: F) -> Ordering {
        match self {
            Equal => f(),
            _ => self,
        }
    }
}

/// A wrapper that reverses the order.
#[derive(PartialEq, Eq, Debug, Copy, Clone, Default, Hash)]
#[repr(transparent)]
pub struct Reverse<T>(pub T);

impl<T: PartialOrd> PartialOrd for Reverse<T> {
    #[inline]
    fn partial_cmp(&self, other: &Reverse<T>) -> Option<Ordering> {
        other.0.partial_cmp(&self.0)
    }
    #[inline]
    fn lt(&self, other: &Self) -> bool {
        other.0 < self.0
    }
    #[inline]
    fn le(&self, other: &Self) -> bool {
        other.0 <= self.0
    }
    #[inline]
    fn gt(&self, other: &Self) -> bool {
        other.0 > self.0
    }
    #[inline]
    fn ge(&self, other: &Self) -> bool {
        other.0 >= self.0
    }
}

impl<T: Ord> Ord for Reverse<T> {
    #[inline]
    fn cmp(&self, other: &Reverse<T>) -> Ordering {
        other.0.cmp(&self.0)
    }
}

/// Types with a total order.
pub trait Ord: Eq + PartialOrd<Self> {
    /// How this one stands to the other.
    ///
    /// # Examples
    /// ```
    /// use std::cmp::Ordering;
    /// assert_eq!(2.cmp(&3), Ordering::Less);
    /// let mut names = ["Bo", "Alexander", "Cy"];
    /// names.sort_by(|a, b| a.len().cmp(&b.len()).then(b.cmp(a)));
    /// assert_eq!(names, ["Cy", "Bo", "Alexander"]);
    /// ```
    fn cmp(&self, other: &Self) -> Ordering;

    /// The greater of both; the other one if they are equal.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(3.max(2), 3);
    /// assert_eq!('a'.max('b'), 'b');
    /// ```
    #[inline]
    fn max(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { self } else { other }
    }

    /// The lesser of both; this one if they are equal.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(3.min(2), 2);
    /// assert_eq!("b".min("a"), "a");
    /// ```
    #[inline]
    fn min(self, other: Self) -> Self
    where
        Self: Sized,
    {
        if other < self { other } else { self }
    }

    /// The value, or the nearer end if it is outside of both.
    ///
    /// # Panics
    /// Panics if `min` is greater than `max`.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([-5, 3, 12].map(|n: i32| n.clamp(0, 10)), [0, 3, 10]);
    /// ```
    #[inline]
    #[track_caller]
    fn clamp(self, min: Self, max: Self) -> Self
    where
        Self: Sized,
    {
        assert!(min <= max);
        if self < min {
            min
        } else if self > max {
            max
        } else {
            self
        }
    }
}

/// The operators `<`, `<=`, `>` and `>=`.
#[lang = "partial_ord"]
pub trait PartialOrd<Rhs: ?Sized = Self>: PartialEq<Rhs> {
    /// How this one stands to the other, or `None` if it does not at all.
    ///
    /// # Examples
    /// ```
    /// use std::cmp::Ordering;
    /// assert_eq!(1.0.partial_cmp(&2.0), Some(Ordering::Less));
    /// assert_eq!(f64::NAN.partial_cmp(&0.0), None);
    /// ```
    fn partial_cmp(&self, other: &Rhs) -> Option<Ordering>;

    /// Whether this one is less: the operator `<`.
    #[inline]
    fn lt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less))
    }
    /// Whether this one is less or equal: the operator `<=`.
    #[inline]
    fn le(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Less | Equal))
    }
    /// Whether this one is greater: the operator `>`.
    #[inline]
    fn gt(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater))
    }
    /// Whether this one is greater or equal: the operator `>=`.
    #[inline]
    fn ge(&self, other: &Rhs) -> bool {
        matches!(self.partial_cmp(other), Some(Greater | Equal))
    }
}

/// The lesser of both; the first if they are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::min("pear", "apple"), "apple");
/// ```
#[inline]
pub fn min<T: Ord>(v1: T, v2: T) -> T {
    v1.min(v2)
}

/// The greater of both; the second if they are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::max([1, 2], [1, 3]), [1, 3]);
/// ```
#[inline]
pub fn max<T: Ord>(v1: T, v2: T) -> T {
    v1.max(v2)
}

/// The lesser of both by a comparison; the first if they are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::min_by(2.5, 1.5, |a: &f64, b| a.total_cmp(b)), 1.5);
/// ```
pub fn min_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_le() { v1 } else { v2 }
}

/// The greater of both by a comparison; the second if they are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::max_by(2.5, 1.5, |a: &f64, b| a.total_cmp(b)), 2.5);
/// ```
pub fn max_by<T, F: FnOnce(&T, &T) -> Ordering>(v1: T, v2: T, compare: F) -> T {
    if compare(&v1, &v2).is_gt() { v1 } else { v2 }
}

/// The one with the lesser key; the first if the keys are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::min_by_key(-3, 2, |n: &i32| n.abs()), 2);
/// ```
pub fn min_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v2 } else { v1 }
}

/// The one with the greater key; the second if the keys are equal.
///
/// # Examples
/// ```
/// assert_eq!(std::cmp::max_by_key(-3, 2, |n: &i32| n.abs()), -3);
/// ```
pub fn max_by_key<T, F: FnMut(&T) -> K, K: Ord>(v1: T, v2: T, mut f: F) -> T {
    if f(&v2) < f(&v1) { v1 } else { v2 }
}

macro_rules! equality {
    (bytes $($t:ty)*) => { $(
        equality! { one $t {
            #[inline]
            // SAFETY: the caller promises so many elements on both sides.
            unsafe fn elements_equal(a: *const $t, b: *const $t, count: usize) -> bool {
                let size = count * crate::mem::size_of::<$t>();
                // SAFETY: they are there, and have no padding.
                unsafe { crate::intrinsics::compare_bytes(a as *const u8, b as *const u8, size) == 0 }
            }
        } }
    )* };
    (one $t:ty { $($elements_equal:tt)* }) => {
        impl PartialEq for $t {
            #[inline]
            fn eq(&self, other: &$t) -> bool {
                *self == *other
            }
            #[inline]
            fn ne(&self, other: &$t) -> bool {
                *self != *other
            }
            $($elements_equal)*
        }
    };
}
equality! { bytes bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
equality! { one f32 {} }
equality! { one f64 {} }

macro_rules! comparison_operators {
    ($t:ty) => {
        #[inline]
        fn lt(&self, other: &$t) -> bool {
            *self < *other
        }
        #[inline]
        fn le(&self, other: &$t) -> bool {
            *self <= *other
        }
        #[inline]
        fn gt(&self, other: &$t) -> bool {
            *self > *other
        }
        #[inline]
        fn ge(&self, other: &$t) -> bool {
            *self >= *other
        }
    };
}

#[cold]
#[track_caller]
fn clamp_failed(min: &dyn crate::fmt::Debug, max: &dyn crate::fmt::Debug) -> ! {
    panic!("min > max. min = {min:?}, max = {max:?}")
}

macro_rules! total_order {
    ($($t:ty)*) => { $(
        impl Eq for $t {}
        impl PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                Some(if *self < *other { Less } else if *self == *other { Equal } else { Greater })
            }
            comparison_operators! { $t }
        }
        impl Ord for $t {
            #[inline]
            fn cmp(&self, other: &$t) -> Ordering {
                if *self < *other { Less } else if *self == *other { Equal } else { Greater }
            }
            #[inline]
            #[track_caller]
            fn clamp(self, min: $t, max: $t) -> $t {
                if min > max {
                    clamp_failed(&min, &max);
                }
                if self < min { min } else if self > max { max } else { self }
            }
        }
    )* };
}
total_order! { bool char usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! float_order {
    ($($t:ty)*) => { $(
        impl PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &$t) -> Option<Ordering> {
                match (*self <= *other, *self >= *other) {
                    (false, false) => None,
                    (false, true) => Some(Greater),
                    (true, false) => Some(Less),
                    (true, true) => Some(Equal),
                }
            }
            comparison_operators! { $t }
        }
    )* };
}
float_order! { f32 f64 }

impl PartialEq for ! {
    fn eq(&self, _other: &!) -> bool {
        *self
    }
}
impl Eq for ! {}
impl PartialOrd for ! {
    fn partial_cmp(&self, _other: &!) -> Option<Ordering> {
        *self
    }
}
impl Ord for ! {
    fn cmp(&self, _other: &!) -> Ordering {
        *self
    }
}

// References compare what they point at.
macro_rules! reference_equality {
    ($([$($left:tt)*] [$($right:tt)*];)*) => { $(
        impl<A: ?Sized, B: ?Sized> PartialEq<$($right)* B> for $($left)* A
        where
            A: PartialEq<B>,
        {
            #[inline]
            fn eq(&self, other: &$($right)* B) -> bool {
                PartialEq::eq(&**self, &**other)
            }
            #[inline]
            fn ne(&self, other: &$($right)* B) -> bool {
                PartialEq::ne(&**self, &**other)
            }
        }
    )* };
}
reference_equality! {
    [&] [&];
    [&mut] [&mut];
    [&] [&mut];
    [&mut] [&];
}

macro_rules! reference_order {
    ($([$($reference:tt)*];)*) => { $(
        impl<A: ?Sized, B: ?Sized> PartialOrd<$($reference)* B> for $($reference)* A
        where
            A: PartialOrd<B>,
        {
            #[inline]
            fn partial_cmp(&self, other: &$($reference)* B) -> Option<Ordering> {
                PartialOrd::partial_cmp(&**self, &**other)
            }
            #[inline]
            fn lt(&self, other: &$($reference)* B) -> bool {
                PartialOrd::lt(&**self, &**other)
            }
            #[inline]
            fn le(&self, other: &$($reference)* B) -> bool {
                PartialOrd::le(&**self, &**other)
            }
            #[inline]
            fn gt(&self, other: &$($reference)* B) -> bool {
                PartialOrd::gt(&**self, &**other)
            }
            #[inline]
            fn ge(&self, other: &$($reference)* B) -> bool {
                PartialOrd::ge(&**self, &**other)
            }
        }
        impl<A: ?Sized + Ord> Ord for $($reference)* A {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                Ord::cmp(&**self, &**other)
            }
        }
        impl<A: ?Sized + Eq> Eq for $($reference)* A {}
    )* };
}
reference_order! { [&]; [&mut]; }

pub use crate::{Eq, Ord, PartialEq, PartialOrd};
