//! The types of range expressions. Their iterators are in `iter/range.rs`.

use crate::fmt;
use crate::hash::Hash;

/// `..`
#[lang = "RangeFull"]
#[derive(Copy, Clone, Default, PartialEq, Eq, Hash)]
pub struct RangeFull;

/// `start..end`
#[lang = "Range"]
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Range<Idx> {
    pub start: Idx,
    pub end: Idx,
}

/// `start..`
#[lang = "RangeFrom"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeFrom<Idx> {
    pub start: Idx,
}

/// `..end`
#[lang = "RangeTo"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeTo<Idx> {
    pub end: Idx,
}

/// `start..=end`
#[lang = "RangeInclusive"]
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RangeInclusive<Idx> {
    pub(crate) start: Idx,
    pub(crate) end: Idx,
    /// Whether iteration has passed the last element.
    pub(crate) exhausted: bool,
}

/// `..=end`
#[lang = "RangeToInclusive"]
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct RangeToInclusive<Idx> {
    pub end: Idx,
}

impl fmt::Debug for RangeFull {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}

impl<Idx: fmt::Debug> fmt::Debug for Range<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..")?;
        self.end.fmt(f)
    }
}

impl<Idx: fmt::Debug> fmt::Debug for RangeFrom<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..")
    }
}

impl<Idx: fmt::Debug> fmt::Debug for RangeTo<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")?;
        self.end.fmt(f)
    }
}

impl<Idx: fmt::Debug> fmt::Debug for RangeInclusive<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.start.fmt(f)?;
        f.write_str("..=")?;
        self.end.fmt(f)
    }
}

impl<Idx: fmt::Debug> fmt::Debug for RangeToInclusive<Idx> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..=")?;
        self.end.fmt(f)
    }
}

impl<Idx: PartialOrd<Idx>> Range<Idx> {
    /// Whether the value is in the range.
    ///
    /// # Examples
    /// ```
    /// assert!((1..3).contains(&2));
    /// assert!(!(1..3).contains(&3));
    /// ```
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        self.start <= *item && *item < self.end
    }

    /// Whether there is nothing in the range.
    ///
    /// # Examples
    /// ```
    /// assert!((3..3).is_empty() && (5..1).is_empty() && !(3..4).is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        !(self.start < self.end)
    }
}

impl<Idx: PartialOrd<Idx>> RangeFrom<Idx> {
    /// Whether the value is in the range.
    ///
    /// # Examples
    /// ```
    /// assert!((3..).contains(&3));
    /// ```
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        self.start <= *item
    }
}

impl<Idx: PartialOrd<Idx>> RangeTo<Idx> {
    /// Whether the value is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        *item < self.end
    }
}

impl<Idx: PartialOrd<Idx>> RangeToInclusive<Idx> {
    /// Whether the value is in the range.
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        *item <= self.end
    }
}

impl<Idx> RangeInclusive<Idx> {
    /// From `start` up to `end`, which belongs to it: `start..=end`.
    ///
    /// # Examples
    /// ```
    /// use std::ops::RangeInclusive;
    /// let digits = RangeInclusive::new(0, 9);
    /// assert_eq!(digits, 0..=9);
    /// assert_eq!(digits.count(), 10);
    /// ```
    #[lang = "range_inclusive_new"]
    #[inline]
    pub const fn new(start: Idx, end: Idx) -> Self {
        RangeInclusive { start, end, exhausted: false }
    }

    /// Where the range starts.
    #[inline]
    pub const fn start(&self) -> &Idx {
        &self.start
    }

    /// Where the range ends. Not to be asked once items were taken from the range.
    #[inline]
    pub const fn end(&self) -> &Idx {
        &self.end
    }

    /// Both ends.
    #[inline]
    pub fn into_inner(self) -> (Idx, Idx) {
        (self.start, self.end)
    }
}

impl RangeInclusive<usize> {
    /// The half-open range with the same elements, for indexing.
    #[inline]
    pub(crate) fn into_slice_range(self) -> Range<usize> {
        let exclusive_end = self.end + 1;
        let start = if self.exhausted { exclusive_end } else { self.start };
        start..exclusive_end
    }
}

impl<Idx: PartialOrd<Idx>> RangeInclusive<Idx> {
    /// Whether the value is in the range.
    ///
    /// # Examples
    /// ```
    /// assert!((1..=3).contains(&3));
    /// assert!(!(0.0..=1.0).contains(&f64::NAN));
    /// ```
    #[inline]
    pub fn contains<U>(&self, item: &U) -> bool
    where
        Idx: PartialOrd<U>,
        U: ?Sized + PartialOrd<Idx>,
    {
        self.start <= *item && if self.exhausted { *item < self.end } else { *item <= self.end }
    }

    /// Whether there is nothing in the range, or nothing any more.
    ///
    /// # Examples
    /// ```
    /// let mut range = 1..=1;
    /// assert!(!range.is_empty());
    /// range.next();
    /// assert!(range.is_empty());
    /// ```
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.exhausted || !(self.start <= self.end)
    }
}

/// An end of a range.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub enum Bound<T> {
    Included(T),
    Excluded(T),
    Unbounded,
}

use Bound::{Excluded, Included, Unbounded};

