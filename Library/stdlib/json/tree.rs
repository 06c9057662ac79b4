//! Building values of any shape. Where the parser is stays in a register: these functions take the place where they
//! begin and give the one where they end.

use super::name::Name;
use super::numeral::digits;
use super::parser::space_end;
use super::strings::plain_part;
use super::words::HIGH;
use super::{Error, Map, Number, Parser, Value};

/// The first byte that is no white space, and its place; 0 at the end.
#[inline]
fn next_byte(text: &[u8], at: usize) -> (u8, usize) {
    let byte = text.get(at).copied().unwrap_or(0);
    if byte > b' ' {
        return (byte, at);
    }
    let following = text.get(at + 1).copied().unwrap_or(0);
    if byte == b' ' && following > b' ' {
        return (following, at + 1);
    }
    let at = space_end(text, at);
    (text.get(at).copied().unwrap_or(0), at)
}

impl<'a> Parser<'a> {
    /// Any value.
    pub fn value(&mut self) -> Result<Value, Error> {
        let (values, names) = (self.values.len(), self.names.len());
        let result = self.push_value(self.at);
        let value = self.values.pop();
        self.values.truncate(values);
        self.names.truncate(names);
        self.at = result?;
        Ok(value.unwrap_or_default())
    }
    /// Any object.
    pub(super) fn object(&mut self) -> Result<Map, Error> {
        if self.peek() != b'{' {
            return Err(self.unexpected("an object"));
        }
        match self.value()? {
            Value::Object(map) => Ok(map),
            _ => Ok(Map::new()),
        }
    }

    #[cold]
    fn unexpected_at(&mut self, at: usize, expected: &str) -> Error {
        self.at = at;
        self.unexpected(expected)
    }
    /// Reads a value onto the stack.
    fn push_value(&mut self, at: usize) -> Result<usize, Error> {
        let text = self.text;
        let (byte, at) = next_byte(text, at);
        match byte {
            b'"' => {
                let (end, seen) = plain_part(text, at + 1);
                if seen & HIGH == 0 && text.get(end) == Some(&b'"') {
                    // SAFETY: ASCII within the text.
                    let string = unsafe { std::str::from_utf8_unchecked(text.get_unchecked(at + 1..end)) };
                    self.values.push(Value::String(string.to_string()));
                    return Ok(end + 1);
                }
                self.at = at;
                let place = self.string_place()?;
                let string = self.string_at(place).to_string();
                self.values.push(Value::String(string));
            }
            b'-' | b'0'..=b'9' => {
                let first = at + (byte == b'-') as usize;
                let mut magnitude = 0;
                let end = digits(text, first, &mut magnitude);
                // Whole numbers without a zero before them, for which 63 bits are enough.
                let is_plain = end - first <= 18 && text.get(first).is_some_and(|&digit| digit > b'0');
                if is_plain && !matches!(text.get(end), Some(b'.' | b'e' | b'E')) && end > first {
                    let number = if byte == b'-' {
                        Number::Signed((magnitude as i64).wrapping_neg())
                    } else {
                        Number::Unsigned(magnitude)
                    };
                    self.values.push(Value::Number(number));
                    return Ok(end);
                }
                self.at = at;
                let number = self.number()?;
                self.values.push(Value::Number(number));
            }
            b'{' => return self.push_object(at),
            b'[' => return self.push_array(at),
            b't' | b'f' => {
                self.at = at;
                let value = Value::Bool(self.boolean()?);
                self.values.push(value);
            }
            b'n' => {
                self.at = at;
                self.null()?;
                self.values.push(Value::Null);
            }
            _ => return Err(self.unexpected_at(at, "a value")),
        }
        Ok(self.at)
    }
    fn push_array(&mut self, at: usize) -> Result<usize, Error> {
        self.at = at;
        self.enter()?;
        let text = self.text;
        let first = self.values.len();
        let (mut byte, mut at) = next_byte(text, at + 1);
        if byte == b']' {
            at += 1;
        } else {
            loop {
                at = self.push_value(at)?;
                (byte, at) = next_byte(text, at);
                at += 1;
                if byte != b',' {
                    break;
                }
            }
            if byte != b']' {
                return Err(self.unexpected_at(at - 1, "`,` or `]`"));
            }
        }
        let count = self.values.len() - first;
        let mut list = Vec::with_capacity(count);
        // SAFETY: the values move from the end of the stack to a list with room for them.
        unsafe {
            self.values.set_len(first);
            std::ptr::copy_nonoverlapping(self.values.as_ptr().add(first), list.as_mut_ptr(), count);
            list.set_len(count);
        }
        self.values.push(Value::Array(list));
        self.depth -= 1;
        Ok(at)
    }
    fn push_object(&mut self, at: usize) -> Result<usize, Error> {
        self.at = at;
        self.enter()?;
        let text = self.text;
        let (first, first_value) = (self.names.len(), self.values.len());
        let mut is_first = true;
        let (mut byte, mut at) = next_byte(text, at + 1);
        if byte == b'}' {
            at += 1;
        } else {
            loop {
                if byte != b'"' {
                    let expected = if is_first { "a name in quotes or `}`" } else { "a name in quotes" };
                    return Err(self.unexpected_at(at, expected));
                }
                let (end, seen) = plain_part(text, at + 1);
                let name;
                if seen & HIGH == 0 && text.get(end) == Some(&b'"') {
                    // SAFETY: ASCII within the text.
                    name = unsafe { Name::of_part(text, at + 1, end) };
                    at = end + 1;
                } else {
                    self.at = at;
                    let place = self.string_place()?;
                    name = Name::new(self.string_at(place));
                    at = self.at;
                }
                (byte, at) = next_byte(text, at);
                if byte != b':' {
                    return Err(self.unexpected_at(at, "`:`"));
                }
                if self.hidden.0 == self.depth && self.hides(name.as_str()) {
                    self.at = at + 1;
                    self.skip()?;
                    at = self.at;
                } else {
                    self.names.push(name);
                    at = self.push_value(at + 1)?;
                }
                (byte, at) = next_byte(text, at);
                if byte != b',' {
                    break;
                }
                (byte, at) = next_byte(text, at + 1);
                is_first = false;
            }
            if byte != b'}' {
                return Err(self.unexpected_at(at, "`,` or `}`"));
            }
            at += 1;
        }
        let map = Map::of_stacks(&mut self.names, first, &mut self.values, first_value);
        self.values.push(Value::Object(map));
        self.depth -= 1;
        Ok(at)
    }
}
