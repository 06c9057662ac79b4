//! Paths of files.

mod components;
mod traits;

pub use self::components::{Ancestors, Component, Components, Iter, Prefix, PrefixComponent};

use crate::borrow::Cow;
use crate::boxed::Box;
use crate::error::Error;
use crate::ffi::{OsStr, OsString};
use crate::{fmt, fs, io};

/// What stands between the components of a path.
pub const MAIN_SEPARATOR: char = '/';
/// What stands between the components of a path, as a text.
pub const MAIN_SEPARATOR_STR: &str = "/";

/// A path from the root, without looking at the file system.
///
/// # Examples
/// ```
/// use std::path::{absolute, Path};
/// assert_eq!(absolute("/a/./b").unwrap(), Path::new("/a/b"));
/// ```
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

/// Whether a character stands between the components of paths.
///
/// # Examples
/// ```
/// assert!(std::path::is_separator('/'));
/// ```
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
    /// A text as a path, without copying.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").components().count(), 2);
    /// ```
    pub fn new<S: AsRef<OsStr> + ?Sized>(path: &S) -> &Path {
        // SAFETY: a path is laid out like the text that it wraps.
        unsafe { &*(path.as_ref() as *const OsStr as *const Path) }
    }
    /// The path as a text of the operating system.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").as_os_str(), "a/b");
    /// ```
    pub fn as_os_str(&self) -> &OsStr {
        &self.inner
    }
    /// The path as a text, if it is UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").to_str(), Some("a/b"));
    /// ```
    pub fn to_str(&self) -> Option<&str> {
        self.inner.to_str()
    }
    /// The path as a text, with U+FFFD for what is not UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").to_string_lossy(), "a/b");
    /// ```
    pub fn to_string_lossy(&self) -> Cow<'_, str> {
        self.inner.to_string_lossy()
    }
    /// An owned copy.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// assert_eq!(Path::new("a/b").to_path_buf(), PathBuf::from("a/b"));
    /// ```
    pub fn to_path_buf(&self) -> PathBuf {
        PathBuf { inner: self.inner.to_os_string() }
    }
    /// Whether the path starts at the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("/a").is_absolute());
    /// assert!(!Path::new("a").is_absolute());
    /// ```
    pub fn is_absolute(&self) -> bool {
        self.has_root()
    }
    /// Whether the path starts at the present folder.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("a").is_relative());
    /// ```
    pub fn is_relative(&self) -> bool {
        !self.is_absolute()
    }
    /// Whether the path starts at the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("/a").has_root());
    /// ```
    pub fn has_root(&self) -> bool {
        self.inner.as_bytes().first() == Some(&b'/')
    }
    /// The path without its last component; nothing if there is none but the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").parent(), Some(Path::new("a")));
    /// assert_eq!(Path::new("/").parent(), None);
    /// ```
    pub fn parent(&self) -> Option<&Path> {
        let mut components = self.components();
        match components.next_back()? {
            Component::Normal(_) | Component::CurDir | Component::ParentDir => Some(components.as_path()),
            _ => None,
        }
    }
    /// The path, its parent, that one's, and so on.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// let all: Vec<_> = Path::new("/a/b").ancestors().collect();
    /// assert_eq!(all, [Path::new("/a/b"), Path::new("/a"), Path::new("/")]);
    /// ```
    pub fn ancestors(&self) -> Ancestors<'_> {
        Ancestors::new(self)
    }
    /// The last component, if it is a name.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b.txt").file_name().unwrap(), "b.txt");
    /// assert_eq!(Path::new("a/..").file_name(), None);
    /// ```
    pub fn file_name(&self) -> Option<&OsStr> {
        match self.components().next_back() {
            Some(Component::Normal(name)) => Some(name),
            _ => None,
        }
    }
    /// What follows a base; an error if the path does not start with its components.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("/a/b").strip_prefix("/a").unwrap(), Path::new("b"));
    /// assert!(Path::new("/ab").strip_prefix("/a").is_err());
    /// ```
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
    /// Whether the path starts with the components of another.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("/a/b").starts_with("/a"));
    /// assert!(!Path::new("/ab").starts_with("/a"));
    /// ```
    pub fn starts_with<P: AsRef<Path>>(&self, base: P) -> bool {
        self.strip_prefix(base).is_ok()
    }
    /// Whether the path ends with the components of another.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("/a/b").ends_with("b"));
    /// ```
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
    /// The name without its extension.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b.tar.gz").file_stem().unwrap(), "b.tar");
    /// ```
    pub fn file_stem(&self) -> Option<&OsStr> {
        self.file_name().and_then(|name| split_name(name).0)
    }
    /// What follows the last dot of the name, unless the name starts with it.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("b.tar.gz").extension().unwrap(), "gz");
    /// assert_eq!(Path::new(".profile").extension(), None);
    /// ```
    pub fn extension(&self) -> Option<&OsStr> {
        self.file_name().and_then(|name| split_name(name).1)
    }
    /// This path with another after it; only the other if that starts at the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a").join("b"), Path::new("a/b"));
    /// assert_eq!(Path::new("a").join("/b"), Path::new("/b"));
    /// ```
    pub fn join<P: AsRef<Path>>(&self, path: P) -> PathBuf {
        let mut joined = self.to_path_buf();
        joined.push(path);
        joined
    }
    /// The path with another name at its end.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").with_file_name("c"), Path::new("a/c"));
    /// ```
    pub fn with_file_name<S: AsRef<OsStr>>(&self, name: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.set_file_name(name);
        path
    }
    /// The path with another extension, or without one if that is empty.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b.c").with_extension("rs"), Path::new("a/b.rs"));
    /// ```
    pub fn with_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.set_extension(extension);
        path
    }
    /// The components, without empty ones and single dots (but the first).
    ///
    /// # Examples
    /// ```
    /// use std::path::{Component, Path};
    /// let all: Vec<_> = Path::new("/a/./b").components().collect();
    /// assert_eq!(all[0], Component::RootDir);
    /// assert_eq!(all.len(), 3);
    /// ```
    pub fn components(&self) -> Components<'_> {
        Components::new(self)
    }
    /// The components as texts.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("/a/b").iter().collect::<Vec<_>>(), ["/", "a", "b"]);
    /// ```
    pub fn iter(&self) -> Iter<'_> {
        Iter::new(self)
    }
    /// What shows the path, with U+FFFD for what is not UTF-8.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b").display().to_string(), "a/b");
    /// ```
    pub fn display(&self) -> Display<'_> {
        Display { text: self.as_os_str().display() }
    }
    /// The text of the path, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::path::PathBuf;
    /// let mut path = PathBuf::from("A");
    /// path.as_mut_os_str().make_ascii_lowercase();
    /// assert_eq!(path, PathBuf::from("a"));
    /// ```
    pub fn as_mut_os_str(&mut self) -> &mut OsStr {
        &mut self.inner
    }
    /// The part of the name before its first dot that is not its start.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("a/b.tar.gz").file_prefix().unwrap(), "b");
    /// ```
    pub fn file_prefix(&self) -> Option<&OsStr> {
        let name = self.file_name()?;
        let bytes = name.as_bytes();
        match bytes.iter().skip(1).position(|b| *b == b'.') {
            Some(dot) if bytes != b".." => Some(OsStr::from_bytes(&bytes[..dot + 1])),
            _ => Some(name),
        }
    }
    /// The path with an extension more.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("b.tar").with_added_extension("gz"), Path::new("b.tar.gz"));
    /// ```
    pub fn with_added_extension<S: AsRef<OsStr>>(&self, extension: S) -> PathBuf {
        let mut path = self.to_path_buf();
        path.add_extension(extension);
        path
    }
    /// The path as a buffer, in the same memory.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let boxed: Box<Path> = Path::new("a").into();
    /// assert_eq!(boxed.into_path_buf(), PathBuf::from("a"));
    /// ```
    pub fn into_path_buf(self: Box<Path>) -> PathBuf {
        PathBuf::from(self)
    }
    /// What is known of the file; of a symbolic link itself.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert!(Path::new("/").symlink_metadata().unwrap().is_dir());
    /// ```
    pub fn symlink_metadata(&self) -> io::Result<fs::Metadata> {
        fs::symlink_metadata(self)
    }
    /// The path from the root, without symbolic links, `.` and `..`.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// assert_eq!(Path::new("/.").canonicalize().unwrap(), Path::new("/"));
    /// ```
    pub fn canonicalize(&self) -> io::Result<PathBuf> {
        fs::canonicalize(self)
    }
    /// What the symbolic link says; an error if it is none.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").read_link().is_err());
    /// ```
    pub fn read_link(&self) -> io::Result<PathBuf> {
        fs::read_link(self)
    }
    /// Whether there is a symbolic link.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::path::Path::new("/").is_symlink());
    /// ```
    pub fn is_symlink(&self) -> bool {
        fs::symlink_metadata(self).map(|metadata| metadata.is_symlink()).unwrap_or(false)
    }
    /// What is known of the file; of a symbolic link's target.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").metadata().unwrap().is_dir());
    /// ```
    pub fn metadata(&self) -> io::Result<fs::Metadata> {
        fs::metadata(self)
    }
    /// Whether there is a file or folder, as far as can be found out.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").exists());
    /// ```
    pub fn exists(&self) -> bool {
        fs::metadata(self).is_ok()
    }
    /// Whether there is a file or folder; an error if that cannot be found out.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").try_exists().unwrap());
    /// ```
    pub fn try_exists(&self) -> io::Result<bool> {
        fs::exists(self)
    }
    /// Whether there is a regular file.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::path::Path::new("/").is_file());
    /// ```
    pub fn is_file(&self) -> bool {
        fs::metadata(self).map(|metadata| metadata.is_file()).unwrap_or(false)
    }
    /// Whether there is a folder.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").is_dir());
    /// ```
    pub fn is_dir(&self) -> bool {
        fs::metadata(self).map(|metadata| metadata.is_dir()).unwrap_or(false)
    }
    /// The entries of the folder.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::Path::new("/").read_dir().is_ok());
    /// ```
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
    /// An empty path.
    ///
    /// # Examples
    /// ```
    /// use std::path::PathBuf;
    /// let mut path = PathBuf::new();
    /// path.push("a");
    /// assert_eq!(path, PathBuf::from("a"));
    /// ```
    pub const fn new() -> PathBuf {
        PathBuf { inner: OsString::new() }
    }
    /// The path, borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// assert_eq!(PathBuf::from("a").as_path(), Path::new("a"));
    /// ```
    pub fn as_path(&self) -> &Path {
        self
    }
    /// Appends a path; puts it in the place of this one if it starts at the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a");
    /// path.push("b");
    /// assert_eq!(path, Path::new("a/b"));
    /// path.push("/c");
    /// assert_eq!(path, Path::new("/c"));
    /// ```
    pub fn push<P: AsRef<Path>>(&mut self, path: P) {
        let path = path.as_ref();
        if path.is_absolute() {
            self.inner.clear();
        } else if !self.inner.is_empty() && self.inner.as_bytes().last() != Some(&b'/') {
            self.inner.push("/");
        }
        self.inner.push(path);
    }
    /// Takes the last component off; `false` if there is none but the root.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("/a");
    /// assert!(path.pop());
    /// assert_eq!(path, Path::new("/"));
    /// assert!(!path.pop());
    /// ```
    pub fn pop(&mut self) -> bool {
        match self.parent().map(|parent| parent.as_os_str().len()) {
            Some(length) => {
                self.inner.truncate(length);
                true
            }
            None => false,
        }
    }
    /// Puts a name in the place of the one at the end, or appends it.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a/b");
    /// path.set_file_name("c");
    /// assert_eq!(path, Path::new("a/c"));
    /// ```
    pub fn set_file_name<S: AsRef<OsStr>>(&mut self, name: S) {
        if self.file_name().is_some() {
            self.pop();
        }
        self.push(name.as_ref());
    }
    /// Puts an extension in the place of the present one; takes that off if the new one is empty. `false`
    /// if the path has no name at its end.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a.c");
    /// assert!(path.set_extension("rs"));
    /// assert_eq!(path, Path::new("a.rs"));
    /// ```
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
    /// Appends an extension. `false` if the path has no name at its end.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a.tar");
    /// assert!(path.add_extension("gz"));
    /// assert_eq!(path, Path::new("a.tar.gz"));
    /// ```
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
    /// An empty path with room for so many bytes.
    ///
    /// # Examples
    /// ```
    /// use std::path::PathBuf;
    /// assert!(PathBuf::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn with_capacity(capacity: usize) -> PathBuf {
        PathBuf { inner: OsString::with_capacity(capacity) }
    }
    /// How many bytes there is room for without allocating.
    ///
    /// # Examples
    /// ```
    /// use std::path::PathBuf;
    /// assert!(PathBuf::with_capacity(10).capacity() >= 10);
    /// ```
    pub fn capacity(&self) -> usize {
        self.inner.capacity()
    }
    /// Makes room for so many more bytes, and for more than that when it has to allocate.
    ///
    /// # Examples
    /// ```
    /// let mut path = std::path::PathBuf::new();
    /// path.reserve(10);
    /// assert!(path.capacity() >= 10);
    /// ```
    pub fn reserve(&mut self, additional: usize) {
        self.inner.reserve(additional)
    }
    /// As `reserve`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::PathBuf::new().try_reserve(usize::MAX).is_err());
    /// ```
    pub fn try_reserve(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve(additional)
    }
    /// Makes room for so many more bytes, and no more than that.
    ///
    /// # Examples
    /// ```
    /// let mut path = std::path::PathBuf::new();
    /// path.reserve_exact(10);
    /// assert!(path.capacity() >= 10);
    /// ```
    pub fn reserve_exact(&mut self, additional: usize) {
        self.inner.reserve_exact(additional)
    }
    /// As `reserve_exact`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// assert!(std::path::PathBuf::new().try_reserve_exact(usize::MAX).is_err());
    /// ```
    pub fn try_reserve_exact(&mut self, additional: usize) -> Result<(), crate::collections::TryReserveError> {
        self.inner.try_reserve_exact(additional)
    }
    /// Gives back the room that is not used.
    ///
    /// # Examples
    /// ```
    /// let mut path = std::path::PathBuf::with_capacity(100);
    /// path.push("a");
    /// path.shrink_to_fit();
    /// assert!(path.capacity() < 100);
    /// ```
    pub fn shrink_to_fit(&mut self) {
        self.inner.shrink_to_fit()
    }
    /// Gives back the room that is beyond so many bytes.
    ///
    /// # Examples
    /// ```
    /// let mut path = std::path::PathBuf::with_capacity(100);
    /// path.shrink_to(10);
    /// assert!((10..100).contains(&path.capacity()));
    /// ```
    pub fn shrink_to(&mut self, min_capacity: usize) {
        self.inner.shrink_to(min_capacity)
    }
    /// The path for the rest of the program's life.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let path: &'static Path = PathBuf::from("a").leak();
    /// assert_eq!(path, Path::new("a"));
    /// ```
    pub fn leak<'a>(self) -> &'a mut Path {
        // SAFETY: a path is laid out like the text that it wraps.
        unsafe { &mut *(self.inner.leak() as *mut OsStr as *mut Path) }
    }
    /// The text of the path, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a");
    /// path.as_mut_os_string().push("b");
    /// assert_eq!(path, Path::new("ab"));
    /// ```
    pub fn as_mut_os_string(&mut self) -> &mut OsString {
        &mut self.inner
    }
    /// The text of the path, by value.
    ///
    /// # Examples
    /// ```
    /// use std::path::PathBuf;
    /// assert_eq!(PathBuf::from("a").into_os_string(), "a");
    /// ```
    pub fn into_os_string(self) -> OsString {
        self.inner
    }
    /// Takes all components off and keeps the room.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// let mut path = PathBuf::from("a");
    /// path.clear();
    /// assert_eq!(path, Path::new(""));
    /// ```
    pub fn clear(&mut self) {
        self.inner.clear()
    }
    /// The path in a box of just its size.
    ///
    /// # Examples
    /// ```
    /// use std::path::{Path, PathBuf};
    /// assert_eq!(&*PathBuf::from("a").into_boxed_path(), Path::new("a"));
    /// ```
    pub fn into_boxed_path(self) -> Box<Path> {
        // SAFETY: a path is laid out like the text that it wraps.
        unsafe { Box::from_raw(Box::into_raw(self.inner.into_boxed_os_str()) as *mut Path) }
    }
}
