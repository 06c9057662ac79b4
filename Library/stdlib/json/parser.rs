//! Reading a text from its start to its end, value by value, without building a tree.

use super::writer::special_bytes;
use super::{Deserialize, Error, Map, Number, Value};
use std::fmt::Display;

/// Reads a document. Types take what they need from it (`Deserialize`).
pub struct Parser<'a> {
    /// Is UTF-8.
    text: &'a [u8],
    at: usize,
    depth: usize,
    limit: usize,
    /// Where a string with escapes is put together.
    scratch: Vec<u8>,
    /// Names that objects of one depth do not show: other fields of a structure that is read again
    /// (`flatten`), or its tag.
    hidden: (usize, Vec<&'static [&'static str]>),
}

/// How the values of a text begin.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Null,
    Boolean,
    Number,
    String,
    Array,
    Object,
}

impl<'a> Parser<'a> {
    /// The text must be UTF-8; a byte order mark is not allowed (RFC 8259, section 8.1).
    pub fn new(text: &'a [u8]) -> Result<Parser<'a>, Error> {
        if let Err(error) = std::str::from_utf8(text) {
            return Err(Error::new("the text is not UTF-8".to_string(), text, error.valid_up_to()));
        }
        Ok(Parser { text, at: 0, depth: 0, limit: 128, scratch: Vec::new(), hidden: (0, Vec::new()) })
    }
    /// How deep objects and arrays may be nested: 128 if it is not said. Each level takes stack.
    pub fn depth_limit(mut self, limit: usize) -> Parser<'a> {
        self.limit = limit;
        self
    }
    /// A value that takes the whole text.
    pub fn document<T: Deserialize>(mut self) -> Result<T, Error> {
        let value = T::deserialize(&mut self)?;
        self.space();
        if self.at < self.text.len() { Err(self.unexpected("the end of the text")) } else { Ok(value) }
    }

    /// An error at the place that was reached.
    #[cold]
    pub fn error(&self, message: impl Display) -> Error {
        self.error_at(message, self.at)
    }
    #[cold]
    fn error_at(&self, message: impl Display, at: usize) -> Error {
        Error::new(message.to_string(), self.text, at)
    }
    /// The error of what stands here, which should have been something else.
    #[cold]
    pub fn unexpected(&self, expected: &str) -> Error {
        let found = match self.text.get(self.at..) {
            None | Some([]) => "the end of the text".to_string(),
            // SAFETY: the place is between characters of UTF-8.
            Some(rest) => match unsafe { std::str::from_utf8_unchecked(rest) }.chars().next() {
                Some(c) if c.is_control() => format!("{c:?}"),
                Some(c) => format!("`{c}`"),
                None => String::new(),
            },
        };
        self.error(format_args!("expected {expected}, found {found}"))
    }

