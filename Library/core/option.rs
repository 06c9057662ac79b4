//! `Option`: a value or none.

use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::iter::FusedIterator;
use crate::ops::{ControlFlow, Deref, DerefMut, FromResidual, Residual, Try};
use crate::pin::Pin;
use crate::{hint, mem, panicking};

/// A value that may be absent.
#[lang = "Option"]
#[derive(Copy, Debug, Hash, Eq)]
pub enum Option<T> {
    #[lang = "None"]
    None,
    #[lang = "Some"]
    Some(T),
}

#[cold]
#[inline(never)]
#[track_caller]
const fn unwrap_failed() -> ! {
    panicking::panic("called `Option::unwrap()` on a `None` value")
}

#[cold]
#[inline(never)]
#[track_caller]
const fn expect_failed(message: &str) -> ! {
    panicking::panic_display(&message)
}

impl<T> Option<T> {
    /// Whether there is a value.
    ///
    /// # Examples
    /// ```
    /// assert!(Some(()).is_some());
    /// assert!(![1].get(5).is_some());
    /// ```
    #[inline]
    pub const fn is_some(&self) -> bool {
        matches!(*self, Some(_))
    }

    /// Whether there is a value for which the predicate holds.
    #[inline]
    pub fn is_some_and(self, f: impl FnOnce(T) -> bool) -> bool {
        match self {
            None => false,
            Some(x) => f(x),
        }
    }

    /// Whether there is no value.
    ///
    /// # Examples
    /// ```
    /// assert!(None::<u8>.is_none());
    /// assert!(!Some(0).is_none());
    /// ```
    #[inline]
    pub const fn is_none(&self) -> bool {
        !self.is_some()
    }

    /// Whether there is no value or one for which the predicate holds.
    #[inline]
    pub fn is_none_or(self, f: impl FnOnce(T) -> bool) -> bool {
        match self {
            None => true,
            Some(x) => f(x),
        }
    }

    /// A reference to the value.
    ///
    /// # Examples
    /// ```
    /// let name = Some(String::from("Ann"));
    /// // The name stays where it is.
    /// assert_eq!(name.as_ref().map(|n| n.len()), Some(3));
    /// assert!(name.is_some());
    /// ```
    #[inline]
    pub const fn as_ref(&self) -> Option<&T> {
        match *self {
            Some(ref x) => Some(x),
            None => None,
        }
    }

