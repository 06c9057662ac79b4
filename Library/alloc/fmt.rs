//! Formatting into strings.

use crate::string::String;

pub use core::fmt::*;

/// The text that formatting makes.
///
/// # Examples
/// ```
/// assert_eq!(std::fmt::format(format_args!("{}{}", 1, 'a')), "1a");
/// ```
#[inline]
pub fn format(arguments: Arguments<'_>) -> String {
    match arguments.as_str() {
        Some(text) => String::from(text),
        None => format_slowly(arguments),
    }
}

fn format_slowly(arguments: Arguments<'_>) -> String {
    let mut text = String::with_capacity(arguments.estimated_capacity());
    if text.write_fmt(arguments).is_err() {
        panic!("a formatting trait implementation returned an error when the underlying stream did not");
    }
    text
}
