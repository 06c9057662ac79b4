//! `LinkedList`: a doubly linked list.

use crate::boxed::Box;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::PhantomData;
use core::mem;
use core::ptr;

struct Node<T> {
    next: *mut Node<T>,
    previous: *mut Node<T>,
    element: T,
}

/// A doubly linked list.
pub struct LinkedList<T> {
    head: *mut Node<T>,
    tail: *mut Node<T>,
    length: usize,
    _owned: PhantomData<Box<Node<T>>>,
}

// SAFETY: the nodes belong to the list alone.
unsafe impl<T: Send> Send for LinkedList<T> {}
// SAFETY: a shared list only gives shared references.
unsafe impl<T: Sync> Sync for LinkedList<T> {}

impl<T> LinkedList<T> {
    /// An empty list; nothing is allocated.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert!(LinkedList::<i32>::new().is_empty());
    /// ```
    pub const fn new() -> Self {
        LinkedList { head: ptr::null_mut(), tail: ptr::null_mut(), length: 0, _owned: PhantomData }
    }
    /// Moves all elements of another list to the end of this one: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let (mut a, mut b) = (LinkedList::from([1]), LinkedList::from([2]));
    /// a.append(&mut b);
    /// assert_eq!(a, LinkedList::from([1, 2]));
    /// assert!(b.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self) {
        if other.head.is_null() {
            return;
        }
        if self.tail.is_null() {
            mem::swap(self, other);
            return;
        }
        // SAFETY: both nodes are there, and each list has a mutable borrow.
        unsafe {
            (*self.tail).next = other.head;
            (*other.head).previous = self.tail;
        }
        self.tail = other.tail;
        self.length += other.length;
        other.head = ptr::null_mut();
        other.tail = ptr::null_mut();
        other.length = 0;
    }
    /// References to the elements from front to back.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert_eq!(LinkedList::from([1, 2]).iter().sum::<i32>(), 3);
    /// ```
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { head: self.head, tail: self.tail, length: self.length, _marker: PhantomData }
    }
    /// Mutable references to the elements from front to back.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// list.iter_mut().for_each(|n| *n *= 2);
    /// assert_eq!(list, LinkedList::from([2, 4]));
    /// ```
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { head: self.head, tail: self.tail, length: self.length, _marker: PhantomData }
    }
    /// Whether there are no elements.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert!(!LinkedList::from([1]).is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.head.is_null()
    }
    /// The number of elements: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert_eq!(LinkedList::from([1, 2]).len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.length
    }
    /// Drops all elements: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// list.clear();
    /// assert_eq!(list.len(), 0);
    /// ```
    pub fn clear(&mut self) {
        while let Some(element) = self.pop_front() {
            drop(element);
        }
    }
    /// Whether some element equals the value: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert!(LinkedList::from([1, 2]).contains(&2));
    /// ```
    pub fn contains(&self, x: &T) -> bool
    where
        T: PartialEq,
    {
        self.iter().any(|element| element == x)
    }
    /// The first element.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert_eq!(LinkedList::from([1, 2]).front(), Some(&1));
    /// ```
    pub fn front(&self) -> Option<&T> {
        // SAFETY: the pointer is null or that of a node of the list, which is borrowed.
        unsafe { self.head.as_ref().map(|node| &node.element) }
    }
    /// The first element, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// *list.front_mut().unwrap() = 5;
    /// assert_eq!(list.front(), Some(&5));
    /// ```
    pub fn front_mut(&mut self) -> Option<&mut T> {
        // SAFETY: the pointer is null or that of a node of the list, which is borrowed.
        unsafe { self.head.as_mut().map(|node| &mut node.element) }
    }
    /// The last element.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// assert_eq!(LinkedList::from([1, 2]).back(), Some(&2));
    /// ```
    pub fn back(&self) -> Option<&T> {
        // SAFETY: the pointer is null or that of a node of the list, which is borrowed.
        unsafe { self.tail.as_ref().map(|node| &node.element) }
    }
    /// The last element, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// *list.back_mut().unwrap() = 5;
    /// assert_eq!(list.back(), Some(&5));
    /// ```
    pub fn back_mut(&mut self) -> Option<&mut T> {
        // SAFETY: the pointer is null or that of a node of the list, which is borrowed.
        unsafe { self.tail.as_mut().map(|node| &mut node.element) }
    }
    /// Puts an element before all others: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([2]);
    /// list.push_front(1);
    /// assert_eq!(list, LinkedList::from([1, 2]));
    /// ```
    pub fn push_front(&mut self, element: T) {
        self.push_front_mut(element);
    }
    /// Puts an element before all others and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([2]);
    /// *list.push_front_mut(1) += 5;
    /// assert_eq!(list, LinkedList::from([6, 2]));
    /// ```
    pub fn push_front_mut(&mut self, element: T) -> &mut T {
        let node = Box::into_raw(Box::new(Node { next: self.head, previous: ptr::null_mut(), element }));
        if self.head.is_null() {
            self.tail = node;
        } else {
            // SAFETY: it is not null, and is a node of the list.
            unsafe { (*self.head).previous = node };
        }
        self.head = node;
        self.length += 1;
        // SAFETY: the node is the list's, which is borrowed.
        unsafe { &mut (*node).element }
    }
    /// Appends an element: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1]);
    /// list.push_back(2);
    /// assert_eq!(list, LinkedList::from([1, 2]));
    /// ```
    pub fn push_back(&mut self, element: T) {
        self.push_back_mut(element);
    }
    /// Appends an element and gives a reference to it there.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1]);
    /// *list.push_back_mut(2) += 5;
    /// assert_eq!(list, LinkedList::from([1, 7]));
    /// ```
    pub fn push_back_mut(&mut self, element: T) -> &mut T {
        let node = Box::into_raw(Box::new(Node { next: ptr::null_mut(), previous: self.tail, element }));
        if self.tail.is_null() {
            self.head = node;
        } else {
            // SAFETY: it is not null, and is a node of the list.
            unsafe { (*self.tail).next = node };
        }
        self.tail = node;
        self.length += 1;
        // SAFETY: the node is the list's, which is borrowed.
        unsafe { &mut (*node).element }
    }
    /// Takes a node out of the list.
    ///
    /// # Safety
    /// The node is one of the list.
    unsafe fn unlink(&mut self, node: *mut Node<T>) -> T {
        // SAFETY: the node came from a box, and no other node points to it when this is done.
        let node = unsafe { *Box::from_raw(node) };
        if node.previous.is_null() {
            self.head = node.next;
        } else {
            // SAFETY: the neighbours are nodes of the list.
            unsafe { (*node.previous).next = node.next };
        }
        if node.next.is_null() {
            self.tail = node.previous;
        } else {
            // SAFETY: as above.
            unsafe { (*node.next).previous = node.previous };
        }
        self.length -= 1;
        node.element
    }
    /// Takes the first element off: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// assert_eq!(list.pop_front(), Some(1));
    /// ```
    pub fn pop_front(&mut self) -> Option<T> {
        // SAFETY: the head is not null, and is a node of the list.
        if self.head.is_null() { None } else { Some(unsafe { self.unlink(self.head) }) }
    }
    /// Takes the last element off: O(1).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2]);
    /// assert_eq!(list.pop_back(), Some(2));
    /// ```
    pub fn pop_back(&mut self) -> Option<T> {
        // SAFETY: the tail is not null, and is a node of the list.
        if self.tail.is_null() { None } else { Some(unsafe { self.unlink(self.tail) }) }
    }
    /// Takes the elements from an index on into a list of their own: O(n) for the way from the nearer end.
    ///
    /// # Panics
    /// If the index is beyond the end.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2, 3]);
    /// assert_eq!(list.split_off(1), LinkedList::from([2, 3]));
    /// assert_eq!(list, LinkedList::from([1]));
    /// ```
    #[track_caller]
    pub fn split_off(&mut self, at: usize) -> LinkedList<T> {
        assert!(at <= self.length, "Cannot split off at a nonexistent index");
        if at == 0 {
            return mem::take(self);
        }
        // The last node that stays, from the nearer end.
        let mut last = self.head;
        if at <= self.length / 2 {
            for _ in 1..at {
                // SAFETY: there are at least `at` nodes, so that each of these steps leads to one.
                last = unsafe { (*last).next };
            }
        } else {
            last = self.tail;
            for _ in at..self.length {
                // SAFETY: as above, from the other end.
                last = unsafe { (*last).previous };
            }
        }
        // SAFETY: the last node that stays is one of the list.
        let first = unsafe { mem::replace(&mut (*last).next, ptr::null_mut()) };
        if first.is_null() {
            return LinkedList::new();
        }
        // SAFETY: it is not null, and is a node of the list.
        unsafe { (*first).previous = ptr::null_mut() };
        let right = LinkedList { head: first, tail: self.tail, length: self.length - at, _owned: PhantomData };
        self.tail = last;
        self.length = at;
        right
    }
    /// Keeps the elements for which the predicate holds, in order: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2, 3]);
    /// list.retain(|n| n % 2 == 1);
    /// assert_eq!(list, LinkedList::from([1, 3]));
    /// ```
    pub fn retain<F: FnMut(&T) -> bool>(&mut self, mut f: F) {
        self.extract_if(|element| !f(element)).for_each(drop);
    }
    /// Takes the elements out for which the predicate holds, as the iterator gets to them.
    ///
    /// # Examples
    /// ```
    /// use std::collections::LinkedList;
    /// let mut list = LinkedList::from([1, 2, 3]);
    /// assert_eq!(list.extract_if(|n| *n % 2 == 0).collect::<Vec<_>>(), [2]);
    /// assert_eq!(list.len(), 2);
    /// ```
    pub fn extract_if<F: FnMut(&mut T) -> bool>(&mut self, predicate: F) -> ExtractIf<'_, T, F> {
        ExtractIf { next: self.head, list: self, predicate }
    }
}

