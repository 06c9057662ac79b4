//! Ranges as iterators.

use super::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};
use crate::ops::{Range, RangeFrom, RangeInclusive};

/// Types with a successor and a predecessor.
pub trait Step: Clone + PartialOrd {
    /// How many steps lead from `start` to `end`; the second is `None` when it is out of range.
    fn steps_between(start: &Self, end: &Self) -> (usize, Option<usize>);
    /// The value so many steps after this, if there is one.
    fn forward_checked(start: Self, count: usize) -> Option<Self>;
    /// The value so many steps before this, if there is one.
    fn backward_checked(start: Self, count: usize) -> Option<Self>;

    /// The successor, which exists; overflow panics where arithmetic is checked.
    fn successor(value: &Self) -> Self;
    /// The successor of a value below another.
    ///
    /// # Safety
    /// It is below another value.
    unsafe fn successor_unchecked(value: &Self) -> Self;
    /// The predecessor of a value above another.
    ///
    /// # Safety
    /// It is above another value.
    unsafe fn predecessor_unchecked(value: &Self) -> Self;
}

macro_rules! integer_steps {
    ($($t:ident $unsigned:ident;)*) => { $(
        impl Step for $t {
            #[inline]
            fn steps_between(start: &$t, end: &$t) -> (usize, Option<usize>) {
                if *start <= *end {
                    let distance = (*end as $unsigned).wrapping_sub(*start as $unsigned);
                    if distance as u128 <= usize::MAX as u128 {
                        (distance as usize, Some(distance as usize))
                    } else {
                        (usize::MAX, None)
                    }
                } else {
                    (0, None)
                }
            }
            #[inline]
            fn forward_checked(start: $t, count: usize) -> Option<$t> {
                if count as u128 > <$unsigned>::MAX as u128 {
                    return None;
                }
                let result = start.wrapping_add(count as $t);
                if result >= start { Some(result) } else { None }
            }
            #[inline]
            fn backward_checked(start: $t, count: usize) -> Option<$t> {
                if count as u128 > <$unsigned>::MAX as u128 {
                    return None;
                }
                let result = start.wrapping_sub(count as $t);
                if result <= start { Some(result) } else { None }
            }
            #[inline]
            fn successor(value: &$t) -> $t {
                *value + 1
            }
            #[inline]
            // SAFETY: the caller promises that it is below another value.
            unsafe fn successor_unchecked(value: &$t) -> $t {
                // SAFETY: as above.
                unsafe { crate::intrinsics::unchecked_add(*value, 1) }
            }
            #[inline]
            // SAFETY: the caller promises that it is above another value.
            unsafe fn predecessor_unchecked(value: &$t) -> $t {
                // SAFETY: as above.
                unsafe { crate::intrinsics::unchecked_sub(*value, 1) }
            }
        }
    )* };
}
integer_steps! {
    u8 u8; u16 u16; u32 u32; u64 u64; u128 u128; usize usize;
    i8 u8; i16 u16; i32 u32; i64 u64; i128 u128; isize usize;
}

// Characters step over the surrogates.
impl Step for char {
    fn steps_between(start: &char, end: &char) -> (usize, Option<usize>) {
        let (start, end) = (*start as u32, *end as u32);
        if start <= end {
            let count = end - start;
            let steps = (if start < 0xD800 && end > 0xDFFF { count - 0x800 } else { count }) as usize;
            (steps, Some(steps))
        } else {
            (0, None)
        }
    }
    fn forward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut result = u32::try_from(count).ok()?.checked_add(start)?;
        if start < 0xD800 && result >= 0xD800 {
            result = result.checked_add(0x800)?;
        }
        char::from_u32(result)
    }
    fn backward_checked(start: char, count: usize) -> Option<char> {
        let start = start as u32;
        let mut result = start.checked_sub(u32::try_from(count).ok()?)?;
        if start > 0xDFFF && result <= 0xDFFF {
            result = result.checked_sub(0x800)?;
        }
        char::from_u32(result)
    }
    fn successor(value: &char) -> char {
        Step::forward_checked(*value, 1).expect("overflow in `Step::forward`")
    }
    #[inline]
    unsafe fn successor_unchecked(value: &char) -> char {
        let next = *value as u32 + 1;
        // SAFETY: it is below another character, and the gap is jumped over.
        unsafe { char::from_u32_unchecked(if next == 0xD800 { 0xE000 } else { next }) }
    }
    #[inline]
    unsafe fn predecessor_unchecked(value: &char) -> char {
        let next = *value as u32 - 1;
        // SAFETY: it is above another character, and the gap is jumped over.
        unsafe { char::from_u32_unchecked(if next == 0xDFFF { 0xD7FF } else { next }) }
    }
}

