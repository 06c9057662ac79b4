//! The names that every module of a program sees.

/// The names that every edition has.
pub mod v1 {
    pub use core::prelude::v1::*;

    pub use crate::borrow::ToOwned;
    pub use crate::boxed::Box;
    pub use crate::string::{String, ToString};
    pub use crate::vec::Vec;

    pub use core::{
        assert_eq, assert_ne, debug_assert, debug_assert_eq, debug_assert_ne, matches, r#try, todo, unimplemented,
        unreachable, write, writeln,
    };
    pub use crate::{dbg, eprint, eprintln, format, panic, print, println, thread_local, vec};
}

/// The names of edition 2015.
pub mod rust_2015 {
    pub use super::v1::*;
}

/// The names of edition 2018.
pub mod rust_2018 {
    pub use super::v1::*;
}

/// The names of edition 2021.
pub mod rust_2021 {
    pub use super::v1::*;
    pub use core::convert::{TryFrom, TryInto};
    pub use core::iter::FromIterator;
}

/// The names of edition 2024.
pub mod rust_2024 {
    pub use super::rust_2021::*;
    pub use core::future::{Future, IntoFuture};
}
