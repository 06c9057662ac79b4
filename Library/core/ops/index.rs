//! Indexing.

/// `container[index]` in places that are only read.
#[lang = "index"]
pub trait Index<Idx: ?Sized> {
    /// What an index leads to.
    type Output: ?Sized;
    /// What `container[index]` is.
    ///
    /// # Panics
    /// May panic if there is nothing at the index.
    ///
    /// # Examples
    /// ```
    /// use std::ops::Index;
    /// struct Ring([u8; 3]);
    /// impl Index<usize> for Ring {
    ///     type Output = u8;
    ///     fn index(&self, index: usize) -> &u8 {
    ///         &self.0[index % 3]
    ///     }
    /// }
    /// assert_eq!(Ring([7, 8, 9])[4], 8);
    /// ```
    #[track_caller]
    fn index(&self, index: Idx) -> &Self::Output;
}

/// `container[index]` in places that are changed.
#[lang = "index_mut"]
pub trait IndexMut<Idx: ?Sized>: Index<Idx> {
    /// What `container[index]` is when it is changed.
    ///
    /// # Panics
    /// May panic if there is nothing at the index.
    #[track_caller]
    fn index_mut(&mut self, index: Idx) -> &mut Self::Output;
}
