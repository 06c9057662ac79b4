//! The components of a path.

use super::Path;
use crate::ffi::OsStr;
use crate::cmp::Ordering;
use crate::fmt;
use crate::iter::FusedIterator;

/// A drive or a share. Paths of this system have none.
#[derive(Copy, Clone, Debug, Hash, PartialOrd, Ord, PartialEq, Eq)]
pub enum Prefix<'a> {
    /// A path that is taken literally.
    Verbatim(&'a OsStr),
    /// A device.
    DeviceNS(&'a OsStr),
    /// A share of a server.
    UNC(&'a OsStr, &'a OsStr),
    /// A drive.
    Disk(u8),
}

impl Prefix<'_> {
    /// Whether the path is taken literally.
    ///
    /// # Examples
    /// ```
    /// use std::path::Prefix;
    /// assert!(!Prefix::Disk(b'C').is_verbatim());
    /// ```
    pub fn is_verbatim(&self) -> bool {
        matches!(self, Prefix::Verbatim(_))
    }
}

/// The first component of a path with a prefix.
#[derive(Copy, Clone, Debug, Hash, PartialOrd, Ord, PartialEq, Eq)]
pub struct PrefixComponent<'a> {
    raw: &'a OsStr,
    parsed: Prefix<'a>,
}

impl<'a> PrefixComponent<'a> {
    /// What the prefix means.
    pub fn kind(&self) -> Prefix<'a> {
        self.parsed
    }
    /// The prefix as it is written.
    pub fn as_os_str(&self) -> &'a OsStr {
        self.raw
    }
}

/// A component of a path.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Component<'a> {
    /// A drive or a share, which only other systems have.
    Prefix(PrefixComponent<'a>),
    /// The root.
    RootDir,
    /// The folder itself: `.`
    CurDir,
    /// The folder above: `..`
    ParentDir,
    /// A name.
    Normal(&'a OsStr),
}

impl<'a> Component<'a> {
    /// The component as it is written.
    ///
    /// # Examples
    /// ```
    /// use std::path::Component;
    /// assert_eq!(Component::ParentDir.as_os_str(), "..");
    /// ```
    pub fn as_os_str(self) -> &'a OsStr {
        match self {
            Component::Prefix(prefix) => prefix.raw,
            Component::RootDir => OsStr::new("/"),
            Component::CurDir => OsStr::new("."),
            Component::ParentDir => OsStr::new(".."),
            Component::Normal(name) => name,
        }
    }
}
impl AsRef<OsStr> for Component<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_os_str()
    }
}
impl AsRef<Path> for Component<'_> {
    fn as_ref(&self) -> &Path {
        Path::new(self.as_os_str())
    }
}

/// The components of a path: empty ones and single dots (but the first) are left out.
#[derive(Clone)]
pub struct Components<'a> {
    rest: &'a [u8],
    /// Whether the start of the rest is the start of the path.
    at_start: bool,
}

impl<'a> Components<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Components { rest: path.as_os_str().as_bytes(), at_start: true }
    }

    /// What is left, as a path.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// let mut components = Path::new("a/b/c").components();
    /// components.next();
    /// assert_eq!(components.as_path(), Path::new("b/c"));
    /// ```
    pub fn as_path(&self) -> &'a Path {
        let mut components = self.clone();
        components.trim_front();
        components.trim_back();
        Path::new(OsStr::from_bytes(components.rest))
    }

    /// Whether the front of the rest is a root or a dot that counts.
    fn special_front(&self) -> usize {
        if !self.at_start {
            return 0;
        }
        match self.rest {
            [b'/', ..] => 1,
            [b'.'] | [b'.', b'/', ..] => 1,
            _ => 0,
        }
    }

    fn trim_front(&mut self) {
        if self.at_start {
            return;
        }
        loop {
            match self.rest {
                [b'/', rest @ ..] => self.rest = rest,
                [b'.'] => self.rest = &[],
                [b'.', b'/', ..] => self.rest = &self.rest[1..],
                _ => return,
            }
        }
    }

    fn trim_back(&mut self) {
        loop {
            if self.rest.len() <= self.special_front() {
                return;
            }
            match self.rest {
                [rest @ .., b'/'] => self.rest = rest,
                [rest @ .., b'/', b'.'] => self.rest = &self.rest[..rest.len() + 1],
                [b'.'] if !self.at_start => self.rest = &[],
                _ => return,
            }
        }
    }
}

