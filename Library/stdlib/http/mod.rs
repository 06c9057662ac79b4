//! HTTP/1.1 (RFC 9110, RFC 9112): servers, routers, files.

mod connection;
mod date;
mod files;
mod head;
mod message;
mod pipe;
mod reply;
mod response;
mod router;
mod server;
pub mod url;
mod wire;

pub use files::{content_type, files, Files};
pub use message::Request;
pub use pipe::{BodyWriter, Streaming};
pub use reply::{Either, IntoReply, IntoResponse, Later, Now, Reply, Step};
pub use response::{Body, Response};
pub use router::{Next, Router};
pub use server::{serve, Access, Limits, Server, ServerHandle};
pub use url::Url;
pub use wire::BodyReader;
