//! Paths of files.

mod components;

pub use self::components::{Ancestors, Component, Components, Iter, Prefix, PrefixComponent};

use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::fs;
use crate::hash::{Hash, Hasher};
use crate::io;
use crate::ops::{Deref, DerefMut};
use crate::rc::Rc;
use crate::sync::Arc;
use crate::str::FromStr;
use crate::string::String;

pub const MAIN_SEPARATOR: char = '/';
pub const MAIN_SEPARATOR_STR: &str = "/";

/// A path from the root, without looking at the file system.
pub fn absolute<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path.as_ref();
    if path.as_os_str().is_empty() {
        return Err(io::Error::message(io::ErrorKind::InvalidInput, "cannot make an empty path absolute"));
    }
    let text = path.as_os_str().as_bytes();
    let relative = path.strip_prefix(".").unwrap_or(path);
    let mut result = if path.is_absolute() {
        // Two slashes at the start, and no more, have a meaning of their own.
        PathBuf::from(if text.starts_with(b"//") && !text.starts_with(b"///") { "//" } else { "" })
    } else {
        crate::env::current_dir()?
    };
    result.extend(relative.components());
    if text.ends_with(b"/") {
        result.push("");
    }
    Ok(result)
}

pub fn is_separator(c: char) -> bool {
    c == '/'
}

/// A borrowed path.
#[repr(transparent)]
pub struct Path {
    inner: OsStr,
}

/// An owned path.
#[derive(Clone, Default)]
pub struct PathBuf {
    inner: OsString,
}

/// A path does not start with another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StripPrefixError(());
impl fmt::Display for StripPrefixError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("prefix not found")
    }
}
impl Error for StripPrefixError {}

/// The parts of a file name before and after its last dot.
fn split_name(name: &OsStr) -> (Option<&OsStr>, Option<&OsStr>) {
    let bytes = name.as_bytes();
    if bytes == b".." {
        return (Some(name), None);
    }
    match bytes.iter().rposition(|b| *b == b'.') {
        None | Some(0) => (Some(name), None),
        Some(dot) => (Some(OsStr::from_bytes(&bytes[..dot])), Some(OsStr::from_bytes(&bytes[dot + 1..]))),
    }
}

