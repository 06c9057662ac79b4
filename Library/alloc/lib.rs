//! The allocation library: smart pointers and collections.
#![no_core]
#![feature(no_core, lang_items, rustc_attrs, negative_impls, fundamental, unboxed_closures, never_type)]
#![feature(allow_internal_unstable, prelude_import, arbitrary_self_types, const_trait_impl)]
#![feature(const_precise_live_drops, unsized_fn_params, dropck_eyepatch, with_negative_coherence, coverage_attribute)]
#![allow(internal_features, incomplete_features, unused_features, dead_code, unused_attributes, stable_features)]

#[macro_use]
extern crate core;

#[prelude_import]
#[allow(unused_imports)]
use core::prelude::rust_2021::*;

#[macro_use]
mod macros;
#[macro_use]
mod shared;

pub mod alloc;
pub mod borrow;
pub mod boxed;
pub mod collections;
pub mod ffi;
pub mod fmt;
mod raw_vec;
pub mod rc;
pub mod slice;
pub mod str;
pub mod string;
pub mod sync;
pub mod task;
pub mod vec;

#[doc(hidden)]
pub mod __export {
    pub use core::format_args;
}
