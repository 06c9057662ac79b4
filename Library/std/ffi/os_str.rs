//! Texts of the operating system: bytes that are mostly UTF-8.

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{Deref, DerefMut, Index, IndexMut, RangeFull};
use crate::rc::Rc;
use crate::sync::Arc;
use crate::str::FromStr;
use crate::string::String;
use crate::vec::Vec;

/// A borrowed text of the operating system.
#[repr(transparent)]
pub struct OsStr {
    inner: [u8],
}

/// An owned text of the operating system.
#[derive(Clone, Default)]
pub struct OsString {
    inner: Vec<u8>,
}

impl OsStr {
    /// A text as one of the operating system, without copying.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").len(), 3);
    /// ```
    pub fn new<S: AsRef<OsStr> + ?Sized>(text: &S) -> &OsStr {
        text.as_ref()
    }
    /// The text of bytes that `as_encoded_bytes` gave.
    ///
    /// # Safety
    /// The bytes are those of such a text, cut at most before or after what is UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// // SAFETY: ASCII is UTF-8.
    /// assert_eq!(unsafe { OsStr::from_encoded_bytes_unchecked(b"abc") }, "abc");
    /// ```
    pub unsafe fn from_encoded_bytes_unchecked(bytes: &[u8]) -> &OsStr {
        OsStr::from_bytes(bytes)
    }
    #[doc(hidden)]
    pub fn from_bytes(bytes: &[u8]) -> &OsStr {
        // SAFETY: the text is laid out like its bytes, and any bytes are valid.
        unsafe { &*(bytes as *const [u8] as *const OsStr) }
    }
    #[doc(hidden)]
    pub fn as_bytes(&self) -> &[u8] {
        &self.inner
    }
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").as_encoded_bytes(), b"abc");
    /// ```
    pub fn as_encoded_bytes(&self) -> &[u8] {
        &self.inner
    }
    /// The text, if it is UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").to_str(), Some("abc"));
    /// ```
    pub fn to_str(&self) -> Option<&str> {
        crate::str::from_utf8(&self.inner).ok()
    }
    /// The text, with U+FFFD for what is not UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").to_string_lossy(), "abc");
    /// ```
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.inner)
    }
    /// An owned copy.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::{OsStr, OsString};
    /// assert_eq!(OsStr::new("abc").to_os_string(), OsString::from("abc"));
    /// ```
    pub fn to_os_string(&self) -> OsString {
        OsString { inner: self.inner.to_vec() }
    }
    /// Whether the text has no bytes.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert!(OsStr::new("").is_empty());
    /// ```
    pub fn is_empty(&self) -> bool {
        self.inner.is_empty()
    }
    /// The number of bytes.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("é").len(), 2);
    /// ```
    pub fn len(&self) -> usize {
        self.inner.len()
    }
    /// The text as an owned one, in the same memory.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert_eq!(OsString::from("abc").into_boxed_os_str().into_os_string(), "abc");
    /// ```
    pub fn into_os_string(self: Box<OsStr>) -> OsString {
        // SAFETY: the text is laid out like its bytes, and any bytes are valid.
        OsString { inner: unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) }.into_vec() }
    }
    /// Makes small letters of the capitals of ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// let mut text = OsString::from("ABC");
    /// text.make_ascii_lowercase();
    /// assert_eq!(text, "abc");
    /// ```
    pub fn make_ascii_lowercase(&mut self) {
        self.inner.make_ascii_lowercase()
    }
    /// Makes capitals of the small letters of ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// let mut text = OsString::from("abc");
    /// text.make_ascii_uppercase();
    /// assert_eq!(text, "ABC");
    /// ```
    pub fn make_ascii_uppercase(&mut self) {
        self.inner.make_ascii_uppercase()
    }
    /// The text with small letters for the capitals of ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("ABC").to_ascii_lowercase(), "abc");
    /// ```
    pub fn to_ascii_lowercase(&self) -> OsString {
        OsString { inner: self.inner.to_ascii_lowercase() }
    }
    /// The text with capitals for the small letters of ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").to_ascii_uppercase(), "ABC");
    /// ```
    pub fn to_ascii_uppercase(&self) -> OsString {
        OsString { inner: self.inner.to_ascii_uppercase() }
    }
    /// Whether all of the text is ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert!(OsStr::new("abc").is_ascii());
    /// ```
    pub fn is_ascii(&self) -> bool {
        self.inner.is_ascii()
    }
    /// Whether the texts are equal but for capitals of ASCII.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert!(OsStr::new("Abc").eq_ignore_ascii_case("aBC"));
    /// ```
    pub fn eq_ignore_ascii_case<S: AsRef<OsStr>>(&self, other: S) -> bool {
        self.inner.eq_ignore_ascii_case(&other.as_ref().inner)
    }
    /// What shows the text, with U+FFFD for what is not UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsStr;
    /// assert_eq!(OsStr::new("abc").display().to_string(), "abc");
    /// ```
    pub fn display(&self) -> Display<'_> {
        Display { text: self }
    }
}

