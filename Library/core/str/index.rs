//! Indexing of strings by byte ranges.

use crate::ops::{Bound, Index, IndexMut, Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use crate::ptr;
use crate::slice::{self, checked_bounds, SliceIndex};

impl<I: SliceIndex<str>> Index<I> for str {
    type Output = I::Output;
    #[inline]
    #[track_caller]
    fn index(&self, index: I) -> &I::Output {
        index.index(self)
    }
}
impl<I: SliceIndex<str>> IndexMut<I> for str {
    #[inline]
    #[track_caller]
    fn index_mut(&mut self, index: I) -> &mut I::Output {
        index.index_mut(self)
    }
}

/// Reports why a range is no part of a string.
#[cold]
#[inline(never)]
#[track_caller]
pub(super) fn slice_error_fail(text: &str, begin: usize, end: usize) -> ! {
    const MAX_DISPLAY_LENGTH: usize = 256;
    let shown_length = text.floor_char_boundary(MAX_DISPLAY_LENGTH);
    let shown = &text[..shown_length];
    let ellipsis = if shown_length < text.len() { "[...]" } else { "" };
    if begin > text.len() {
        panic!("start byte index {begin} is out of bounds of `{shown}`{ellipsis}");
    }
    if end > text.len() {
        panic!("end byte index {end} is out of bounds of `{shown}`{ellipsis}");
    }
    if begin > end {
        panic!("begin > end ({begin} > {end}) when slicing `{shown}`{ellipsis}");
    }
    let (which, index) = if !text.is_char_boundary(begin) { ("start", begin) } else { ("end", end) };
    let start = text.floor_char_boundary(index);
    let c = text[start..].chars().next().unwrap();
    let range = start..start + c.len_utf8();
    panic!(
        "{which} byte index {index} is not a char boundary; it is inside {c:?} (bytes {range:?}) of `{shown}`{ellipsis}"
    );
}

// SAFETY: the unchecked methods stay within what the checked ones allow.
unsafe impl SliceIndex<str> for Range<usize> {
    type Output = str;
    #[inline]
    fn get(self, text: &str) -> Option<&str> {
        if self.start <= self.end && text.is_char_boundary(self.start) && text.is_char_boundary(self.end) {
            // SAFETY: the range was just seen to start and end between characters of the text.
            Some(unsafe { &*self.get_unchecked(text) })
        } else {
            None
        }
    }
    #[inline]
    fn get_mut(self, text: &mut str) -> Option<&mut str> {
        if self.start <= self.end && text.is_char_boundary(self.start) && text.is_char_boundary(self.end) {
            // SAFETY: the range was just seen to start and end between characters of the text.
            Some(unsafe { &mut *self.get_unchecked_mut(text) })
        } else {
            None
        }
    }
    #[inline]
    unsafe fn get_unchecked(self, text: *const str) -> *const str {
        let bytes = text as *const u8;
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::slice_from_raw_parts(bytes.add(self.start), self.end - self.start) as *const str }
    }
    #[inline]
    unsafe fn get_unchecked_mut(self, text: *mut str) -> *mut str {
        let bytes = text as *mut u8;
        // SAFETY: the caller promises what the operation demands.
        unsafe { ptr::slice_from_raw_parts_mut(bytes.add(self.start), self.end - self.start) as *mut str }
    }
    #[inline]
    #[track_caller]
    fn index(self, text: &str) -> &str {
        let (start, end) = (self.start, self.end);
        match self.get(text) {
            Some(part) => part,
            None => slice_error_fail(text, start, end),
        }
    }
    #[inline]
    #[track_caller]
    fn index_mut(self, text: &mut str) -> &mut str {
        let (start, end) = (self.start, self.end);
        if start <= end && text.is_char_boundary(start) && text.is_char_boundary(end) {
            // SAFETY: the range was just seen to start and end between characters of the text.
            unsafe { &mut *self.get_unchecked_mut(text) }
        } else {
            slice_error_fail(text, start, end)
        }
    }
}

