//! What the expansion of `format_args!` names: arguments, placeholders, whole texts.

use super::*;
use crate::mem;

/// An argument of unknown type.
pub(super) struct Opaque;

/// A value with the function that formats it.
#[lang = "format_argument"]
#[derive(Copy, Clone)]
pub struct Argument<'a> {
    pub(super) value: &'a Opaque,
    pub(super) formatter: fn(&Opaque, &mut Formatter<'_>) -> Result,
}

/// Marks arguments that are counts for width or precision.
fn format_count(value: &Opaque, f: &mut Formatter<'_>) -> Result {
    // SAFETY: only `from_usize` stores this function, with a reference to a count.
    let count = unsafe { &*(value as *const Opaque as *const usize) };
    Display::fmt(count, f)
}

impl<'a> Argument<'a> {
    /// A value and what formats it.
    #[inline]
    pub const fn new<T>(value: &'a T, formatter: fn(&T, &mut Formatter<'_>) -> Result) -> Argument<'a> {
        // SAFETY: the function is called with this value only, and references of all types look the same.
        unsafe { Argument { value: mem::transmute(value), formatter: mem::transmute(formatter) } }
    }
    /// For `{}`.
    #[inline]
    pub const fn new_display<T: Display>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Display>::fmt)
    }
    /// For `{:?}`.
    #[inline]
    pub const fn new_debug<T: Debug>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Debug>::fmt)
    }
    /// For `{:?}` of what is never printed.
    #[inline]
    pub const fn new_debug_noop<T: Debug>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Debug>::fmt)
    }
    /// For `{:o}`.
    #[inline]
    pub const fn new_octal<T: Octal>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Octal>::fmt)
    }
    /// For `{:b}`.
    #[inline]
    pub const fn new_binary<T: Binary>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Binary>::fmt)
    }
    /// For `{:x}`.
    #[inline]
    pub const fn new_lower_hex<T: LowerHex>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as LowerHex>::fmt)
    }
    /// For `{:X}`.
    #[inline]
    pub const fn new_upper_hex<T: UpperHex>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as UpperHex>::fmt)
    }
    /// For `{:e}`.
    #[inline]
    pub const fn new_lower_exp<T: LowerExp>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as LowerExp>::fmt)
    }
    /// For `{:E}`.
    #[inline]
    pub const fn new_upper_exp<T: UpperExp>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as UpperExp>::fmt)
    }
    /// For `{:p}`.
    #[inline]
    pub const fn new_pointer<T: Pointer>(value: &'a T) -> Argument<'a> {
        Argument::new(value, <T as Pointer>::fmt)
    }
    /// A width or a precision.
    #[inline]
    pub const fn from_usize(value: &'a usize) -> Argument<'a> {
        // SAFETY: `format_count` takes what a reference to a count became.
        unsafe { Argument { value: mem::transmute(value), formatter: format_count } }
    }

    #[inline]
    // SAFETY: the caller promises that it was made by `from_usize`.
    pub(super) unsafe fn as_count(&self) -> usize {
        // SAFETY: it is a reference to a count, as the caller promises.
        unsafe { *(self.value as *const Opaque as *const usize) }
    }
}

/// A width or a precision.
#[derive(Copy, Clone)]
pub enum Count {
    /// A number in the text.
    Is(usize),
    /// The value of an argument.
    Param(usize),
    /// Not given.
    Implied,
}

/// A placeholder that is more than `{}` in order.
#[derive(Copy, Clone)]
pub struct Placeholder {
    position: usize,
    fill: char,
    align: u8,
    flags: u32,
    precision: Count,
    width: Count,
}

impl Placeholder {
    /// A placeholder, as the compiler makes it.
    #[inline]
    pub const fn new(position: usize, fill: char, align: u8, flags: u32, precision: Count, width: Count) -> Self {
        Placeholder { position, fill, align, flags, precision, width }
    }
}

/// A whole formatted text, not yet written: pieces of text and the arguments between them.
#[lang = "format_arguments"]
#[derive(Copy, Clone)]
pub struct Arguments<'a> {
    /// Piece `i` stands before placeholder `i`; there may be one more at the end.
    pub(super) pieces: &'a [&'static str],
    /// The placeholders, or none when they are the arguments in order with default options.
    pub(super) specs: Option<&'a [Placeholder]>,
    pub(super) args: &'a [Argument<'a>],
    #[cfg(rustc_check)]
    pub(super) template: Option<rt::Template<'a>>,
}

