//! Iterators over the items of a tree.

use super::tree::{Position, Tree};
use super::BTreeMap;
use core::fmt;
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem;
use core::ops::RangeBounds;

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
    pub(super) fn new(front: Option<Position<K, V>>, back: Option<Position<K, V>>) -> Self {
        Span { front, back }
    }
    #[inline]
    fn next(&mut self) -> Option<Position<K, V>> {
        let position = self.front?;
        if self.front == self.back {
            self.front = None;
            self.back = None;
        } else {
            // SAFETY: the item is in the tree, and there are others behind it.
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
            // SAFETY: the item is in the tree, and there are others before it.
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
        // SAFETY: a shared iterator only gives how many items are left.
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
                // SAFETY: the map is borrowed, and each item is given once.
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
                // SAFETY: as above.
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
// SAFETY: this is a shared reference to the items.
unsafe impl<K: Sync, V: Sync> Send for Iter<'_, K, V> {}
// SAFETY: this is a shared reference to the items.
unsafe impl<K: Sync, V: Sync> Send for Range<'_, K, V> {}
// SAFETY: this is a mutable reference to the items.
unsafe impl<K: Send, V: Send> Send for IterMut<'_, K, V> {}
// SAFETY: this is a mutable reference to the items.
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

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IterMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items: Iter<'_, K, V> = Iter { span: self.span.clone(), length: self.length, _marker: PhantomData };
        items.fmt(f)
    }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for RangeMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items: Range<'_, K, V> = Range { span: self.span.clone(), _marker: PhantomData };
        items.fmt(f)
    }
}

/// The items of a map, by value.
pub struct IntoIter<K, V> {
    span: Span<K, V>,
    tree: Tree<K, V>,
    _owned: PhantomData<(K, V)>,
}
// SAFETY: the items belong to the iterator alone.
unsafe impl<K: Send, V: Send> Send for IntoIter<K, V> {}
// SAFETY: a shared iterator only gives how many items are left.
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
        // SAFETY: the item is there, and the span has passed it, so that it is read once.
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
        // SAFETY: as above, from the other end.
        Some(unsafe { position.read() })
    }
}
impl<K, V> ExactSizeIterator for IntoIter<K, V> {}
impl<K, V> FusedIterator for IntoIter<K, V> {}
impl<K, V> IntoIter<K, V> {
    /// What is left, without taking it.
    fn items(&self) -> Range<'_, K, V> {
        Range { span: self.span.clone(), _marker: PhantomData }
    }
}
impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for IntoIter<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.items()).finish()
    }
}
impl<K, V> Drop for IntoIter<K, V> {
    fn drop(&mut self) {
        /// Goes on when a destructor panics.
        struct Rest<'a, K, V>(&'a mut IntoIter<K, V>);
        impl<K, V> Drop for Rest<'_, K, V> {
            fn drop(&mut self) {
                while let Some(item) = self.0.next() {
                    drop(item);
                }
                // SAFETY: all items are gone by now.
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

impl<K: fmt::Debug, V> fmt::Debug for IntoKeys<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.items().map(|item| item.0)).finish()
    }
}
impl<K, V: fmt::Debug> fmt::Debug for IntoValues<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.inner.items().map(|item| item.1)).finish()
    }
}
impl<K, V: fmt::Debug> fmt::Debug for ValuesMut<'_, K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let items: Range<'_, K, V> = Range { span: self.inner.span.clone(), _marker: PhantomData };
        f.debug_list().entries(items.map(|item| item.1)).finish()
    }
}

/// Takes a map apart and puts back what stays, in order.
pub(in crate::collections) struct Sieve<'a, K, V, R> {
    source: IntoIter<K, V>,
    kept: &'a mut BTreeMap<K, V>,
    range: R,
}
impl<'a, K, V, R> Sieve<'a, K, V, R> {
    pub(in crate::collections) fn new(map: &'a mut BTreeMap<K, V>, range: R) -> Self {
        Sieve { source: mem::take(map).into_iter(), kept: map, range }
    }
    pub(in crate::collections) fn next_where(&mut self, mut predicate: impl FnMut(&K, &mut V) -> bool) -> Option<(K, V)>
    where
        K: PartialOrd,
        R: RangeBounds<K>,
    {
        while let Some((key, mut value)) = self.source.next() {
            if self.range.contains(&key) && predicate(&key, &mut value) {
                return Some((key, value));
            }
            self.kept.push_last(key, value);
        }
        None
    }
}
impl<K, V, R> Drop for Sieve<'_, K, V, R> {
    fn drop(&mut self) {
        while let Some((key, value)) = self.source.next() {
            self.kept.push_last(key, value);
        }
    }
}

/// `BTreeMap::extract_if`
pub struct ExtractIf<'a, K, V, R, F> {
    sieve: Sieve<'a, K, V, R>,
    predicate: F,
}
impl<'a, K, V, R, F> ExtractIf<'a, K, V, R, F> {
    pub(super) fn new(map: &'a mut BTreeMap<K, V>, range: R, predicate: F) -> Self {
        ExtractIf { sieve: Sieve::new(map, range), predicate }
    }
}
impl<K: PartialOrd, V, R: RangeBounds<K>, F: FnMut(&K, &mut V) -> bool> Iterator for ExtractIf<'_, K, V, R, F> {
    type Item = (K, V);
    fn next(&mut self) -> Option<(K, V)> {
        self.sieve.next_where(&mut self.predicate)
    }
}
