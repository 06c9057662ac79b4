//! Formatting of text, booleans, pointers, slices and cells.

use super::{Debug, Display, Formatter, Result, Write};
use crate::cell::{Cell, Ref, RefCell, RefMut, UnsafeCell};
use crate::char::EscapeDebugExtArgs;
use crate::marker::PhantomData;

/// Formats an address as `{:p}` does.
pub(crate) fn pointer_fmt(address: usize, f: &mut Formatter<'_>) -> Result {
    let old = f.options;
    if f.alternate() {
        f.options.flags |= super::FLAG_ZERO;
        if f.options.width.is_none() {
            f.options.width = Some(2 + usize::BITS as usize / 4);
        }
    }
    f.options.flags |= super::FLAG_ALTERNATE;
    let result = super::LowerHex::fmt(&address, f);
    f.options = old;
    result
}

impl<T: ?Sized> Debug for PhantomData<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str("PhantomData<")?;
        f.write_str(crate::any::type_name::<T>())?;
        f.write_str(">")
    }
}

impl Debug for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result {
        *self
    }
}
impl Display for ! {
    fn fmt(&self, _f: &mut Formatter<'_>) -> Result {
        *self
    }
}

impl Debug for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(if *self { "true" } else { "false" })
    }
}
impl Display for bool {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(if *self { "true" } else { "false" })
    }
}

impl Debug for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('"')?;
        // Runs of characters that need no escape are written at once.
        let mut start = 0;
        for (index, c) in self.char_indices() {
            if c >= ' ' && c < '\x7F' && c != '"' && c != '\\' {
                continue;
            }
            let escape = c.escape_debug_ext(EscapeDebugExtArgs {
                escape_grapheme_extended: true,
                escape_single_quote: false,
                escape_double_quote: true,
            });
            if escape.len() != 1 {
                // SAFETY: both are indexes of characters. A checked cut brings its message into every program.
                f.write_str(unsafe { self.get_unchecked(start..index) })?;
                Display::fmt(&escape, f)?;
                start = index + c.len_utf8();
            }
        }
        // SAFETY: a character begins or the text ends there.
        f.write_str(unsafe { self.get_unchecked(start..) })?;
        f.write_char('"')
    }
}
impl Display for str {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.pad(self)
    }
}

impl Debug for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_char('\'')?;
        let escape = self.escape_debug_ext(EscapeDebugExtArgs {
            escape_grapheme_extended: true,
            escape_single_quote: true,
            escape_double_quote: false,
        });
        Display::fmt(&escape, f)?;
        f.write_char('\'')
    }
}
impl Display for char {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        if f.options.width.is_none() && f.options.precision.is_none() {
            f.write_char(*self)
        } else {
            f.pad(self.encode_utf8(&mut [0; 4]))
        }
    }
}

impl<T: Debug> Debug for [T] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_list().entries(self.iter()).finish()
    }
}
impl<T: Debug, const N: usize> Debug for [T; N] {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&self[..], f)
    }
}

impl<T: Copy + Debug> Debug for Cell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_struct("Cell").field("value", &self.get()).finish()
    }
}

impl<T: ?Sized + Debug> Debug for RefCell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        let mut builder = f.debug_struct("RefCell");
        match self.try_borrow() {
            Ok(borrow) => builder.field("value", &borrow),
            Err(_) => builder.field("value", &format_args!("<borrowed>")),
        };
        builder.finish()
    }
}

impl<T: ?Sized + Debug> Debug for Ref<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized + Debug> Debug for RefMut<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> Debug for UnsafeCell<T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_struct("UnsafeCell").finish_non_exhaustive()
    }
}
impl Debug for dyn crate::any::Any {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_struct("Any").finish_non_exhaustive()
    }
}
impl Debug for dyn crate::any::Any + Send {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_struct("Any").finish_non_exhaustive()
    }
}
impl Debug for dyn crate::any::Any + Send + Sync {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_struct("Any").finish_non_exhaustive()
    }
}
