//! Values as strings.

use super::String;
use core::fmt::{self, Write};
use core::intrinsics;

/// Everything that can be displayed has a text.
pub trait ToString {
    /// The text that `{}` would print.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(42.to_string(), "42");
    /// assert_eq!('x'.to_string() + &true.to_string(), "xtrue");
    /// ```
    fn to_string(&self) -> String;
}

impl<T: fmt::Display + ?Sized> ToString for T {
    #[inline]
    fn to_string(&self) -> String {
        // Texts are copied. SAFETY: the reference is one to the type that `T` is.
        if intrinsics::same_type::<T, str>() {
            return String::from(unsafe { *(&raw const self as *const &str) });
        }
        if intrinsics::same_type::<T, &str>() {
            return String::from(unsafe { **(&raw const self as *const &&str) });
        }
        if intrinsics::same_type::<T, String>() {
            return String::from(unsafe { *(&raw const self as *const &String) }.as_str());
        }
        let mut text = String::new();
        let mut formatter = fmt::Formatter::new(&mut text, fmt::FormattingOptions::new());
        fmt::Display::fmt(self, &mut formatter)
            .expect("a Display implementation returned an error unexpectedly");
        text
    }
}

impl Write for String {
    #[inline]
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.push_str(text);
        Ok(())
    }
    #[inline]
    fn write_char(&mut self, c: char) -> fmt::Result {
        self.push(c);
        Ok(())
    }
}
