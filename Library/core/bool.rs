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

    /// What the function makes if this is `true`; it is not called otherwise.
    ///
    /// # Examples
    /// ```
    /// assert_eq!((3 > 2).then(|| "greater"), Some("greater"));
    /// assert_eq!(false.then(|| 1), None);
    /// ```
    #[inline]
    pub fn then<T, F: FnOnce() -> T>(self, f: F) -> Option<T> {
        if self { Some(f()) } else { None }
    }

    /// `Ok` if this is `true`, and otherwise the error.
    #[inline]
    pub fn ok_or<E>(self, error: E) -> Result<(), E> {
        if self { Ok(()) } else { Err(error) }
    }
}
