//! The core library: types and traits that need no allocator and no operating system.
//!
//! It is compiled with every program, only what is reached of it. The meeting points with the
//! compiler (lang items, intrinsics, built-in macros) are listed in docs/library-interface.md.
#![no_core]
#![feature(no_core, lang_items, intrinsics, rustc_attrs, auto_traits, negative_impls, fundamental)]
#![feature(unboxed_closures, never_type, decl_macro, allow_internal_unstable, const_trait_impl)]
#![feature(prelude_import, exhaustive_patterns, extern_types, freeze_impls, adt_const_params)]
#![feature(arbitrary_self_types, rustdoc_internals, with_negative_coherence, coverage_attribute, const_precise_live_drops, transparent_unions, f16, f128)]
#![feature(allow_internal_unsafe, unsized_const_params, abi_unadjusted, optimize_attribute)]
#![rustc_coherence_is_core]
#![allow(internal_features, incomplete_features, unused_features, dead_code, unused_unsafe)]
#![allow(unused_attributes, improper_ctypes, private_interfaces, missing_debug_implementations)]

#[macro_use]
mod macros;

#[macro_use]
mod internal_macros;

pub mod prelude;

#[prelude_import]
#[allow(unused_imports)]
use prelude::rust_2021::*;

pub mod intrinsics;
pub mod marker;
pub mod ops;
pub mod cmp;
pub mod clone;
pub mod default;
pub mod convert;
pub mod borrow;
pub mod option;
pub mod result;
pub mod mem;
pub mod ptr;
pub mod num;
pub mod tuple;
pub mod unit;
pub mod bool;
pub mod char;
pub mod ascii;
pub mod str;
pub mod slice;
pub mod array;
pub mod iter;
pub mod fmt;
pub mod hash;
pub mod cell;
pub mod any;
pub mod error;
pub mod time;
pub mod panic;
pub mod panicking;
pub mod pin;
pub mod task;
pub mod future;
pub mod sync;
pub mod alloc;
pub mod hint;
pub mod ffi;
pub mod net;
pub mod arch;
mod unicode;

// The integer and float modules of old, with their constants, and the primitive types' own names.
pub use num::shells::{f32, f64, i128, i16, i32, i64, i8, isize, u128, u16, u32, u64, u8, usize};

/// The primitive types under their own names, for macros in whose place a name may mean something else.
pub mod primitive {
    pub use bool;
    pub use char;
    pub use f32;
    pub use f64;
    pub use i128;
    pub use i16;
    pub use i32;
    pub use i64;
    pub use i8;
    pub use isize;
    pub use str;
    pub use u128;
    pub use u16;
    pub use u32;
    pub use u64;
    pub use u8;
    pub use usize;
}