impl<A: Step> Iterator for Range<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.start < self.end {
            // SAFETY: the start is below the end.
            let next = unsafe { Step::successor_unchecked(&self.start) };
            Some(crate::mem::replace(&mut self.start, next))
        } else {
            None
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.start < self.end { Step::steps_between(&self.start, &self.end) } else { (0, Some(0)) }
    }
    #[inline]
    fn count(self) -> usize {
        if self.start < self.end {
            Step::steps_between(&self.start, &self.end).1.expect("count overflowed usize")
        } else {
            0
        }
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        if let Some(found) = Step::forward_checked(self.start.clone(), n) {
            if found < self.end {
                // SAFETY: what was found is below the end.
                self.start = unsafe { Step::successor_unchecked(&found) };
                return Some(found);
            }
        }
        self.start = self.end.clone();
        None
    }
    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for Range<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.start < self.end {
            // SAFETY: the end is above the start.
            self.end = unsafe { Step::predecessor_unchecked(&self.end) };
            Some(self.end.clone())
        } else {
            None
        }
    }
    #[inline]
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if let Some(beyond) = Step::backward_checked(self.end.clone(), n) {
            if beyond > self.start {
                // SAFETY: what was found is above the start.
                self.end = unsafe { Step::predecessor_unchecked(&beyond) };
                return Some(self.end.clone());
            }
        }
        self.end = self.start.clone();
        None
    }
}
impl<A: Step> FusedIterator for Range<A> {}

macro_rules! exact_ranges {
    ($($t:ty)*) => { $(impl ExactSizeIterator for Range<$t> {})* };
}
exact_ranges! { usize u8 u16 u32 isize i8 i16 i32 u64 i64 }

macro_rules! exact_inclusive_ranges {
    ($($t:ty)*) => { $(impl ExactSizeIterator for RangeInclusive<$t> {})* };
}
exact_inclusive_ranges! { u8 u16 i8 i16 u32 i32 usize isize }

impl<A: Step> Iterator for RangeFrom<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        let next = Step::successor(&self.start);
        Some(crate::mem::replace(&mut self.start, next))
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (usize::MAX, None)
    }
    #[inline]
    fn nth(&mut self, n: usize) -> Option<A> {
        let found = Step::forward_checked(self.start.clone(), n).expect("overflow in `Step::forward`");
        self.start = Step::successor(&found);
        Some(found)
    }
}
impl<A: Step> FusedIterator for RangeFrom<A> {}

impl<A: Step> Iterator for RangeInclusive<A> {
    type Item = A;
    #[inline]
    fn next(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            // SAFETY: the start is below the greatest value, as the end is above it or the same.
            let next = unsafe { Step::successor_unchecked(&self.start) };
            Some(crate::mem::replace(&mut self.start, next))
        } else {
            self.exhausted = true;
            Some(self.start.clone())
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        if self.is_empty() {
            return (0, Some(0));
        }
        let (lower, upper) = Step::steps_between(&self.start, &self.end);
        (lower.saturating_add(1), upper.and_then(|steps| steps.checked_add(1)))
    }
    #[inline]
    fn count(self) -> usize {
        self.size_hint().1.expect("count overflowed usize")
    }
    fn nth(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(found) = Step::forward_checked(self.start.clone(), n) {
            if found < self.end {
                // SAFETY: what was found is below the end.
                self.start = unsafe { Step::successor_unchecked(&found) };
                return Some(found);
            }
            if found == self.end {
                self.start = found.clone();
                self.exhausted = true;
                return Some(found);
            }
        }
        self.start = self.end.clone();
        self.exhausted = true;
        None
    }
    #[inline]
    fn fold<B, F: FnMut(B, A) -> B>(self, init: B, mut f: F) -> B {
        let mut accumulator = init;
        if self.is_empty() {
            return accumulator;
        }
        let mut current = self.start;
        // The last element is apart, so that the loop needs no flag.
        while current < self.end {
            // SAFETY: this is below the end.
            let next = unsafe { Step::successor_unchecked(&current) };
            accumulator = f(accumulator, crate::mem::replace(&mut current, next));
        }
        f(accumulator, current)
    }
    #[inline]
    fn last(mut self) -> Option<A> {
        self.next_back()
    }
    #[inline]
    fn min(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next()
    }
    #[inline]
    fn max(mut self) -> Option<A>
    where
        A: Ord,
    {
        self.next_back()
    }
}
impl<A: Step> DoubleEndedIterator for RangeInclusive<A> {
    #[inline]
    fn next_back(&mut self) -> Option<A> {
        if self.exhausted || !(self.start <= self.end) {
            return None;
        }
        if self.start < self.end {
            // SAFETY: the end is above the start.
            let next = unsafe { Step::predecessor_unchecked(&self.end) };
            Some(crate::mem::replace(&mut self.end, next))
        } else {
            self.exhausted = true;
            Some(self.end.clone())
        }
    }
    fn nth_back(&mut self, n: usize) -> Option<A> {
        if self.is_empty() {
            return None;
        }
        if let Some(found) = Step::backward_checked(self.end.clone(), n) {
            if found > self.start {
                // SAFETY: what was found is above the start.
                self.end = unsafe { Step::predecessor_unchecked(&found) };
                return Some(found);
            }
            if found == self.start {
                self.end = found.clone();
                self.exhausted = true;
                return Some(found);
            }
        }
        self.end = self.start.clone();
        self.exhausted = true;
        None
    }
}
impl<A: Step> FusedIterator for RangeInclusive<A> {}
