//! Traits of `()`.

use crate::cmp::Ordering;
use crate::fmt;
use crate::hash::{Hash, Hasher};

impl PartialEq for () {
    #[inline]
    fn eq(&self, _other: &()) -> bool {
        true
    }
}
impl Eq for () {}
impl PartialOrd for () {
    #[inline]
    fn partial_cmp(&self, _other: &()) -> Option<Ordering> {
        Some(Ordering::Equal)
    }
}
impl Ord for () {
    #[inline]
    fn cmp(&self, _other: &()) -> Ordering {
        Ordering::Equal
    }
}
impl Hash for () {
    #[inline]
    fn hash<H: Hasher>(&self, _state: &mut H) {}
}
impl fmt::Debug for () {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("()")
    }
}
impl FromIterator<()> for () {
    fn from_iter<I: IntoIterator<Item = ()>>(iter: I) -> () {
        for () in iter {}
    }
}
impl Extend<()> for () {
    fn extend<I: IntoIterator<Item = ()>>(&mut self, iter: I) {
        for () in iter {}
    }
}
