//! Destructors.

/// Code that runs when a value goes out of scope.
#[lang = "drop"]
pub trait Drop {
    fn drop(&mut self);
}