    #[inline]
    fn space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.text.get(self.at) {
            self.at += 1;
        }
    }
    /// The next byte that is no white space; 0 at the end.
    #[inline]
    fn peek(&mut self) -> u8 {
        let byte = self.text.get(self.at).copied().unwrap_or(0);
        if byte > b' ' {
            return byte;
        }
        self.space();
        self.text.get(self.at).copied().unwrap_or(0)
    }

    /// What the next value is.
    pub fn kind(&mut self) -> Result<Kind, Error> {
        Ok(match self.peek() {
            b'{' => Kind::Object,
            b'[' => Kind::Array,
            b'"' => Kind::String,
            b't' | b'f' => Kind::Boolean,
            b'n' => Kind::Null,
            b'-' | b'0'..=b'9' => Kind::Number,
            _ => return Err(self.unexpected("a value")),
        })
    }

    fn word(&mut self, word: &str, expected: &str) -> Result<(), Error> {
        if self.text[self.at..].starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }
    /// Takes `null` if it is next.
    pub fn take_null(&mut self) -> Result<bool, Error> {
        if self.peek() != b'n' {
            return Ok(false);
        }
        self.word("null", "`null`")?;
        Ok(true)
    }
    /// Reads `null`.
    pub fn null(&mut self) -> Result<(), Error> {
        if self.take_null()? { Ok(()) } else { Err(self.unexpected("`null`")) }
    }
    /// Reads `true` or `false`.
    pub fn boolean(&mut self) -> Result<bool, Error> {
        match self.peek() {
            b't' => self.word("true", "`true`").map(|_| true),
            b'f' => self.word("false", "`false`").map(|_| false),
            _ => Err(self.unexpected("`true` or `false`")),
        }
    }

    /// The text of a number, its value if it is a whole one below 2^64, and whether it is negative.
    fn number_text(&mut self, expected: &str) -> Result<(&'a [u8], Option<u64>, bool), Error> {
        let first = self.peek();
        let start = self.at;
        let is_negative = first == b'-';
        let text = self.text;
        let byte = |at: usize| text.get(at).copied().unwrap_or(0);
        let mut at = start + is_negative as usize;
        if !byte(at).is_ascii_digit() {
            self.at = if is_negative { at } else { start };
            return Err(self.unexpected(if is_negative { "a digit" } else { expected }));
        }
        let mut value: u64 = 0;
        let mut is_exact = true;
        if byte(at) == b'0' {
            at += 1;
            if byte(at).is_ascii_digit() {
                return Err(self.error("numbers do not begin with a zero"));
            }
        } else {
            let digits = at;
            while byte(at).is_ascii_digit() {
                let digit = (byte(at) - b'0') as u64;
                if at - digits < 19 {
                    value = value * 10 + digit;
                } else {
                    match value.checked_mul(10).and_then(|value| value.checked_add(digit)) {
                        Some(next) => value = next,
                        None => is_exact = false,
                    }
                }
                at += 1;
            }
        }
        let mut is_whole = true;
        if byte(at) == b'.' {
            is_whole = false;
            at += 1;
            if !byte(at).is_ascii_digit() {
                self.at = at;
                return Err(self.unexpected("a digit"));
            }
            while byte(at).is_ascii_digit() {
                at += 1;
            }
        }
        if let b'e' | b'E' = byte(at) {
            is_whole = false;
            at += 1;
            if let b'+' | b'-' = byte(at) {
                at += 1;
            }
            if !byte(at).is_ascii_digit() {
                self.at = at;
                return Err(self.unexpected("a digit"));
            }
            while byte(at).is_ascii_digit() {
                at += 1;
            }
        }
        self.at = at;
        Ok((&text[start..at], if is_whole && is_exact { Some(value) } else { None }, is_negative))
    }

    fn float_of(text: &[u8]) -> f64 {
        // SAFETY: digits, signs, a point and an exponent.
        unsafe { std::str::from_utf8_unchecked(text) }.parse().unwrap_or(f64::NAN)
    }
    /// Reads a number.
    pub fn number(&mut self) -> Result<Number, Error> {
        let (text, whole, is_negative) = self.number_text("a number")?;
        Ok(match (whole, is_negative) {
            (Some(value), false) => Number::Unsigned(value),
            (Some(value), true) if value > 0 && value <= 1 << 63 => Number::Signed((value as i64).wrapping_neg()),
            _ => Number::Float(Self::float_of(text)),
        })
    }
    /// A float; what is too large is infinite.
    pub fn float(&mut self) -> Result<f64, Error> {
        let (text, whole, is_negative) = self.number_text("a number")?;
        match whole {
            Some(value) if value < 1 << 53 => Ok(if is_negative { -(value as f64) } else { value as f64 }),
            _ => Ok(Self::float_of(text)),
        }
    }
    /// A float of the type, rounded once.
    pub fn short_float(&mut self) -> Result<f32, Error> {
        let (text, ..) = self.number_text("a number")?;
        Ok(unsafe { std::str::from_utf8_unchecked(text) }.parse().unwrap_or(f32::NAN))
    }
    /// A whole number that `convert` takes from a magnitude and a sign; `name` is its type's.
    pub(crate) fn integer<T>(&mut self, name: &str, convert: impl FnOnce(u64, bool) -> Option<T>) -> Result<T, Error> {
        let (text, whole, is_negative) = self.number_text("a whole number")?;
        let result = match whole {
            Some(value) => convert(value, is_negative),
            None => {
                let number = Number::Float(Self::float_of(text));
                match (number.as_u64(), number.as_i64()) {
                    (Some(value), _) => convert(value, false),
                    (_, Some(value)) => convert(value.unsigned_abs(), true),
                    _ => None,
                }
            }
        };
        result.ok_or_else(|| {
            let shown = String::from_utf8_lossy(text);
            let reason = if whole.is_some() { "out of the range of" } else { "no" };
            self.error_at(format_args!("{shown} is {reason} {name}"), self.at - text.len())
        })
    }
    /// The text of a whole number, for types wider than 64 bits.
    pub(crate) fn digits(&mut self) -> Result<&'a str, Error> {
        let (text, ..) = self.number_text("a whole number")?;
        Ok(unsafe { std::str::from_utf8_unchecked(text) })
    }

    /// A string; it may lie in the text or in a buffer of the parser.
    pub fn string(&mut self) -> Result<&str, Error> {
        let place = self.string_place()?;
        Ok(self.string_at(place))
    }
    #[inline]
    fn string_at(&self, place: Option<(usize, usize)>) -> &str {
        let bytes = place.map_or(&self.scratch[..], |(start, end)| &self.text[start..end]);
        // SAFETY: pieces of UTF-8 text between characters of their own, and whole characters.
        unsafe { std::str::from_utf8_unchecked(bytes) }
    }
    /// Reads a string: where it lies in the text; `None` when it had escapes and lies in the buffer.
    fn string_place(&mut self) -> Result<Option<(usize, usize)>, Error> {
        if self.peek() != b'"' {
            return Err(self.unexpected("a string"));
        }
        self.at += 1;
        let start = self.at;
        self.plain_part();
        if let Some(b'"') = self.text.get(self.at) {
            self.at += 1;
            return Ok(Some((start, self.at - 1)));
        }
        self.scratch.clear();
        self.scratch.extend_from_slice(&self.text[start..self.at]);
        loop {
            match self.text.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(None);
                }
                Some(b'\\') => self.escape()?,
                Some(_) => return Err(self.unexpected("no control character in a string")),
                None => return Err(self.unexpected("`\"`")),
            }
            let start = self.at;
            self.plain_part();
            self.scratch.extend_from_slice(&self.text[start..self.at]);
        }
    }
    /// Goes to the next quote, backslash or control character.
    #[inline]
    fn plain_part(&mut self) {
        let text = self.text;
        let mut at = self.at;
        while at + 8 <= text.len() {
            // SAFETY: the bytes are there.
            let word = unsafe { (text.as_ptr().add(at) as *const u64).read_unaligned() };
            let special = special_bytes(u64::from_le(word));
            if special != 0 {
                self.at = at + special.trailing_zeros() as usize / 8;
                return;
            }
            at += 8;
        }
        while at < text.len() && text[at] >= 0x20 && text[at] != b'"' && text[at] != b'\\' {
            at += 1;
        }
        self.at = at;
    }
    fn escape(&mut self) -> Result<(), Error> {
        let letter = self.text.get(self.at + 1).copied().unwrap_or(0);
        let byte = match letter {
            b'"' | b'\\' | b'/' => letter,
            b'b' => 0x08,
            b'f' => 0x0C,
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'u' => {
                let start = self.at;
                self.at += 2;
                let mut code = self.unit()?;
                if code & 0xFC00 == 0xD800 && self.text[self.at..].starts_with(b"\\u") {
                    self.at += 2;
                    let low = self.unit()?;
                    if low & 0xFC00 == 0xDC00 {
                        code = 0x10000 + ((code & 0x3FF) << 10 | low & 0x3FF);
                    }
                }
                let Some(c) = char::from_u32(code) else {
                    return Err(self.error_at("a surrogate without its other half", start));
                };
                self.scratch.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                return Ok(());
            }
            _ => {
                self.at += 1;
                return Err(self.unexpected("one of \"\\/bfnrtu behind a backslash"));
            }
        };
        self.scratch.push(byte);
        self.at += 2;
        Ok(())
    }
    fn unit(&mut self) -> Result<u32, Error> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.text.get(self.at).and_then(|&byte| (byte as char).to_digit(16));
            let Some(digit) = digit else { return Err(self.unexpected("a hexadecimal digit")) };
            code = code << 4 | digit;
            self.at += 1;
        }
        Ok(code)
    }

    fn enter(&mut self) -> Result<(), Error> {
        if self.depth >= self.limit {
            return Err(self.error(format_args!("nested deeper than {} levels", self.limit)));
        }
        self.depth += 1;
        self.at += 1;
        Ok(())
    }
    /// Opens an array; `next_element` follows.
    pub fn begin_array(&mut self) -> Result<(), Error> {
        if self.peek() != b'[' {
            return Err(self.unexpected("an array"));
        }
        self.enter()
    }
    /// Whether there is one more element. `index` counts them, from 0.
    #[inline]
    pub fn next_element(&mut self, index: &mut usize) -> Result<bool, Error> {
        let byte = self.peek();
        if byte == b']' {
            self.at += 1;
            self.depth -= 1;
            return Ok(false);
        }
        if *index > 0 {
            if byte != b',' {
                return Err(self.unexpected("`,` or `]`"));
            }
            self.at += 1;
            if self.peek() == b']' {
                return Err(self.unexpected("a value"));
            }
        }
        *index += 1;
        Ok(true)
    }
    /// Opens an object; `next_key` follows.
    pub fn begin_object(&mut self) -> Result<(), Error> {
        if self.peek() != b'{' {
            return Err(self.unexpected("an object"));
        }
        self.enter()
    }
    /// The next member's name, or `None` at the object's end. `index` counts members, from 0.
    pub fn next_key(&mut self, index: &mut usize) -> Result<Option<&str>, Error> {
        loop {
            let byte = self.peek();
            if byte == b'}' {
                self.at += 1;
                self.depth -= 1;
                return Ok(None);
            }
            if *index > 0 {
                if byte != b',' {
                    return Err(self.unexpected("`,` or `}`"));
                }
                self.at += 1;
                self.peek();
            }
            *index += 1;
            if self.text.get(self.at) != Some(&b'"') {
                return Err(self.unexpected(if *index > 1 { "a name in quotes" } else { "a name in quotes or `}`" }));
            }
            let place = self.string_place()?;
            if self.peek() != b':' {
                return Err(self.unexpected("`:`"));
            }
            self.at += 1;
            if self.hidden.0 == self.depth && self.hides(self.string_at(place)) {
                self.skip()?;
                continue;
            }
            return Ok(Some(self.string_at(place)));
        }
    }

    /// Goes past a value, checking it.
    pub fn skip(&mut self) -> Result<(), Error> {
        match self.kind()? {
            Kind::Null => self.null(),
            Kind::Boolean => self.boolean().map(|_| ()),
            Kind::Number => self.number_text("a number").map(|_| ()),
            Kind::String => self.string().map(|_| ()),
            Kind::Array => {
                self.begin_array()?;
                let mut index = 0;
                while self.next_element(&mut index)? {
                    self.skip()?;
                }
                Ok(())
            }
            Kind::Object => {
                self.begin_object()?;
                let mut index = 0;
                while self.next_key(&mut index)?.is_some() {
                    self.skip()?;
                }
                Ok(())
            }
        }
    }

    /// Any value.
    pub fn value(&mut self) -> Result<Value, Error> {
        Ok(match self.kind()? {
            Kind::Null => self.null().map(|_| Value::Null)?,
            Kind::Boolean => Value::Bool(self.boolean()?),
            Kind::Number => Value::Number(self.number()?),
            Kind::String => Value::String(self.string()?.to_string()),
            Kind::Array => {
                self.begin_array()?;
                let mut index = 0;
                let mut list = Vec::new();
                while self.next_element(&mut index)? {
                    list.push(self.value()?);
                }
                Value::Array(list)
            }
            Kind::Object => {
                self.begin_object()?;
                let mut index = 0;
                let mut map = Map::new();
                while let Some(name) = self.next_key(&mut index)? {
                    let name = name.to_string();
                    map.insert(name, self.value()?);
                }
                Value::Object(map)
            }
        })
    }

    /// Where the parser is, to come back to it.
    pub fn place(&mut self) -> Place {
        self.peek();
        Place { at: self.at, depth: self.depth, hidden: self.hidden.clone() }
    }
    /// Goes back to a place before.
    pub fn go_back(&mut self, place: &Place) {
        self.at = place.at;
        self.depth = place.depth;
        self.hidden = place.hidden.clone();
    }
    /// Ends what `hide` began.
    pub(crate) fn show_as_at(&mut self, place: &Place) {
        self.hidden = place.hidden.clone();
    }
    /// Hides members of the object that begins here.
    pub fn hide(&mut self, names: &[&'static [&'static str]]) {
        self.hidden = (self.depth + 1, names.to_vec());
    }
    fn hides(&self, name: &str) -> bool {
        self.hidden.1.iter().any(|names| names.contains(&name))
    }
}

/// A place in the text that a parser can go back to.
pub struct Place {
    at: usize,
    depth: usize,
    hidden: (usize, Vec<&'static [&'static str]>),
}