/// Reports an inclusive range that ends beyond a string.
#[cold]
#[inline(never)]
#[track_caller]
fn inclusive_error_fail(text: &str, begin: usize, end: usize) -> ! {
    if begin > text.len() || end > text.len() {
        slice_error_fail(text, begin, end);
    }
    panic!("end byte index {end} is out of bounds of `{text}`");
}

macro_rules! through_range {
    ($t:ty, $this:ident, $text:ident, checked $checked:expr, panicking $panicking:expr) => {
        // SAFETY: the unchecked methods stay within what the checked ones allow.
        unsafe impl SliceIndex<str> for $t {
            type Output = str;
            #[inline]
            fn get(self, $text: &str) -> Option<&str> {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                range?.get($text)
            }
            #[inline]
            fn get_mut(self, $text: &mut str) -> Option<&mut str> {
                let $this = self;
                let range: Option<Range<usize>> = $checked;
                range?.get_mut($text)
            }
            #[inline]
            unsafe fn get_unchecked(self, text: *const str) -> *const str {
                let $this = self;
                // SAFETY: the caller promises what the operation demands.
                let $text = unsafe { &*text };
                let range: Option<Range<usize>> = $checked;
                // SAFETY: the caller promises what the operation demands.
                unsafe { range.unwrap_unchecked().get_unchecked(text) }
            }
            #[inline]
            unsafe fn get_unchecked_mut(self, text: *mut str) -> *mut str {
                let $this = self;
                // SAFETY: the caller promises what the operation demands.
                let $text = unsafe { &*text };
                let range: Option<Range<usize>> = $checked;
                // SAFETY: the caller promises what the operation demands.
                unsafe { range.unwrap_unchecked().get_unchecked_mut(text) }
            }
            #[inline]
            #[track_caller]
            fn index(self, $text: &str) -> &str {
                let $this = self;
                let range: Range<usize> = $panicking;
                range.index($text)
            }
            #[inline]
            #[track_caller]
            fn index_mut(self, $text: &mut str) -> &mut str {
                let $this = self;
                let range: Range<usize> = $panicking;
                range.index_mut($text)
            }
        }
    };
}
through_range! { RangeTo<usize>, r, _text, checked Some(0..r.end), panicking 0..r.end }
through_range! { RangeFrom<usize>, r, text,
    checked Some(r.start..text.len()),
    panicking r.start..if r.start > text.len() { r.start } else { text.len() }
}
through_range! { RangeFull, _r, text, checked Some(0..text.len()), panicking 0..text.len() }
through_range! { RangeInclusive<usize>, r, text,
    checked if r.end == usize::MAX { None } else { Some(r.into_slice_range()) },
    panicking {
        if r.end >= text.len() {
            inclusive_error_fail(text, r.start, r.end);
        }
        r.into_slice_range()
    }
}
through_range! { RangeToInclusive<usize>, r, text,
    checked if r.end == usize::MAX { None } else { Some(0..r.end + 1) },
    panicking {
        if r.end >= text.len() {
            inclusive_error_fail(text, 0, r.end);
        }
        0..r.end + 1
    }
}

// SAFETY: the unchecked methods stay within what the checked ones allow.
unsafe impl SliceIndex<str> for (Bound<usize>, Bound<usize>) {
    type Output = str;
    fn get(self, text: &str) -> Option<&str> {
        checked_bounds(self, text.len())?.get(text)
    }
    fn get_mut(self, text: &mut str) -> Option<&mut str> {
        checked_bounds(self, text.len())?.get_mut(text)
    }
    unsafe fn get_unchecked(self, text: *const str) -> *const str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { checked_bounds(self, (*text).len()).unwrap_unchecked().get_unchecked(text) }
    }
    unsafe fn get_unchecked_mut(self, text: *mut str) -> *mut str {
        // SAFETY: the caller promises what the operation demands.
        unsafe { checked_bounds(self, (*text).len()).unwrap_unchecked().get_unchecked_mut(text) }
    }
    #[track_caller]
    fn index(self, text: &str) -> &str {
        slice::range(self, ..text.len()).index(text)
    }
    #[track_caller]
    fn index_mut(self, text: &mut str) -> &mut str {
        slice::range(self, ..text.len()).index_mut(text)
    }
}