/// Shows a text with replacements for what is not UTF-8.
pub struct Display<'a> {
    text: &'a OsStr,
}
impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text.to_string_lossy())
    }
}
impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.text, f)
    }
}

impl OsString {
    /// An empty text; nothing is allocated.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert!(OsString::new().is_empty());
    /// ```
    pub const fn new() -> OsString {
        OsString { inner: Vec::new() }
    }
    /// An empty text with room for so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert!(OsString::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn with_capacity(capacity: usize) -> OsString {
        OsString { inner: Vec::with_capacity(capacity) }
    }
    #[doc(hidden)]
    pub fn from_vec(bytes: Vec<u8>) -> OsString {
        OsString { inner: bytes }
    }
    #[doc(hidden)]
    pub fn into_vec(self) -> Vec<u8> {
        self.inner
    }
    /// The text, borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::{OsStr, OsString};
    /// assert_eq!(OsString::from("abc").as_os_str(), OsStr::new("abc"));
    /// ```
    pub fn as_os_str(&self) -> &OsStr {
        self
    }
    /// The text, or itself again if it is not Unicode.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert_eq!(OsString::from("name").into_string(), Ok("name".to_string()));
    /// ```
    pub fn into_string(self) -> Result<String, OsString> {
        String::from_utf8(self.inner).map_err(|error| OsString { inner: error.into_bytes() })
    }
    /// Appends a text.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// let mut text = OsString::from("ab");
    /// text.push("c");
    /// assert_eq!(text, "abc");
    /// ```
    pub fn push<T: AsRef<OsStr>>(&mut self, text: T) {
        self.inner.extend_from_slice(&text.as_ref().inner)
    }
    /// Takes all bytes out and keeps the room.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// let mut text = OsString::from("ab");
    /// text.clear();
    /// assert!(text.is_empty());
    /// ```
    pub fn clear(&mut self) {
        self.inner.clear()
    }
    /// How many bytes there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert!(OsString::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }
    /// Makes room for so many more bytes, and for more than that when it has to allocate.
    ///
    /// # Examples
    /// ```
    /// let mut text = std::ffi::OsString::new();
    /// text.reserve(10);
    /// assert!(text.capacity() >= 10);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.inner.reserve(additional)
    }
    /// The text of bytes that `into_encoded_bytes` gave.
    ///
    /// # Safety
    /// The bytes are those of such a text, cut at most before or after what is UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// // SAFETY: ASCII is UTF-8.
    /// assert_eq!(unsafe { OsString::from_encoded_bytes_unchecked(b"abc".to_vec()) }, "abc");
    /// ```
    pub unsafe fn from_encoded_bytes_unchecked(bytes: Vec<u8>) -> OsString {
        OsString { inner: bytes }
    }
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert_eq!(OsString::from("abc").into_encoded_bytes(), b"abc");
    /// ```
    pub fn into_encoded_bytes(self) -> Vec<u8> {
        self.inner
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// assert!(std::ffi::OsString::new().try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve(additional)
    }
    /// Makes room for so many more bytes, and no more than that.
    ///
    /// # Examples
    /// ```
    /// let mut text = std::ffi::OsString::new();
    /// text.reserve_exact(10);
    /// assert!(text.capacity() >= 10);
    /// ```
    pub fn reserve_exact(&mut self, additional: usize) {
        self.inner.reserve_exact(additional)
    }
    /// As `reserve_exact`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// assert!(std::ffi::OsString::new().try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve_exact(additional)
    }
    /// Gives back the room that is not used.
    ///
    /// # Examples
    /// ```
    /// let mut text = std::ffi::OsString::with_capacity(100);
    /// text.push("a");
    /// text.shrink_to_fit();
    /// assert!(text.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.inner.shrink_to_fit()
    }
    /// Gives back the room that is beyond so many bytes.
    ///
    /// # Examples
    /// ```
    /// let mut text = std::ffi::OsString::with_capacity(100);
    /// text.shrink_to(10);
    /// assert!((10..100).contains(&text.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.inner.shrink_to(min_capacity)
    }
    /// The text for the rest of the program's life.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::{OsStr, OsString};
    /// let text: &'static OsStr = OsString::from("abc").leak();
    /// assert_eq!(text, "abc");
    /// ```
    pub fn leak<'a>(self) -> &'a mut OsStr {
        // SAFETY: the text is laid out like its bytes, and any bytes are valid.
        unsafe { &mut *(self.inner.leak() as *mut [u8] as *mut OsStr) }
    }
    #[doc(hidden)]
    pub fn truncate(&mut self, length: usize) {
        self.inner.truncate(length)
    }
    /// The text in a box of just its size.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::OsString;
    /// assert_eq!(&*OsString::from("abc").into_boxed_os_str(), "abc");
    /// ```
    pub fn into_boxed_os_str(self) -> Box<OsStr> {
        // SAFETY: the text is laid out like its bytes, and any bytes are valid.
        unsafe { Box::from_raw(Box::into_raw(self.inner.into_boxed_slice()) as *mut OsStr) }
    }
}

