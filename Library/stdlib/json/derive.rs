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

/// A name that is not among the known ones.
#[cold]
pub fn unknown<T>(parser: &Parser<'_>, what: &str, name: &str, names: &[(&str, usize)]) -> Result<T, Error> {
    let mut list = String::new();
    for (place, known) in names.iter().enumerate() {
        list += if place == 0 { "" } else { ", " };
        list += &format!("`{}`", known.0);
    }
    Err(parser.error(format_args!("unknown {what} `{name}`, expected {list}")))
}

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

/// Reads again the object that begins at `start`, without the members that are known already.
pub fn flattened<T: Deserialize>(parser: &mut Parser<'_>, start: &Place, names: &'static [&'static str]) -> Result<T, Error> {
    let end = parser.place();
    parser.go_back(start);
    parser.hide(names);
    let value = T::deserialize(parser);
    parser.go_back(&end);
    value
}
