//! Documents whose shape is not known before.

use super::{Deserialize, Error, Map, Number, Parser, Serialize, Writer};
use std::fmt;
use std::ops::{Index, IndexMut};

/// Any JSON value.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(String),
    Array(Vec<Value>),
    Object(Map),
}

static NULL: Value = Value::Null;

impl Value {
    /// Whether it is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }
    /// The value, if it is `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        if let Value::Bool(value) = self { Some(*value) } else { None }
    }
    /// The number, if it is one: the nearest floating-point number.
    pub fn as_f64(&self) -> Option<f64> {
        if let Value::Number(number) = self { Some(number.as_f64()) } else { None }
    }
    /// The number, if it is a whole one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        if let Value::Number(number) = self { number.as_i64() } else { None }
    }
    /// The number, if it is a whole one that fits.
    pub fn as_u64(&self) -> Option<u64> {
        if let Value::Number(number) = self { number.as_u64() } else { None }
    }
    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::String(text) = self { Some(text) } else { None }
    }
    /// The elements, if it is an array.
    pub fn as_array(&self) -> Option<&Vec<Value>> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }
    /// The elements, mutable, if it is an array.
    pub fn as_array_mut(&mut self) -> Option<&mut Vec<Value>> {
        if let Value::Array(list) = self { Some(list) } else { None }
    }
    /// The members, if it is an object.
    pub fn as_object(&self) -> Option<&Map> {
        if let Value::Object(map) = self { Some(map) } else { None }
    }
    /// The members, mutable, if it is an object.
    pub fn as_object_mut(&mut self) -> Option<&mut Map> {
        if let Value::Object(map) = self { Some(map) } else { None }
    }
    /// A member of an object (by its name) or an element of an array (by its place).
    pub fn get<I: ValueIndex>(&self, index: I) -> Option<&Value> {
        index.find(self)
    }
    /// The element or member, mutable, if it is there.
    pub fn get_mut<I: ValueIndex>(&mut self, index: I) -> Option<&mut Value> {
        index.find_mut(self)
    }
    /// The value at a JSON pointer (RFC 6901), such as `/list/0/name`.
    pub fn pointer(&self, pointer: &str) -> Option<&Value> {
        if pointer.is_empty() {
            return Some(self);
        }
        let mut value = self;
        for part in pointer.strip_prefix('/')?.split('/') {
            let name = part.replace("~1", "/").replace("~0", "~");
            value = match value {
                Value::Object(map) => map.get(&name)?,
                Value::Array(list) => {
                    let is_plain = name == "0" || !name.starts_with('0') && name.bytes().all(|byte| byte.is_ascii_digit());
                    list.get(if is_plain { name.parse::<usize>().ok()? } else { return None })?
                }
                _ => return None,
            };
        }
        Some(value)
    }
    /// Takes the value out and leaves `null`.
    pub fn take(&mut self) -> Value {
        std::mem::take(self)
    }
}

/// What values are indexed by: names and places.
pub trait ValueIndex {
    #[doc(hidden)]
    fn find(self, value: &Value) -> Option<&Value>;
    #[doc(hidden)]
    fn find_mut(self, value: &mut Value) -> Option<&mut Value>;
}
impl ValueIndex for &str {
    fn find(self, value: &Value) -> Option<&Value> {
        value.as_object()?.get(self)
    }
    fn find_mut(self, value: &mut Value) -> Option<&mut Value> {
        value.as_object_mut()?.get_mut(self)
    }
}
impl ValueIndex for &String {
    fn find(self, value: &Value) -> Option<&Value> {
        ValueIndex::find(self.as_str(), value)
    }
    fn find_mut(self, value: &mut Value) -> Option<&mut Value> {
        ValueIndex::find_mut(self.as_str(), value)
    }
}
impl ValueIndex for usize {
    fn find(self, value: &Value) -> Option<&Value> {
        value.as_array()?.get(self)
    }
    fn find_mut(self, value: &mut Value) -> Option<&mut Value> {
        value.as_array_mut()?.get_mut(self)
    }
}
/// `null` for what is not there.
impl<I: ValueIndex> Index<I> for Value {
    type Output = Value;
    fn index(&self, index: I) -> &Value {
        index.find(self).unwrap_or(&NULL)
    }
}
/// A name that is not there becomes a member of an object, or of `null`; anything else panics.
impl IndexMut<&str> for Value {
    fn index_mut(&mut self, name: &str) -> &mut Value {
        if self.is_null() {
            *self = Value::Object(Map::new());
        }
        let Value::Object(map) = self else { panic!("a value that is no object has no member `{name}`") };
        if !map.contains_key(name) {
            map.insert(name, Value::Null);
        }
        map.get_mut(name).unwrap()
    }
}
impl IndexMut<usize> for Value {
    fn index_mut(&mut self, place: usize) -> &mut Value {
        let Value::Array(list) = self else { panic!("a value that is no array has no element {place}") };
        &mut list[place]
    }
}

