//! The names that every module of a program sees.

/// What all editions have.
pub mod v1 {
    pub use crate::marker::{Copy, Send, Sized, Sync, Unpin};
    pub use crate::ops::{AsyncFn, AsyncFnMut, AsyncFnOnce, Drop, Fn, FnMut, FnOnce};
    pub use crate::mem::drop;
    pub use crate::mem::{align_of, align_of_val, size_of, size_of_val};
    pub use crate::clone::Clone;
    pub use crate::cmp::{Eq, Ord, PartialEq, PartialOrd};
    pub use crate::convert::{AsMut, AsRef, From, Into};
    pub use crate::default::Default;
    pub use crate::iter::{DoubleEndedIterator, ExactSizeIterator, Extend, IntoIterator, Iterator};
    pub use crate::option::Option::{self, None, Some};
    pub use crate::result::Result::{self, Err, Ok};

    pub use crate::{
        assert, cfg, column, compile_error, concat, env, file, format_args, include, include_bytes,
        include_str, line, module_path, option_env, stringify,
    };
    pub use crate::{derive, test};
    pub use crate::{Debug, Hash};
}

/// What edition 2015 has without `use`.
pub mod rust_2015 {
    pub use super::v1::*;
}

/// What edition 2018 has without `use`.
pub mod rust_2018 {
    pub use super::v1::*;
}

/// What edition 2021 has without `use`.
pub mod rust_2021 {
    pub use super::v1::*;
    pub use crate::convert::{TryFrom, TryInto};
    pub use crate::iter::FromIterator;
}

/// What edition 2024 has without `use`.
pub mod rust_2024 {
    pub use super::rust_2021::*;
    pub use crate::future::{Future, IntoFuture};
}
