//! The arguments of formatting as rustc encodes them, so that the library can be checked with it.

use super::{Formatter, FormattingOptions, Result};
pub use super::{Argument, Arguments};

/// The texts and placeholders as the checking compiler encodes them.
#[derive(Copy, Clone)]
pub struct Template<'a> {
    bytes: *const u8,
    args: *const Argument<'a>,
    text: Option<&'static str>,
}

impl<'a> Arguments<'a> {
    /// Arguments of encoded texts and placeholders.
    ///
    /// # Safety
    /// The bytes are encoded as the checking compiler does it.
    #[inline]
    pub unsafe fn new<const N: usize, const M: usize>(bytes: &'a [u8; N], args: &'a [Argument<'a>; M]) -> Self {
        let template = Template { bytes: bytes as *const u8, args: args as *const _ as *const Argument<'a>, text: None };
        Arguments { pieces: &[], specs: None, args: &[], template: Some(template) }
    }
    /// A text alone.
    #[inline]
    pub const fn from_str(text: &'static str) -> Self {
        let template = Template { bytes: crate::ptr::null(), args: crate::ptr::null(), text: Some(text) };
        Arguments { pieces: &[], specs: None, args: &[], template: Some(template) }
    }
    /// A text alone, not in constants.
    #[inline]
    pub const fn from_str_nonconst(text: &'static str) -> Self {
        Self::from_str(text)
    }
}

impl Template<'_> {
    /// The text, if there is nothing else.
    pub const fn as_str(self) -> Option<&'static str> {
        self.text
    }

    /// Writes everything.
    pub fn write(self, f: &mut Formatter<'_>) -> Result {
        if let Some(text) = self.text {
            return f.out.write_str(text);
        }
        let mut at = self.bytes;
        let mut next_argument = 0;
        // SAFETY: the bytes are as the checking compiler encodes them, and end with a zero.
        unsafe {
            loop {
                let code = *at;
                at = at.add(1);
                let half = |at: *const u8| *at as usize | (*at.add(1) as usize) << 8;
                if code == 0 {
                    return Ok(());
                } else if code <= 0x80 {
                    let length = if code < 0x80 {
                        code as usize
                    } else {
                        at = at.add(2);
                        half(at.sub(2))
                    };
                    f.out.write_str(crate::str::from_utf8_unchecked(crate::slice::from_raw_parts(at, length)))?;
                    at = at.add(length);
                } else {
                    let mut options = FormattingOptions::new();
                    if code & 1 != 0 {
                        let bits = half(at) as u32 | (half(at.add(2)) as u32) << 16;
                        at = at.add(4);
                        options.fill = char::from_u32_unchecked(bits & 0x1F_FFFF);
                        let flags = bits >> 21;
                        options.flags = flags & 7 | (flags >> 3 & 1) << 3 | (flags >> 4 & 3) << 4;
                        options.align = (bits >> 29 & 3) as u8;
                        // A width or a precision of zero is only said here.
                        if bits >> 27 & 1 != 0 {
                            options.width = Some(0);
                        }
                        if bits >> 28 & 1 != 0 {
                            options.precision = Some(0);
                        }
                    }
                    if code & 2 != 0 {
                        let width = half(at);
                        at = at.add(2);
                        options.width = Some(if code & 16 != 0 { (*self.args.add(width)).as_count() } else { width });
                    }
                    if code & 4 != 0 {
                        let precision = half(at);
                        at = at.add(2);
                        options.precision = Some(if code & 32 != 0 { (*self.args.add(precision)).as_count() } else { precision });
                    }
                    if code & 8 != 0 {
                        next_argument = half(at);
                        at = at.add(2);
                    }
                    f.options = options;
                    let argument = &*self.args.add(next_argument);
                    next_argument += 1;
                    (argument.formatter)(argument.value, f)?;
                }
            }
        }
    }
}