impl<'a> Arguments<'a> {
    /// Texts without arguments.
    #[inline]
    pub const fn new_const(pieces: &'a [&'static str]) -> Self {
        Arguments { pieces, specs: None, args: &[], #[cfg(rustc_check)] template: None }
    }

    /// Texts and arguments in turn, all without options.
    #[cfg(not(rustc_check))]
    #[inline]
    pub const fn new(pieces: &'a [&'static str], args: &'a [Argument<'a>]) -> Self {
        Arguments { pieces, specs: None, args }
    }

    /// Texts and arguments in turn, with options.
    #[inline]
    pub const fn new_with_specs(
        pieces: &'a [&'static str],
        args: &'a [Argument<'a>],
        specs: &'a [Placeholder],
    ) -> Self {
        Arguments { pieces, specs: Some(specs), args, #[cfg(rustc_check)] template: None }
    }

    /// The text, when it needs no formatting.
    #[inline]
    pub const fn as_str(&self) -> Option<&'static str> {
        #[cfg(rustc_check)]
        if let Some(template) = self.template {
            return template.as_str();
        }
        match (self.pieces, self.args) {
            ([], []) => Some(""),
            ([text], []) => Some(text),
            _ => None,
        }
    }

    /// The text, if the compiler could know it.
    #[inline]
    pub fn as_statically_known_str(&self) -> Option<&'static str> {
        self.as_str()
    }

    /// A guess of the length of the formatted text, for reserving room.
    pub fn estimated_capacity(&self) -> usize {
        let mut length = 0;
        for piece in self.pieces {
            length += piece.len();
        }
        if self.args.is_empty() {
            length
        } else if length == 0 || (self.pieces[0].is_empty() && length < 16) {
            0
        } else {
            length * 2
        }
    }
}

impl Debug for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write(f.out, *self)
    }
}
impl Display for Arguments<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        write(f.out, *self)
    }
}

/// Writes formatted text to a sink.
pub fn write(out: &mut dyn Write, arguments: Arguments<'_>) -> Result {
    let mut formatter = Formatter { options: FormattingOptions::new(), out };
    #[cfg(rustc_check)]
    if let Some(template) = arguments.template {
        return template.write(&mut formatter);
    }
    let pieces = arguments.pieces;
    let mut written = 0;
    match arguments.specs {
        None => {
            for argument in arguments.args {
                let piece = pieces[written];
                if !piece.is_empty() {
                    formatter.out.write_str(piece)?;
                }
                (argument.formatter)(argument.value, &mut formatter)?;
                written += 1;
            }
        }
        Some(specs) => {
            for spec in specs {
                let piece = pieces[written];
                if !piece.is_empty() {
                    formatter.out.write_str(piece)?;
                }
                formatter.options = FormattingOptions {
                    flags: spec.flags,
                    fill: spec.fill,
                    align: spec.align,
                    width: resolve_count(spec.width, arguments.args),
                    precision: resolve_count(spec.precision, arguments.args),
                };
                let argument = &arguments.args[spec.position];
                (argument.formatter)(argument.value, &mut formatter)?;
                written += 1;
            }
        }
    }
    if written < pieces.len() {
        formatter.out.write_str(pieces[written])?;
    }
    Ok(())
}

fn resolve_count(count: Count, arguments: &[Argument<'_>]) -> Option<usize> {
    match count {
        Count::Implied => None,
        Count::Is(value) => Some(value),
        Count::Param(index) => {
            // SAFETY: the compiler makes the arguments for widths and precisions by `from_usize`.
            let value = unsafe { arguments[index].as_count() };
            if value > u16::MAX as usize {
                panic!("Formatting argument out of range");
            }
            Some(value)
        }
    }
}
