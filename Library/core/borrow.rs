//! Borrowed forms of owned values.

/// Data that can be borrowed as a `Borrowed` with the same equality, order and hash.
pub trait Borrow<Borrowed: ?Sized> {
    /// The value in the form that is compared and hashed alike.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Borrow;
    /// fn starts_with_a<K: Borrow<str>>(key: K) -> bool {
    ///     let text: &str = key.borrow();
    ///     text.starts_with('a')
    /// }
    /// assert!(starts_with_a("an"));
    /// assert!(starts_with_a(String::from("ad")));
    /// ```
    fn borrow(&self) -> &Borrowed;
}

/// Data that can be borrowed mutably.
pub trait BorrowMut<Borrowed: ?Sized>: Borrow<Borrowed> {
    /// The value as what it may be borrowed as, mutable.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::BorrowMut;
    /// fn clear<T: BorrowMut<[u8]>>(mut bytes: T) -> T {
    ///     bytes.borrow_mut().fill(0);
    ///     bytes
    /// }
    /// assert_eq!(clear(vec![1, 2]), [0, 0]);
    /// assert_eq!(clear([3]), [0]);
    /// ```
    fn borrow_mut(&mut self) -> &mut Borrowed;
}

impl<T: ?Sized> Borrow<T> for T {
    #[inline]
    fn borrow(&self) -> &T {
        self
    }
}
impl<T: ?Sized> BorrowMut<T> for T {
    #[inline]
    fn borrow_mut(&mut self) -> &mut T {
        self
    }
}
impl<T: ?Sized> Borrow<T> for &T {
    #[inline]
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> Borrow<T> for &mut T {
    #[inline]
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> BorrowMut<T> for &mut T {
    #[inline]
    fn borrow_mut(&mut self) -> &mut T {
        &mut **self
    }
}
