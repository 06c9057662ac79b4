//! Reading a text from its start to its end, value by value, without building a tree.

use super::name::Name;
use super::words::{leading_spaces, word_at};
use super::{Deserialize, Error, Value};
use std::fmt::Display;

/// Reads a document. Types take what they need from it (`Deserialize`).
///
/// That the text is UTF-8 is seen string by string; elsewhere, other bytes than ASCII are no JSON. Errors say first
/// what is wrong with the encoding.
pub struct Parser<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    pub(super) depth: usize,
    limit: usize,
    /// Where a string with escapes is put together.
    pub(super) scratch: Vec<u8>,
    /// Values and names of arrays and objects that are not complete.
    pub(super) values: Vec<Value>,
    pub(super) names: Vec<Name>,
    /// Names that objects of one depth do not show: other fields of a structure that is read again
    /// (`flatten`), or its tag.
    pub(super) hidden: (usize, Vec<&'static [&'static str]>),
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
        Ok(Parser {
            text,
            at: 0,
            depth: 0,
            limit: 128,
            scratch: Vec::new(),
            values: Vec::new(),
            names: Vec::new(),
            hidden: (0, Vec::new()),
        })
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
    pub(super) fn error_at(&self, message: impl Display, at: usize) -> Error {
        if let Err(error) = std::str::from_utf8(self.text) {
            return Error::new("the text is not UTF-8".to_string(), self.text, error.valid_up_to());
        }
        Error::new(message.to_string(), self.text, at)
    }
    /// The error of what stands here, which should have been something else.
    #[cold]
    pub fn unexpected(&self, expected: &str) -> Error {
        let found = match self.text.get(self.at..) {
            None | Some([]) => "the end of the text".to_string(),
            Some(rest) => match String::from_utf8_lossy(&rest[..rest.len().min(4)]).chars().next() {
                Some(c) if c.is_control() => format!("{c:?}"),
                Some(c) => format!("`{c}`"),
                None => String::new(),
            },
        };
        self.error(format_args!("expected {expected}, found {found}"))
    }

    fn space(&mut self) {
        self.at = space_end(self.text, self.at);
    }
    /// The next byte that is no white space; 0 at the end.
    #[inline]
    pub(super) fn peek(&mut self) -> u8 {
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

    pub(super) fn enter(&mut self) -> Result<(), Error> {
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
            let mut byte = self.peek();
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
                byte = self.peek();
            }
            *index += 1;
            if byte != b'"' {
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
            Kind::Number => self.number().map(|_| ()),
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
    pub(super) fn hides(&self, name: &str) -> bool {
        self.hidden.1.iter().any(|names| names.contains(&name))
    }
}

/// Where white space ends that may begin at a place.
pub(super) fn space_end(text: &[u8], mut at: usize) -> usize {
    while let Some(b' ' | b'\n' | b'\r' | b'\t') = text.get(at) {
        at += 1;
        // What is indented has many spaces.
        while at + 8 <= text.len() {
            // SAFETY: eight bytes are there.
            let count = leading_spaces(unsafe { word_at(text, at) });
            at += count;
            if count < 8 {
                break;
            }
        }
    }
    at
}

/// Where a string lies in the text; `None` when it had escapes and lies in the buffer.
pub(super) type StringPlace = Option<(usize, usize)>;

/// A place in the text that a parser can go back to.
pub struct Place {
    at: usize,
    depth: usize,
    hidden: (usize, Vec<&'static [&'static str]>),
}