    /// A mutable reference to the value.
    ///
    /// # Examples
    /// ```
    /// let mut name = Some(String::from("An"));
    /// if let Some(text) = name.as_mut() {
    ///     text.push('n');
    /// }
    /// assert_eq!(name.as_deref(), Some("Ann"));
    /// ```
    #[inline]
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        match *self {
            Some(ref mut x) => Some(x),
            None => None,
        }
    }

    /// A pinned reference to the value.
    #[inline]
    pub fn as_pin_ref(self: Pin<&Self>) -> Option<Pin<&T>> {
        match Pin::get_ref(self).as_ref() {
            // SAFETY: what a pinned option holds stays where it is as long as the option does.
            Some(x) => unsafe { Some(Pin::new_unchecked(x)) },
            None => None,
        }
    }

    /// A pinned mutable reference to the value.
    #[inline]
    pub fn as_pin_mut(self: Pin<&mut Self>) -> Option<Pin<&mut T>> {
        // SAFETY: what a pinned option holds stays where it is, and nothing is moved here.
        unsafe {
            match Pin::get_unchecked_mut(self).as_mut() {
                Some(x) => Some(Pin::new_unchecked(x)),
                None => None,
            }
        }
    }

    /// A slice of the value, or an empty one.
    #[inline]
    pub fn as_slice(&self) -> &[T] {
        match self {
            Some(x) => crate::slice::from_ref(x),
            None => &[],
        }
    }

    /// A mutable slice of the value, or an empty one.
    #[inline]
    pub fn as_mut_slice(&mut self) -> &mut [T] {
        match self {
            Some(x) => crate::slice::from_mut(x),
            None => &mut [],
        }
    }

    /// The value. Panics with the message if there is none.
    ///
    /// # Examples
    /// ```
    /// let first = [4, 5].first().expect("a list is never empty here");
    /// assert_eq!(*first, 4);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn expect(self, message: &str) -> T {
        match self {
            Some(value) => value,
            None => expect_failed(message),
        }
    }

    /// The value. Panics if there is none.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("7".parse::<u8>().ok().unwrap(), 7);
    /// ```
    #[inline]
    #[track_caller]
    pub const fn unwrap(self) -> T {
        match self {
            Some(value) => value,
            None => unwrap_failed(),
        }
    }

    /// The value, or another.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(Some(3).unwrap_or(0), 3);
    /// assert_eq!(None.unwrap_or(0), 0);
    /// ```
    #[inline]
    pub fn unwrap_or(self, default: T) -> T {
        match self {
            Some(x) => x,
            None => default,
        }
    }

    /// The value, or the result of the function.
    ///
    /// # Examples
    /// ```
    /// let cached: Option<u64> = None;
    /// assert_eq!(cached.unwrap_or_else(|| (1..=5).product()), 120);
    /// ```
    #[inline]
    #[track_caller]
    pub fn unwrap_or_else<F: FnOnce() -> T>(self, f: F) -> T {
        match self {
            Some(x) => x,
            None => f(),
        }
    }

    /// The value, or the type's default.
    #[inline]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        match self {
            Some(x) => x,
            None => T::default(),
        }
    }

    /// The value, which has to be there.
    ///
    /// # Safety
    /// There is a value.
    #[inline]
    #[track_caller]
    pub const unsafe fn unwrap_unchecked(self) -> T {
        match self {
            Some(value) => value,
            // SAFETY: the caller promises what the operation demands.
            None => unsafe { hint::unreachable_unchecked() },
        }
    }

    /// What the function makes of the value.
    ///
    /// # Examples
    /// ```
    /// let name = Some("ada");
    /// assert_eq!(name.map(|n| n.to_uppercase()), Some("ADA".to_string()));
    /// assert_eq!(None::<&str>.map(|n| n.len()), None);
    /// ```
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Option<U> {
        match self {
            Some(x) => Some(f(x)),
            None => None,
        }
    }

    /// Shows the value to the function.
    #[inline]
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self {
        if let Some(ref x) = self {
            f(x);
        }
        self
    }

    /// What the function makes of the value, or another.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(Some("abc").map_or(0, |text| text.len()), 3);
    /// assert_eq!(None::<&str>.map_or(0, |text| text.len()), 0);
    /// ```
    #[inline]
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U {
        match self {
            Some(x) => f(x),
            None => default,
        }
    }

    /// What the second function makes of the value, or the result of the first.
    #[inline]
    pub fn map_or_else<U, D: FnOnce() -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U {
        match self {
            Some(x) => f(x),
            None => default(),
        }
    }

    /// The value, or an error.
    ///
    /// # Examples
    /// ```
    /// assert_eq!([1].first().ok_or("empty"), Ok(&1));
    /// assert_eq!(<[i32]>::first(&[]).ok_or("empty"), Err("empty"));
    /// ```
    #[inline]
    pub fn ok_or<E>(self, error: E) -> Result<T, E> {
        match self {
            Some(x) => Ok(x),
            None => Err(error),
        }
    }

    /// The value, or the error that the function makes.
    ///
    /// # Examples
    /// ```
    /// let missing: Option<u8> = None;
    /// assert_eq!(missing.ok_or_else(|| format!("no {}", "number")), Err("no number".to_string()));
    /// ```
    #[inline]
    pub fn ok_or_else<E, F: FnOnce() -> E>(self, error: F) -> Result<T, E> {
        match self {
            Some(x) => Ok(x),
            None => Err(error()),
        }
    }

    /// A reference to what the value points to.
    #[inline]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        match self.as_ref() {
            Some(x) => Some(x.deref()),
            None => None,
        }
    }

    /// A mutable reference to what the value points to.
    #[inline]
    pub fn as_deref_mut(&mut self) -> Option<&mut T::Target>
    where
        T: DerefMut,
    {
        match self.as_mut() {
            Some(x) => Some(x.deref_mut()),
            None => None,
        }
    }

    /// Gives a reference to the value, if there is one.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.as_ref() }
    }

    /// Gives a mutable reference to the value, if there is one.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { inner: self.as_mut() }
    }

    /// The other one if this has a value.
    #[inline]
    pub fn and<U>(self, other: Option<U>) -> Option<U> {
        match self {
            Some(_) => other,
            None => None,
        }
    }

    /// What the function makes of the value, which may be none.
    ///
    /// # Examples
    /// ```
    /// fn half(n: u32) -> Option<u32> {
    ///     if n % 2 == 0 { Some(n / 2) } else { None }
    /// }
    /// assert_eq!(half(12).and_then(half), Some(3));
    /// assert_eq!(half(6).and_then(half), None);
    /// ```
    #[inline]
    pub fn and_then<U, F: FnOnce(T) -> Option<U>>(self, f: F) -> Option<U> {
        match self {
            Some(x) => f(x),
            None => None,
        }
    }

    /// The value if the predicate holds for it.
    #[inline]
    pub fn filter<P: FnOnce(&T) -> bool>(self, predicate: P) -> Self {
        if let Some(x) = self {
            if predicate(&x) {
                return Some(x);
            }
        }
        None
    }

    /// This one if it has a value, or the other.
    #[inline]
    pub fn or(self, other: Option<T>) -> Option<T> {
        match self {
            Some(_) => self,
            None => other,
        }
    }

    /// This one if it has a value, or what the function makes.
    #[inline]
    pub fn or_else<F: FnOnce() -> Option<T>>(self, f: F) -> Option<T> {
        match self {
            Some(_) => self,
            None => f(),
        }
    }

    /// The one value if just one of both has one.
    #[inline]
    pub fn xor(self, other: Option<T>) -> Option<T> {
        match (self, other) {
            (Some(a), None) => Some(a),
            (None, Some(b)) => Some(b),
            _ => None,
        }
    }

    /// Sets the value and gives a reference to it.
    #[inline]
    pub fn insert(&mut self, value: T) -> &mut T {
        *self = Some(value);
        // SAFETY: a value was just put in.
        unsafe { self.as_mut().unwrap_unchecked() }
    }

    /// The value, which is set first if there is none.
    #[inline]
    pub fn get_or_insert(&mut self, value: T) -> &mut T {
        if let None = *self {
            *self = Some(value);
        }
        // SAFETY: there is a value: one was put in otherwise.
        unsafe { self.as_mut().unwrap_unchecked() }
    }

    /// The value, which is set to the default first if there is none.
    #[inline]
    pub fn get_or_insert_default(&mut self) -> &mut T
    where
        T: Default,
    {
        self.get_or_insert_with(T::default)
    }

    /// The value, which is set to the result of the function first if there is none.
    #[inline]
    pub fn get_or_insert_with<F: FnOnce() -> T>(&mut self, f: F) -> &mut T {
        if let None = *self {
            *self = Some(f());
        }
        // SAFETY: there is a value: one was put in otherwise.
        unsafe { self.as_mut().unwrap_unchecked() }
    }

    /// The value, leaving none.
    ///
    /// # Examples
    /// ```
    /// let mut slot = Some("guest");
    /// assert_eq!(slot.take(), Some("guest"));
    /// assert_eq!(slot, None);
    /// ```
    #[inline]
    pub const fn take(&mut self) -> Option<T> {
        mem::replace(self, None)
    }

    /// The value if the predicate holds for it, leaving none.
    #[inline]
    pub fn take_if<P: FnOnce(&mut T) -> bool>(&mut self, predicate: P) -> Option<T> {
        if self.as_mut().map_or(false, predicate) { self.take() } else { None }
    }

    /// The old value, leaving a new one.
    #[inline]
    pub const fn replace(&mut self, value: T) -> Option<T> {
        mem::replace(self, Some(value))
    }

    /// Both values as a pair.
    #[inline]
    pub fn zip<U>(self, other: Option<U>) -> Option<(T, U)> {
        match (self, other) {
            (Some(a), Some(b)) => Some((a, b)),
            _ => None,
        }
    }
}

