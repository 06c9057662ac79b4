//! Methods of strings that need no allocation.

use super::pattern::{DoubleEndedPattern, Pattern};
use super::*;
use crate::slice::SliceIndex;

impl str {
    #[inline]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    #[inline]
    pub const fn from_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
        super::from_utf8(bytes)
    }
    #[inline]
    pub const unsafe fn from_utf8_unchecked(bytes: &[u8]) -> &str {
        unsafe { super::from_utf8_unchecked(bytes) }
    }
    #[inline]
    pub const fn from_utf8_mut(bytes: &mut [u8]) -> Result<&mut str, Utf8Error> {
        super::from_utf8_mut(bytes)
    }
    #[inline]
    pub const unsafe fn from_utf8_unchecked_mut(bytes: &mut [u8]) -> &mut str {
        unsafe { super::from_utf8_unchecked_mut(bytes) }
    }
    #[inline]
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 {
            return true;
        }
        if index >= self.len() { index == self.len() } else { self.as_bytes()[index].is_utf8_char_boundary() }
    }
    pub const fn floor_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut index = index;
        while !self.is_char_boundary(index) {
            index -= 1;
        }
        index
    }
    pub const fn ceil_char_boundary(&self, index: usize) -> usize {
        if index >= self.len() {
            return self.len();
        }
        let mut index = index;
        while !self.is_char_boundary(index) {
            index += 1;
        }
        index
    }
    #[inline]
    pub const fn as_bytes(&self) -> &[u8] {
        unsafe { crate::intrinsics::transmute(self) }
    }
    #[inline]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] {
        unsafe { &mut *(self as *mut str as *mut [u8]) }
    }
    #[inline]
    pub const fn as_ptr(&self) -> *const u8 {
        self as *const str as *const u8
    }
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        self as *mut str as *mut u8
    }
    #[inline]
    pub const fn as_str(&self) -> &str {
        self
    }
    #[inline]
    pub fn get<I: SliceIndex<str>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }
    #[inline]
    pub fn get_mut<I: SliceIndex<str>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }
    #[inline]
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, index: I) -> &I::Output {
        unsafe { &*index.get_unchecked(self) }
    }
    #[inline]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, index: I) -> &mut I::Output {
        unsafe { &mut *index.get_unchecked_mut(self) }
    }
    #[inline]
    pub unsafe fn slice_unchecked(&self, begin: usize, end: usize) -> &str {
        unsafe { self.get_unchecked(begin..end) }
    }
    #[inline]
    pub unsafe fn slice_mut_unchecked(&mut self, begin: usize, end: usize) -> &mut str {
        unsafe { self.get_unchecked_mut(begin..end) }
    }
    #[inline]
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(parts) => parts,
            None => index::slice_error_fail(self, 0, mid),
        }
    }
    #[inline]
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) {
            Some(unsafe { (self.get_unchecked(0..mid), self.get_unchecked(mid..self.len())) })
        } else {
            None
        }
    }
    #[inline]
    #[track_caller]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) {
            index::slice_error_fail(self, 0, mid);
        }
        unsafe {
            let (left, right) = self.as_bytes_mut().split_at_mut(mid);
            (from_utf8_unchecked_mut(left), from_utf8_unchecked_mut(right))
        }
    }
    #[inline]
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> {
        if self.is_char_boundary(mid) { Some(self.split_at_mut(mid)) } else { None }
    }
    #[inline]
    pub fn chars(&self) -> Chars<'_> {
        Chars { iter: self.as_bytes().iter() }
    }
    #[inline]
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices { front_offset: 0, iter: self.chars() }
    }
    #[inline]
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes(self.as_bytes().iter().copied())
    }
    #[inline]
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace::new(self)
    }
    #[inline]
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        SplitAsciiWhitespace::new(self)
    }
    #[inline]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self)
    }
    #[inline]
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16 { chars: self.chars(), extra: 0 }
    }
    #[inline]
    pub fn contains<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.find_in(self, 0, self.len()).is_some()
    }
    #[inline]
    pub fn starts_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.prefix_length(self).is_some()
    }
    #[inline]
    pub fn ends_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.suffix_length(self).is_some()
    }
    #[inline]
    pub fn find<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.find_in(self, 0, self.len()) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    #[inline]
    pub fn rfind<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.rfind_in(self, 0, self.len()) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    #[inline]
    pub fn split<P: Pattern>(&self, pattern: P) -> Split<'_, P> {
        Split::new(self, pattern)
    }
    #[inline]
    pub fn split_inclusive<P: Pattern>(&self, pattern: P) -> SplitInclusive<'_, P> {
        SplitInclusive::new(self, pattern)
    }
    #[inline]
    pub fn rsplit<P: Pattern>(&self, pattern: P) -> RSplit<'_, P> {
        RSplit::new(self, pattern)
    }
    #[inline]
    pub fn split_terminator<P: Pattern>(&self, pattern: P) -> SplitTerminator<'_, P> {
        SplitTerminator::new(self, pattern)
    }
    #[inline]
    pub fn rsplit_terminator<P: Pattern>(&self, pattern: P) -> RSplitTerminator<'_, P> {
        RSplitTerminator::new(self, pattern)
    }
    #[inline]
    pub fn splitn<P: Pattern>(&self, n: usize, pattern: P) -> SplitN<'_, P> {
        SplitN::new(self, n, pattern)
    }
    #[inline]
    pub fn rsplitn<P: Pattern>(&self, n: usize, pattern: P) -> RSplitN<'_, P> {
        RSplitN::new(self, n, pattern)
    }
    #[inline]
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.find_in(self, 0, self.len())?;
        unsafe { Some((self.get_unchecked(0..start), self.get_unchecked(end..self.len()))) }
    }
    #[inline]
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.rfind_in(self, 0, self.len())?;
        unsafe { Some((self.get_unchecked(0..start), self.get_unchecked(end..self.len()))) }
    }
    #[inline]
    pub fn matches<P: Pattern>(&self, pattern: P) -> Matches<'_, P> {
        Matches::new(self, pattern)
    }
    #[inline]
    pub fn rmatches<P: Pattern>(&self, pattern: P) -> RMatches<'_, P> {
        RMatches::new(self, pattern)
    }
    #[inline]
    pub fn match_indices<P: Pattern>(&self, pattern: P) -> MatchIndices<'_, P> {
        MatchIndices::new(self, pattern)
    }
    #[inline]
    pub fn rmatch_indices<P: Pattern>(&self, pattern: P) -> RMatchIndices<'_, P> {
        RMatchIndices::new(self, pattern)
    }
    #[inline]
    pub fn trim(&self) -> &str {
        self.trim_start().trim_end()
    }
    #[inline]
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(char::is_whitespace)
    }
    #[inline]
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(char::is_whitespace)
    }
    #[inline]
    pub fn trim_left(&self) -> &str {
        self.trim_start()
    }
    #[inline]
    pub fn trim_right(&self) -> &str {
        self.trim_end()
    }
    pub fn trim_matches<P: DoubleEndedPattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.prefix_length(text) {
            text = unsafe { text.get_unchecked(length..text.len()) };
        }
        while let Some(length) = pattern.suffix_length(text) {
            text = unsafe { text.get_unchecked(0..text.len() - length) };
        }
        text
    }
    pub fn trim_start_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.prefix_length(text) {
            if length == 0 {
                break;
            }
            text = unsafe { text.get_unchecked(length..text.len()) };
        }
        text
    }
    pub fn trim_end_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.suffix_length(text) {
            if length == 0 {
                break;
            }
            text = unsafe { text.get_unchecked(0..text.len() - length) };
        }
        text
    }
    #[inline]
    pub fn trim_left_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_start_matches(pattern)
    }
    #[inline]
    pub fn trim_right_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_end_matches(pattern)
    }
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> {
        let length = prefix.prefix_length(self)?;
        Some(unsafe { self.get_unchecked(length..self.len()) })
    }
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> {
        let length = suffix.suffix_length(self)?;
        Some(unsafe { self.get_unchecked(0..self.len() - length) })
    }
    pub fn trim_ascii_start(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) }
    }
    pub fn trim_ascii_end(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) }
    }
    pub fn trim_ascii(&self) -> &str {
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) }
    }
    #[inline]
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_uppercase()
    }
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        unsafe { self.as_bytes_mut() }.make_ascii_lowercase()
    }
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        EscapeDebug { inner: self.chars().flat_map(char::escape_debug as fn(char) -> crate::char::EscapeDebug) }
    }
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault { inner: self.chars().flat_map(char::escape_default as fn(char) -> crate::char::EscapeDefault) }
    }
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode { inner: self.chars().flat_map(char::escape_unicode as fn(char) -> crate::char::EscapeUnicode) }
    }
}
