//! Formatting: the traits, the options and the formatter.

mod arguments;
mod builders;
mod float;
mod integer;
mod text;
#[cfg(rustc_check)]
#[path = "rustc_template.rs"]
pub mod rt;

pub use self::arguments::{write, Argument, Arguments, Count, Placeholder};
pub use self::builders::{DebugList, DebugMap, DebugSet, DebugStruct, DebugTuple, FromFn, from_fn};
pub(crate) use self::text::pointer_fmt;
pub use crate::Debug;

use crate::result;

/// The type of the results of formatting.
pub type Result = result::Result<(), Error>;

/// A writer failed; formatting itself does not.
#[derive(Copy, Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Error;

impl Display for Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        Display::fmt("an error occurred when formatting an argument", f)
    }
}
impl crate::error::Error for Error {}

/// A sink of text.
pub trait Write {
    /// Writes a text.
    ///
    /// # Examples
    /// ```
    /// use std::fmt::{self, Write};
    /// struct Counter(usize);
    /// impl Write for Counter {
    ///     fn write_str(&mut self, text: &str) -> fmt::Result {
    ///         self.0 += text.len();
    ///         Ok(())
    ///     }
    /// }
    /// let mut counter = Counter(0);
    /// write!(counter, "{:>10}", 1).unwrap();
    /// assert_eq!(counter.0, 10);
    /// ```
    fn write_str(&mut self, text: &str) -> Result;

    /// Writes one character.
    ///
    /// # Examples
    /// ```
    /// use std::fmt::Write;
    /// let mut text = String::new();
    /// text.write_char('→').unwrap();
    /// assert_eq!(text, "→");
    /// ```
    fn write_char(&mut self, c: char) -> Result {
        self.write_str(c.encode_utf8(&mut [0; 4]))
    }

    /// Writes what `format_args!` has made; `write!` calls it.
    ///
    /// # Examples
    /// ```
    /// use std::fmt::Write;
    /// let mut text = String::new();
    /// text.write_fmt(format_args!("{:>3}", 7)).unwrap();
    /// assert_eq!(text, "  7");
    /// ```
    fn write_fmt(&mut self, arguments: Arguments<'_>) -> Result {
        let mut this = self;
        write(&mut this, arguments)
    }
}

impl<W: Write + ?Sized> Write for &mut W {
    fn write_str(&mut self, text: &str) -> Result {
        (**self).write_str(text)
    }
    fn write_char(&mut self, c: char) -> Result {
        (**self).write_char(c)
    }
    fn write_fmt(&mut self, arguments: Arguments<'_>) -> Result {
        (**self).write_fmt(arguments)
    }
}

macro_rules! formatting_traits {
    ($($(#[$meta:meta])* $name:ident)*) => { $(
        $(#[$meta])*
        pub trait $name {
            /// Writes the value as this trait has it.
            fn fmt(&self, f: &mut Formatter<'_>) -> Result;
        }
        impl<T: ?Sized + $name> $name for &T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                $name::fmt(&**self, f)
            }
        }
        impl<T: ?Sized + $name> $name for &mut T {
            fn fmt(&self, f: &mut Formatter<'_>) -> Result {
                $name::fmt(&**self, f)
            }
        }
    )* };
}
formatting_traits! {
    /// `{:?}`: for programmers.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Door;
    /// impl fmt::Debug for Door {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_str("Door")
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Door), "Door");
    /// ```
    Debug
    /// `{}`: for users.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Greeting;
    /// impl fmt::Display for Greeting {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.pad("hello")
    ///     }
    /// }
    /// assert_eq!(format!("{:>7}", Greeting), "  hello");
    /// ```
    #[rustc_diagnostic_item = "Display"]
    Display
    /// `{:o}`
    Octal
    /// `{:b}`
    Binary
    /// `{:x}`: in base 16.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Sixteen;
    /// impl fmt::LowerHex for Sixteen {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         fmt::LowerHex::fmt(&16, f)
    ///     }
    /// }
    /// assert_eq!(format!("{:#x}", Sixteen), "0x10");
    /// ```
    LowerHex
    /// `{:X}`: in base 16 with capitals.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Ten;
    /// impl fmt::UpperHex for Ten {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         fmt::UpperHex::fmt(&10, f)
    ///     }
    /// }
    /// assert_eq!(format!("{:02X}", Ten), "0A");
    /// ```
    UpperHex
    /// `{:e}`
    LowerExp
    /// `{:E}`
    UpperExp
}

/// `{:p}`
pub trait Pointer {
    /// Writes the address.
    fn fmt(&self, f: &mut Formatter<'_>) -> Result;
}
impl<T: ?Sized> Pointer for &T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer_fmt(*self as *const T as *const () as usize, f)
    }
}
impl<T: ?Sized> Pointer for &mut T {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        pointer_fmt(&**self as *const T as *const () as usize, f)
    }
}

