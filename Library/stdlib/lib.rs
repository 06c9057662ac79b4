//! Polyglot's own library: tasks on an event loop, asynchronous networking, an HTTP server and JSON.

#[cfg(target_os = "linux")]
mod reactor;
#[cfg(target_os = "linux")]
pub mod fs;
#[cfg(target_os = "linux")]
pub mod http;
#[cfg(target_os = "linux")]
pub mod net;
#[cfg(target_os = "linux")]
pub mod task;
pub mod json;
