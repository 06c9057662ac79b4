//! Iterators over the parts of a string and over matches.

use super::pattern::{find_byte, DoubleEndedPattern, Matcher, Pattern};
use crate::fmt;
use crate::iter::FusedIterator;

/// What the splitting iterators share.
#[derive(Clone)]
struct SplitInternal<'a, P> {
    matcher: Matcher<'a, P>,
    start: usize,
    end: usize,
    /// Whether an empty part at the end counts.
    allow_trailing_empty: bool,
    finished: bool,
}

impl<'a, P: Pattern> SplitInternal<'a, P> {
    #[inline]
    fn new(text: &'a str, pattern: P, allow_trailing_empty: bool) -> Self {
        SplitInternal {
            matcher: Matcher::new(text, pattern),
            start: 0,
            end: text.len(),
            allow_trailing_empty,
            finished: false,
        }
    }

    fn part(&self, start: usize, end: usize) -> &'a str {
        // SAFETY: matches begin and end at characters' ends.
        unsafe { self.matcher.haystack.get_unchecked(start..end) }
    }

    fn get_end(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        self.finished = true;
        if self.allow_trailing_empty || self.end > self.start {
            return Some(self.part(self.start, self.end));
        }
        None
    }

    fn next(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.matcher.next_match() {
            Some((match_start, match_end)) => {
                let part = self.part(self.start, match_start);
                self.start = match_end;
                Some(part)
            }
            None => self.get_end(),
        }
    }

    fn next_inclusive(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        match self.matcher.next_match() {
            Some((_, match_end)) => {
                let part = self.part(self.start, match_end);
                self.start = match_end;
                Some(part)
            }
            None => self.get_end(),
        }
    }

    fn next_back(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back() {
                Some(part) if !part.is_empty() => return Some(part),
                _ => {
                    if self.finished {
                        return None;
                    }
                }
            }
        }
        match self.matcher.next_match_back() {
            Some((match_start, match_end)) => {
                let part = self.part(match_end, self.end);
                self.end = match_start;
                Some(part)
            }
            None => {
                self.finished = true;
                Some(self.part(self.start, self.end))
            }
        }
    }

    fn next_back_inclusive(&mut self) -> Option<&'a str> {
        if self.finished {
            return None;
        }
        if !self.allow_trailing_empty {
            self.allow_trailing_empty = true;
            match self.next_back_inclusive() {
                Some(part) if !part.is_empty() => return Some(part),
                _ => {
                    if self.finished {
                        return None;
                    }
                }
            }
        }
        match self.matcher.next_match_back() {
            Some((_, match_end)) => {
                let part = self.part(match_end, self.end);
                self.end = match_end;
                Some(part)
            }
            None => {
                self.finished = true;
                Some(self.part(self.start, self.end))
            }
        }
    }

    fn remainder(&self) -> Option<&'a str> {
        if self.finished { None } else { Some(self.part(self.start, self.end)) }
    }
}

macro_rules! split_iterators {
    ($($(#[$meta:meta])* $name:ident, $reverse:ident, trailing $trailing:literal;)*) => { $(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name<'a, P>(SplitInternal<'a, P>);
        impl<'a, P: Pattern> $name<'a, P> {
            #[inline]
            pub(super) fn new(text: &'a str, pattern: P) -> Self {
                $name(SplitInternal::new(text, pattern, $trailing))
            }
            /// The text that is not split yet; none after the last part.
            pub fn remainder(&self) -> Option<&'a str> {
                self.0.remainder()
            }
        }
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = &'a str;
            #[inline]
            fn next(&mut self) -> Option<&'a str> {
                self.0.next()
            }
        }
        impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for $name<'a, P> {
            #[inline]
            fn next_back(&mut self) -> Option<&'a str> {
                self.0.next_back()
            }
        }
        impl<P: Pattern> FusedIterator for $name<'_, P> {}
        impl<P> fmt::Debug for $name<'_, P> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_tuple(stringify!($name)).field(&self.0.matcher.haystack).finish()
            }
        }

        /// The same from the end.
        #[derive(Clone)]
        pub struct $reverse<'a, P>(SplitInternal<'a, P>);
        impl<'a, P: Pattern> $reverse<'a, P> {
            #[inline]
            pub(super) fn new(text: &'a str, pattern: P) -> Self {
                $reverse(SplitInternal::new(text, pattern, $trailing))
            }
        }
        impl<'a, P: Pattern> Iterator for $reverse<'a, P> {
            type Item = &'a str;
            #[inline]
            fn next(&mut self) -> Option<&'a str> {
                self.0.next_back()
            }
        }
        impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for $reverse<'a, P> {
            #[inline]
            fn next_back(&mut self) -> Option<&'a str> {
                self.0.next()
            }
        }
    )* };
}
split_iterators! {
    /// `str::split`
    Split, RSplit, trailing true;
    /// `str::split_terminator`
    SplitTerminator, RSplitTerminator, trailing false;
}

