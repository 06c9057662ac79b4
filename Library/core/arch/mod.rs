//! Instructions of particular processors, as functions.

// Inline assembly is refused by name.
pub use crate::{asm, global_asm};

#[cfg(target_arch = "x86_64")]
pub mod x86_64;