/// `LinkedList::extract_if`
pub struct ExtractIf<'a, T: 'a, F: 'a> {
    list: &'a mut LinkedList<T>,
    next: *mut Node<T>,
    predicate: F,
}
impl<T, F: FnMut(&mut T) -> bool> Iterator for ExtractIf<'_, T, F> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        while !self.next.is_null() {
            let node = self.next;
            // SAFETY: the node is one of the list, and the next one is known before it is taken out.
            unsafe {
                self.next = (*node).next;
                if (self.predicate)(&mut (*node).element) {
                    return Some(self.list.unlink(node));
                }
            }
        }
        None
    }
}
impl<T: fmt::Debug, F> fmt::Debug for ExtractIf<'_, T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ExtractIf").field(&self.list).finish()
    }
}

impl<T> Drop for LinkedList<T> {
    fn drop(&mut self) {
        struct Rest<'a, T>(&'a mut LinkedList<T>);
        impl<T> Drop for Rest<'_, T> {
            fn drop(&mut self) {
                self.0.clear();
            }
        }
        let rest = Rest(self);
        rest.0.clear();
    }
}
impl<T> Default for LinkedList<T> {
    fn default() -> Self {
        LinkedList::new()
    }
}
impl<T: Clone> Clone for LinkedList<T> {
    fn clone(&self) -> Self {
        self.iter().cloned().collect()
    }
}
impl<T: fmt::Debug> fmt::Debug for LinkedList<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T: PartialEq> PartialEq for LinkedList<T> {
    fn eq(&self, other: &Self) -> bool {
        self.length == other.length && self.iter().eq(other.iter())
    }
}
impl<T: Eq> Eq for LinkedList<T> {}
impl<T: PartialOrd> PartialOrd for LinkedList<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.iter().partial_cmp(other.iter())
    }
}
impl<T: Ord> Ord for LinkedList<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.iter().cmp(other.iter())
    }
}
impl<T: Hash> Hash for LinkedList<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        state.write_length_prefix(self.length);
        for element in self {
            element.hash(state);
        }
    }
}
impl<T> FromIterator<T> for LinkedList<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        let mut list = LinkedList::new();
        list.extend(iter);
        list
    }
}
impl<T, const N: usize> From<[T; N]> for LinkedList<T> {
    fn from(array: [T; N]) -> Self {
        LinkedList::from_iter(array)
    }
}
impl<T> Extend<T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for element in iter {
            self.push_back(element);
        }
    }
}
impl<'a, T: 'a + Copy> Extend<&'a T> for LinkedList<T> {
    fn extend<I: IntoIterator<Item = &'a T>>(&mut self, iter: I) {
        for element in iter {
            self.push_back(*element);
        }
    }
}