impl Path {
    pub fn new<S: AsRef<OsStr> + ?Sized>(path: &S) -> &Path {
        unsafe { &*(path.as_ref() as *const OsStr as *const Path) }
    }
    pub fn as_os_str(&self) -> &OsStr {
        &self.inner
    }
    pub fn to_str(&self) -> Option<&str> {
        self.inner.to_str()
    }
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        self.inner.to_string_lossy()
    }
    pub fn to_path_buf(&self) -> PathBuf {
        PathBuf { inner: self.inner.to_os_string() }
    }
    pub fn is_absolute(&self) -> bool {
        self.has_root()
    }
    pub fn is_relative(&self) -> bool {
        !self.is_absolute()
    }
    pub fn has_root(&self) -> bool {
        self.inner.as_bytes().first() == Some(&b'/')
    }
    pub fn parent(&self) -> Option<&Path> {
        let mut components = self.components();
        match components.next_back()? {
            Component::Normal(_) | Component::CurDir | Component::ParentDir => Some(components.as_path()),
            _ => None,
        }
    }
    pub fn ancestors(&self) -> Ancestors<'_> {
        Ancestors::new(self)
    }
    pub fn file_name(&self) -> Option<&OsStr> {
        match self.components().next_back() {
            Some(Component::Normal(name)) => Some(name),
            _ => None,
        }
    }
    pub fn strip_prefix<P: AsRef<Path>>(&self, base: P) -> Result<&Path, StripPrefixError> {
        let mut components = self.components();
        for expected in base.as_ref().components() {
            match components.next() {
                Some(component) if component == expected => {}
                _ => return Err(StripPrefixError(())),
            }
        }
        Ok(components.as_path())
    }
    pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool {
        self.strip_prefix(base).is_ok()
    }
    pub fn ends_with<P: AsRef<Path>>(&self, child: P) -> bool {
        let mut components = self.components();
        for expected in child.as_ref().components().rev() {
            match components.next_back() {
                Some(component) if component == expected => {}
                _ => return false,
            }
        }
        true
    }
    pub fn file_stem(&self) -> Option<&OsStr> {
        self.file_name().and_then(|name| split_name(name).0)
    }
    pub fn extension(&self) -> Option<&OsStr> {
        self.file_name().and_then(|name| split_name(name).1)
    }
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf {
        let mut joined = self.to_path_buf();
        joined.push(path);
        joined
    }
    pub fn with_file_name<S: AsRef<OsStr>>(&self, name: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.set_file_name(name);
        path
    }
    pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.set_extension(extension);
        path
    }
    pub fn components(&self) -> Components<'_> {
        Components::new(self)
    }
    pub fn iter(&self) -> Iter<'_> {
        Iter::new(self)
    }
    pub fn display(&self) -> Display<'_> {
        Display { text: self.as_os_str().display() }
    }
    pub fn as_mut_os_str(&mut self) -> &mut OsStr {
        &mut self.inner
    }
    /// The part of the name before its first dot that is not its start.
    pub fn file_prefix(&self) -> Option<&OsStr> {
        let name = self.file_name()?;
        let bytes = name.as_bytes();
        match bytes.iter().skip(1).position(|b| *b == b'.') {
            Some(dot) if bytes != b".." => Some(OsStr::from_bytes(&bytes[..dot + 1])),
            _ => Some(name),
        }
    }
    pub fn with_added_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.add_extension(extension);
        path
    }
    pub fn into_path_buf(self: Box<Path>) -> PathBuf {
        PathBuf::from(self)
    }
    pub fn symlink_metadata(&self) -> io::Result<fs::Metadata> {
        fs::symlink_metadata(self)
    }
    pub fn canonicalize(&self) -> io::Result<PathBuf> {
        fs::canonicalize(self)
    }
    pub fn read_link(&self) -> io::Result<PathBuf> {
        fs::read_link(self)
    }
    pub fn is_symlink(&self) -> bool {
        fs::symlink_metadata(self).map(|metadata| metadata.is_symlink()).unwrap_or(false)
    }
    pub fn metadata(&self) -> io::Result<fs::Metadata> {
        fs::metadata(self)
    }
    pub fn exists(&self) -> bool {
        fs::metadata(self).is_ok()
    }
    pub fn try_exists(&self) -> io::Result<bool> {
        fs::exists(self)
    }
    pub fn is_file(&self) -> bool {
        fs::metadata(self).map(|metadata| metadata.is_file()).unwrap_or(false)
    }
    pub fn is_dir(&self) -> bool {
        fs::metadata(self).map(|metadata| metadata.is_dir()).unwrap_or(false)
    }
    pub fn read_dir(&self) -> io::Result<fs::ReadDir> {
        fs::read_dir(self)
    }
}

/// Shows a path.
pub struct Display<'a> {
    text: crate::ffi::os_str::Display<'a>,
}
impl fmt::Display for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.text, f)
    }
}
impl fmt::Debug for Display<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl PathBuf {
    pub const fn new() -> PathBuf {
        PathBuf { inner: OsString::new() }
    }
    pub fn as_path(&self) -> &Path {
        self
    }
    pub fn push<P: AsRef<Path>>(&mut self, path: P) {
        let path = path.as_ref();
        if path.is_absolute() {
            self.inner.clear();
        } else if !self.inner.is_empty() && self.inner.as_bytes().last() != Some(&b'/') {
            self.inner.push("/");
        }
        self.inner.push(path);
    }
    pub fn pop(&mut self) -> bool {
        match self.parent().map(|parent| parent.as_os_str().len()) {
            Some(length) => {
                self.inner.truncate(length);
                true
            }
            None => false,
        }
    }
    pub fn set_file_name<S: AsRef<OsStr>>(&mut self, name: S) {
        if self.file_name().is_some() {
            self.pop();
        }
        self.push(name.as_ref());
    }
    pub fn set_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool {
        let Some(stem) = self.file_stem() else { return false };
        // Everything behind the stem goes.
        let end = stem.as_bytes().as_ptr() as usize + stem.len() - self.inner.as_bytes().as_ptr() as usize;
        self.inner.truncate(end);
        let extension = extension.as_ref();
        if !extension.is_empty() {
            self.inner.push(".");
            self.inner.push(extension);
        }
        true
    }
    pub fn add_extension<S: AsRef<OsStr>>(&mut self, extension: S) -> bool {
        let Some(name) = self.file_name() else { return false };
        let end = name.as_bytes().as_ptr() as usize + name.len() - self.inner.as_bytes().as_ptr() as usize;
        let extension = extension.as_ref();
        if !extension.is_empty() {
            self.inner.truncate(end);
            self.inner.push(".");
            self.inner.push(extension);
        }
        true
    }
    pub fn with_capacity(capacity: usize) -> PathBuf {
        PathBuf { inner: OsString::with_capacity(capacity) }
    }
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }
    pub fn reserve(&mut self, additional: usize) {
        self.inner.reserve(additional)
    }
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve(additional)
    }
    pub fn reserve_exact(&mut self, additional: usize) {
        self.inner.reserve_exact(additional)
    }
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve_exact(additional)
    }
    pub fn shrink_to_fit(&mut self) {
        self.inner.shrink_to_fit()
    }
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.inner.shrink_to(min_capacity)
    }
    pub fn leak<'a>(self) -> &'a mut Path {
        unsafe { &mut *(self.inner.leak() as *mut OsStr as *mut Path) }
    }
    pub fn as_mut_os_string(&mut self) -> &mut OsString {
        &mut self.inner
    }
    pub fn into_os_string(self) -> OsString {
        self.inner
    }
    pub fn clear(&mut self) {
        self.inner.clear()
    }
    pub fn into_boxed_path(self) -> Box<Path> {
        unsafe { Box::from_raw(Box::into_raw(self.inner.into_boxed_os_str()) as *mut Path) }
    }
}

