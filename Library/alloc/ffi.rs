//! Owned C strings.

use crate::borrow::{Cow, ToOwned};
use crate::boxed::Box;
use crate::rc::Rc;
use crate::string::{FromUtf8Error, String};
use crate::sync::Arc;
use crate::vec::Vec;
use core::borrow::Borrow;
use core::error::Error;
use core::ffi::{c_char, CStr, FromBytesWithNulError};
use core::fmt;
use core::ops::Deref;

/// An owned C string.
#[derive(PartialEq, PartialOrd, Eq, Ord, Hash, Clone)]
pub struct CString {
    /// With the NUL at the end.
    inner: Box<[u8]>,
}

/// A text has a NUL inside.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NulError(usize, Vec<u8>);
impl NulError {
    /// Where the first NUL is.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("a\0b").unwrap_err().nul_position(), 1);
    /// ```
    pub fn nul_position(&self) -> usize {
        self.0
    }
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("a\0b").unwrap_err().into_vec(), b"a\0b");
    /// ```
    pub fn into_vec(self) -> Vec<u8> {
        self.1
    }
}
impl fmt::Display for NulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "nul byte found in provided data at position: {}", self.0)
    }
}
impl Error for NulError {}
/// A C string is not UTF-8.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IntoStringError {
    error: FromUtf8Error,
}
impl IntoStringError {
    /// The C string as it was.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// let error = CString::new([255]).unwrap().into_string().unwrap_err();
    /// assert_eq!(error.into_cstring().as_bytes(), [255]);
    /// ```
    pub fn into_cstring(self) -> CString {
        // SAFETY: the bytes come from a C string without its NUL.
        unsafe { CString::from_vec_unchecked(self.error.into_bytes()) }
    }
    /// Where the bytes cease to be UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// let error = CString::new([65, 255]).unwrap().into_string().unwrap_err();
    /// assert_eq!(error.utf8_error().valid_up_to(), 1);
    /// ```
    pub fn utf8_error(&self) -> core::str::Utf8Error {
        self.error.utf8_error()
    }
}
impl fmt::Display for IntoStringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("C string contained non-utf8 bytes")
    }
}
impl Error for IntoStringError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}

/// Bytes do not end with the only NUL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromVecWithNulError {
    error_kind: FromBytesWithNulError,
    bytes: Vec<u8>,
}
impl FromVecWithNulError {
    /// The bytes.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::from_vec_with_nul(b"a".to_vec()).unwrap_err().as_bytes(), b"a");
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }
    /// The bytes, without copying.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::from_vec_with_nul(b"a".to_vec()).unwrap_err().into_bytes(), b"a");
    /// ```
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
impl fmt::Display for FromVecWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.error_kind {
            FromBytesWithNulError::InteriorNul { position } => {
                write!(f, "data provided contains an interior nul byte at pos {position}")
            }
            FromBytesWithNulError::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}
impl Error for FromVecWithNulError {}

