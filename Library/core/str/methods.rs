//! Methods of strings that need no allocation.

use super::pattern::{DoubleEndedPattern, Pattern};
use super::*;
use crate::slice::SliceIndex;

impl str {
    /// The number of bytes, not of characters.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("año".len(), 4);
    /// assert_eq!("".len(), 0);
    /// ```
    #[inline]
    pub const fn len(&self) -> usize {
        self.as_bytes().len()
    }
    /// Whether there is no text.
    ///
    /// # Examples
    /// ```
    /// assert!("".is_empty());
    /// assert!(!" ".is_empty());
    /// ```
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The bytes as text, if they are UTF-8: see [`from_utf8`](crate::str::from_utf8).
    #[inline]
    pub const fn from_utf8(bytes: &[u8]) -> Result<&str, Utf8Error> {
        super::from_utf8(bytes)
    }
    /// The bytes as text, unchecked.
    ///
    /// # Safety
    /// They are UTF-8.
    #[inline]
    pub const unsafe fn from_utf8_unchecked(bytes: &[u8]) -> &str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::from_utf8_unchecked(bytes) }
    }
    /// The bytes as mutable text, if they are UTF-8.
    #[inline]
    pub const fn from_utf8_mut(bytes: &mut [u8]) -> Result<&mut str, Utf8Error> {
        super::from_utf8_mut(bytes)
    }
    /// The bytes as mutable text, unchecked.
    ///
    /// # Safety
    /// They are UTF-8.
    #[inline]
    pub const unsafe fn from_utf8_unchecked_mut(bytes: &mut [u8]) -> &mut str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { super::from_utf8_unchecked_mut(bytes) }
    }
    /// Whether a character starts or the text ends at an index.
    #[inline]
    pub const fn is_char_boundary(&self, index: usize) -> bool {
        if index == 0 {
            return true;
        }
        if index >= self.len() { index == self.len() } else { self.as_bytes()[index].is_utf8_char_boundary() }
    }
    /// The last index, up to this one, at which a character starts or the text ends.
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
    /// The first index, from this one on, at which a character starts or the text ends.
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
    /// The bytes of the text.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("hi".as_bytes(), [104, 105]);
    /// assert_eq!("é".as_bytes().len(), 2);
    /// ```
    #[inline]
    pub const fn as_bytes(&self) -> &[u8] {
        // SAFETY: a string slice has the layout of the slice of its bytes.
        unsafe { crate::intrinsics::transmute(self) }
    }
    /// The bytes of the text, which have to stay UTF-8.
    ///
    /// # Safety
    /// When the borrow ends, the bytes are UTF-8.
    #[inline]
    pub const unsafe fn as_bytes_mut(&mut self) -> &mut [u8] {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *(self as *mut str as *mut [u8]) }
    }
    /// A pointer to the first byte.
    #[inline]
    pub const fn as_ptr(&self) -> *const u8 {
        self as *const str as *const u8
    }
    /// A mutable pointer to the first byte.
    #[inline]
    pub const fn as_mut_ptr(&mut self) -> *mut u8 {
        self as *mut str as *mut u8
    }
    /// The text itself.
    #[inline]
    pub const fn as_str(&self) -> &str {
        self
    }
    /// The part in a range, if it is in bounds and cuts no character.
    #[inline]
    pub fn get<I: SliceIndex<str>>(&self, index: I) -> Option<&I::Output> {
        index.get(self)
    }
    /// The mutable part in a range, if it is in bounds and cuts no character.
    #[inline]
    pub fn get_mut<I: SliceIndex<str>>(&mut self, index: I) -> Option<&mut I::Output> {
        index.get_mut(self)
    }
    /// The part in a range, which has to be in bounds and cut no character.
    ///
    /// # Safety
    /// The index is within the text and at characters' ends.
    #[inline]
    pub unsafe fn get_unchecked<I: SliceIndex<str>>(&self, index: I) -> &I::Output {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &*index.get_unchecked(self) }
    }
    /// The mutable part in a range, which has to be in bounds and cut no character.
    ///
    /// # Safety
    /// The index is within the text and at characters' ends.
    #[inline]
    pub unsafe fn get_unchecked_mut<I: SliceIndex<str>>(&mut self, index: I) -> &mut I::Output {
        // SAFETY: the caller promises what the operation demands.
        unsafe { &mut *index.get_unchecked_mut(self) }
    }
    /// The part from one byte to another, unchecked.
    ///
    /// # Safety
    /// Both are at characters' ends within the text, in order.
    #[inline]
    pub unsafe fn slice_unchecked(&self, begin: usize, end: usize) -> &str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.get_unchecked(begin..end) }
    }
    /// The mutable part from one byte to another, unchecked.
    ///
    /// # Safety
    /// Both are at characters' ends within the text, in order.
    #[inline]
    pub unsafe fn slice_mut_unchecked(&mut self, begin: usize, end: usize) -> &mut str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { self.get_unchecked_mut(begin..end) }
    }
    /// The text before an index and that from it on. Panics if it is within a character or beyond the
    /// end.
    #[inline]
    #[track_caller]
    pub fn split_at(&self, mid: usize) -> (&str, &str) {
        match self.split_at_checked(mid) {
            Some(parts) => parts,
            None => index::slice_error_fail(self, 0, mid),
        }
    }
    /// As `split_at`, or `None`.
    #[inline]
    pub fn split_at_checked(&self, mid: usize) -> Option<(&str, &str)> {
        if self.is_char_boundary(mid) {
            // SAFETY: the middle is within the text and between two characters.
            Some(unsafe { (self.get_unchecked(0..mid), self.get_unchecked(mid..self.len())) })
        } else {
            None
        }
    }
    /// As `split_at`, mutable.
    #[inline]
    #[track_caller]
    pub fn split_at_mut(&mut self, mid: usize) -> (&mut str, &mut str) {
        if !self.is_char_boundary(mid) {
            index::slice_error_fail(self, 0, mid);
        }
        // SAFETY: both are at characters' ends within the text, as was just found.
        unsafe {
            let (left, right) = self.as_bytes_mut().split_at_mut(mid);
            (from_utf8_unchecked_mut(left), from_utf8_unchecked_mut(right))
        }
    }
    /// As `split_at_mut`, or `None`.
    #[inline]
    pub fn split_at_mut_checked(&mut self, mid: usize) -> Option<(&mut str, &mut str)> {
        if self.is_char_boundary(mid) { Some(self.split_at_mut(mid)) } else { None }
    }
    /// The characters.
    ///
    /// # Examples
    /// ```
    /// let word = "dürr";
    /// assert_eq!(word.chars().count(), 4);
    /// assert_eq!(word.len(), 5);
    /// assert_eq!(word.chars().rev().collect::<String>(), "rrüd");
    /// ```
    #[inline]
    pub fn chars(&self) -> Chars<'_> {
        Chars { iter: self.as_bytes().iter() }
    }
    /// The characters, each with the index of its first byte.
    ///
    /// # Examples
    /// ```
    /// let places: Vec<(usize, char)> = "aéb".char_indices().collect();
    /// assert_eq!(places, [(0, 'a'), (1, 'é'), (3, 'b')]);
    /// ```
    #[inline]
    pub fn char_indices(&self) -> CharIndices<'_> {
        CharIndices { front_offset: 0, iter: self.chars() }
    }
    /// The bytes.
    ///
    /// # Examples
    /// ```
    /// let sum: u32 = "AB".bytes().map(u32::from).sum();
    /// assert_eq!(sum, 65 + 66);
    /// ```
    #[inline]
    pub fn bytes(&self) -> Bytes<'_> {
        Bytes(self.as_bytes().iter().copied())
    }
    /// The words between white space, none of them empty.
    #[inline]
    pub fn split_whitespace(&self) -> SplitWhitespace<'_> {
        SplitWhitespace::new(self)
    }
    /// The words between ASCII white space, none of them empty.
    #[inline]
    pub fn split_ascii_whitespace(&self) -> SplitAsciiWhitespace<'_> {
        SplitAsciiWhitespace::new(self)
    }
    /// The lines without their ends, which are LF or CR LF.
    ///
    /// # Examples
    /// ```
    /// let text = "first\nsecond\r\n\nlast";
    /// let lines: Vec<&str> = text.lines().collect();
    /// assert_eq!(lines, ["first", "second", "", "last"]);
    /// ```
    #[inline]
    pub fn lines(&self) -> Lines<'_> {
        Lines::new(self)
    }
    /// The UTF-16 units of the text.
    #[inline]
    pub fn encode_utf16(&self) -> EncodeUtf16<'_> {
        EncodeUtf16 { chars: self.chars(), extra: 0 }
    }
    /// Whether the pattern matches somewhere: O(n + m).
    ///
    /// # Examples
    /// ```
    /// assert!("haystack".contains("ays"));
    /// assert!("haystack".contains(['q', 'k']));
    /// assert!(!"haystack".contains('z'));
    /// ```
    #[inline]
    pub fn contains<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.find_in(self, 0, self.len()).is_some()
    }
    /// Whether the pattern matches at the start.
    ///
    /// # Examples
    /// ```
    /// let path = "/home/ann";
    /// assert!(path.starts_with('/'));
    /// assert!(path.starts_with("/home"));
    /// assert!(!path.starts_with(char::is_numeric));
    /// ```
    #[inline]
    pub fn starts_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.prefix_length(self).is_some()
    }
    /// Whether the pattern matches at the end.
    #[inline]
    pub fn ends_with<P: Pattern>(&self, mut pattern: P) -> bool {
        pattern.suffix_length(self).is_some()
    }
    /// The index of the first match.
    ///
    /// # Examples
    /// ```
    /// let line = "name = value";
    /// assert_eq!(line.find('='), Some(5));
    /// assert_eq!(line.find("val"), Some(7));
    /// assert_eq!(line.find(char::is_numeric), None);
    /// ```
    #[inline]
    pub fn find<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.find_in(self, 0, self.len()) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    /// The index of the last match.
    #[inline]
    pub fn rfind<P: Pattern>(&self, mut pattern: P) -> Option<usize> {
        match pattern.rfind_in(self, 0, self.len()) {
            Some((start, _)) => Some(start),
            None => None,
        }
    }
    /// The parts between matches; some may be empty.
    ///
    /// # Examples
    /// ```
    /// let fields: Vec<&str> = "a,,b".split(',').collect();
    /// assert_eq!(fields, ["a", "", "b"]);
    /// let words: Vec<&str> = "one--two".split("--").collect();
    /// assert_eq!(words, ["one", "two"]);
    /// let parts: Vec<&str> = "x1y2z".split(|c: char| c.is_numeric()).collect();
    /// assert_eq!(parts, ["x", "y", "z"]);
    /// ```
    #[inline]
    pub fn split<P: Pattern>(&self, pattern: P) -> Split<'_, P> {
        Split::new(self, pattern)
    }
    /// The parts that end with a match.
    #[inline]
    pub fn split_inclusive<P: Pattern>(&self, pattern: P) -> SplitInclusive<'_, P> {
        SplitInclusive::new(self, pattern)
    }
    /// The parts between matches, from the end.
    #[inline]
    pub fn rsplit<P: Pattern>(&self, pattern: P) -> RSplit<'_, P> {
        RSplit::new(self, pattern)
    }
    /// The parts that matches end, without an empty last one.
    #[inline]
    pub fn split_terminator<P: Pattern>(&self, pattern: P) -> SplitTerminator<'_, P> {
        SplitTerminator::new(self, pattern)
    }
    /// As `split_terminator`, from the end.
    #[inline]
    pub fn rsplit_terminator<P: Pattern>(&self, pattern: P) -> RSplitTerminator<'_, P> {
        RSplitTerminator::new(self, pattern)
    }
    /// At most so many parts between matches; the last has all the rest.
    #[inline]
    pub fn splitn<P: Pattern>(&self, n: usize, pattern: P) -> SplitN<'_, P> {
        SplitN::new(self, n, pattern)
    }
    /// As `splitn`, from the end.
    #[inline]
    pub fn rsplitn<P: Pattern>(&self, n: usize, pattern: P) -> RSplitN<'_, P> {
        RSplitN::new(self, n, pattern)
    }
    /// The text before and after the first match.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("key=a=b".split_once('='), Some(("key", "a=b")));
    /// assert_eq!("nothing".split_once('='), None);
    /// ```
    #[inline]
    pub fn split_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.find_in(self, 0, self.len())?;
        // SAFETY: what was found starts and ends between two characters.
        unsafe { Some((self.get_unchecked(0..start), self.get_unchecked(end..self.len()))) }
    }
    /// The text before and after the last match.
    #[inline]
    pub fn rsplit_once<P: Pattern>(&self, mut delimiter: P) -> Option<(&str, &str)> {
        let (start, end) = delimiter.rfind_in(self, 0, self.len())?;
        // SAFETY: what was found starts and ends between two characters.
        unsafe { Some((self.get_unchecked(0..start), self.get_unchecked(end..self.len()))) }
    }
    /// The matches, which do not overlap.
    #[inline]
    pub fn matches<P: Pattern>(&self, pattern: P) -> Matches<'_, P> {
        Matches::new(self, pattern)
    }
    /// The matches from the end.
    #[inline]
    pub fn rmatches<P: Pattern>(&self, pattern: P) -> RMatches<'_, P> {
        RMatches::new(self, pattern)
    }
    /// The matches, each with its index.
    #[inline]
    pub fn match_indices<P: Pattern>(&self, pattern: P) -> MatchIndices<'_, P> {
        MatchIndices::new(self, pattern)
    }
    /// The matches from the end, each with its index.
    #[inline]
    pub fn rmatch_indices<P: Pattern>(&self, pattern: P) -> RMatchIndices<'_, P> {
        RMatchIndices::new(self, pattern)
    }
    /// The text without white space at both ends.
    ///
    /// # Examples
    /// ```
    /// assert_eq!("\t some text \n".trim(), "some text");
    /// ```
    #[inline]
    pub fn trim(&self) -> &str {
        self.trim_start().trim_end()
    }
    /// The text without white space at its start.
    #[inline]
    pub fn trim_start(&self) -> &str {
        self.trim_start_matches(char::is_whitespace)
    }
    /// The text without white space at its end.
    #[inline]
    pub fn trim_end(&self) -> &str {
        self.trim_end_matches(char::is_whitespace)
    }
    /// [`trim_start`](str::trim_start), as it was called once.
    #[inline]
    pub fn trim_left(&self) -> &str {
        self.trim_start()
    }
    /// [`trim_end`](str::trim_end), as it was called once.
    #[inline]
    pub fn trim_right(&self) -> &str {
        self.trim_end()
    }
    /// The text without matches at both ends.
    pub fn trim_matches<P: DoubleEndedPattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.prefix_length(text) {
            // SAFETY: a match ends between two characters of the text.
            text = unsafe { text.get_unchecked(length..text.len()) };
        }
        while let Some(length) = pattern.suffix_length(text) {
            // SAFETY: a match ends between two characters of the text.
            text = unsafe { text.get_unchecked(0..text.len() - length) };
        }
        text
    }
    /// The text without matches at its start.
    pub fn trim_start_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.prefix_length(text) {
            if length == 0 {
                break;
            }
            // SAFETY: a match ends between two characters of the text.
            text = unsafe { text.get_unchecked(length..text.len()) };
        }
        text
    }
    /// The text without matches at its end.
    pub fn trim_end_matches<P: Pattern>(&self, mut pattern: P) -> &str {
        let mut text = self;
        while let Some(length) = pattern.suffix_length(text) {
            if length == 0 {
                break;
            }
            // SAFETY: a match starts between two characters of the text.
            text = unsafe { text.get_unchecked(0..text.len() - length) };
        }
        text
    }
    /// [`trim_start_matches`](str::trim_start_matches), as it was called once.
    #[inline]
    pub fn trim_left_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_start_matches(pattern)
    }
    /// [`trim_end_matches`](str::trim_end_matches), as it was called once.
    #[inline]
    pub fn trim_right_matches<P: Pattern>(&self, pattern: P) -> &str {
        self.trim_end_matches(pattern)
    }
    /// What follows a match at the start.
    pub fn strip_prefix<P: Pattern>(&self, mut prefix: P) -> Option<&str> {
        let length = prefix.prefix_length(self)?;
        // SAFETY: a match ends between two characters of the text.
        Some(unsafe { self.get_unchecked(length..self.len()) })
    }
    /// What precedes a match at the end.
    pub fn strip_suffix<P: Pattern>(&self, mut suffix: P) -> Option<&str> {
        let length = suffix.suffix_length(self)?;
        // SAFETY: a match starts between two characters of the text.
        Some(unsafe { self.get_unchecked(0..self.len() - length) })
    }
    /// The text without ASCII white space at its start.
    pub fn trim_ascii_start(&self) -> &str {
        // SAFETY: without its ASCII characters at the ends the text stays UTF-8.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_start()) }
    }
    /// The text without ASCII white space at its end.
    pub fn trim_ascii_end(&self) -> &str {
        // SAFETY: without its ASCII characters at the ends the text stays UTF-8.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii_end()) }
    }
    /// The text without ASCII white space at both ends.
    pub fn trim_ascii(&self) -> &str {
        // SAFETY: without its ASCII characters at the ends the text stays UTF-8.
        unsafe { from_utf8_unchecked(self.as_bytes().trim_ascii()) }
    }
    /// The value that the text stands for, of a type that is inferred or given.
    ///
    /// # Examples
    /// ```
    /// let width: u32 = "640".parse().unwrap();
    /// assert_eq!(width, 640);
    /// assert!("six".parse::<u32>().is_err());
    /// assert_eq!("-1.5".parse::<f64>(), Ok(-1.5));
    /// ```
    #[inline]
    pub fn parse<F: FromStr>(&self) -> Result<F, F::Err> {
        FromStr::from_str(self)
    }
    /// Whether all characters are ASCII.
    #[inline]
    pub const fn is_ascii(&self) -> bool {
        self.as_bytes().is_ascii()
    }
    /// Whether both are equal but for the case of ASCII letters.
    #[inline]
    pub const fn eq_ignore_ascii_case(&self, other: &str) -> bool {
        self.as_bytes().eq_ignore_ascii_case(other.as_bytes())
    }
    /// Changes ASCII letters to upper case.
    #[inline]
    pub const fn make_ascii_uppercase(&mut self) {
        // SAFETY: ASCII bytes are replaced by ASCII bytes only.
        unsafe { self.as_bytes_mut() }.make_ascii_uppercase()
    }
    /// Changes ASCII letters to lower case.
    #[inline]
    pub const fn make_ascii_lowercase(&mut self) {
        // SAFETY: ASCII bytes are replaced by ASCII bytes only.
        unsafe { self.as_bytes_mut() }.make_ascii_lowercase()
    }
    /// The characters as in a literal, where they would not show as they are.
    pub fn escape_debug(&self) -> EscapeDebug<'_> {
        // What joins a character is escaped only where there is none before it.
        let mut rest = self.chars();
        let first = rest.next().map(char::escape_debug).into_iter().flatten();
        let following = char::escape_debug_following as fn(char) -> crate::char::EscapeDebug;
        EscapeDebug { inner: first.chain(rest.flat_map(following)) }
    }
    /// The characters as in an ASCII literal.
    pub fn escape_default(&self) -> EscapeDefault<'_> {
        EscapeDefault { inner: self.chars().flat_map(char::escape_default as fn(char) -> crate::char::EscapeDefault) }
    }
    /// Every character as a Unicode escape.
    pub fn escape_unicode(&self) -> EscapeUnicode<'_> {
        EscapeUnicode { inner: self.chars().flat_map(char::escape_unicode as fn(char) -> crate::char::EscapeUnicode) }
    }
}
