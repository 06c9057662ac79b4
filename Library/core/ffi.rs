//! The types of C's interfaces.

use crate::fmt;

/// C's `char`, which has no sign on AArch64.
#[cfg(not(target_arch = "aarch64"))]
pub type c_char = i8;
/// C's `char`, which has no sign on AArch64.
#[cfg(target_arch = "aarch64")]
pub type c_char = u8;
/// C's `signed char`.
pub type c_schar = i8;
/// C's `unsigned char`.
pub type c_uchar = u8;
/// C's `short`.
pub type c_short = i16;
/// C's `unsigned short`.
pub type c_ushort = u16;
/// C's `int`.
pub type c_int = i32;
/// C's `unsigned int`.
pub type c_uint = u32;
/// C's `long`: as wide as a pointer.
#[cfg(target_pointer_width = "64")]
pub type c_long = i64;
/// C's `long`: as wide as a pointer.
#[cfg(target_pointer_width = "32")]
pub type c_long = i32;
/// C's `unsigned long`: as wide as a pointer.
#[cfg(target_pointer_width = "64")]
pub type c_ulong = u64;
/// C's `unsigned long`: as wide as a pointer.
#[cfg(target_pointer_width = "32")]
pub type c_ulong = u32;
/// C's `long long`.
pub type c_longlong = i64;
/// C's `unsigned long long`.
pub type c_ulonglong = u64;
/// C's `float`.
pub type c_float = f32;
/// C's `double`.
pub type c_double = f64;

/// C's `void`, when used behind a pointer.
#[lang = "c_void"]
#[repr(u8)]
pub enum c_void {
    #[doc(hidden)]
    __Variant1,
    #[doc(hidden)]
    __Variant2,
}

impl fmt::Debug for c_void {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("c_void")
    }
}

/// A borrowed C string: bytes that end with the only NUL.
#[lang = "CStr"]
#[cfg_attr(rustc_check, rustc_has_incoherent_inherent_impls)]
pub struct CStr {
    inner: [u8],
}

/// The error of a byte slice that is no C string.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromBytesWithNulError {
    InteriorNul { position: usize },
    NotNulTerminated,
}

impl fmt::Display for FromBytesWithNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FromBytesWithNulError::InteriorNul { position } => {
                write!(f, "data provided contains an interior nul byte at byte position {}", position)
            }
            FromBytesWithNulError::NotNulTerminated => f.write_str("data provided is not nul terminated"),
        }
    }
}
impl crate::error::Error for FromBytesWithNulError {}

/// The error of a byte slice without a NUL.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FromBytesUntilNulError(());

impl fmt::Display for FromBytesUntilNulError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("data provided does not contain a nul")
    }
}
impl crate::error::Error for FromBytesUntilNulError {}

impl CStr {
    /// The string that begins where a pointer points and ends with the first NUL. Takes time in proportion to
    /// its length.
    ///
    /// # Safety
    /// The bytes up to the NUL are readable and nobody changes them as long as the reference lives.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CStr;
    /// let bytes = b"hi\0there\0";
    /// // SAFETY: there is a NUL in the bytes.
    /// let text = unsafe { CStr::from_ptr(bytes.as_ptr().cast()) };
    /// assert_eq!(text.to_str(), Ok("hi"));
    /// ```
    pub const unsafe fn from_ptr<'a>(pointer: *const c_char) -> &'a CStr {
        // SAFETY: the caller promises a NUL, and what comes before it is readable.
        unsafe {
            let mut length = 0;
            while *pointer.add(length) != 0 {
                length += 1;
            }
            CStr::from_bytes_with_nul_unchecked(crate::slice::from_raw_parts(pointer as *const u8, length + 1))
        }
    }

    /// The bytes as a string, unchecked.
    ///
    /// # Safety
    /// The last byte is a NUL, and no other is.
    #[inline]
    pub const unsafe fn from_bytes_with_nul_unchecked(bytes: &[u8]) -> &CStr {
        // SAFETY: both are slices of bytes, and the caller promises the NUL.
        unsafe { &*(bytes as *const [u8] as *const CStr) }
    }

