//! An HTTP/1.1 server (RFC 9110, RFC 9112).

mod head;
mod message;
mod server;

pub use message::{Body, IntoReply, IntoResponse, Later, Now, Request, Response, Step};
pub use server::{serve, Limits, Server};
