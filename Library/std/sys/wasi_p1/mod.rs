//! WASI preview 1: what other targets have from a C library, in the language over the host's functions.
//!
//! The interface is that of C, whose declarations are shared with Linux; what is declared there and not
//! defined here (threads, processes, sockets) is an error when a program that reaches it is compiled.
//! Numbers of errors and layouts of structures are those of Linux.

#[path = "../linux/c.rs"]
pub(crate) mod c;
#[path = "../linux/fd.rs"]
pub(crate) mod fd;
#[path = "../linux/socket_address.rs"]
mod socket_address;

mod directories;
mod errors;
mod files;
mod host;
pub(crate) mod locks;
mod math;
mod math_constants;
mod math_pairs;
mod memory;
pub(crate) mod os;
mod paths;
mod process;
mod reactor;
pub(crate) mod threads;
mod wide;
