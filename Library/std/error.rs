//! Errors.

pub use core::error::Error;