/// Where content stands in a wider field.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Alignment {
    Left,
    Right,
    Center,
}

const FLAG_PLUS: u32 = 1;
const FLAG_MINUS: u32 = 2;
const FLAG_ALTERNATE: u32 = 4;
const FLAG_ZERO: u32 = 8;
const FLAG_DEBUG_LOWER_HEX: u32 = 16;
const FLAG_DEBUG_UPPER_HEX: u32 = 32;

/// What stands after the colon of a placeholder.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub struct FormattingOptions {
    flags: u32,
    fill: char,
    /// 0 left, 1 right, 2 centre, 3 not given.
    align: u8,
    width: Option<usize>,
    precision: Option<usize>,
}

impl FormattingOptions {
    /// No options: as `{}` has them.
    pub const fn new() -> Self {
        FormattingOptions { flags: 0, fill: ' ', align: 3, width: None, precision: None }
    }
}

/// The state of formatting one argument: the sink and the options.
pub struct Formatter<'a> {
    options: FormattingOptions,
    out: &'a mut (dyn Write + 'a),
}

impl<'a> Formatter<'a> {
    /// A formatter that writes to a sink.
    pub fn new(out: &'a mut (dyn Write + 'a), options: FormattingOptions) -> Self {
        Formatter { options, out }
    }

    /// Writes a text as it is, whatever the options say.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Unit;
    /// impl fmt::Display for Unit {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_str("unit")
    ///     }
    /// }
    /// assert_eq!(format!("{Unit:>9}"), "unit");
    /// ```
    #[inline]
    pub fn write_str(&mut self, text: &str) -> Result {
        self.out.write_str(text)
    }

    /// Writes what `format_args!` has made; `write!` calls it.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Point(i32, i32);
    /// impl fmt::Display for Point {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_fmt(format_args!("{}/{}", self.0, self.1))
    ///     }
    /// }
    /// assert_eq!(Point(3, -1).to_string(), "3/-1");
    /// ```
    #[inline]
    pub fn write_fmt(&mut self, arguments: Arguments<'_>) -> Result {
        match arguments.as_str() {
            Some(text) => self.out.write_str(text),
            None => write(self.out, arguments),
        }
    }

    /// With what missing width is filled.
    pub fn fill(&self) -> char {
        self.options.fill
    }

    /// Where the content stands within its width, if that was given.
    pub fn align(&self) -> Option<Alignment> {
        match self.options.align {
            0 => Some(Alignment::Left),
            1 => Some(Alignment::Right),
            2 => Some(Alignment::Center),
            _ => None,
        }
    }

    /// The width that was asked for.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Bar;
    /// impl fmt::Display for Bar {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         (0..f.width().unwrap_or(1)).try_for_each(|_| f.write_str("="))
    ///     }
    /// }
    /// assert_eq!(format!("{Bar}{Bar:4}"), "=====");
    /// ```
    pub fn width(&self) -> Option<usize> {
        self.options.width
    }
    /// The precision that was asked for.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Half;
    /// impl fmt::Display for Half {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         write!(f, "{:.*}", f.precision().unwrap_or(1), 0.5)
    ///     }
    /// }
    /// assert_eq!(format!("{Half} {Half:.3}"), "0.5 0.500");
    /// ```
    pub fn precision(&self) -> Option<usize> {
        self.options.precision
    }
    /// Whether there was a `+`.
    pub fn sign_plus(&self) -> bool {
        self.options.flags & FLAG_PLUS != 0
    }
    /// Whether there was a `-`, which means nothing yet.
    pub fn sign_minus(&self) -> bool {
        self.options.flags & FLAG_MINUS != 0
    }
    /// Whether there was a `#`.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Unit;
    /// impl fmt::Display for Unit {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.write_str(if f.alternate() { "metres" } else { "m" })
    ///     }
    /// }
    /// assert_eq!(format!("{Unit} {Unit:#}"), "m metres");
    /// ```
    pub fn alternate(&self) -> bool {
        self.options.flags & FLAG_ALTERNATE != 0
    }
    /// Whether there was a `0` before the width.
    pub fn sign_aware_zero_pad(&self) -> bool {
        self.options.flags & FLAG_ZERO != 0
    }
    fn debug_lower_hex(&self) -> bool {
        self.options.flags & FLAG_DEBUG_LOWER_HEX != 0
    }
    fn debug_upper_hex(&self) -> bool {
        self.options.flags & FLAG_DEBUG_UPPER_HEX != 0
    }
    /// All options.
    pub fn options(&self) -> FormattingOptions {
        self.options
    }

    /// Writes the fill before content narrower than the width; gives how much fill follows it.
    #[inline(never)]
    fn start_padding(&mut self, missing: usize, default: u8) -> result::Result<usize, Error> {
        let align = if self.options.align == 3 { default } else { self.options.align };
        let before = match align {
            0 => 0,
            1 => missing,
            _ => missing / 2,
        };
        self.write_fill(before)?;
        Ok(missing - before)
    }

    #[inline(never)]
    fn write_fill(&mut self, count: usize) -> Result {
        for _ in 0..count {
            self.out.write_char(self.options.fill)?;
        }
        Ok(())
    }

    fn write_prefix(&mut self, sign: Option<char>, prefix: Option<&str>) -> Result {
        if let Some(c) = sign {
            self.out.write_char(c)?;
        }
        match prefix {
            Some(text) => self.out.write_str(text),
            None => Ok(()),
        }
    }

    /// Writes the digits of an integer with sign, prefix and padding.
    pub fn pad_integral(&mut self, is_nonnegative: bool, prefix: &str, digits: &str) -> Result {
        let mut length = digits.len();
        let mut sign = None;
        if !is_nonnegative {
            sign = Some('-');
            length += 1;
        } else if self.sign_plus() {
            sign = Some('+');
            length += 1;
        }
        let prefix = if self.alternate() {
            length += prefix.len();
            Some(prefix)
        } else {
            None
        };
        let mut zeros = 0;
        let mut after = 0;
        if let Some(width) = self.options.width {
            if width > length {
                if self.sign_aware_zero_pad() {
                    zeros = width - length;
                } else {
                    after = self.start_padding(width - length, 1)?;
                }
            }
        }
        self.write_prefix(sign, prefix)?;
        for _ in 0..zeros {
            self.out.write_char('0')?;
        }
        self.out.write_str(digits)?;
        self.write_fill(after)
    }

    /// Writes text cut to the precision and padded to the width.
    pub fn pad(&mut self, text: &str) -> Result {
        if self.options.width.is_none() && self.options.precision.is_none() {
            return self.out.write_str(text);
        }
        let mut text = text;
        if let Some(max) = self.options.precision {
            if let Some((end, _)) = text.char_indices().nth(max) {
                // SAFETY: an index of `char_indices`. A checked index brings its message into every program.
                text = unsafe { text.get_unchecked(..end) };
            }
        }
        match self.options.width {
            None => self.out.write_str(text),
            Some(width) => {
                let count = text.chars().count();
                if count >= width {
                    self.out.write_str(text)
                } else {
                    let after = self.start_padding(width - count, 0)?;
                    self.out.write_str(text)?;
                    self.write_fill(after)
                }
            }
        }
    }

    /// Begins to write a struct with fields in the form of `derive(Debug)`.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Secret { user: String, password: String }
    /// impl fmt::Debug for Secret {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_struct("Secret").field("user", &self.user).finish_non_exhaustive()
    ///     }
    /// }
    /// let secret = Secret { user: "ann".into(), password: "x".into() };
    /// assert_eq!(format!("{secret:?}"), "Secret { user: \"ann\", .. }");
    /// ```
    pub fn debug_struct<'b>(&'b mut self, name: &str) -> DebugStruct<'b, 'a> {
        builders::debug_struct_new(self, name)
    }
    /// Begins to write a struct without names of fields in the form of `derive(Debug)`.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Metres(f32);
    /// impl fmt::Debug for Metres {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_tuple("m").field(&self.0).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Metres(1.0)), "m(1.0)");
    /// ```
    pub fn debug_tuple<'b>(&'b mut self, name: &str) -> DebugTuple<'b, 'a> {
        builders::debug_tuple_new(self, name)
    }
    /// Starts a list, as `Debug` prints vectors.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Pair(u8, u8);
    /// impl fmt::Debug for Pair {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_list().entry(&self.0).entry(&self.1).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Pair(1, 2)), "[1, 2]");
    /// ```
    pub fn debug_list<'b>(&'b mut self) -> DebugList<'b, 'a> {
        builders::debug_list_new(self)
    }
    /// Starts a set, as `Debug` prints them.
    pub fn debug_set<'b>(&'b mut self) -> DebugSet<'b, 'a> {
        builders::debug_set_new(self)
    }
    /// Begins to write keys with values as maps do.
    ///
    /// # Examples
    /// ```
    /// use std::fmt;
    /// struct Pairs(Vec<(char, i32)>);
    /// impl fmt::Debug for Pairs {
    ///     fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    ///         f.debug_map().entries(self.0.iter().map(|(key, value)| (key, value))).finish()
    ///     }
    /// }
    /// assert_eq!(format!("{:?}", Pairs(vec![('a', 1), ('b', 2)])), "{'a': 1, 'b': 2}");
    /// ```
    pub fn debug_map<'b>(&'b mut self) -> DebugMap<'b, 'a> {
        builders::debug_map_new(self)
    }

    // What `derive(Debug)` calls.
    /// What derived implementations for a struct with one field call.
    pub fn debug_struct_field1_finish(&mut self, name: &str, n1: &str, v1: &dyn Debug) -> Result {
        self.debug_struct(name).field(n1, v1).finish()
    }
    /// What derived implementations for a struct with two fields call.
    pub fn debug_struct_field2_finish(
        &mut self, name: &str, n1: &str, v1: &dyn Debug, n2: &str, v2: &dyn Debug,
    ) -> Result {
        self.debug_struct(name).field(n1, v1).field(n2, v2).finish()
    }
    /// What derived implementations for a struct with three fields call.
    pub fn debug_struct_field3_finish(
        &mut self, name: &str, n1: &str, v1: &dyn Debug, n2: &str, v2: &dyn Debug, n3: &str, v3: &dyn Debug,
    ) -> Result {
        self.debug_struct(name).field(n1, v1).field(n2, v2).field(n3, v3).finish()
    }
    /// What derived implementations for a struct with four fields call.
    pub fn debug_struct_field4_finish(
        &mut self, name: &str, n1: &str, v1: &dyn Debug, n2: &str, v2: &dyn Debug, n3: &str, v3: &dyn Debug,
        n4: &str, v4: &dyn Debug,
    ) -> Result {
        self.debug_struct(name).field(n1, v1).field(n2, v2).field(n3, v3).field(n4, v4).finish()
    }
    /// What derived implementations for a struct with five fields call.
    pub fn debug_struct_field5_finish(
        &mut self, name: &str, n1: &str, v1: &dyn Debug, n2: &str, v2: &dyn Debug, n3: &str, v3: &dyn Debug,
        n4: &str, v4: &dyn Debug, n5: &str, v5: &dyn Debug,
    ) -> Result {
        self.debug_struct(name).field(n1, v1).field(n2, v2).field(n3, v3).field(n4, v4).field(n5, v5).finish()
    }
    /// What derived implementations for a struct with more fields call.
    pub fn debug_struct_fields_finish(&mut self, name: &str, names: &[&str], values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_struct(name);
        let mut index = 0;
        while index < names.len() {
            builder.field(names[index], values[index]);
            index += 1;
        }
        builder.finish()
    }
    /// What derived implementations for a tuple struct with one field call.
    pub fn debug_tuple_field1_finish(&mut self, name: &str, v1: &dyn Debug) -> Result {
        self.debug_tuple(name).field(v1).finish()
    }
    /// What derived implementations for a tuple struct with two fields call.
    pub fn debug_tuple_field2_finish(&mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug) -> Result {
        self.debug_tuple(name).field(v1).field(v2).finish()
    }
    /// What derived implementations for a tuple struct with three fields call.
    pub fn debug_tuple_field3_finish(
        &mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug, v3: &dyn Debug,
    ) -> Result {
        self.debug_tuple(name).field(v1).field(v2).field(v3).finish()
    }
    /// What derived implementations for a tuple struct with four fields call.
    pub fn debug_tuple_field4_finish(
        &mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug, v3: &dyn Debug, v4: &dyn Debug,
    ) -> Result {
        self.debug_tuple(name).field(v1).field(v2).field(v3).field(v4).finish()
    }
    /// What derived implementations for a tuple struct with five fields call.
    pub fn debug_tuple_field5_finish(
        &mut self, name: &str, v1: &dyn Debug, v2: &dyn Debug, v3: &dyn Debug, v4: &dyn Debug, v5: &dyn Debug,
    ) -> Result {
        self.debug_tuple(name).field(v1).field(v2).field(v3).field(v4).field(v5).finish()
    }
    /// What derived implementations for a tuple struct with more fields call.
    pub fn debug_tuple_fields_finish(&mut self, name: &str, values: &[&dyn Debug]) -> Result {
        let mut builder = self.debug_tuple(name);
        for value in values {
            builder.field(*value);
        }
        builder.finish()
    }
}

impl Write for Formatter<'_> {
    fn write_str(&mut self, text: &str) -> Result {
        self.out.write_str(text)
    }
    fn write_char(&mut self, c: char) -> Result {
        self.out.write_char(c)
    }
    fn write_fmt(&mut self, arguments: Arguments<'_>) -> Result {
        write(self.out, arguments)
    }
}
