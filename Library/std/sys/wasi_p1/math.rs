//! The C library's mathematics.
