//! Default values.

/// Types with a useful default value.
pub trait Default: Sized {
    /// The value that the type starts with.
    ///
    /// # Examples
    /// ```
    /// #[derive(Default, Debug, PartialEq)]
    /// struct Settings {
    ///     width: u32,
    ///     title: String,
    ///     zoom: Option<f32>,
    /// }
    /// let settings = Settings { width: 80, ..Default::default() };
    /// assert_eq!(settings, Settings { width: 80, title: String::new(), zoom: None });
    /// ```
    fn default() -> Self;
}

macro_rules! defaults {
    ($($t:ty = $value:expr;)*) => { $(
        impl Default for $t {
            #[inline]
            fn default() -> $t {
                $value
            }
        }
    )* };
}
defaults! {
    () = (); bool = false; char = '\0'; f32 = 0.0; f64 = 0.0;
    usize = 0; u8 = 0; u16 = 0; u32 = 0; u64 = 0; u128 = 0;
    isize = 0; i8 = 0; i16 = 0; i32 = 0; i64 = 0; i128 = 0;
}

pub use crate::Default;