impl<T> Bound<T> {
    /// The end, by reference.
    #[inline]
    pub fn as_ref(&self) -> Bound<&T> {
        match self {
            Included(x) => Included(x),
            Excluded(x) => Excluded(x),
            Unbounded => Unbounded,
        }
    }

    /// The end, by mutable reference.
    #[inline]
    pub fn as_mut(&mut self) -> Bound<&mut T> {
        match self {
            Included(x) => Included(x),
            Excluded(x) => Excluded(x),
            Unbounded => Unbounded,
        }
    }

    /// What the function makes of the end.
    ///
    /// # Examples
    /// ```
    /// use std::ops::Bound;
    /// assert_eq!(Bound::Excluded("abc").map(|text| text.len()), Bound::Excluded(3));
    /// ```
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Bound<U> {
        match self {
            Included(x) => Included(f(x)),
            Excluded(x) => Excluded(f(x)),
            Unbounded => Unbounded,
        }
    }
}

impl<T: Clone> Bound<&T> {
    /// The end as a clone.
    pub fn cloned(self) -> Bound<T> {
        self.map(T::clone)
    }
}

/// Everything that range syntax makes.
pub trait RangeBounds<T: ?Sized> {
    /// Where the range starts.
    ///
    /// # Examples
    /// ```
    /// use std::ops::{Bound, RangeBounds};
    /// assert_eq!((1..5).start_bound(), Bound::Included(&1));
    /// assert_eq!((..5).start_bound(), Bound::Unbounded);
    /// ```
    fn start_bound(&self) -> Bound<&T>;
    /// Where the range ends.
    ///
    /// # Examples
    /// ```
    /// use std::ops::{Bound, RangeBounds};
    /// assert_eq!((1..5).end_bound(), Bound::Excluded(&5));
    /// assert_eq!((1..=5).end_bound(), Bound::Included(&5));
    /// assert_eq!((1..).end_bound(), Bound::Unbounded);
    /// ```
    fn end_bound(&self) -> Bound<&T>;

    /// Whether the value is in the range.
    ///
    /// # Examples
    /// ```
    /// use std::ops::RangeBounds;
    /// fn within(range: impl RangeBounds<u32>) -> bool {
    ///     range.contains(&5)
    /// }
    /// assert!(within(..) && within(5..) && !within(..5));
    /// ```
    fn contains<U>(&self, item: &U) -> bool
    where
        T: PartialOrd<U>,
        U: ?Sized + PartialOrd<T>,
    {
        (match self.start_bound() {
            Included(start) => *start <= *item,
            Excluded(start) => *start < *item,
            Unbounded => true,
        }) && (match self.end_bound() {
            Included(end) => *item <= *end,
            Excluded(end) => *item < *end,
            Unbounded => true,
        })
    }
}

impl<T: ?Sized> RangeBounds<T> for RangeFull {
    fn start_bound(&self) -> Bound<&T> {
        Unbounded
    }
    fn end_bound(&self) -> Bound<&T> {
        Unbounded
    }
}

macro_rules! range_bounds {
    ($($range:ident: $target:ty, $this:ident, $start:expr, $end:expr;)*) => { $(
        impl<T> RangeBounds<T> for $target {
            #[inline]
            fn start_bound(&self) -> Bound<&T> {
                let $this = self;
                $start
            }
            #[inline]
            fn end_bound(&self) -> Bound<&T> {
                let $this = self;
                $end
            }
        }
    )* };
}

range_bounds! {
    RangeFrom: RangeFrom<T>, r, Included(&r.start), Unbounded;
    RangeTo: RangeTo<T>, r, Unbounded, Excluded(&r.end);
    Range: Range<T>, r, Included(&r.start), Excluded(&r.end);
    RangeInclusive: RangeInclusive<T>, r, Included(&r.start), if r.exhausted { Excluded(&r.end) } else { Included(&r.end) };
    RangeToInclusive: RangeToInclusive<T>, r, Unbounded, Included(&r.end);
    RangeFrom: RangeFrom<&T>, r, Included(r.start), Unbounded;
    RangeTo: RangeTo<&T>, r, Unbounded, Excluded(r.end);
    Range: Range<&T>, r, Included(r.start), Excluded(r.end);
    RangeInclusive: RangeInclusive<&T>, r, Included(r.start), Included(r.end);
    RangeToInclusive: RangeToInclusive<&T>, r, Unbounded, Included(r.end);
}

impl<T> RangeBounds<T> for (Bound<T>, Bound<T>) {
    fn start_bound(&self) -> Bound<&T> {
        self.0.as_ref()
    }
    fn end_bound(&self) -> Bound<&T> {
        self.1.as_ref()
    }
}

impl<'a, T: ?Sized + 'a> RangeBounds<T> for (Bound<&'a T>, Bound<&'a T>) {
    fn start_bound(&self) -> Bound<&T> {
        self.0
    }
    fn end_bound(&self) -> Bound<&T> {
        self.1
    }
}

/// Ranges that are unbounded on just one side.
pub trait OneSidedRange<T: ?Sized>: RangeBounds<T> {}
impl<T> OneSidedRange<T> for RangeTo<T> {}
impl<T> OneSidedRange<T> for RangeFrom<T> {}
impl<T> OneSidedRange<T> for RangeToInclusive<T> {}
