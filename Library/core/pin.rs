//! Values that do not move any more.

use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{CoerceUnsized, Deref, DerefMut, DispatchFromDyn, LegacyReceiver};

/// A pointer whose pointee stays where it is until it is dropped.
#[lang = "pin"]
#[fundamental]
#[repr(transparent)]
#[derive(Copy, Clone)]
pub struct Pin<Ptr> {
    #[doc(hidden)]
    pub pointer: Ptr,
}

impl<Ptr: Deref<Target: Unpin>> Pin<Ptr> {
    /// The pinned pointer, which changes nothing for what may move anyway.
    ///
    /// # Examples
    /// ```
    /// use std::pin::Pin;
    /// let mut value = 1;
    /// let mut pinned = Pin::new(&mut value);
    /// *pinned += 1;
    /// assert_eq!(*pinned, 2);
    /// ```
    #[inline]
    pub const fn new(pointer: Ptr) -> Pin<Ptr> {
        Pin { pointer }
    }
    /// The pointer.
    #[inline]
    pub fn into_inner(pin: Pin<Ptr>) -> Ptr {
        pin.pointer
    }
}

impl<Ptr: Deref> Pin<Ptr> {
    /// The pinned pointer, unchecked.
    ///
    /// # Safety
    /// What it points to is never moved from now on.
    ///
    /// # Examples
    /// ```
    /// use std::pin::Pin;
    /// let mut value = 3;
    /// // SAFETY: an integer may be moved at any time.
    /// let pinned = unsafe { Pin::new_unchecked(&mut value) };
    /// assert_eq!(*pinned, 3);
    /// ```
    #[lang = "new_unchecked"]
    #[inline]
    pub const unsafe fn new_unchecked(pointer: Ptr) -> Pin<Ptr> {
        Pin { pointer }
    }
    /// A pinned reference to what it points to.
    #[inline]
    pub fn as_ref(&self) -> Pin<&Ptr::Target> {
        Pin { pointer: &*self.pointer }
    }
    /// The pointer, unchecked.
    ///
    /// # Safety
    /// What it points to still does not move.
    #[inline]
    pub unsafe fn into_inner_unchecked(pin: Pin<Ptr>) -> Ptr {
        pin.pointer
    }
}

impl<Ptr: DerefMut> Pin<Ptr> {
    /// A pinned mutable reference to what it points to, for methods that take `Pin<&mut Self>` more than
    /// once.
    ///
    /// # Examples
    /// ```
    /// use std::pin::Pin;
    /// let mut boxed = Box::pin(5);
    /// boxed.as_mut().set(6);
    /// assert_eq!(*boxed, 6);
    /// ```
    #[inline]
    pub fn as_mut(&mut self) -> Pin<&mut Ptr::Target> {
        Pin { pointer: &mut *self.pointer }
    }
    /// Drops what it points to and puts another value there.
    #[inline]
    pub fn set(&mut self, value: Ptr::Target)
    where
        Ptr::Target: Sized,
    {
        *self.pointer = value;
    }
}

impl<'a, T: ?Sized> Pin<&'a T> {
    /// A pinned reference to a part, unchecked.
    ///
    /// # Safety
    /// The part does not move as long as the whole does not.
    pub unsafe fn map_unchecked<U: ?Sized, F: FnOnce(&T) -> &U>(self, f: F) -> Pin<&'a U> {
        Pin { pointer: f(self.pointer) }
    }
    /// The reference, from which nothing can be moved.
    #[inline]
    pub const fn get_ref(self) -> &'a T {
        self.pointer
    }
}

impl<'a, T: ?Sized> Pin<&'a mut T> {
    /// The same pin as a shared reference.
    #[inline]
    pub fn into_ref(self) -> Pin<&'a T> {
        Pin { pointer: self.pointer }
    }
    /// The mutable reference to what may move.
    #[inline]
    pub fn get_mut(self) -> &'a mut T
    where
        T: Unpin,
    {
        self.pointer
    }
    /// The mutable reference, unchecked.
    ///
    /// # Safety
    /// Nothing is moved out of it.
    #[inline]
    pub unsafe fn get_unchecked_mut(self) -> &'a mut T {
        self.pointer
    }
    /// A pinned mutable reference to a part, unchecked.
    ///
    /// # Safety
    /// The part does not move as long as the whole does not, and nothing is moved out.
    pub unsafe fn map_unchecked_mut<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(self, f: F) -> Pin<&'a mut U> {
        Pin { pointer: f(self.pointer) }
    }
}

impl<T: ?Sized> Pin<&'static T> {
    /// A reference to a static, pinned, as it never moves.
    pub const fn static_ref(reference: &'static T) -> Pin<&'static T> {
        Pin { pointer: reference }
    }
}

impl<T: ?Sized> Pin<&'static mut T> {
    /// A mutable reference to a static, pinned, as it never moves.
    pub const fn static_mut(reference: &'static mut T) -> Pin<&'static mut T> {
        Pin { pointer: reference }
    }
}
impl<Ptr: fmt::Pointer> fmt::Pointer for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.pointer, f)
    }
}

impl<Ptr: Deref> Deref for Pin<Ptr> {
    type Target = Ptr::Target;
    #[inline]
    fn deref(&self) -> &Ptr::Target {
        &*self.pointer
    }
}
impl<Ptr: DerefMut<Target: Unpin>> DerefMut for Pin<Ptr> {
    #[inline]
    fn deref_mut(&mut self) -> &mut Ptr::Target {
        &mut *self.pointer
    }
}
impl<Ptr: LegacyReceiver> LegacyReceiver for Pin<Ptr> {}
impl<Ptr: fmt::Debug> fmt::Debug for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.pointer, f)
    }
}
impl<Ptr: fmt::Display> fmt::Display for Pin<Ptr> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.pointer, f)
    }
}
impl<Ptr: Deref, Q: Deref> PartialEq<Pin<Q>> for Pin<Ptr>
where
    Ptr::Target: PartialEq<Q::Target>,
{
    fn eq(&self, other: &Pin<Q>) -> bool {
        **self == **other
    }
}
impl<Ptr: Deref<Target: Eq>> Eq for Pin<Ptr> {}
impl<Ptr: Deref, Q: Deref> PartialOrd<Pin<Q>> for Pin<Ptr>
where
    Ptr::Target: PartialOrd<Q::Target>,
{
    fn partial_cmp(&self, other: &Pin<Q>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<Ptr: Deref<Target: Ord>> Ord for Pin<Ptr> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<Ptr: Deref<Target: Hash>> Hash for Pin<Ptr> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Ptr::Target::hash(&**self, state)
    }
}
impl<Ptr: CoerceUnsized<U>, U> CoerceUnsized<Pin<U>> for Pin<Ptr> {}
impl<Ptr: DispatchFromDyn<U>, U> DispatchFromDyn<Pin<U>> for Pin<Ptr> {}

/// Pins a value in the current frame.
#[macro_export]
#[doc(hidden)]
macro_rules! __pin {
    ($value:expr $(,)?) => {
        $crate::pin::Pin::<&mut _> { pointer: &mut { $value } }
    };
}
pub use crate::__pin as pin;