macro_rules! borrowing_iterators {
    ($($(#[$meta:meta])* $name:ident $item:ty, $node:ident => $value:expr;)*) => { $(
        $(#[$meta])*
        pub struct $name<'a, T: 'a> {
            head: *mut Node<T>,
            tail: *mut Node<T>,
            length: usize,
            _marker: PhantomData<$item>,
        }
        impl<'a, T> Iterator for $name<'a, T> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                if self.length == 0 {
                    return None;
                }
                self.length -= 1;
                // SAFETY: so many nodes are left between both ends, which are nodes of the borrowed list;
                // each is given once.
                unsafe {
                    let $node = self.head;
                    self.head = (*$node).next;
                    Some($value)
                }
            }
            fn size_hint(&self) -> (usize, Option<usize>) {
                (self.length, Some(self.length))
            }
        }
        impl<'a, T> DoubleEndedIterator for $name<'a, T> {
            fn next_back(&mut self) -> Option<$item> {
                if self.length == 0 {
                    return None;
                }
                self.length -= 1;
                // SAFETY: as above.
                unsafe {
                    let $node = self.tail;
                    self.tail = (*$node).previous;
                    Some($value)
                }
            }
        }
        impl<T> ExactSizeIterator for $name<'_, T> {}
        impl<T> FusedIterator for $name<'_, T> {}
    )* };
}
borrowing_iterators! {
    /// `LinkedList::iter`
    Iter &'a T, node => &(*node).element;
    /// `LinkedList::iter_mut`
    IterMut &'a mut T, node => &mut (*node).element;
}
// SAFETY: this is a shared reference to the elements.
unsafe impl<T: Sync> Send for Iter<'_, T> {}
// SAFETY: as above.
unsafe impl<T: Sync> Sync for Iter<'_, T> {}
// SAFETY: this is a mutable reference to the elements.
unsafe impl<T: Send> Send for IterMut<'_, T> {}
// SAFETY: as above; a shared one only gives how many there are.
unsafe impl<T: Sync> Sync for IterMut<'_, T> {}
impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter { head: self.head, tail: self.tail, length: self.length, _marker: PhantomData }
    }
}
impl<T> IterMut<'_, T> {
    /// What is left.
    fn iter(&self) -> Iter<'_, T> {
        Iter { head: self.head, tail: self.tail, length: self.length, _marker: PhantomData }
    }
}
/// Shows what is left as a list.
struct Rest<'a, T>(Iter<'a, T>);
impl<T: fmt::Debug> fmt::Debug for Rest<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.clone()).finish()
    }
}
impl<T: fmt::Debug> fmt::Debug for Iter<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Iter").field(&Rest(self.clone())).field(&self.length).finish()
    }
}
impl<T: fmt::Debug> fmt::Debug for IterMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IterMut").field(&Rest(self.iter())).field(&self.length).finish()
    }
}

