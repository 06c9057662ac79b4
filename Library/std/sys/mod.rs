//! The operating system: one folder a target with the same interface.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
pub(crate) use self::linux::*;

#[cfg(target_os = "wasi")]
mod wasi_p1;
#[cfg(target_os = "wasi")]
pub(crate) use self::wasi_p1::*;