impl<T, U> Option<(T, U)> {
    /// Two options of the parts of a pair.
    #[inline]
    pub fn unzip(self) -> (Option<T>, Option<U>) {
        match self {
            Some((a, b)) => (Some(a), Some(b)),
            None => (None, None),
        }
    }
}

impl<T> Option<&T> {
    /// A copy of the value that is a reference.
    #[inline]
    pub const fn copied(self) -> Option<T>
    where
        T: Copy,
    {
        match self {
            Some(&value) => Some(value),
            None => None,
        }
    }

    /// A clone of the value that is a reference.
    ///
    /// # Examples
    /// ```
    /// let names = vec![String::from("Ann")];
    /// let first: Option<String> = names.first().cloned();
    /// assert_eq!(first.as_deref(), Some("Ann"));
    /// ```
    #[inline]
    pub fn cloned(self) -> Option<T>
    where
        T: Clone,
    {
        match self {
            Some(value) => Some(value.clone()),
            None => None,
        }
    }
}

impl<T> Option<&mut T> {
    /// A copy of the value that is a reference.
    #[inline]
    pub const fn copied(self) -> Option<T>
    where
        T: Copy,
    {
        match self {
            Some(&mut value) => Some(value),
            None => None,
        }
    }

    /// A clone of the value that is a reference.
    #[inline]
    pub fn cloned(self) -> Option<T>
    where
        T: Clone,
    {
        match self {
            Some(value) => Some(value.clone()),
            None => None,
        }
    }
}

