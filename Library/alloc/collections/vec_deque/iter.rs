//! Iterators over the elements of a ring.

use super::VecDeque;
use core::fmt;
use core::iter::{Chain, FusedIterator};
use core::marker::PhantomData;
use core::mem::ManuallyDrop;
use core::slice;

macro_rules! borrowing_iterators {
    ($($(#[$meta:meta])* $name:ident $slice_iterator:ident $item:ty;)*) => { $(
        $(#[$meta])*
        pub struct $name<'a, T: 'a> {
            pub(super) inner: Chain<slice::$slice_iterator<'a, T>, slice::$slice_iterator<'a, T>>,
            pub(super) length: usize,
        }
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                let item = self.inner.next();
                self.length -= item.is_some() as usize;
                item
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.length, Some(self.length))
            }
        }
        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                let item = self.inner.next_back();
                self.length -= item.is_some() as usize;
                item
            }
        }
        impl<T> ExactSizeIterator for $name<'_, T> {}
        impl<T> FusedIterator for $name<'_, T> {}
    )* };
}
borrowing_iterators! {
    /// `VecDeque::iter`
    Iter Iter &'a T;
    /// `VecDeque::iter_mut`
    IterMut IterMut &'a mut T;
}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { inner: self.inner.clone(), length: self.length }
    }
}

impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.inner.parts();
        let first = first.map_or(&[][..], |part| part.as_slice());
        f.debug_tuple("Iter").field(&first).field(&second.map_or(&[][..], |part| part.as_slice())).finish()
    }
}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, second) = self.inner.parts();
        let first = first.map_or(&[][..], |part| part.as_slice());
        f.debug_tuple("IterMut").field(&first).field(&second.map_or(&[][..], |part| part.as_slice())).finish()
    }
}

/// The elements of a deque, by value.
#[derive(Clone)]
pub struct IntoIter<T> {
    pub(super) inner: VecDeque<T>,
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    #[inline]
    fn next(&mut self) -> Option<T> {
        self.inner.pop_front()
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.inner.length, Some(self.inner.length))
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    #[inline]
    fn next_back(&mut self) -> Option<T> {
        self.inner.pop_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.inner).finish()
    }
}

/// `VecDeque::drain`
pub struct Drain<'a, T> {
    pub(super) drained: IntoIter<T>,
    pub(super) tail: ManuallyDrop<VecDeque<T>>,
    pub(super) deque: &'a mut VecDeque<T>,
    pub(super) _marker: PhantomData<&'a mut T>,
}
impl<T> Iterator for Drain<'_, T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.drained.next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.drained.size_hint()
    }
}
impl<T> DoubleEndedIterator for Drain<'_, T> {
    fn next_back(&mut self) -> Option<T> {
        self.drained.next_back()
    }
}
impl<T> ExactSizeIterator for Drain<'_, T> {}
impl<T> FusedIterator for Drain<'_, T> {}
impl<T: fmt::Debug> fmt::Debug for Drain<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Drain").field(&self.drained).finish()
    }
}
impl<T> Drop for Drain<'_, T> {
    fn drop(&mut self) {
        // SAFETY: the tail is taken once, when the drain goes.
        let mut tail = unsafe { ManuallyDrop::take(&mut self.tail) };
        self.deque.append(&mut tail);
    }
}
