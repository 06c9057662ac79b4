//! `Result`: a value or an error.

use crate::convert::Infallible;
use crate::fmt;
use crate::iter::FusedIterator;
use crate::ops::{ControlFlow, Deref, DerefMut, FromResidual, Residual, Try};
use crate::{hint, panicking};

/// Success (`Ok`) or failure (`Err`).
#[cfg_attr(not(rustc_check), lang = "Result")]
#[derive(Copy, PartialEq, PartialOrd, Eq, Ord, Debug, Hash)]
#[must_use = "this `Result` may be an `Err` variant, which should be handled"]
pub enum Result<T, E> {
    #[lang = "Ok"]
    Ok(T),
    #[lang = "Err"]
    Err(E),
}

#[inline(never)]
#[cold]
#[track_caller]
fn unwrap_failed(message: &str, error: &dyn fmt::Debug) -> ! {
    panicking::panic_fmt(format_args!("{message}: {error:?}"))
}

impl<T, E> Result<T, E> {
    /// Whether it is a success.
    ///
    /// # Examples
    /// ```
    /// assert!("3".parse::<u8>().is_ok());
    /// ```
    #[inline]
    pub const fn is_ok(&self) -> bool {
        matches!(*self, Ok(_))
    }

    /// Whether it is a success with a value for which the predicate holds.
    #[inline]
    pub fn is_ok_and(self, f: impl FnOnce(T) -> bool) -> bool {
        match self {
            Err(_) => false,
            Ok(x) => f(x),
        }
    }

    /// Whether it is an error.
    ///
    /// # Examples
    /// ```
    /// assert!("ten".parse::<u8>().is_err());
    /// assert!(!Ok::<i32, ()>(1).is_err());
    /// ```
    #[inline]
    pub const fn is_err(&self) -> bool {
        !self.is_ok()
    }

    /// Whether it is an error for which the predicate holds.
    #[inline]
    pub fn is_err_and(self, f: impl FnOnce(E) -> bool) -> bool {
        match self {
            Ok(_) => false,
            Err(error) => f(error),
        }
    }

    /// The value, if it is a success.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("12".parse::<i32>().ok(), Some(12));
    /// assert_eq!("ab".parse::<i32>().ok(), None);
    /// ```
    #[inline]
    pub fn ok(self) -> Option<T> {
        match self {
            Ok(x) => Some(x),
            Err(_) => None,
        }
    }

    /// The error, if it is one.
    #[inline]
    pub fn err(self) -> Option<E> {
        match self {
            Ok(_) => None,
            Err(x) => Some(x),
        }
    }

    /// References to the value or the error.
    #[inline]
    pub const fn as_ref(&self) -> Result<&T, &E> {
        match *self {
            Ok(ref x) => Ok(x),
            Err(ref x) => Err(x),
        }
    }

    /// Mutable references to the value or the error.
    #[inline]
    pub const fn as_mut(&mut self) -> Result<&mut T, &mut E> {
        match *self {
            Ok(ref mut x) => Ok(x),
            Err(ref mut x) => Err(x),
        }
    }

    /// What the function makes of the value; an error stays.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("21".parse::<i32>().map(|n| n * 2), Ok(42));
    /// ```
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Result<U, E> {
        match self {
            Ok(x) => Ok(f(x)),
            Err(error) => Err(error),
        }
    }

    /// What the function makes of the value, or another.
    #[inline]
    pub fn map_or<U, F: FnOnce(T) -> U>(self, default: U, f: F) -> U {
        match self {
            Ok(x) => f(x),
            Err(_) => default,
        }
    }

    /// What the second function makes of the value, or the first of the error.
    #[inline]
    pub fn map_or_else<U, D: FnOnce(E) -> U, F: FnOnce(T) -> U>(self, default: D, f: F) -> U {
        match self {
            Ok(x) => f(x),
            Err(error) => default(error),
        }
    }

    /// What the function makes of the error; a value stays.
    ///
    /// # Examples
    /// ```
    /// let number = "x".parse::<i32>().map_err(|error| format!("no number: {error}"));
    /// assert_eq!(number, Err("no number: invalid digit found in string".to_string()));
    /// ```
    #[inline]
    pub fn map_err<F, O: FnOnce(E) -> F>(self, f: O) -> Result<T, F> {
        match self {
            Ok(x) => Ok(x),
            Err(error) => Err(f(error)),
        }
    }