impl<T, E> Option<Result<T, E>> {
    /// The option in the result as a result in the option, or the other way round.
    #[inline]
    pub fn transpose(self) -> Result<Option<T>, E> {
        match self {
            Some(Ok(x)) => Ok(Some(x)),
            Some(Err(error)) => Err(error),
            None => Ok(None),
        }
    }
}

impl<T> Option<Option<T>> {
    /// The option in the option.
    #[inline]
    pub fn flatten(self) -> Option<T> {
        match self {
            Some(inner) => inner,
            None => None,
        }
    }
}

impl<T: Clone> Clone for Option<T> {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Some(x) => Some(x.clone()),
            None => None,
        }
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        match (self, source) {
            (Some(to), Some(from)) => to.clone_from(from),
            (to, from) => *to = from.clone(),
        }
    }
}

impl<T> Default for Option<T> {
    #[inline]
    fn default() -> Option<T> {
        None
    }
}

impl<T> crate::marker::StructuralPartialEq for Option<T> {}

impl<T: PartialEq> PartialEq for Option<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Some(a), Some(b)) => *a == *b,
            (None, None) => true,
            _ => false,
        }
    }
}

impl<T: PartialOrd> PartialOrd for Option<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Some(a), Some(b)) => a.partial_cmp(b),
            (Some(_), None) => Some(Ordering::Greater),
            (None, Some(_)) => Some(Ordering::Less),
            (None, None) => Some(Ordering::Equal),
        }
    }
}

impl<T: Ord> Ord for Option<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Some(a), Some(b)) => a.cmp(b),
            (Some(_), None) => Ordering::Greater,
            (None, Some(_)) => Ordering::Less,
            (None, None) => Ordering::Equal,
        }
    }
}

impl<T> From<T> for Option<T> {
    #[inline]
    fn from(value: T) -> Option<T> {
        Some(value)
    }
}
impl<'a, T> From<&'a Option<T>> for Option<&'a T> {
    #[inline]
    fn from(option: &'a Option<T>) -> Option<&'a T> {
        option.as_ref()
    }
}
impl<'a, T> From<&'a mut Option<T>> for Option<&'a mut T> {
    #[inline]
    fn from(option: &'a mut Option<T>) -> Option<&'a mut T> {
        option.as_mut()
    }
}

optional_value_iterators! { [T] Option<T>, option => option }

impl<A, V: FromIterator<A>> FromIterator<Option<A>> for Option<V> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = Option<A>>>(iter: I) -> Option<V> {
        crate::iter::try_process(iter.into_iter(), |items| items.collect())
    }
}

impl<T> Try for Option<T> {
    type Output = T;
    type Residual = Option<Infallible>;

    #[inline]
    fn from_output(output: T) -> Self {
        Some(output)
    }

    #[inline]
    fn branch(self) -> ControlFlow<Option<Infallible>, T> {
        match self {
            Some(value) => ControlFlow::Continue(value),
            None => ControlFlow::Break(None),
        }
    }
}

impl<T> FromResidual<Option<Infallible>> for Option<T> {
    #[inline]
    fn from_residual(_residual: Option<Infallible>) -> Self {
        None
    }
}

impl<T> Residual<T> for Option<Infallible> {
    type TryType = Option<T>;
}
