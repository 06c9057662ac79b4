//! JSON (RFC 8259): parsing into types or a `Value`, and writing.
//!
//! ```
//! use stdlib::json::{self, Deserialize, Serialize, Value};
//!
//! #[derive(Serialize, Deserialize, Debug, PartialEq)]
//! struct Config {
//!     name: String,
//!     #[json(default)]
//!     ports: Vec<u16>,
//! }
//!
//! let config: Config = json::parse(r#"{ "name": "a", "ports": [80, 443] }"#)?;
//! assert_eq!(config.ports, [80, 443]);
//! assert_eq!(json::stringify(&config), r#"{"name":"a","ports":[80,443]}"#);
//!
//! let value: Value = json::parse(r#"{"list": [1, 2.5, null]}"#)?;
//! assert_eq!(value["list"][1], 2.5);
//! Ok::<(), json::Error>(())
//! ```

#[doc(hidden)]
pub mod derive;
mod deserialize;
mod error;
mod map;
mod name;
mod number;
mod numeral;
mod parser;
mod serialize;
mod strings;
mod tree;
mod value;
mod words;
mod writer;

pub use deserialize::{Deserialize, DeserializeKey};
pub use error::Error;
pub use map::Map;
pub use number::Number;
pub use parser::Parser;
pub use serialize::{Serialize, SerializeFields, SerializeKey};
pub use value::Value;
pub use writer::Writer;

/// Parses a whole document. Objects and arrays may be nested 128 deep; `Parser` has other limits.
///
/// ```
/// let list: Vec<Option<u8>> = stdlib::json::parse("[1, null]")?;
/// assert_eq!(list, [Some(1), None]);
/// let error = stdlib::json::parse::<Vec<u8>>("[1,\n 256]").unwrap_err();
/// assert_eq!(error.to_string(), "256 is out of the range of u8 at line 2 column 2");
/// Ok::<(), stdlib::json::Error>(())
/// ```
pub fn parse<T: Deserialize>(input: impl AsRef<[u8]>) -> Result<T, Error> {
    Parser::new(input.as_ref())?.document()
}

/// The shortest text of a value. Numbers look as in JavaScript; what is no number (infinity, NaN) is `null`.
///
/// ```
/// assert_eq!(stdlib::json::stringify(&(1.0, "a\n", [true])), r#"[1,"a\n",[true]]"#);
/// ```
pub fn stringify<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer::compact();
    value.serialize(&mut writer);
    writer.finish()
}

/// The text of a value with a line for each member, indented by two spaces.
///
/// ```
/// assert_eq!(stdlib::json::stringify_pretty(&[1, 2]), "[\n  1,\n  2\n]");
/// ```
pub fn stringify_pretty<T: Serialize + ?Sized>(value: &T) -> String {
    let mut writer = Writer::indented("  ");
    value.serialize(&mut writer);
    writer.finish()
}

/// A value as a `Value`, or a `Value` as another type: by way of the text.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Value {
    parse(stringify(value)).unwrap_or(Value::Null)
}

/// The type that a `Value` describes.
pub fn from_value<T: Deserialize>(value: &Value) -> Result<T, Error> {
    parse(stringify(value))
}

/// A `Value` in JSON's own syntax; expressions that can be serialized stand for their values.
///
/// ```
/// let name = "x";
/// let value = stdlib::json!({ "name": name, "list": [1, 2, null], "size": 1 + 1 });
/// assert_eq!(value.to_string(), r#"{"name":"x","list":[1,2,null],"size":2}"#);
/// ```
#[macro_export]
macro_rules! json {
    (null) => { $crate::json::Value::Null };
    ([]) => { $crate::json::Value::Array(::std::vec::Vec::new()) };
    ([ $($rest:tt)+ ]) => { $crate::json!(@array [] $($rest)+) };
    ({}) => { $crate::json::Value::Object($crate::json::Map::new()) };
    ({ $($rest:tt)+ }) => {{
        let mut object = $crate::json::Map::new();
        $crate::json!(@object object $($rest)+);
        $crate::json::Value::Object(object)
    }};
    // An element ends at the next comma of its level: literals of JSON are looked at first.
    (@array [$($done:expr,)*]) => { $crate::json::Value::Array(::std::vec![$($done),*]) };
    (@array [$($done:expr,)*] null $(, $($rest:tt)*)?) => {
        $crate::json!(@array [$($done,)* $crate::json::Value::Null,] $($($rest)*)?)
    };
    (@array [$($done:expr,)*] [$($list:tt)*] $(, $($rest:tt)*)?) => {
        $crate::json!(@array [$($done,)* $crate::json!([$($list)*]),] $($($rest)*)?)
    };
    (@array [$($done:expr,)*] {$($members:tt)*} $(, $($rest:tt)*)?) => {
        $crate::json!(@array [$($done,)* $crate::json!({$($members)*}),] $($($rest)*)?)
    };
    (@array [$($done:expr,)*] $value:expr $(, $($rest:tt)*)?) => {
        $crate::json!(@array [$($done,)* $crate::json!($value),] $($($rest)*)?)
    };
    (@object $object:ident) => {};
    (@object $object:ident $key:literal : null $(, $($rest:tt)*)?) => {
        $object.insert($key, $crate::json::Value::Null);
        $crate::json!(@object $object $($($rest)*)?);
    };
    (@object $object:ident $key:literal : [$($list:tt)*] $(, $($rest:tt)*)?) => {
        $object.insert($key, $crate::json!([$($list)*]));
        $crate::json!(@object $object $($($rest)*)?);
    };
    (@object $object:ident $key:literal : {$($members:tt)*} $(, $($rest:tt)*)?) => {
        $object.insert($key, $crate::json!({$($members)*}));
        $crate::json!(@object $object $($($rest)*)?);
    };
    (@object $object:ident $key:literal : $value:expr $(, $($rest:tt)*)?) => {
        $object.insert($key, $crate::json!($value));
        $crate::json!(@object $object $($($rest)*)?);
    };
    (@object $object:ident ($key:expr) : $value:expr $(, $($rest:tt)*)?) => {
        $object.insert($key, $crate::json!($value));
        $crate::json!(@object $object $($($rest)*)?);
    };
    ($value:expr) => { $crate::json::to_value(&$value) };
}
