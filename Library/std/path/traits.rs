//! Traits of paths.

use super::{Iter, Path, PathBuf};
use crate::borrow::{Borrow, Cow, ToOwned};
use crate::boxed::Box;
use crate::cmp::Ordering;
use crate::convert::Infallible;
use crate::ffi::{OsStr, OsString};
use crate::fmt;
use crate::hash::{Hash, Hasher};
use crate::ops::{Deref, DerefMut};
use crate::rc::Rc;
use crate::sync::Arc;
use crate::str::FromStr;
use crate::string::String;

impl Deref for PathBuf {
    type Target = Path;
    fn deref(&self) -> &Path {
        Path::new(&self.inner)
    }
}
impl DerefMut for PathBuf {
    fn deref_mut(&mut self) -> &mut Path {
        // SAFETY: a path is laid out like the text that it wraps.
        unsafe { &mut *(&mut *self.inner as *mut OsStr as *mut Path) }
    }
}
macro_rules! shared_paths {
    ($($pointer:ident)*) => { $(
        impl From<PathBuf> for $pointer<Path> {
            fn from(path: PathBuf) -> $pointer<Path> {
                let text: $pointer<OsStr> = $pointer::from(path.inner);
                // SAFETY: a path is laid out like the text that it wraps.
                unsafe { $pointer::from_raw($pointer::into_raw(text) as *const Path as *mut Path) }
            }
        }
        impl From<&Path> for $pointer<Path> {
            fn from(path: &Path) -> $pointer<Path> {
                $pointer::from(path.to_path_buf())
            }
        }
        impl From<&mut Path> for $pointer<Path> {
            fn from(path: &mut Path) -> $pointer<Path> {
                $pointer::from(&*path)
            }
        }
    )* };
}
shared_paths! { Box Rc Arc }
impl From<Cow<'_, Path>> for Box<Path> {
    fn from(path: Cow<'_, Path>) -> Box<Path> {
        Box::from(path.into_owned())
    }
}
impl Clone for Box<Path> {
    fn clone(&self) -> Self {
        (**self).into()
    }
}
impl From<Box<Path>> for PathBuf {
    fn from(path: Box<Path>) -> PathBuf {
        // SAFETY: a path is laid out like the text that it wraps.
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
    &'a Path, Cow<'b, OsStr>; &'a Path, Cow<'b, Path>; Cow<'a, Path>, OsStr; Cow<'a, Path>, &'b OsStr;
    Cow<'a, Path>, OsString;
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
