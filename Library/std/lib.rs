//! The standard library.
#![no_core]
#![feature(no_core, lang_items, rustc_attrs, negative_impls, unboxed_closures, never_type, prelude_import)]
#![feature(allow_internal_unstable, thread_local, auto_traits, coverage_attribute, with_negative_coherence)]
#![feature(const_precise_live_drops, dropck_eyepatch)]
#![allow(internal_features, incomplete_features, unused_features, dead_code, unused_attributes, stable_features)]

#[macro_use]
extern crate core;
#[macro_use]
extern crate alloc as alloc_crate;

#[macro_use]
mod macros;

pub mod prelude;

#[doc(hidden)]
pub use core::format_args_nl as __format_args_nl;

#[prelude_import]
#[allow(unused_imports)]
use prelude::rust_2021::*;

pub mod alloc;
pub mod backtrace;
pub mod collections;
pub mod env;
pub mod error;
pub mod ffi;
pub mod fs;
pub mod hash;
pub mod io;
pub mod net;
pub mod num;
pub mod os;
pub mod panic;
#[doc(hidden)]
pub mod panicking;
pub mod path;
pub mod process;
#[doc(hidden)]
pub mod rt;
pub mod sync;
mod shared_instances;
mod sys;
mod test_runner;
pub mod thread;
pub mod time;

pub use alloc_crate::borrow;
pub use alloc_crate::boxed;
pub use alloc_crate::fmt;
pub use alloc_crate::format;
pub use alloc_crate::rc;
pub use alloc_crate::slice;
pub use alloc_crate::str;
pub use alloc_crate::string;
pub use alloc_crate::vec;
/// Instructions of particular processors.
pub mod arch {
    pub use crate::is_x86_feature_detected;
    pub use core::arch::*;
}
pub use core::any;
pub use core::array;
pub use core::ascii;
pub use core::cell;
pub use core::char;
pub use core::clone;
pub use core::cmp;
pub use core::convert;
pub use core::default;
pub use core::future;
pub use core::hint;
pub use core::intrinsics;
pub use core::iter;
pub use core::marker;
pub use core::mem;
pub use core::ops;
pub use core::option;
pub use core::pin;
pub use core::primitive;
pub use core::ptr;
pub use core::result;
pub use core::{f32, f64, i128, i16, i32, i64, i8, isize, u128, u16, u32, u64, u8, usize};

/// Futures' tasks, and what wakes them.
pub mod task {
    pub use alloc_crate::task::*;
    pub use core::task::*;
}

pub use core::{
    assert_eq, assert_ne, debug_assert, debug_assert_eq, debug_assert_ne, matches, r#try, todo, unimplemented,
    unreachable, write, writeln,
};
pub use core::{
    assert, cfg, cfg_select, column, compile_error, concat, env, file, format_args, format_args_nl, include, include_bytes, include_str, line,
    module_path, option_env, stringify,
};
