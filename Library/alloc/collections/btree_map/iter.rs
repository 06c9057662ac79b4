//! Iterators over the items of a tree.

use super::tree::{Position, Tree};
use crate::vec::{self, Vec};
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;

/// The items from one to another, both included; no items when there are no ends.
pub(super) struct Span<K, V> {
    front: Option<Position<K, V>>,
    back: Option<Position<K, V>>,
}
impl<K, V> Clone for Span<K, V> {
    fn clone(&self) -> Self {
        Span { front: self.front, back: self.back }
    }
}

impl<K, V> Span<K, V> {
    pub fn new(front: Option<Position<K, V>>, back: Option<Position<K, V>>) -> Self {
        Span { front, back }
    }
    #[inline]
    fn next(&mut self) -> Option<Position<K, V>> {
        let position = self.front?;
        if self.front == self.back {
            self.front = None;
            self.back = None;
        } else {
            self.front = unsafe { position.next() };
        }
        Some(position)
    }
    #[inline]
    fn next_back(&mut self) -> Option<Position<K, V>> {
        let position = self.back?;
        if self.front == self.back {
            self.front = None;
            self.back = None;
        } else {
            self.back = unsafe { position.previous() };
        }
        Some(position)
    }
}

macro_rules! iterators {
    ($($(#[$meta:meta])* $name:ident, counted $($length:ident)?, $item:ty, $position:ident => $value:expr;)*) => { $(
        $(#[$meta])*
        pub struct $name<'a, K, V> {
            span: Span<K, V>,
            $($length: usize,)?
            _marker: PhantomData<(&'a K, $item)>,
        }
        unsafe impl<K: Sync, V: Sync> Sync for $name<'_, K, V> {}
        impl<'a, K, V> $name<'a, K, V> {
            pub(super) fn new(span: Span<K, V> $(, $length: usize)?) -> Self {
                $name { span, $($length,)? _marker: PhantomData }
            }
        }
        impl<'a, K, V> Iterator for $name<'a, K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                let $position = self.span.next()?;
                $(self.$length -= 1;)?
                Some(unsafe { $value })
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                $(return (self.$length, Some(self.$length));)?
                #[allow(unreachable_code)]
                (0, None)
            }
        }
        impl<'a, K, V> DoubleEndedIterator for $name<'a, K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                let $position = self.span.next_back()?;
                $(self.$length -= 1;)?
                Some(unsafe { $value })
            }
        }
        $(impl<K, V> ExactSizeIterator for $name<'_, K, V> {
            #[inline]
            fn len(&self) -> usize {
                self.$length
            }
        })?
        impl<K, V> FusedIterator for $name<'_, K, V> {}
    )* };
}
iterators! {
    /// `BTreeMap::iter`
    Iter, counted length, (&'a K, &'a V), position => (position.key(), &*position.value());
    /// `BTreeMap::iter_mut`
    IterMut, counted length, (&'a K, &'a mut V), position => (position.key(), position.value());
    /// `BTreeMap::range`
    Range, counted, (&'a K, &'a V), position => (position.key(), &*position.value());
    /// `BTreeMap::range_mut`
    RangeMut, counted, (&'a K, &'a mut V), position => (position.key(), position.value());
}
unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}
unsafe impl<K: Sync, V: Sync> Send for Range<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
unsafe impl<K: Send, V: Send> Send for RangeMut<'_, K, V> {}

impl<K, V> Clone for Iter<'_, K, V> {
    fn clone(&self) -> Self {
        Iter { span: self.span.clone(), length: self.length, _marker: PhantomData }
    }
}
impl<K, V> Clone for Range<'_, K, V> {
    fn clone(&self) -> Self {
        Range { span: self.span.clone(), _marker: PhantomData }
    }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Iter<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Range<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// The items of a map, by value.
pub struct IntoIter<K, V> {
    span: Span<K, V>,
    tree: Tree<K, V>,
    _owned: PhantomData<(K, V)>,
}
unsafe impl<K: Send, V: Send> Send for IntoIter<K, V> {}
unsafe impl<K: Sync, V: Sync> Sync for IntoIter<K, V> {}