impl CString {
    /// A C string of a text without NULs, or an error that has the text: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("text").unwrap().as_bytes_with_nul(), b"text\0");
    /// assert!(CString::new("te\0xt").is_err());
    /// ```
    pub fn new<T: Into<Vec<u8>>>(text: T) -> Result<CString, NulError> {
        let bytes: Vec<u8> = text.into();
        match bytes.iter().position(|b| *b == 0) {
            Some(position) => Err(NulError(position, bytes)),
            // SAFETY: there is no NUL among the bytes.
            None => Ok(unsafe { CString::from_vec_unchecked(bytes) }),
        }
    }
    /// A C string of bytes that are known to have no NUL.
    ///
    /// # Safety
    /// None of the bytes is zero.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// // SAFETY: there is no NUL.
    /// assert_eq!(unsafe { CString::from_vec_unchecked(b"hi".to_vec()) }.as_bytes(), b"hi");
    /// ```
    pub unsafe fn from_vec_unchecked(mut bytes: Vec<u8>) -> CString {
        bytes.reserve_exact(1);
        bytes.push(0);
        CString { inner: bytes.into_boxed_slice() }
    }
    /// A C string of bytes that end with their only NUL, or an error that has them: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::from_vec_with_nul(b"hi\0".to_vec()).unwrap().as_bytes(), b"hi");
    /// assert!(CString::from_vec_with_nul(b"hi".to_vec()).is_err());
    /// ```
    pub fn from_vec_with_nul(bytes: Vec<u8>) -> Result<CString, FromVecWithNulError> {
        match CStr::from_bytes_with_nul(&bytes) {
            // SAFETY: this has just been looked at.
            Ok(_) => Ok(unsafe { CString::from_vec_with_nul_unchecked(bytes) }),
            Err(error_kind) => Err(FromVecWithNulError { error_kind, bytes }),
        }
    }
    /// A C string of bytes that are known to end with their only NUL.
    ///
    /// # Safety
    /// The bytes end with their only NUL.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// // SAFETY: the only NUL is at the end.
    /// assert_eq!(unsafe { CString::from_vec_with_nul_unchecked(b"hi\0".to_vec()) }.as_bytes(), b"hi");
    /// ```
    pub unsafe fn from_vec_with_nul_unchecked(bytes: Vec<u8>) -> CString {
        CString { inner: bytes.into_boxed_slice() }
    }
    /// The bytes with the NUL at the end.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().into_bytes_with_nul(), b"hi\0");
    /// ```
    pub fn into_bytes_with_nul(self) -> Vec<u8> {
        self.inner.into_vec()
    }
    /// The text in a box, in the same memory.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().into_boxed_c_str().to_bytes(), b"hi");
    /// ```
    pub fn into_boxed_c_str(self) -> Box<CStr> {
        // SAFETY: the bytes end with their only NUL, and a C string lies as its bytes do.
        unsafe { Box::from_raw(Box::into_raw(self.inner) as *mut CStr) }
    }
    /// The pointer to the text, which is the caller's now. Only `from_raw` can free it.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// let pointer = CString::new("hi").unwrap().into_raw();
    /// // SAFETY: it comes from `into_raw`, once.
    /// assert_eq!(unsafe { CString::from_raw(pointer) }.as_bytes(), b"hi");
    /// ```
    pub fn into_raw(self) -> *mut c_char {
        Box::into_raw(self.inner) as *mut c_char
    }
    /// The C string that `into_raw` took apart: O(n).
    ///
    /// # Safety
    /// The pointer comes from `into_raw`, each call of which allows one call of this, and the length of
    /// the text is what it was.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// let pointer = CString::new("hi").unwrap().into_raw();
    /// // SAFETY: the first byte is changed to one that is not zero.
    /// let text = unsafe {
    ///     *pointer = b'H' as _;
    ///     CString::from_raw(pointer)
    /// };
    /// assert_eq!(text.as_bytes(), b"Hi");
    /// ```
    pub unsafe fn from_raw(pointer: *mut c_char) -> CString {
        // SAFETY: the caller hands over the memory of a box of just this length.
        unsafe {
            let length = CStr::from_ptr(pointer).to_bytes_with_nul().len();
            let slice = core::ptr::slice_from_raw_parts_mut(pointer as *mut u8, length);
            CString { inner: Box::from_raw(slice) }
        }
    }
    /// The text as a string, or an error that has it: O(n).
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().into_string().unwrap(), "hi");
    /// ```
    pub fn into_string(self) -> Result<String, IntoStringError> {
        String::from_utf8(self.into_bytes()).map_err(|error| IntoStringError { error })
    }
    /// The bytes without the NUL at the end.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().into_bytes(), b"hi");
    /// ```
    pub fn into_bytes(self) -> Vec<u8> {
        let mut bytes = self.inner.into_vec();
        bytes.pop();
        bytes
    }
    /// The bytes without the NUL at the end.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().as_bytes(), b"hi");
    /// ```
    pub fn as_bytes(&self) -> &[u8] {
        &self.inner[..self.inner.len() - 1]
    }
    /// The bytes with the NUL at the end.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CString;
    /// assert_eq!(CString::new("hi").unwrap().as_bytes_with_nul(), b"hi\0");
    /// ```
    pub fn as_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }
    /// The text as a borrowed C string.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::{CStr, CString};
    /// let text = CString::new("hi").unwrap();
    /// let borrowed: &CStr = text.as_c_str();
    /// assert_eq!(borrowed.count_bytes(), 2);
    /// ```
    pub fn as_c_str(&self) -> &CStr {
        // SAFETY: the bytes end with their only NUL.
        unsafe { CStr::from_bytes_with_nul_unchecked(&self.inner) }
    }
}
impl Deref for CString {
    type Target = CStr;
    fn deref(&self) -> &CStr {
        self.as_c_str()
    }
}
impl fmt::Debug for CString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_c_str(), f)
    }
}
impl Default for CString {
    fn default() -> CString {
        // SAFETY: there are no bytes.
        unsafe { CString::from_vec_unchecked(Vec::new()) }
    }
}
impl Borrow<CStr> for CString {
    fn borrow(&self) -> &CStr {
        self
    }
}
impl AsRef<CStr> for CString {
    fn as_ref(&self) -> &CStr {
        self
    }
}
impl ToOwned for CStr {
    type Owned = CString;
    fn to_owned(&self) -> CString {
        CString { inner: self.to_bytes_with_nul().into() }
    }
}
impl From<&CStr> for CString {
    fn from(text: &CStr) -> CString {
        text.to_owned()
    }
}
impl From<CString> for Box<CStr> {
    fn from(text: CString) -> Box<CStr> {
        text.into_boxed_c_str()
    }
}
impl From<Box<CStr>> for CString {
    fn from(text: Box<CStr>) -> CString {
        text.into_c_string()
    }
}
impl From<&CStr> for Box<CStr> {
    fn from(text: &CStr) -> Box<CStr> {
        text.to_owned().into_boxed_c_str()
    }
}
impl Clone for Box<CStr> {
    fn clone(&self) -> Self {
        (**self).into()
    }
}
impl From<CString> for Rc<CStr> {
    fn from(text: CString) -> Rc<CStr> {
        Rc::from(text.into_boxed_c_str())
    }
}
impl From<CString> for Arc<CStr> {
    fn from(text: CString) -> Arc<CStr> {
        Arc::from(text.into_boxed_c_str())
    }
}
impl<'a> From<CString> for Cow<'a, CStr> {
    fn from(text: CString) -> Cow<'a, CStr> {
        Cow::Owned(text)
    }
}
impl<'a> From<&'a CStr> for Cow<'a, CStr> {
    fn from(text: &'a CStr) -> Cow<'a, CStr> {
        Cow::Borrowed(text)
    }
}
impl<'a> From<Cow<'a, CStr>> for CString {
    fn from(text: Cow<'a, CStr>) -> CString {
        text.into_owned()
    }
}
impl From<CString> for Vec<u8> {
    fn from(text: CString) -> Vec<u8> {
        text.into_bytes()
    }
}
impl TryFrom<CString> for String {
    type Error = IntoStringError;
    fn try_from(text: CString) -> Result<String, IntoStringError> {
        text.into_string()
    }
}
macro_rules! empty_c_strings {
    ($($t:ty)*) => { $(
        impl Default for $t {
            fn default() -> $t {
                CString::default().into()
            }
        }
    )* };
}
empty_c_strings! { Box<CStr> Rc<CStr> Arc<CStr> }
impl From<Vec<core::num::NonZero<u8>>> for CString {
    fn from(bytes: Vec<core::num::NonZero<u8>>) -> CString {
        // SAFETY: none of the bytes is zero.
        unsafe { CString::from_vec_unchecked(bytes.into_iter().map(|byte| byte.get()).collect()) }
    }
}
impl core::str::FromStr for CString {
    type Err = NulError;
    fn from_str(text: &str) -> Result<CString, NulError> {
        CString::new(text)
    }
}
impl<'a> From<&'a CString> for Cow<'a, CStr> {
    fn from(text: &'a CString) -> Cow<'a, CStr> {
        Cow::Borrowed(text)
    }
}
impl core::ops::Index<core::ops::RangeFull> for CString {
    type Output = CStr;
    fn index(&self, _: core::ops::RangeFull) -> &CStr {
        self
    }
}
impl PartialEq<CStr> for CString {
    fn eq(&self, other: &CStr) -> bool {
        self.as_c_str() == other
    }
}
impl PartialEq<&CStr> for CString {
    fn eq(&self, other: &&CStr) -> bool {
        self.as_c_str() == *other
    }
}
impl PartialEq<CString> for CStr {
    fn eq(&self, other: &CString) -> bool {
        self == other.as_c_str()
    }
}
impl CStr {
    /// The text as an owned C string, in the same memory.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::{CStr, CString};
    /// let boxed: Box<CStr> = c"hi".into();
    /// assert_eq!(boxed.into_c_string(), CString::new("hi").unwrap());
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn into_c_string(self: Box<Self>) -> CString {
        // SAFETY: a C string lies as its bytes do, and any bytes are valid.
        CString { inner: unsafe { Box::from_raw(Box::into_raw(self) as *mut [u8]) } }
    }
    /// The text, with U+FFFD for what is not UTF-8: O(n).
    ///
    /// # Examples
    /// ```
    /// assert_eq!(c"hi\xFF".to_string_lossy(), "hi\u{FFFD}");
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(self.to_bytes())
    }
}
macro_rules! boxed_c_strings {
    ($($pointer:ident)*) => { $(
        impl From<&mut CStr> for $pointer<CStr> {
            fn from(text: &mut CStr) -> $pointer<CStr> {
                $pointer::from(&*text)
            }
        }
    )* };
}
boxed_c_strings! { Box Rc Arc }
macro_rules! shared_c_strings {
    ($($pointer:ident)*) => { $(
        impl From<&CStr> for $pointer<CStr> {
            fn from(text: &CStr) -> $pointer<CStr> {
                $pointer::from(CString::from(text))
            }
        }
    )* };
}
shared_c_strings! { Rc Arc }
impl From<Cow<'_, CStr>> for Box<CStr> {
    fn from(text: Cow<'_, CStr>) -> Box<CStr> {
        Box::from(text.into_owned())
    }
}
macro_rules! c_string_equality {
    ($($left:ty, $right:ty;)*) => { $(
        impl<'a, 'b> PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                let (left, right): (&CStr, &CStr) = (self.as_ref(), other.as_ref());
                left == right
            }
        }
    )* };
}
c_string_equality! {
    CStr, &'a CStr; Cow<'a, CStr>, CStr; Cow<'a, CStr>, &'b CStr; Cow<'a, CStr>, CString;
    CStr, Cow<'a, CStr>; CString, Cow<'a, CStr>;
}