impl fmt::Display for Value {
    /// `{:#}` has a line for each member.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&if f.alternate() { super::stringify_pretty(self) } else { super::stringify(self) })
    }
}
impl std::str::FromStr for Value {
    type Err = Error;
    fn from_str(text: &str) -> Result<Value, Error> {
        super::parse(text)
    }
}
impl Serialize for Value {
    fn serialize(&self, writer: &mut Writer) {
        match self {
            Value::Null => writer.null(),
            Value::Bool(value) => writer.boolean(*value),
            Value::Number(number) => writer.number(*number),
            Value::String(text) => writer.string(text),
            Value::Array(list) => list.serialize(writer),
            Value::Object(map) => map.serialize(writer),
        }
    }
}
impl Deserialize for Value {
    fn deserialize(parser: &mut Parser<'_>) -> Result<Value, Error> {
        parser.value()
    }
}

// A number on the left would make what programs compare their numbers with ambiguous, even those that use no
// JSON: the library's implementations are seen by all.
macro_rules! from_integers {
    ($($t:ty => $wide:ty, $make:expr;)*) => { $(
        impl From<$t> for Value {
            fn from(value: $t) -> Value {
                let make: fn($wide) -> Number = $make;
                Value::Number(make(value as $wide))
            }
        }
        impl PartialEq<$t> for Value {
            fn eq(&self, other: &$t) -> bool {
                *self == Value::from(*other)
            }
        }
    )* };
}
fn signed(value: i64) -> Number {
    if value < 0 { Number::Signed(value) } else { Number::Unsigned(value as u64) }
}
from_integers! {
    u8 => u64, Number::Unsigned; u16 => u64, Number::Unsigned; u32 => u64, Number::Unsigned;
    u64 => u64, Number::Unsigned; usize => u64, Number::Unsigned;
    i8 => i64, signed; i16 => i64, signed; i32 => i64, signed; i64 => i64, signed; isize => i64, signed;
    f32 => f64, Number::Float; f64 => f64, Number::Float;
}

impl From<bool> for Value {
    fn from(value: bool) -> Value {
        Value::Bool(value)
    }
}
impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::String(text.to_string())
    }
}
impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::String(text)
    }
}
impl From<Map> for Value {
    fn from(map: Map) -> Value {
        Value::Object(map)
    }
}
impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(list: Vec<T>) -> Value {
        Value::Array(list.into_iter().map(Into::into).collect())
    }
}
impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}
impl<T: Into<Value>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(list: I) -> Value {
        Value::Array(list.into_iter().map(Into::into).collect())
    }
}
impl PartialEq<str> for Value {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}
impl PartialEq<&str> for Value {
    fn eq(&self, other: &&str) -> bool {
        self.as_str() == Some(*other)
    }
}
impl PartialEq<String> for Value {
    fn eq(&self, other: &String) -> bool {
        self.as_str() == Some(other.as_str())
    }
}
impl PartialEq<bool> for Value {
    fn eq(&self, other: &bool) -> bool {
        self.as_bool() == Some(*other)
    }
}