    /// Shows the value to the function.
    #[inline]
    pub fn inspect<F: FnOnce(&T)>(self, f: F) -> Self {
        if let Ok(ref x) = self {
            f(x);
        }
        self
    }

    /// Shows the error to the function.
    #[inline]
    pub fn inspect_err<F: FnOnce(&E)>(self, f: F) -> Self {
        if let Err(ref error) = self {
            f(error);
        }
        self
    }

    /// A reference to what the value points to.
    #[inline]
    pub fn as_deref(&self) -> Result<&T::Target, &E>
    where
        T: Deref,
    {
        self.as_ref().map(|x| x.deref())
    }

    /// A mutable reference to what the value points to.
    #[inline]
    pub fn as_deref_mut(&mut self) -> Result<&mut T::Target, &mut E>
    where
        T: DerefMut,
    {
        self.as_mut().map(|x| x.deref_mut())
    }

    /// Gives a reference to the value, if there is one.
    #[inline]
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { inner: self.as_ref().ok() }
    }

    /// Gives a mutable reference to the value, if there is one.
    #[inline]
    pub fn iter_mut(&mut self) -> IterMut<'_, T> {
        IterMut { inner: self.as_mut().ok() }
    }

    /// The value. Panics with the message and the error if it is one.
    ///
    /// # Examples
    /// ```
    /// let width: u32 = "80".parse::<u32>().expect("a constant is a number");
    /// assert_eq!(width, 80);
    /// ```
    #[inline]
    #[track_caller]
    pub fn expect(self, message: &str) -> T
    where
        E: fmt::Debug,
    {
        match self {
            Ok(x) => x,
            Err(error) => unwrap_failed(message, &error),
        }
    }

    /// The value. Panics with the error if it is one.
    ///
    /// # Examples
    /// ```
    /// let port: Result<u16, std::num::ParseIntError> = "8080".parse();
    /// assert_eq!(port.unwrap(), 8080);
    /// ```
    #[inline]
    #[track_caller]
    pub fn unwrap(self) -> T
    where
        E: fmt::Debug,
    {
        match self {
            Ok(x) => x,
            Err(error) => unwrap_failed("called `Result::unwrap()` on an `Err` value", &error),
        }
    }

    /// The value, or the type's default.
    #[inline]
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        match self {
            Ok(x) => x,
            Err(_) => Default::default(),
        }
    }

    /// The error. Panics with the message and the value if it is a success.
    #[inline]
    #[track_caller]
    pub fn expect_err(self, message: &str) -> E
    where
        T: fmt::Debug,
    {
        match self {
            Ok(x) => unwrap_failed(message, &x),
            Err(error) => error,
        }
    }

    /// The error. Panics with the value if it is a success.
    ///
    /// # Examples
    /// ```
    /// let error = "256".parse::<u8>().unwrap_err();
    /// assert_eq!(error.to_string(), "number too large to fit in target type");
    /// ```
    #[inline]
    #[track_caller]
    pub fn unwrap_err(self) -> E
    where
        T: fmt::Debug,
    {
        match self {
            Ok(x) => unwrap_failed("called `Result::unwrap_err()` on an `Ok` value", &x),
            Err(error) => error,
        }
    }

    /// The other one if this is a success.
    #[inline]
    pub fn and<U>(self, other: Result<U, E>) -> Result<U, E> {
        match self {
            Ok(_) => other,
            Err(error) => Err(error),
        }
    }

    /// What the function makes of the value, which may be an error.
    #[inline]
    pub fn and_then<U, F: FnOnce(T) -> Result<U, E>>(self, f: F) -> Result<U, E> {
        match self {
            Ok(x) => f(x),
            Err(error) => Err(error),
        }
    }

    /// This one if it is a success, or the other.
    #[inline]
    pub fn or<F>(self, other: Result<T, F>) -> Result<T, F> {
        match self {
            Ok(x) => Ok(x),
            Err(_) => other,
        }
    }

    /// This one if it is a success, or what the function makes of the error.
    #[inline]
    pub fn or_else<F, O: FnOnce(E) -> Result<T, F>>(self, f: O) -> Result<T, F> {
        match self {
            Ok(x) => Ok(x),
            Err(error) => f(error),
        }
    }

    /// The value, or another.
    #[inline]
    pub fn unwrap_or(self, default: T) -> T {
        match self {
            Ok(x) => x,
            Err(_) => default,
        }
    }

    /// The value, or what the function makes of the error.
    ///
    /// # Examples
    /// ```
    /// let length = "x".parse().unwrap_or_else(|_| "x".len());
    /// assert_eq!(length, 1);
    /// ```
    #[inline]
    #[track_caller]
    pub fn unwrap_or_else<F: FnOnce(E) -> T>(self, f: F) -> T {
        match self {
            Ok(x) => x,
            Err(error) => f(error),
        }
    }

    /// The value; it has to be a success.
    ///
    /// # Safety
    /// It is `Ok`.
    #[inline]
    #[track_caller]
    pub unsafe fn unwrap_unchecked(self) -> T {
        match self {
            Ok(x) => x,
            // SAFETY: the caller promises what the operation demands.
            Err(_) => unsafe { hint::unreachable_unchecked() },
        }
    }
}

