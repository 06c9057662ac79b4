//! Polyglot's own library: tasks on an event loop, channels and locks, networking, HTTP, files and JSON.

mod reactor;
pub mod channel;
pub mod fs;
pub mod http;
pub mod net;
pub mod process;
pub mod signal;
pub mod sync;
pub mod task;
pub mod tls;
pub mod json;
