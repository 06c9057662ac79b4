//! Methods of `bool`.

impl bool {
    /// The value if this is true.
    ///
    /// # Examples
    /// ```
    /// assert_eq!((3 > 2).then_some("yes"), Some("yes"));
    /// assert_eq!((3 < 2).then_some("yes"), None);
    /// ```
    #[inline]
    pub fn then_some<T>(self, value: T) -> Option<T> {
        if self { Some(value) } else { None }
    }

    #[inline]
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }

    #[inline]
    pub fn ok_or<E>(self, error: E) -> Result<(), E> {
        if self { Ok(()) } else { Err(error) }
    }
}
