//! What strings are searched for: characters, sets of them, predicates and strings.

use super::two_way::TwoWay;

/// The first place of a byte at or after `from`, eight bytes at a time.
pub(crate) fn find_byte(bytes: &[u8], byte: u8, from: usize) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let length = bytes.len();
    let mut index = from;
    let repeated = byte as u64 * LOW;
    while index + 8 <= length {
        // SAFETY: eight bytes from there are within the slice.
        let word = unsafe { (bytes.as_ptr().add(index) as *const u64).read_unaligned() } ^ repeated;
        let zeros = word.wrapping_sub(LOW) & !word & HIGH;
        if zeros != 0 {
            return Some(index + (zeros.trailing_zeros() / 8) as usize);
        }
        index += 8;
    }
    while index < length {
        if bytes[index] == byte {
            return Some(index);
        }
        index += 1;
    }
    None
}

/// Something to look for in a string. A match is given by its first byte and the byte after it.
pub trait Pattern: Sized {
    /// The first match that lies within `haystack[from..to]`.
    fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)>;

    /// The last match that lies within `haystack[from..to]`.
    fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)>;

    /// The length of a match at the start.
    fn prefix_length(&mut self, haystack: &str) -> Option<usize>;

    /// The length of a match at the end.
    fn suffix_length(&mut self, haystack: &str) -> Option<usize>;
}

/// Patterns whose matches are the same from both ends.
pub trait DoubleEndedPattern: Pattern {}

/// Patterns that match single characters.
trait CharacterSet {
    fn matches(&mut self, c: char) -> bool;
}

fn find_character<S: CharacterSet>(set: &mut S, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    for (index, c) in haystack[from..to].char_indices() {
        if set.matches(c) {
            return Some((from + index, from + index + c.len_utf8()));
        }
    }
    None
}

fn rfind_character<S: CharacterSet>(set: &mut S, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    for (index, c) in haystack[from..to].char_indices().rev() {
        if set.matches(c) {
            return Some((from + index, from + index + c.len_utf8()));
        }
    }
    None
}

fn prefix_character<S: CharacterSet>(set: &mut S, haystack: &str) -> Option<usize> {
    let c = haystack.chars().next()?;
    if set.matches(c) { Some(c.len_utf8()) } else { None }
}

fn suffix_character<S: CharacterSet>(set: &mut S, haystack: &str) -> Option<usize> {
    let c = haystack.chars().next_back()?;
    if set.matches(c) { Some(c.len_utf8()) } else { None }
}

macro_rules! character_sets {
    ($([$($generics:tt)*] $t:ty, $this:ident, $c:ident => $matches:expr;)*) => { $(
        impl<$($generics)*> CharacterSet for $t {
            #[inline]
            fn matches(&mut self, $c: char) -> bool {
                let $this = self;
                $matches
            }
        }
        impl<$($generics)*> Pattern for $t {
            #[inline]
            fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
                find_character(self, haystack, from, to)
            }
            #[inline]
            fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
                rfind_character(self, haystack, from, to)
            }
            #[inline]
            fn prefix_length(&mut self, haystack: &str) -> Option<usize> {
                prefix_character(self, haystack)
            }
            #[inline]
            fn suffix_length(&mut self, haystack: &str) -> Option<usize> {
                suffix_character(self, haystack)
            }
        }
        impl<$($generics)*> DoubleEndedPattern for $t {}
    )* };
}
character_sets! {
    [F: FnMut(char) -> bool] F, predicate, c => predicate(c);
    [const N: usize] [char; N], set, c => set.contains(&c);
    [const N: usize] &[char; N], set, c => set.contains(&c);
    [] &[char], set, c => set.contains(&c);
}

impl CharacterSet for char {
    #[inline]
    fn matches(&mut self, c: char) -> bool {
        *self == c
    }
}
impl Pattern for char {
    fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        if self.is_ascii() {
            let index = find_byte(&haystack.as_bytes()[..to], *self as u8, from)?;
            return Some((index, index + 1));
        }
        find_character(self, haystack, from, to)
    }
    fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        rfind_character(self, haystack, from, to)
    }
    fn prefix_length(&mut self, haystack: &str) -> Option<usize> {
        prefix_character(self, haystack)
    }
    fn suffix_length(&mut self, haystack: &str) -> Option<usize> {
        suffix_character(self, haystack)
    }
}
impl DoubleEndedPattern for char {}