/// `str::split_inclusive`
#[derive(Clone)]
pub struct SplitInclusive<'a, P>(SplitInternal<'a, P>);
impl<'a, P: Pattern> SplitInclusive<'a, P> {
    #[inline]
    pub(super) fn new(text: &'a str, pattern: P) -> Self {
        SplitInclusive(SplitInternal::new(text, pattern, false))
    }
}
impl<'a, P: Pattern> Iterator for SplitInclusive<'a, P> {
    type Item = &'a str;
    #[inline]
    fn next(&mut self) -> Option<&'a str> {
        self.0.next_inclusive()
    }
}
impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for SplitInclusive<'a, P> {
    #[inline]
    fn next_back(&mut self) -> Option<&'a str> {
        self.0.next_back_inclusive()
    }
}

macro_rules! limited_splits {
    ($($(#[$meta:meta])* $name:ident $next:ident;)*) => { $(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name<'a, P> {
            inner: SplitInternal<'a, P>,
            count: usize,
        }
        impl<'a, P: Pattern> $name<'a, P> {
            #[inline]
            pub(super) fn new(text: &'a str, count: usize, pattern: P) -> Self {
                $name { inner: SplitInternal::new(text, pattern, true), count }
            }
        }
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = &'a str;
            fn next(&mut self) -> Option<&'a str> {
                match self.count {
                    0 => None,
                    1 => {
                        self.count = 0;
                        self.inner.get_end()
                    }
                    _ => {
                        self.count -= 1;
                        self.inner.$next()
                    }
                }
            }
        }
    )* };
}
limited_splits! {
    /// `str::splitn`
    SplitN next;
    /// `str::rsplitn`
    RSplitN next_back;
}

macro_rules! match_iterators {
    ($($(#[$meta:meta])* $name:ident, $reverse:ident, $item:ty, ($text:ident, $start:ident, $end:ident) => $value:expr;)*) => { $(
        $(#[$meta])*
        #[derive(Clone)]
        pub struct $name<'a, P>(Matcher<'a, P>);
        impl<'a, P: Pattern> $name<'a, P> {
            #[inline]
            pub(super) fn new(text: &'a str, pattern: P) -> Self {
                $name(Matcher::new(text, pattern))
            }
        }
        impl<'a, P: Pattern> Iterator for $name<'a, P> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                let ($start, $end) = self.0.next_match()?;
                let $text = self.0.haystack;
                Some($value)
            }
        }
        impl<'a, P: DoubleEndedPattern> DoubleEndedIterator for $name<'a, P> {
            fn next_back(&mut self) -> Option<$item> {
                let ($start, $end) = self.0.next_match_back()?;
                let $text = self.0.haystack;
                Some($value)
            }
        }
        /// The same from the end.
        #[derive(Clone)]
        pub struct $reverse<'a, P>(Matcher<'a, P>);
        impl<'a, P: Pattern> $reverse<'a, P> {
            #[inline]
            pub(super) fn new(text: &'a str, pattern: P) -> Self {
                $reverse(Matcher::new(text, pattern))
            }
        }
        impl<'a, P: Pattern> Iterator for $reverse<'a, P> {
            type Item = $item;
            fn next(&mut self) -> Option<$item> {
                let ($start, $end) = self.0.next_match_back()?;
                let $text = self.0.haystack;
                Some($value)
            }
        }
    )* };
}
match_iterators! {
    /// `str::match_indices`
    MatchIndices, RMatchIndices, (usize, &'a str), (text, start, end) => (start, &text[start..end]);
    /// `str::matches`
    Matches, RMatches, &'a str, (text, start, end) => &text[start..end];
}

/// `str::lines`
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    rest: Option<&'a str>,
}
impl<'a> Lines<'a> {
    #[inline]
    pub(super) fn new(text: &'a str) -> Self {
        Lines { rest: if text.is_empty() { None } else { Some(text) } }
    }
}
/// A line without its ending.
fn strip_line_ending(line: &str) -> &str {
    let Some(line) = line.strip_suffix('\n') else { return line };
    line.strip_suffix('\r').unwrap_or(line)
}
impl<'a> Iterator for Lines<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        match find_byte(text.as_bytes(), b'\n', 0) {
            Some(end) => {
                let (line, rest) = text.split_at(end + 1);
                self.rest = if rest.is_empty() { None } else { Some(rest) };
                Some(strip_line_ending(line))
            }
            None => {
                self.rest = None;
                Some(text)
            }
        }
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        match self.rest {
            Some(text) => (1, Some(text.len())),
            None => (0, Some(0)),
        }
    }
}
impl<'a> DoubleEndedIterator for Lines<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest?;
        let body = text.strip_suffix('\n').unwrap_or(text);
        let start = match body.rfind('\n') {
            Some(index) => index + 1,
            None => 0,
        };
        let (rest, line) = text.split_at(start);
        self.rest = if rest.is_empty() { None } else { Some(rest) };
        Some(strip_line_ending(line))
    }
}
impl FusedIterator for Lines<'_> {}