fn component(bytes: &[u8]) -> Component<'_> {
    if bytes == b".." { Component::ParentDir } else { Component::Normal(OsStr::from_bytes(bytes)) }
}

impl<'a> Iterator for Components<'a> {
    type Item = Component<'a>;
    fn next(&mut self) -> Option<Component<'a>> {
        if self.special_front() > 0 {
            let first = self.rest[0];
            self.rest = &self.rest[1..];
            self.at_start = false;
            return Some(if first == b'/' { Component::RootDir } else { Component::CurDir });
        }
        self.at_start = false;
        self.trim_front();
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.iter().position(|b| *b == b'/').unwrap_or(self.rest.len());
        let (first, rest) = self.rest.split_at(end);
        self.rest = rest;
        Some(component(first))
    }
}
impl<'a> DoubleEndedIterator for Components<'a> {
    fn next_back(&mut self) -> Option<Component<'a>> {
        self.trim_front();
        self.trim_back();
        let special = self.special_front();
        if self.rest.len() <= special {
            return self.next();
        }
        let start = match self.rest.iter().rposition(|b| *b == b'/') {
            Some(slash) => slash + 1,
            None => 0,
        };
        let (rest, last) = self.rest.split_at(start);
        self.rest = rest;
        // The separators before belong to no component, except for the root.
        self.trim_back();
        Some(component(last))
    }
}
impl FusedIterator for Components<'_> {}
impl<'a> PartialEq for Components<'a> {
    fn eq(&self, other: &Self) -> bool {
        Iterator::eq(self.clone(), other.clone())
    }
}
impl Eq for Components<'_> {}
impl<'a> PartialOrd for Components<'a> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Components<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        Iterator::cmp(self.clone(), other.clone())
    }
}
impl AsRef<OsStr> for Components<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_path().as_os_str()
    }
}
impl fmt::Debug for Components<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Components(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}
impl AsRef<Path> for Components<'_> {
    fn as_ref(&self) -> &Path {
        self.as_path()
    }
}

/// The components of a path as texts.
#[derive(Clone)]
pub struct Iter<'a> {
    inner: Components<'a>,
}
impl fmt::Debug for Iter<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Iter(")?;
        f.debug_list().entries(self.clone()).finish()?;
        f.write_str(")")
    }
}
impl FusedIterator for Iter<'_> {}
impl AsRef<Path> for Iter<'_> {
    fn as_ref(&self) -> &Path {
        self.as_path()
    }
}
impl AsRef<OsStr> for Iter<'_> {
    fn as_ref(&self) -> &OsStr {
        self.as_path().as_os_str()
    }
}
impl<'a> Iter<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Iter { inner: path.components() }
    }
    /// What is left, as a path.
    ///
    /// # Examples
    /// ```
    /// use std::path::Path;
    /// let mut names = Path::new("a/b/c").iter();
    /// names.next();
    /// assert_eq!(names.as_path(), Path::new("b/c"));
    /// ```
    pub fn as_path(&self) -> &'a Path {
        self.inner.as_path()
    }
}
impl<'a> Iterator for Iter<'a> {
    type Item = &'a OsStr;
    fn next(&mut self) -> Option<&'a OsStr> {
        self.inner.next().map(Component::as_os_str)
    }
}
impl<'a> DoubleEndedIterator for Iter<'a> {
    fn next_back(&mut self) -> Option<&'a OsStr> {
        self.inner.next_back().map(Component::as_os_str)
    }
}

/// A path, its parent, its parent's parent and so on.
#[derive(Copy, Clone, Debug)]
pub struct Ancestors<'a> {
    next: Option<&'a Path>,
}
impl<'a> Ancestors<'a> {
    pub(super) fn new(path: &'a Path) -> Self {
        Ancestors { next: Some(path) }
    }
}
impl<'a> Iterator for Ancestors<'a> {
    type Item = &'a Path;
    fn next(&mut self) -> Option<&'a Path> {
        let path = self.next?;
        self.next = path.parent();
        Some(path)
    }
}