    /// The bytes as a string. An error unless the last one is a NUL and no other is.
    ///
    /// # Examples
    /// ```
    /// use std::ffi::CStr;
    /// assert_eq!(CStr::from_bytes_with_nul(b"hi\0").unwrap(), c"hi");
    /// assert!(CStr::from_bytes_with_nul(b"hi").is_err());
    /// assert!(CStr::from_bytes_with_nul(b"h\0i\0").is_err());
    /// ```
    pub fn from_bytes_with_nul(bytes: &[u8]) -> Result<&CStr, FromBytesWithNulError> {
        match bytes.iter().position(|b| *b == 0) {
            // SAFETY: the only NUL is the last byte.
            Some(position) if position + 1 == bytes.len() => Ok(unsafe { CStr::from_bytes_with_nul_unchecked(bytes) }),
            Some(position) => Err(FromBytesWithNulError::InteriorNul { position }),
            None => Err(FromBytesWithNulError::NotNulTerminated),
        }
    }

    /// The C string at the start of a slice, up to its first NUL.
    pub const fn from_bytes_until_nul(bytes: &[u8]) -> Result<&CStr, FromBytesUntilNulError> {
        let mut length = 0;
        while length < bytes.len() {
            if bytes[length] == 0 {
                let (text, _) = bytes.split_at(length + 1);
                // SAFETY: the first NUL is the last byte of this part.
                return Ok(unsafe { CStr::from_bytes_with_nul_unchecked(text) });
            }
            length += 1;
        }
        Err(FromBytesUntilNulError(()))
    }

    /// A pointer to the first byte, for C. It is valid as long as the string is.
    #[inline]
    pub const fn as_ptr(&self) -> *const c_char {
        &self.inner as *const [u8] as *const c_char
    }

    /// The bytes without the NUL.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(c"hi".to_bytes(), b"hi");
    /// ```
    pub const fn to_bytes(&self) -> &[u8] {
        // SAFETY: there is a NUL at least.
        unsafe { self.inner.split_at_unchecked(self.inner.len() - 1).0 }
    }

    /// The bytes with the NUL.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(c"hi".to_bytes_with_nul(), b"hi\0");
    /// ```
    pub const fn to_bytes_with_nul(&self) -> &[u8] {
        &self.inner
    }

    /// How many bytes come before the NUL.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(c"three".count_bytes(), 5);
    /// ```
    pub const fn count_bytes(&self) -> usize {
        self.inner.len() - 1
    }

    /// Whether nothing comes before the NUL.
    ///
    /// # Examples
    /// ```
    /// assert!(c"".is_empty());
    /// ```
    pub const fn is_empty(&self) -> bool {
        self.inner.len() == 1
    }

    /// The text, if it is UTF-8.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(c"grün".to_str(), Ok("grün"));
    /// assert!(c"\xFF".to_str().is_err());
    /// ```
    pub fn to_str(&self) -> Result<&str, crate::str::Utf8Error> {
        crate::str::from_utf8(self.to_bytes())
    }
}

impl fmt::Debug for CStr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for byte in self.to_bytes() {
            fmt::Display::fmt(&crate::ascii::escape_default(*byte), f)?;
        }
        f.write_str("\"")
    }
}
impl PartialEq for CStr {
    fn eq(&self, other: &CStr) -> bool {
        self.to_bytes() == other.to_bytes()
    }
}
impl Eq for CStr {}
impl PartialOrd for CStr {
    fn partial_cmp(&self, other: &CStr) -> Option<crate::cmp::Ordering> {
        self.to_bytes().partial_cmp(other.to_bytes())
    }
}
impl Ord for CStr {
    fn cmp(&self, other: &CStr) -> crate::cmp::Ordering {
        self.to_bytes().cmp(other.to_bytes())
    }
}
impl crate::hash::Hash for CStr {
    fn hash<H: crate::hash::Hasher>(&self, state: &mut H) {
        self.inner.hash(state);
    }
}
impl Default for &CStr {
    fn default() -> Self {
        // SAFETY: that is one NUL.
        unsafe { CStr::from_bytes_with_nul_unchecked(b"\0") }
    }
}
impl AsRef<CStr> for CStr {
    fn as_ref(&self) -> &CStr {
        self
    }
}
impl crate::ops::Index<crate::ops::RangeFrom<usize>> for CStr {
    type Output = CStr;
    #[track_caller]
    fn index(&self, index: crate::ops::RangeFrom<usize>) -> &CStr {
        let bytes = self.to_bytes_with_nul();
        if index.start >= bytes.len() {
            panic!("index out of bounds: the len is {} but the index is {}", bytes.len(), index.start);
        }
        // SAFETY: the part has the string's NUL at its end.
        unsafe { CStr::from_bytes_with_nul_unchecked(&bytes[index.start..]) }
    }
}