/// `str::split_whitespace`
#[derive(Clone, Debug)]
pub struct SplitWhitespace<'a> {
    rest: &'a str,
}
impl<'a> SplitWhitespace<'a> {
    #[inline]
    pub(super) fn new(text: &'a str) -> Self {
        SplitWhitespace { rest: text }
    }
}
impl<'a> Iterator for SplitWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_start();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let end = text.find(char::is_whitespace).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.rest = rest;
        Some(word)
    }
}
impl<'a> DoubleEndedIterator for SplitWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let text = self.rest.trim_end();
        if text.is_empty() {
            self.rest = text;
            return None;
        }
        let start = match text.char_indices().rev().find(|(_, c)| c.is_whitespace()) {
            Some((index, c)) => index + c.len_utf8(),
            None => 0,
        };
        let (rest, word) = text.split_at(start);
        self.rest = rest;
        Some(word)
    }
}
impl FusedIterator for SplitWhitespace<'_> {}

/// `str::split_ascii_whitespace`
#[derive(Clone, Debug)]
pub struct SplitAsciiWhitespace<'a> {
    rest: &'a str,
}
impl<'a> SplitAsciiWhitespace<'a> {
    #[inline]
    pub(super) fn new(text: &'a str) -> Self {
        SplitAsciiWhitespace { rest: text }
    }
}
impl<'a> Iterator for SplitAsciiWhitespace<'a> {
    type Item = &'a str;
    fn next(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let mut start = 0;
        while start < bytes.len() && bytes[start].is_ascii_whitespace() {
            start += 1;
        }
        if start == bytes.len() {
            self.rest = "";
            return None;
        }
        let mut end = start + 1;
        while end < bytes.len() && !bytes[end].is_ascii_whitespace() {
            end += 1;
        }
        // SAFETY: whitespace begins and ends at characters' ends.
        let word = unsafe { self.rest.get_unchecked(start..end) };
        // SAFETY: as above.
        self.rest = unsafe { self.rest.get_unchecked(end..bytes.len()) };
        Some(word)
    }
}
impl<'a> DoubleEndedIterator for SplitAsciiWhitespace<'a> {
    fn next_back(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let mut end = bytes.len();
        while end > 0 && bytes[end - 1].is_ascii_whitespace() {
            end -= 1;
        }
        if end == 0 {
            self.rest = "";
            return None;
        }
        let mut start = end - 1;
        while start > 0 && !bytes[start - 1].is_ascii_whitespace() {
            start -= 1;
        }
        // SAFETY: whitespace begins and ends at characters' ends.
        let word = unsafe { self.rest.get_unchecked(start..end) };
        // SAFETY: as above.
        self.rest = unsafe { self.rest.get_unchecked(0..start) };
        Some(word)
    }
}