impl<T, E> Result<T, E> {
    /// The error; it has to be one.
    ///
    /// # Safety
    /// It is `Err`.
    #[inline]
    #[track_caller]
    pub unsafe fn unwrap_err_unchecked(self) -> E {
        match self {
            // SAFETY: the caller promises what the operation demands.
            Ok(_) => unsafe { hint::unreachable_unchecked() },
            Err(error) => error,
        }
    }
}

impl<T, E> Result<&mut T, E> {
    /// A copy of the value that is a reference.
    #[inline]
    pub fn copied(self) -> Result<T, E>
    where
        T: Copy,
    {
        self.map(|x| *x)
    }

    /// A clone of the value that is a reference.
    #[inline]
    pub fn cloned(self) -> Result<T, E>
    where
        T: Clone,
    {
        self.map(|x| x.clone())
    }
}

impl<T, E> Result<&T, E> {
    /// A copy of the value that is a reference.
    #[inline]
    pub fn copied(self) -> Result<T, E>
    where
        T: Copy,
    {
        self.map(|&x| x)
    }

    /// A clone of the value that is a reference.
    #[inline]
    pub fn cloned(self) -> Result<T, E>
    where
        T: Clone,
    {
        self.map(|x| x.clone())
    }
}

impl<T, E> Result<Option<T>, E> {
    /// The option in the result as a result in the option.
    #[inline]
    pub fn transpose(self) -> Option<Result<T, E>> {
        match self {
            Ok(Some(x)) => Some(Ok(x)),
            Ok(None) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

impl<T, E> Result<Result<T, E>, E> {
    /// The result in the result.
    #[inline]
    pub fn flatten(self) -> Result<T, E> {
        match self {
            Ok(inner) => inner,
            Err(error) => Err(error),
        }
    }
}

impl<T: Clone, E: Clone> Clone for Result<T, E> {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Ok(x) => Ok(x.clone()),
            Err(x) => Err(x.clone()),
        }
    }
}

optional_value_iterators! { [T, E] Result<T, E>, result => result.ok() }

impl<A, E, V: FromIterator<A>> FromIterator<Result<A, E>> for Result<V, E> {
    #[inline]
    fn from_iter<I: IntoIterator<Item = Result<A, E>>>(iter: I) -> Result<V, E> {
        crate::iter::try_process(iter.into_iter(), |items| items.collect())
    }
}

impl<T, E> Try for Result<T, E> {
    type Output = T;
    type Residual = Result<Infallible, E>;

    #[inline]
    fn from_output(output: T) -> Self {
        Ok(output)
    }

    #[inline]
    fn branch(self) -> ControlFlow<Result<Infallible, E>, T> {
        match self {
            Ok(value) => ControlFlow::Continue(value),
            Err(error) => ControlFlow::Break(Err(error)),
        }
    }
}

impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Result<T, F> {
    #[inline]
    #[track_caller]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Err(From::from(error)),
            Ok(never) => match never {},
        }
    }
}

impl<T, E> Residual<T> for Result<Infallible, E> {
    type TryType = Result<T, E>;
}