impl<K, V> IntoIter<K, V> {
    pub(super) fn new(tree: Tree<K, V>) -> Self {
        IntoIter { span: Span::new(tree.first(), tree.last()), tree, _owned: PhantomData }
    }
}
impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);
    #[inline]
    fn next(&mut self) -> Option<(K, V)> {
        let position = self.span.next()?;
        self.tree.length -= 1;
        Some(unsafe { position.read() })
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.tree.length, Some(self.tree.length))
    }
}
impl<K, V> DoubleEndedIterator for IntoIter<K, V> {
    #[inline]
    fn next_back(&mut self) -> Option<(K, V)> {
        let position = self.span.next_back()?;
        self.tree.length -= 1;
        Some(unsafe { position.read() })
    }
}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}
impl<K, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {
        /// Goes on when a destructor panics.
        struct Rest<'a, K, V>(&'a mut IntoIter<K, V>);
        impl<K, V> Drop for Rest<'_, K, V> {
            fn drop(&mut self) {
                while let Some(item) = self.0.next() {
                    drop(item);
                }
                unsafe { self.0.tree.free_nodes() };
            }
        }
        let rest = Rest(self);
        while let Some(item) = rest.0.next() {
            drop(item);
        }
    }
}

macro_rules! projections {
    ($($(#[$meta:meta])* $name:ident [$($lifetime:lifetime)?] $inner:ident $item:ty, $pair:ident => $value:expr;)*) => { $(
        $(#[$meta])*
        pub struct $name<$($lifetime,)? K, V> {
            inner: $inner<$($lifetime,)? K, V>,
        }
        impl<$($lifetime,)? K, V> $name<$($lifetime,)? K, V> {
            pub(super) fn new(inner: $inner<$($lifetime,)? K, V>) -> Self {
                $name { inner }
            }
        }
        impl<$($lifetime,)? K, V> Iterator for $name<$($lifetime,)? K, V> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                let $pair = self.inner.next()?;
                Some($value)
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                self.inner.size_hint()
            }
        }
        impl<$($lifetime,)? K, V> DoubleEndedIterator for $name<$($lifetime,)? K, V> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                let $pair = self.inner.next_back()?;
                Some($value)
            }
        }
        impl<$($lifetime,)? K, V> ExactSizeIterator for $name<$($lifetime,)? K, V> {}
        impl<$($lifetime,)? K, V> FusedIterator for $name<$($lifetime,)? K, V> {}
    )* };
}
projections! {
    /// `BTreeMap::keys`
    Keys ['a] Iter &'a K, pair => pair.0;
    /// `BTreeMap::values`
    Values ['a] Iter &'a V, pair => pair.1;
    /// `BTreeMap::values_mut`
    ValuesMut ['a] IterMut &'a mut V, pair => pair.1;
    /// `BTreeMap::into_keys`
    IntoKeys [] IntoIter K, pair => pair.0;
    /// `BTreeMap::into_values`
    IntoValues [] IntoIter V, pair => pair.1;
}
impl<K, V> Clone for Keys<'_, K, V> {
    fn clone(&self) -> Self {
        Keys { inner: self.inner.clone() }
    }
}
impl<K, V> Clone for Values<'_, K, V> {
    fn clone(&self) -> Self {
        Values { inner: self.inner.clone() }
    }
}
impl<K: fmt::Debug, V> fmt::Debug for Keys<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}
impl<K, V: fmt::Debug> fmt::Debug for Values<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.clone()).finish()
    }
}

/// `BTreeMap::extract_if`
pub struct ExtractIf<K, V> {
    inner: vec::IntoIter<(K, V)>,
}
impl<K, V> ExtractIf<K, V> {
    pub(super) fn new(items: Vec<(K, V)>) -> Self {
        ExtractIf { inner: items.into_iter() }
    }
}
impl<K, V> Iterator for ExtractIf<K, V> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.inner.next()
    }
}
