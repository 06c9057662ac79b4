//! `Cow`, and owned forms of borrowed data.

use crate::string::String;
use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::ops::{Add, AddAssign, Deref};

pub use core::borrow::{Borrow, BorrowMut};

/// Borrowed data with an owned form.
pub trait ToOwned {
    /// What owns such data.
    type Owned: Borrow<Self>;
    /// The borrowed value's copy that owns what it has.
    ///
    /// # Examples
    /// ```
    /// let owned: String = "text".to_owned();
    /// let list: Vec<i32> = [1, 2][..].to_owned();
    /// assert_eq!((owned.len(), list.len()), (4, 2));
    /// ```
    fn to_owned(&self) -> Self::Owned;
    /// Makes the target equal to the borrowed value, in the memory it has where that is possible.
    ///
    /// # Examples
    /// ```
    /// let mut name = String::with_capacity(10);
    /// "Ada".clone_into(&mut name);
    /// assert_eq!(name, "Ada");
    /// ```
    fn clone_into(&self, target: &mut Self::Owned) {
        *target = self.to_owned();
    }
}

impl<T: Clone> ToOwned for T {
    type Owned = T;
    #[inline]
    fn to_owned(&self) -> T {
        self.clone()
    }
}

/// Borrowed data, or owned data where it had to be changed.
pub enum Cow<'a, B: ?Sized + ToOwned + 'a> {
    /// Data of somebody else.
    Borrowed(&'a B),
    /// Data of its own.
    Owned(<B as ToOwned>::Owned),
}

use Cow::{Borrowed, Owned};

impl<'a, B: ?Sized + ToOwned> Borrow<B> for Cow<'a, B> {
    fn borrow(&self) -> &B {
        &**self
    }
}

impl<B: ?Sized + ToOwned> Clone for Cow<'_, B> {
    fn clone(&self) -> Self {
        match *self {
            Borrowed(borrowed) => Borrowed(borrowed),
            Owned(ref owned) => {
                let borrowed: &B = owned.borrow();
                Owned(borrowed.to_owned())
            }
        }
    }
}

impl<B: ?Sized + ToOwned> Cow<'_, B> {
    /// Whether the data is somebody else's.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Cow;
    /// assert!(Cow::Borrowed("text").is_borrowed());
    /// ```
    pub const fn is_borrowed(&self) -> bool {
        matches!(*self, Borrowed(_))
    }
    /// Whether the data is its own.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Cow;
    /// assert!(Cow::<str>::Owned("text".to_string()).is_owned());
    /// ```
    pub const fn is_owned(&self) -> bool {
        !self.is_borrowed()
    }
    /// A mutable reference to the owned data; borrowed data is copied before.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Cow;
    /// let mut text = Cow::Borrowed("under");
    /// text.to_mut().push_str("stand");
    /// assert!(matches!(text, Cow::Owned(_)));
    /// assert_eq!(text, "understand");
    /// ```
    pub fn to_mut(&mut self) -> &mut <B as ToOwned>::Owned {
        if let Borrowed(borrowed) = *self {
            *self = Owned(borrowed.to_owned());
        }
        match *self {
            Borrowed(_) => unreachable!(),
            Owned(ref mut owned) => owned,
        }
    }
    /// The data, owned; borrowed data is copied.
    ///
    /// # Examples
    /// ```
    /// use std::borrow::Cow;
    /// let owned: String = Cow::Borrowed("text").into_owned();
    /// assert_eq!(owned, "text");
    /// ```
    pub fn into_owned(self) -> <B as ToOwned>::Owned {
        match self {
            Borrowed(borrowed) => borrowed.to_owned(),
            Owned(owned) => owned,
        }
    }
}

impl<B: ?Sized + ToOwned> Deref for Cow<'_, B> {
    type Target = B;
    fn deref(&self) -> &B {
        match *self {
            Borrowed(borrowed) => borrowed,
            Owned(ref owned) => owned.borrow(),
        }
    }
}

impl<B: ?Sized + Eq + ToOwned> Eq for Cow<'_, B> {}
impl<B: ?Sized + Ord + ToOwned> Ord for Cow<'_, B> {
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(&**self, &**other)
    }
}
impl<'a, 'b, B: ?Sized + PartialEq<C> + ToOwned, C: ?Sized + ToOwned> PartialEq<Cow<'b, C>> for Cow<'a, B> {
    fn eq(&self, other: &Cow<'b, C>) -> bool {
        PartialEq::eq(&**self, &**other)
    }
}
impl<'a, B: ?Sized + PartialOrd + ToOwned> PartialOrd for Cow<'a, B> {
    fn partial_cmp(&self, other: &Cow<'a, B>) -> Option<Ordering> {
        PartialOrd::partial_cmp(&**self, &**other)
    }
}
impl<B: ?Sized + ToOwned<Owned: fmt::Debug> + fmt::Debug> fmt::Debug for Cow<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Borrowed(ref borrowed) => fmt::Debug::fmt(borrowed, f),
            Owned(ref owned) => fmt::Debug::fmt(owned, f),
        }
    }
}
impl<B: ?Sized + ToOwned<Owned: fmt::Display> + fmt::Display> fmt::Display for Cow<'_, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Borrowed(ref borrowed) => fmt::Display::fmt(borrowed, f),
            Owned(ref owned) => fmt::Display::fmt(owned, f),
        }
    }
}
impl<B: ?Sized + ToOwned<Owned: Default>> Default for Cow<'_, B> {
    fn default() -> Self {
        Owned(<B as ToOwned>::Owned::default())
    }
}
impl<B: ?Sized + Hash + ToOwned> Hash for Cow<'_, B> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        Hash::hash(&**self, state)
    }
}
impl<T: ?Sized + ToOwned> AsRef<T> for Cow<'_, T> {
    fn as_ref(&self) -> &T {
        self
    }
}
impl<'a> Add<&'a str> for Cow<'a, str> {
    type Output = Cow<'a, str>;
    fn add(mut self, rhs: &'a str) -> Cow<'a, str> {
        self += rhs;
        self
    }
}
impl<'a> Add<Cow<'a, str>> for Cow<'a, str> {
    type Output = Cow<'a, str>;
    fn add(mut self, rhs: Cow<'a, str>) -> Cow<'a, str> {
        self += rhs;
        self
    }
}
impl<'a> AddAssign<Cow<'a, str>> for Cow<'a, str> {
    fn add_assign(&mut self, rhs: Cow<'a, str>) {
        if self.is_empty() {
            *self = rhs;
        } else if !rhs.is_empty() {
            self.to_mut().push_str(&rhs);
        }
    }
}
impl<'a> AddAssign<&'a str> for Cow<'a, str> {
    fn add_assign(&mut self, rhs: &'a str) {
        if self.is_empty() {
            *self = Borrowed(rhs);
        } else if !rhs.is_empty() {
            if let Borrowed(left) = *self {
                let mut text = String::with_capacity(left.len() + rhs.len());
                text.push_str(left);
                *self = Owned(text);
            }
            self.to_mut().push_str(rhs);
        }
    }
}