impl Deref for OsString {
    type Target = OsStr;
    fn deref(&self) -> &OsStr {
        OsStr::from_bytes(&self.inner)
    }
}
impl DerefMut for OsString {
    fn deref_mut(&mut self) -> &mut OsStr {
        // SAFETY: the text is laid out like its bytes, and any bytes are valid.
        unsafe { &mut *(&mut self.inner[..] as *mut [u8] as *mut OsStr) }
    }
}
impl Index<RangeFull> for OsString {
    type Output = OsStr;
    fn index(&self, _: RangeFull) -> &OsStr {
        self
    }
}
impl IndexMut<RangeFull> for OsString {
    fn index_mut(&mut self, _: RangeFull) -> &mut OsStr {
        self
    }
}
macro_rules! shared_texts {
    ($($pointer:ident)*) => { $(
        impl From<OsString> for $pointer<OsStr> {
            fn from(text: OsString) -> $pointer<OsStr> {
                let bytes: $pointer<[u8]> = $pointer::from(text.inner);
                // SAFETY: the text is laid out like its bytes, and any bytes are valid.
                unsafe { $pointer::from_raw($pointer::into_raw(bytes) as *const OsStr as *mut OsStr) }
            }
        }
        impl From<&OsStr> for $pointer<OsStr> {
            fn from(text: &OsStr) -> $pointer<OsStr> {
                $pointer::from(text.to_os_string())
            }
        }
        impl From<&mut OsStr> for $pointer<OsStr> {
            fn from(text: &mut OsStr) -> $pointer<OsStr> {
                $pointer::from(&*text)
            }
        }
    )* };
}
shared_texts! { Box Rc Arc }
impl From<Cow<'_, OsStr>> for Box<OsStr> {
    fn from(text: Cow<'_, OsStr>) -> Box<OsStr> {
        Box::from(text.into_owned())
    }
}
impl Default for Box<OsStr> {
    fn default() -> Box<OsStr> {
        Box::from(OsString::new())
    }
}
impl Clone for Box<OsStr> {
    fn clone(&self) -> Self {
        (**self).into()
    }
}
impl From<Box<OsStr>> for OsString {
    fn from(text: Box<OsStr>) -> OsString {
        text.into_os_string()
    }
}
impl<'a> From<&'a OsString> for Cow<'a, OsStr> {
    fn from(text: &'a OsString) -> Cow<'a, OsStr> {
        Cow::Borrowed(text)
    }
}
impl<'a> From<Cow<'a, OsStr>> for OsString {
    fn from(text: Cow<'a, OsStr>) -> OsString {
        text.into_owned()
    }
}
impl<'a> TryFrom<&'a OsStr> for &'a str {
    type Error = crate::str::Utf8Error;
    fn try_from(text: &'a OsStr) -> Result<&'a str, crate::str::Utf8Error> {
        crate::str::from_utf8(&text.inner)
    }
}
impl Default for &OsStr {
    fn default() -> Self {
        OsStr::from_bytes(&[])
    }
}
impl<T: AsRef<OsStr>> Extend<T> for OsString {
    fn extend<I: IntoIterator<Item = T>>(&mut self, iter: I) {
        for text in iter {
            self.push(text);
        }
    }
}
impl<T: AsRef<OsStr>> FromIterator<T> for OsString {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> OsString {
        let mut text = OsString::new();
        text.extend(iter);
        text
    }
}
impl fmt::Debug for OsStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for chunk in self.inner.utf8_chunks() {
            for c in chunk.valid().chars() {
                if c == '\'' { f.write_str("'")? } else { write!(f, "{}", c.escape_debug())? }
            }
            for byte in chunk.invalid() {
                write!(f, "\\x{byte:02X}")?;
            }
        }
        f.write_str("\"")
    }
}
impl fmt::Debug for OsString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl PartialEq for OsStr {
    fn eq(&self, other: &OsStr) -> bool {
        self.inner == other.inner
    }
}
impl Eq for OsStr {}
impl PartialOrd for OsStr {
    fn partial_cmp(&self, other: &OsStr) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for OsStr {
    fn cmp(&self, other: &OsStr) -> Ordering {
        self.inner.cmp(&other.inner)
    }
}
impl Hash for OsStr {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.inner.hash(state)
    }
}
impl PartialEq for OsString {
    fn eq(&self, other: &OsString) -> bool {
        self.inner == other.inner
    }
}
impl Eq for OsString {}
impl PartialOrd for OsString {
    fn partial_cmp(&self, other: &OsString) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for OsString {
    fn cmp(&self, other: &OsString) -> Ordering {
        self.inner.cmp(&other.inner)
    }
}
impl Hash for OsString {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
macro_rules! text_equality {
    ($($left:ty, $right:ty;)*) => { $(
        impl<'a, 'b> PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                let (left, right): (&OsStr, &OsStr) = (self.as_ref(), other.as_ref());
                left == right
            }
        }
    )* };
}
macro_rules! text_order {
    ($($left:ty, $right:ty;)*) => { $(
        impl<'a, 'b> PartialOrd<$right> for $left {
            fn partial_cmp(&self, other: &$right) -> Option<Ordering> {
                let (left, right): (&OsStr, &OsStr) = (self.as_ref(), other.as_ref());
                Some(left.cmp(right))
            }
        }
    )* };
}
text_order! {
    OsString, str; OsString, OsStr; OsString, &'a OsStr; OsStr, str; OsStr, OsString; &'a OsStr, OsString;
    Cow<'a, OsStr>, OsStr; Cow<'a, OsStr>, OsString; Cow<'a, OsStr>, &'b OsStr;
    OsStr, Cow<'a, OsStr>; OsString, Cow<'a, OsStr>; &'b OsStr, Cow<'a, OsStr>;
}
text_equality! {
    OsString, str; OsString, &'a str; OsString, OsStr; OsString, &'a OsStr; OsString, String;
    OsStr, str; OsStr, OsString; &'a OsStr, OsString; str, OsString; &'a str, OsString; str, OsStr;
    Cow<'a, OsStr>, OsStr; Cow<'a, OsStr>, OsString; Cow<'a, OsStr>, &'b OsStr;
    OsStr, Cow<'a, OsStr>; OsString, Cow<'a, OsStr>; &'b OsStr, Cow<'a, OsStr>;
}
impl AsRef<OsStr> for OsStr {
    fn as_ref(&self) -> &OsStr {
        self
    }
}
impl AsRef<OsStr> for OsString {
    fn as_ref(&self) -> &OsStr {
        self
    }
}
impl AsRef<OsStr> for str {
    fn as_ref(&self) -> &OsStr {
        OsStr::from_bytes(self.as_bytes())
    }
}
impl AsRef<OsStr> for String {
    fn as_ref(&self) -> &OsStr {
        OsStr::from_bytes(self.as_bytes())
    }
}
impl Borrow<OsStr> for OsString {
    fn borrow(&self) -> &OsStr {
        self
    }
}
impl ToOwned for OsStr {
    type Owned = OsString;
    fn to_owned(&self) -> OsString {
        self.to_os_string()
    }
}
impl From<String> for OsString {
    fn from(text: String) -> OsString {
        OsString { inner: text.into_bytes() }
    }
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for OsString {
    fn from(text: &T) -> OsString {
        text.as_ref().to_os_string()
    }
}
impl<'a> From<&'a OsStr> for Cow<'a, OsStr> {
    fn from(text: &'a OsStr) -> Cow<'a, OsStr> {
        Cow::Borrowed(text)
    }
}
impl<'a> From<OsString> for Cow<'a, OsStr> {
    fn from(text: OsString) -> Cow<'a, OsStr> {
        Cow::Owned(text)
    }
}
impl FromStr for OsString {
    type Err = Infallible;
    fn from_str(text: &str) -> Result<OsString, Infallible> {
        Ok(OsString::from(text))
    }
}
impl fmt::Write for OsString {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push(text);
        Ok(())
    }
}
