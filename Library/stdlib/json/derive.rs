//! What derived code is made of.

pub use super::parser::{Kind, Place};
pub use super::{Deserialize, Error, Parser, Serialize, SerializeFields, Writer};
pub use std::default::Default;
pub use std::option::Option::{self, None, Some};
pub use std::result::Result::{self, Err, Ok};

/// The place of a name in a list of names and their other names: `(name, place)`.
#[inline]
pub fn find(name: &str, names: &[(&str, usize)]) -> usize {
    names.iter().find(|known| known.0 == name).map_or(usize::MAX, |known| known.1)
}

/// The error of a member that came twice.
#[cold]
pub fn duplicate<T>(parser: &Parser<'_>, name: &str) -> Result<T, Error> {
    Err(parser.error(format_args!("the member `{name}` is there twice")))
}

/// The value of a string member of the object that begins here; the parser stays where it is.
pub fn tag(parser: &mut Parser<'_>, name: &str) -> Result<String, Error> {
    let place = parser.place();
    parser.begin_object()?;
    let mut index = 0;
    while let Some(key) = parser.next_key(&mut index)? {
        if key == name {
            let tag = parser.string()?.to_string();
            parser.go_back(&place);
            return Ok(tag);
        }
        parser.skip()?;
    }
    Err(parser.error(format_args!("the member `{name}` is missing")))
}

/// Reads again the object that begins at `start`, without the members that others take.
pub fn flattened<T: Deserialize>(parser: &mut Parser<'_>, start: &Place, names: &[&'static [&'static str]]) -> Result<T, Error> {
    let end = parser.place();
    parser.go_back(start);
    parser.hide(names);
    let value = T::deserialize(parser);
    parser.go_back(&end);
    value
}

/// A value of the object without some members.
pub fn without<T: Deserialize>(parser: &mut Parser<'_>, names: &'static [&'static str]) -> Result<T, Error> {
    let start = parser.place();
    parser.hide(&[names]);
    let value = T::deserialize(parser)?;
    parser.show_as_at(&start);
    Ok(value)
}

/// The error of a variant that the enum does not have.
#[cold]
pub fn unknown_variant<T>(parser: &Parser<'_>, type_name: &str, names: &[(&str, usize)]) -> Result<T, Error> {
    Err(parser.error(format_args!("unknown variant of {type_name}, expected {}", list(names))))
}
/// The error of a member that the struct does not have.
#[cold]
pub fn unknown_member<T>(parser: &Parser<'_>, names: &[(&str, usize)]) -> Result<T, Error> {
    Err(parser.error(format_args!("unknown member, expected {}", list(names))))
}
/// The error of a variant that comes without a value but should have one.
#[cold]
pub fn no_unit<T>(parser: &Parser<'_>, name: &str) -> Result<T, Error> {
    Err(parser.error(format_args!("the variant `{name}` needs a value")))
}
/// The error of a member that did not come.
#[cold]
pub fn missing<T>(parser: &Parser<'_>, name: &str) -> Result<T, Error> {
    Err(parser.error(format_args!("the member `{name}` is missing")))
}
/// The error of a value that is none of the variants.
#[cold]
pub fn no_match<T>(parser: &Parser<'_>, type_name: &str) -> Result<T, Error> {
    Err(parser.error(format_args!("no variant of {type_name} has such a value")))
}
fn list(names: &[(&str, usize)]) -> String {
    names.iter().map(|known| format!("`{}`", known.0)).collect::<Vec<_>>().join(", ")
}

/// Whether the next value is a string.
pub fn is_string(parser: &mut Parser<'_>) -> Result<bool, Error> {
    Ok(parser.kind()? == Kind::String)
}
/// Opens `{"Name": value}` and reads the name.
pub fn begin_variant(parser: &mut Parser<'_>, type_name: &str, names: &[(&str, usize)]) -> Result<usize, Error> {
    if parser.kind()? != Kind::Object {
        return Err(parser.unexpected(&format!("a variant of {type_name}")));
    }
    parser.begin_object()?;
    match parser.next_key(&mut 0)? {
        Some(name) => Ok(find(name, names)),
        None => unknown_variant(parser, type_name, names),
    }
}
/// The end of an object with a variant as its only member.
pub fn end_variant(parser: &mut Parser<'_>) -> Result<(), Error> {
    match parser.next_key(&mut 1)? {
        None => Ok(()),
        Some(_) => Err(parser.error("a variant has one member only")),
    }
}

/// One of `count` elements of an array.
pub fn element<T: Deserialize>(parser: &mut Parser<'_>, index: &mut usize, count: usize) -> Result<T, Error> {
    if parser.next_element(index)? {
        return T::deserialize(parser);
    }
    Err(parser.error(format_args!("expected an array of {count} elements, found {index}")))
}
/// The end of an array of `count` elements.
pub fn end(parser: &mut Parser<'_>, index: &mut usize, count: usize) -> Result<(), Error> {
    if !parser.next_element(index)? {
        return Ok(());
    }
    Err(parser.error(format_args!("expected an array of {count} elements, found more")))
}
