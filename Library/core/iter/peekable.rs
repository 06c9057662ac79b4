//! Looking at the next item without taking it.

use super::{DoubleEndedIterator, ExactSizeIterator, FusedIterator, Iterator};

/// `Iterator::peekable`
#[derive(Clone, Debug)]
#[must_use = "iterators are lazy and do nothing unless consumed"]
pub struct Peekable<I: Iterator> {
    iter: I,
    /// The item that was looked at, or the end.
    peeked: Option<Option<I::Item>>,
}

impl<I: Iterator> Peekable<I> {
    pub(super) fn new(iter: I) -> Self {
        Peekable { iter, peeked: None }
    }

    /// The next element, which stays.
    ///
    /// # Examples
    /// ```
    /// let mut numbers = [1, 2].iter().peekable();
    /// assert_eq!(numbers.peek(), Some(&&1));
    /// assert_eq!(numbers.next(), Some(&1));
    /// assert_eq!(numbers.next(), Some(&2));
    /// assert_eq!(numbers.peek(), None);
    /// ```
    #[inline]
    pub fn peek(&mut self) -> Option<&I::Item> {
        let iter = &mut self.iter;
        self.peeked.get_or_insert_with(|| iter.next()).as_ref()
    }

    /// The next item, mutable, without taking it.
    ///
    /// # Examples
    /// ```
    /// let mut items = [1, 2].into_iter().peekable();
    /// if let Some(next) = items.peek_mut() {
    ///     *next = 10;
    /// }
    /// assert_eq!(items.collect::<Vec<_>>(), [10, 2]);
    /// ```
    #[inline]
    pub fn peek_mut(&mut self) -> Option<&mut I::Item> {
        let iter = &mut self.iter;
        self.peeked.get_or_insert_with(|| iter.next()).as_mut()
    }

    /// The next item, if the predicate holds for it; otherwise it stays.
    ///
    /// # Examples
    /// ```
    /// let mut text = "12a".chars().peekable();
    /// let mut number = String::new();
    /// while let Some(digit) = text.next_if(|c| c.is_ascii_digit()) {
    ///     number.push(digit);
    /// }
    /// assert_eq!((number.as_str(), text.next()), ("12", Some('a')));
    /// ```
    pub fn next_if(&mut self, f: impl FnOnce(&I::Item) -> bool) -> Option<I::Item> {
        match self.next() {
            Some(item) => {
                if f(&item) {
                    Some(item)
                } else {
                    self.peeked = Some(Some(item));
                    None
                }
            }
            None => {
                self.peeked = Some(None);
                None
            }
        }
    }

    /// What the function makes of the next item; if it gives the item back as an error, that stays the next.
    pub fn next_if_map<R>(&mut self, f: impl FnOnce(I::Item) -> Result<R, I::Item>) -> Option<R> {
        let item = self.next()?;
        match f(item) {
            Ok(result) => Some(result),
            Err(item) => {
                self.peeked = Some(Some(item));
                None
            }
        }
    }

    /// As `next_if_map`; the function sees the item where it is, which stays there if it gives `None`.
    pub fn next_if_map_mut<R>(&mut self, f: impl FnOnce(&mut I::Item) -> Option<R>) -> Option<R> {
        let result = f(self.peek_mut()?)?;
        self.peeked = None;
        Some(result)
    }

    /// The next item, if it is equal to this; otherwise it stays.
    ///
    /// # Examples
    /// ```
    /// let mut text = "-5".chars().peekable();
    /// assert_eq!(text.next_if_eq(&'-'), Some('-'));
    /// assert_eq!(text.next_if_eq(&'-'), None);
    /// ```
    pub fn next_if_eq<T: ?Sized>(&mut self, expected: &T) -> Option<I::Item>
    where
        I::Item: PartialEq<T>,
    {
        self.next_if(|next| next == expected)
    }
}

impl<I: Iterator> Iterator for Peekable<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        match self.peeked.take() {
            Some(item) => item,
            None => self.iter.next(),
        }
    }
    #[inline]
    fn size_hint(&self) -> (usize, Option<usize>) {
        let peeked = match self.peeked {
            Some(None) => return (0, Some(0)),
            Some(Some(_)) => 1,
            None => 0,
        };
        let (lower, upper) = self.iter.size_hint();
        (lower.saturating_add(peeked), upper.and_then(|upper| upper.checked_add(peeked)))
    }
}
impl<I: DoubleEndedIterator> DoubleEndedIterator for Peekable<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        match &self.peeked {
            Some(None) => None,
            Some(Some(_)) => match self.iter.next_back() {
                None => self.peeked.take().flatten(),
                item => item,
            },
            None => self.iter.next_back(),
        }
    }
}
impl<I: ExactSizeIterator> ExactSizeIterator for Peekable<I> {}
impl<I: FusedIterator> FusedIterator for Peekable<I> {}
