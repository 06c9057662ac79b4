//! Conversions between types.

use crate::error::Error;
use crate::fmt;
use crate::hash::{Hash, Hasher};

/// The identity function.
#[inline]
pub const fn identity<T>(x: T) -> T {
    x
}

/// A cheap reference-to-reference conversion.
pub trait AsRef<T: ?Sized> {
    /// A cheap reference to what the value has or is.
    ///
    /// # Examples
    /// ```
    /// fn letters(text: impl AsRef<str>) -> usize {
    ///     text.as_ref().chars().count()
    /// }
    /// assert_eq!(letters("one"), letters(String::from("two")));
    /// ```
    fn as_ref(&self) -> &T;
}

/// A cheap mutable-to-mutable reference conversion.
pub trait AsMut<T: ?Sized> {
    /// A cheap mutable reference to what the value has or is.
    ///
    /// # Examples
    /// ```
    /// fn clear<T: AsMut<[u8]>>(mut bytes: T) -> T {
    ///     bytes.as_mut().fill(0);
    ///     bytes
    /// }
    /// assert_eq!(clear([1, 2]), [0, 0]);
    /// assert_eq!(clear(vec![3]), [0]);
    /// ```
    fn as_mut(&mut self) -> &mut T;
}

/// A conversion that consumes its input.
pub trait Into<T>: Sized {
    /// The value as one of another type; `From` the other way round, and had by implementing that.
    ///
    /// # Examples
    /// ```
    /// let wide: u64 = 7u8.into();
    /// assert_eq!(wide, 7);
    /// fn greet(name: impl Into<String>) -> String {
    ///     let mut text: String = name.into();
    ///     text.insert_str(0, "Hi ");
    ///     text
    /// }
    /// assert_eq!(greet("you"), "Hi you");
    /// ```
    fn into(self) -> T;
}

/// A conversion from another type that cannot fail.
#[cfg_attr(not(rustc_check), lang = "From")]
pub trait From<T>: Sized {
    /// The value, made of another one. It never fails and loses nothing that matters.
    ///
    /// # Examples
    /// ```
    /// struct Celsius(f64);
    /// impl From<i32> for Celsius {
    ///     fn from(degrees: i32) -> Celsius {
    ///         Celsius(degrees as f64)
    ///     }
    /// }
    /// assert_eq!(Celsius::from(20).0, 20.0);
    /// assert_eq!(String::from("text"), "text");
    /// ```
    fn from(value: T) -> Self;
}

/// A conversion that consumes its input and may fail.
pub trait TryInto<T>: Sized {
    /// What says why a conversion failed.
    type Error;
    /// The value as one of another type, if that can hold it.
    ///
    /// # Examples
    /// ```
    /// let small: Result<u8, _> = 300i32.try_into();
    /// assert!(small.is_err());
    /// let array: [i32; 2] = vec![1, 2].try_into().unwrap();
    /// assert_eq!(array, [1, 2]);
    /// ```
    fn try_into(self) -> Result<T, Self::Error>;
}

/// A conversion from another type that may fail.
pub trait TryFrom<T>: Sized {
    /// What says why a conversion failed.
    type Error;
    /// The value made of another one, if that is possible.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(u8::try_from(200i64), Ok(200));
    /// assert!(u8::try_from(-1i64).is_err());
    /// assert_eq!(char::try_from(0x41u32), Ok('A'));
    /// ```
    fn try_from(value: T) -> Result<Self, Self::Error>;
}

impl<T: ?Sized + AsRef<U>, U: ?Sized> AsRef<U> for &T {
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}

impl<T: ?Sized + AsRef<U>, U: ?Sized> AsRef<U> for &mut T {
    #[inline]
    fn as_ref(&self) -> &U {
        <T as AsRef<U>>::as_ref(*self)
    }
}

impl<T: ?Sized + AsMut<U>, U: ?Sized> AsMut<U> for &mut T {
    #[inline]
    fn as_mut(&mut self) -> &mut U {
        (*self).as_mut()
    }
}

impl<T, U: From<T>> Into<U> for T {
    #[inline]
    #[track_caller]
    fn into(self) -> U {
        U::from(self)
    }
}

impl<T> From<T> for T {
    #[inline]
    fn from(value: T) -> T {
        value
    }
}

impl<T, U: TryFrom<T>> TryInto<U> for T {
    type Error = U::Error;
    #[inline]
    fn try_into(self) -> Result<U, U::Error> {
        U::try_from(self)
    }
}

impl<T, U: Into<T>> TryFrom<U> for T {
    type Error = Infallible;
    #[inline]
    fn try_from(value: U) -> Result<Self, Infallible> {
        Ok(U::into(value))
    }
}

impl<T> AsRef<[T]> for [T] {
    #[inline]
    fn as_ref(&self) -> &[T] {
        self
    }
}
impl<T> AsMut<[T]> for [T] {
    #[inline]
    fn as_mut(&mut self) -> &mut [T] {
        self
    }
}
impl AsRef<str> for str {
    #[inline]
    fn as_ref(&self) -> &str {
        self
    }
}
impl AsMut<str> for str {
    #[inline]
    fn as_mut(&mut self) -> &mut str {
        self
    }
}
impl AsRef<[u8]> for str {
    #[inline]
    fn as_ref(&self) -> &[u8] {
        self.as_bytes()
    }
}

