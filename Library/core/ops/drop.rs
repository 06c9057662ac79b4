//! Destructors.

/// Code that runs when a value goes out of scope.
#[lang = "drop"]
pub trait Drop {
    /// What is done when the value's life ends, before its fields are dropped.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// struct Guard<'a>(&'a Cell<u32>);
    /// impl Drop for Guard<'_> {
    ///     fn drop(&mut self) {
    ///         self.0.set(self.0.get() + 1);
    ///     }
    /// }
    /// let ended = Cell::new(0);
    /// {
    ///     let _first = Guard(&ended);
    ///     let _second = Guard(&ended);
    /// }
    /// assert_eq!(ended.get(), 2);
    /// ```
    fn drop(&mut self);
}
