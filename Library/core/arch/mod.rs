//! Instructions of particular processors, as functions.

#[cfg(target_arch = "x86_64")]
pub mod x86_64;
