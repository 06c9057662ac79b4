//! Synchronisation without an operating system.

pub mod atomic;