/// Finds a string. Candidates are found by their first byte; where too many of them come to nothing,
/// the two-way algorithm goes on: the time is linear, and mostly that of looking for a byte.
fn find_str(needle: &[u8], haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let bytes = &haystack.as_bytes()[..to];
    if needle.is_empty() {
        return Some((from, from));
    }
    let length = needle.len();
    let mut start = from;
    let mut failures = 0;
    loop {
        let index = find_byte(bytes, needle[0], start)?;
        if index + length > to {
            return None;
        }
        if &bytes[index..index + length] == needle {
            return Some((index, index + length));
        }
        start = index + 1;
        // Each of them costs the needle's length at most.
        failures += length;
        if failures > 8 * (start - from) + 8 * length {
            let place = start + TwoWay::<false>::new(needle).find(&bytes[start..])?;
            return Some((place, place + length));
        }
    }
}

fn rfind_str(needle: &[u8], haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
    let bytes = haystack.as_bytes();
    let length = needle.len();
    if length == 0 {
        return Some((to, to));
    }
    if to - from < length {
        return None;
    }
    let mut start = to - length;
    let mut failures = 0;
    loop {
        if bytes[start] == needle[0] {
            if &bytes[start..start + length] == needle {
                return Some((start, start + length));
            }
            failures += length;
        }
        if start == from {
            return None;
        }
        start -= 1;
        if failures > 8 * (to - start) + 8 * length {
            let end = start + length;
            let place = end - length - TwoWay::<true>::new(needle).find(&bytes[from..end])?;
            return Some((place, place + length));
        }
    }
}

impl Pattern for &str {
    fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        find_str(self.as_bytes(), haystack, from, to)
    }
    fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        rfind_str(self.as_bytes(), haystack, from, to)
    }
    fn prefix_length(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().starts_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
    fn suffix_length(&mut self, haystack: &str) -> Option<usize> {
        if haystack.as_bytes().ends_with(self.as_bytes()) { Some(self.len()) } else { None }
    }
}

impl Pattern for &&str {
    fn find_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        find_str(self.as_bytes(), haystack, from, to)
    }
    fn rfind_in(&mut self, haystack: &str, from: usize, to: usize) -> Option<(usize, usize)> {
        rfind_str(self.as_bytes(), haystack, from, to)
    }
    fn prefix_length(&mut self, haystack: &str) -> Option<usize> {
        let mut needle: &str = **self;
        needle.prefix_length(haystack)
    }
    fn suffix_length(&mut self, haystack: &str) -> Option<usize> {
        let mut needle: &str = **self;
        needle.suffix_length(haystack)
    }
}

/// Walks over the matches from both ends.
#[derive(Clone)]
pub(super) struct Matcher<'a, P> {
    pub haystack: &'a str,
    pub pattern: P,
    /// What is still searched.
    from: usize,
    to: usize,
    exhausted: bool,
}

impl<'a, P: Pattern> Matcher<'a, P> {
    /// The matches of a pattern in a text.
    #[inline]
    pub fn new(haystack: &'a str, pattern: P) -> Self {
        Matcher { haystack, pattern, from: 0, to: haystack.len(), exhausted: false }
    }

    /// Where the next match from the front begins and ends.
    pub fn next_match(&mut self) -> Option<(usize, usize)> {
        if self.exhausted {
            return None;
        }
        let Some((start, end)) = self.pattern.find_in(self.haystack, self.from, self.to) else {
            self.exhausted = true;
            return None;
        };
        self.from = end;
        if start == end {
            // After an empty match the search goes on behind the next character.
            match self.haystack[end..self.to].chars().next() {
                Some(c) => self.from = end + c.len_utf8(),
                None => self.exhausted = true,
            }
        }
        Some((start, end))
    }

    /// Where the next match from the back begins and ends.
    pub fn next_match_back(&mut self) -> Option<(usize, usize)> {
        if self.exhausted {
            return None;
        }
        let Some((start, end)) = self.pattern.rfind_in(self.haystack, self.from, self.to) else {
            self.exhausted = true;
            return None;
        };
        self.to = start;
        if start == end {
            match self.haystack[self.from..start].chars().next_back() {
                Some(c) => self.to = start - c.len_utf8(),
                None => self.exhausted = true,
            }
        }
        Some((start, end))
    }
}