impl Deref for PathBuf {
    type Target = Path;
    fn deref(&self) -> &Path {
        Path::new(&self.inner)
    }
}
impl DerefMut for PathBuf {
    fn deref_mut(&mut self) -> &mut Path {
        unsafe { &mut *(&mut *self.inner as *mut OsStr as *mut Path) }
    }
}
macro_rules! shared_paths {
    ($($pointer:ident)*) => { $(
        impl From<PathBuf> for $pointer<Path> {
            fn from(path: PathBuf) -> $pointer<Path> {
                let text: $pointer<OsStr> = $pointer::from(path.inner);
                unsafe { $pointer::from_raw($pointer::into_raw(text) as *const Path as *mut Path) }
            }
        }
        impl From<&Path> for $pointer<Path> {
            fn from(path: &Path) -> $pointer<Path> {
                $pointer::from(path.to_path_buf())
            }
        }
    )* };
}
shared_paths! { Box Rc Arc }
impl Clone for Box<Path> {
    fn clone(&self) -> Self {
        (**self).into()
    }
}
impl From<Box<Path>> for PathBuf {
    fn from(path: Box<Path>) -> PathBuf {
        let text = unsafe { Box::from_raw(Box::into_raw(path) as *mut OsStr) };
        PathBuf { inner: text.into_os_string() }
    }
}
impl<'a> From<&'a PathBuf> for Cow<'a, Path> {
    fn from(path: &'a PathBuf) -> Cow<'a, Path> {
        Cow::Borrowed(path)
    }
}
impl<'a> From<Cow<'a, Path>> for PathBuf {
    fn from(path: Cow<'a, Path>) -> PathBuf {
        path.into_owned()
    }
}
impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.inner, f)
    }
}
impl fmt::Debug for PathBuf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl PartialEq for Path {
    fn eq(&self, other: &Path) -> bool {
        self.components().eq(other.components())
    }
}
impl Eq for Path {}
impl PartialOrd for Path {
    fn partial_cmp(&self, other: &Path) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Path {
    fn cmp(&self, other: &Path) -> Ordering {
        self.components().cmp(other.components())
    }
}
impl Hash for Path {
    fn hash<H: Hasher>(&self, state: &mut H) {
        for component in self.components() {
            component.hash(state);
        }
    }
}
impl PartialEq for PathBuf {
    fn eq(&self, other: &PathBuf) -> bool {
        **self == **other
    }
}
impl Eq for PathBuf {}
impl PartialOrd for PathBuf {
    fn partial_cmp(&self, other: &PathBuf) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for PathBuf {
    fn cmp(&self, other: &PathBuf) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl Hash for PathBuf {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
/// Comparisons in both directions: equality, and order where it says so.
macro_rules! path_comparisons {
    (equality $($left:ty, $right:ty;)*) => { $(
        impl<'a, 'b> PartialEq<$right> for $left {
            fn eq(&self, other: &$right) -> bool {
                let (left, right): (&Path, &Path) = (self.as_ref(), other.as_ref());
                left == right
            }
        }
        impl<'a, 'b> PartialEq<$left> for $right {
            fn eq(&self, other: &$left) -> bool {
                other == self
            }
        }
    )* };
    (order $($left:ty, $right:ty;)*) => { $(
        path_comparisons! { equality $left, $right; }
        impl<'a, 'b> PartialOrd<$right> for $left {
            fn partial_cmp(&self, other: &$right) -> Option<Ordering> {
                let (left, right): (&Path, &Path) = (self.as_ref(), other.as_ref());
                Some(left.cmp(right))
            }
        }
        impl<'a, 'b> PartialOrd<$left> for $right {
            fn partial_cmp(&self, other: &$left) -> Option<Ordering> {
                let (left, right): (&Path, &Path) = (self.as_ref(), other.as_ref());
                Some(left.cmp(right))
            }
        }
    )* };
}
path_comparisons! { equality Path, str; Path, String; PathBuf, str; PathBuf, String; }
path_comparisons! { order
    PathBuf, Path; PathBuf, &'a Path; PathBuf, OsStr; PathBuf, &'a OsStr; PathBuf, OsString;
    PathBuf, Cow<'a, OsStr>; PathBuf, Cow<'a, Path>; Path, OsStr; Path, &'a OsStr; Path, OsString;
    Path, Cow<'a, OsStr>; Path, Cow<'a, Path>; &'a Path, OsStr; &'a Path, OsString;
    &'a Path, Cow<'b, OsStr>; &'a Path, Cow<'b, Path>;
}
macro_rules! as_path {
    ($($t:ty)*) => { $(
        impl AsRef<Path> for $t {
            fn as_ref(&self) -> &Path {
                Path::new(self)
            }
        }
    )* };
}
as_path! { str String OsStr OsString }
impl AsRef<Path> for Path {
    fn as_ref(&self) -> &Path {
        self
    }
}
impl AsRef<Path> for PathBuf {
    fn as_ref(&self) -> &Path {
        self
    }
}
impl AsRef<Path> for Cow<'_, OsStr> {
    fn as_ref(&self) -> &Path {
        Path::new(&**self)
    }
}
impl AsRef<OsStr> for Path {
    fn as_ref(&self) -> &OsStr {
        &self.inner
    }
}
impl AsRef<OsStr> for PathBuf {
    fn as_ref(&self) -> &OsStr {
        &self.inner
    }
}
impl Borrow<Path> for PathBuf {
    fn borrow(&self) -> &Path {
        self
    }
}
impl ToOwned for Path {
    type Owned = PathBuf;
    fn to_owned(&self) -> PathBuf {
        self.to_path_buf()
    }
}
impl<T: ?Sized + AsRef<OsStr>> From<&T> for PathBuf {
    fn from(path: &T) -> PathBuf {
        PathBuf { inner: path.as_ref().to_os_string() }
    }
}
impl From<OsString> for PathBuf {
    fn from(path: OsString) -> PathBuf {
        PathBuf { inner: path }
    }
}
impl From<String> for PathBuf {
    fn from(path: String) -> PathBuf {
        PathBuf { inner: OsString::from(path) }
    }
}
impl From<PathBuf> for OsString {
    fn from(path: PathBuf) -> OsString {
        path.inner
    }
}
impl<'a> From<&'a Path> for Cow<'a, Path> {
    fn from(path: &'a Path) -> Cow<'a, Path> {
        Cow::Borrowed(path)
    }
}
impl<'a> From<PathBuf> for Cow<'a, Path> {
    fn from(path: PathBuf) -> Cow<'a, Path> {
        Cow::Owned(path)
    }
}
impl FromStr for PathBuf {
    type Err = Infallible;
    fn from_str(path: &str) -> Result<PathBuf, Infallible> {
        Ok(PathBuf::from(path))
    }
}
impl<P: AsRef<Path>> FromIterator<P> for PathBuf {
    fn from_iter<I: IntoIterator<Item = P>>(iter: I) -> PathBuf {
        let mut path = PathBuf::new();
        path.extend(iter);
        path
    }
}
impl<P: AsRef<Path>> Extend<P> for PathBuf {
    fn extend<I: IntoIterator<Item = P>>(&mut self, iter: I) {
        for part in iter {
            self.push(part);
        }
    }
}
impl<'a> IntoIterator for &'a Path {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}
impl<'a> IntoIterator for &'a PathBuf {
    type Item = &'a OsStr;
    type IntoIter = Iter<'a>;
    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}