/// The elements of a list, by value.
#[derive(Clone)]
pub struct IntoIter<T> {
    list: LinkedList<T>,
}
impl<T: fmt::Debug> fmt::Debug for IntoIter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("IntoIter").field(&self.list).finish()
    }
}
impl<T> Iterator for IntoIter<T> {
    type Item = T;
    fn next(&mut self) -> Option<T> {
        self.list.pop_front()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.list.length, Some(self.list.length))
    }
}
impl<T> DoubleEndedIterator for IntoIter<T> {
    fn next_back(&mut self) -> Option<T> {
        self.list.pop_back()
    }
}
impl<T> ExactSizeIterator for IntoIter<T> {}
impl<T> FusedIterator for IntoIter<T> {}
impl<T> IntoIterator for LinkedList<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;
    fn into_iter(self) -> IntoIter<T> {
        IntoIter { list: self }
    }
}
impl<'a, T> IntoIterator for &'a LinkedList<T> {
    type Item = &'a T;
    type IntoIter = Iter<'a, T>;
    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}
impl<'a, T> IntoIterator for &'a mut LinkedList<T> {
    type Item = &'a mut T;
    type IntoIter = IterMut<'a, T>;
    fn into_iter(self) -> IterMut<'a, T> {
        self.iter_mut()
    }
}
