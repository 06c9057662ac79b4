//! The operating system: one folder a target with the same interface.

mod linux;
pub(crate) use self::linux::*;
