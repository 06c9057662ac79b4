//! Polyglot's own library: tasks on an event loop, channels and locks, networking, HTTP, files and JSON.

mod reactor;
pub mod channel;
pub mod fs;
#[cfg(target_os = "linux")]
pub mod http;
#[cfg(target_os = "linux")]
pub mod net;
#[cfg(target_os = "linux")]
pub mod process;
#[cfg(target_os = "linux")]
pub mod signal;
pub mod sync;
pub mod task;
#[cfg(target_os = "linux")]
pub mod tls;
pub mod json;
