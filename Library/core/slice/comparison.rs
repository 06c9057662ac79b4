//! Comparison of slices.

use crate::cmp::Ordering;

impl<T: PartialEq<U>, U> PartialEq<[U]> for [T] {
    #[inline]
    fn eq(&self, other: &[U]) -> bool {
        // SAFETY: both have so many elements.
        self.len() == other.len() && unsafe { <T as PartialEq<U>>::elements_equal(self.as_ptr(), other.as_ptr(), self.len()) }
    }
}

impl<T: Eq> Eq for [T] {}

impl<T: PartialOrd> PartialOrd for [T] {
    fn partial_cmp(&self, other: &[T]) -> Option<Ordering> {
        let common = crate::cmp::min(self.len(), other.len());
        let mut index = 0;
        while index < common {
            match self[index].partial_cmp(&other[index]) {
                Some(Ordering::Equal) => {}
                unequal => return unequal,
            }
            index += 1;
        }
        self.len().partial_cmp(&other.len())
    }
}

impl<T: Ord> Ord for [T] {
    fn cmp(&self, other: &[T]) -> Ordering {
        let common = crate::cmp::min(self.len(), other.len());
        let mut index = 0;
        while index < common {
            match self[index].cmp(&other[index]) {
                Ordering::Equal => {}
                unequal => return unequal,
            }
            index += 1;
        }
        self.len().cmp(&other.len())
    }
}
