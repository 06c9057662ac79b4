//! HTTP/1.1 (RFC 9110, RFC 9112): servers, routers, files, events, WebSocket, and the client.

mod answer;
mod client;
mod connection;
mod date;
mod digest;
mod events;
mod files;
mod frames;
mod head;
mod message;
mod pipe;
mod pool;
mod reply;
mod response;
mod router;
mod server;
pub mod url;
mod websocket;
mod wire;

pub use client::{fetch, Client, ClientRequest, ClientResponse};
pub use events::{Event, EventSender};
pub use files::{content_type, files, Files};
pub use message::Request;
pub use pipe::{BodyWriter, Streaming};
pub use reply::{Either, IntoReply, IntoResponse, Later, Now, Reply, Step};
pub use response::{Body, Response};
pub use router::{Next, Router};
pub use server::{serve, Access, Limits, Server, ServerHandle};
pub use url::Url;
pub use websocket::{websocket, websocket_with, Message, WebSocket};
pub use wire::BodyReader;