/// The error of conversions that cannot fail.
#[derive(Copy)]
pub enum Infallible {}

impl Clone for Infallible {
    fn clone(&self) -> Infallible {
        match *self {}
    }
}
impl fmt::Debug for Infallible {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
impl fmt::Display for Infallible {
    fn fmt(&self, _f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
impl Error for Infallible {}
impl PartialEq for Infallible {
    fn eq(&self, _other: &Infallible) -> bool {
        match *self {}
    }
}
impl Eq for Infallible {}
impl PartialOrd for Infallible {
    fn partial_cmp(&self, _other: &Self) -> Option<crate::cmp::Ordering> {
        match *self {}
    }
}
impl Ord for Infallible {
    fn cmp(&self, _other: &Self) -> crate::cmp::Ordering {
        match *self {}
    }
}
impl Hash for Infallible {
    fn hash<H: Hasher>(&self, _state: &mut H) {
        match *self {}
    }
}

// Lossless conversions between the numbers.
macro_rules! lossless {
    ($($small:ty => $($large:ty)*;)*) => { $($(
        impl From<$small> for $large {
            #[inline]
            fn from(small: $small) -> Self {
                small as Self
            }
        }
    )*)* };
}
lossless! {
    bool => u8 u16 u32 u64 u128 usize i8 i16 i32 i64 i128 isize;
    u8 => u16 u32 u64 u128 usize i16 i32 i64 i128 isize f32 f64 char;
    u16 => u32 u64 u128 usize i32 i64 i128 f32 f64;
    u32 => u64 u128 i64 i128 f64;
    u64 => u128 i128;
    i8 => i16 i32 i64 i128 isize f32 f64;
    i16 => i32 i64 i128 isize f32 f64;
    i32 => i64 i128 f64;
    i64 => i128;
    f32 => f64;
    char => u32 u64 u128;
}
impl From<bool> for f32 {
    #[inline]
    fn from(value: bool) -> f32 {
        value as u8 as f32
    }
}
impl From<bool> for f64 {
    #[inline]
    fn from(value: bool) -> f64 {
        value as u8 as f64
    }
}

// Checked conversions between the integers: the value must survive the way there and back.
macro_rules! checked_conversions {
    ($($source:ty => $($target:ty)*;)*) => { $($(
        impl TryFrom<$source> for $target {
            type Error = crate::num::TryFromIntError;
            #[inline]
            fn try_from(value: $source) -> Result<Self, crate::num::TryFromIntError> {
                let converted = value as $target;
                if converted as $source == value && (converted < (0 as $target)) == (value < (0 as $source)) {
                    Ok(converted)
                } else {
                    Err(crate::num::TryFromIntError(()))
                }
            }
        }
    )*)* };
}
checked_conversions! {
    u8 => i8;
    u16 => u8 i8 i16 isize;
    u32 => u8 u16 i8 i16 i32 usize isize;
    u64 => u8 u16 u32 i8 i16 i32 i64 usize isize;
    u128 => u8 u16 u32 u64 i8 i16 i32 i64 i128 usize isize;
    usize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 isize;
    i8 => u8 u16 u32 u64 u128 usize;
    i16 => u8 u16 u32 u64 u128 i8 usize;
    i32 => u8 u16 u32 u64 u128 i8 i16 usize isize;
    i64 => u8 u16 u32 u64 u128 i8 i16 i32 usize isize;
    i128 => u8 u16 u32 u64 u128 i8 i16 i32 i64 usize isize;
    isize => u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 usize;
}

macro_rules! zero_or_one {
    ($($t:ident)*) => { $(
        impl TryFrom<$t> for bool {
            type Error = crate::num::TryFromIntError;
            #[inline]
            fn try_from(value: $t) -> Result<bool, crate::num::TryFromIntError> {
                match value {
                    0 => Ok(false),
                    1 => Ok(true),
                    _ => Err(crate::num::TryFromIntError(())),
                }
            }
        }
    )* };
}
zero_or_one! { u8 u16 u32 u64 u128 i8 i16 i32 i64 i128 }

impl TryFrom<u32> for char {
    type Error = crate::char::CharTryFromError;
    #[inline]
    fn try_from(value: u32) -> Result<Self, Self::Error> {
        match crate::char::from_u32(value) {
            Some(c) => Ok(c),
            None => Err(crate::char::CharTryFromError(())),
        }
    }
}
impl TryFrom<char> for u8 {
    type Error = crate::char::TryFromCharError;
    #[inline]
    fn try_from(value: char) -> Result<u8, Self::Error> {
        if value as u32 <= 0xFF { Ok(value as u8) } else { Err(crate::char::TryFromCharError(())) }
    }
}
impl TryFrom<char> for usize {
    type Error = crate::char::TryFromCharError;
    #[inline]
    fn try_from(value: char) -> Result<usize, Self::Error> {
        Ok(value as usize)
    }
}
impl TryFrom<char> for u16 {
    type Error = crate::char::TryFromCharError;
    #[inline]
    fn try_from(value: char) -> Result<u16, Self::Error> {
        if value as u32 <= 0xFFFF { Ok(value as u16) } else { Err(crate::char::TryFromCharError(())) }
    }
}
