//! Requests and responses, and what a handler may return.

use super::head::{next_header, Head};
use crate::json::{self, Deserialize, Serialize};
use std::cell::RefCell;
use std::convert::Infallible;
use std::fmt::{self, Display};
use std::future::{Future, Ready};
use std::ops::FromResidual;

/// Heads and bodies live in buffers that are used again: a request in the usual case allocates nothing.
const KEPT: usize = 64;
const KEPT_SIZE: usize = 64 << 10;
thread_local! {
    static BUFFERS: RefCell<Vec<Vec<u8>>> = const { RefCell::new(Vec::new()) };
}

pub(crate) fn take_buffer() -> Vec<u8> {
    BUFFERS.with(|buffers| buffers.borrow_mut().pop()).unwrap_or_default()
}

pub(crate) fn give_buffer(mut buffer: Vec<u8>) {
    if buffer.capacity() == 0 || buffer.capacity() > KEPT_SIZE {
        return;
    }
    buffer.clear();
    // A thread that ends has no pool any more.
    let _ = BUFFERS.try_with(|buffers| {
        let mut buffers = buffers.borrow_mut();
        if buffers.len() < KEPT {
            buffers.push(buffer);
        }
    });
}

/// A request, with its whole body.
pub struct Request {
    head: Head,
    bytes: Vec<u8>,
    body: Vec<u8>,
}

impl Request {
    pub(crate) fn new(head: Head, bytes: Vec<u8>, body: Vec<u8>) -> Request {
        Request { head, bytes, body }
    }
    fn part(&self, start: u32, end: u32) -> &str {
        // Bytes above 0x7F can only be in targets and values; those of no UTF-8 text are hidden.
        std::str::from_utf8(&self.bytes[start as usize..end as usize]).unwrap_or("")
    }
    pub fn method(&self) -> &str {
        self.part(0, self.head.method_end)
    }
    /// Path and query as they came.
    pub fn target(&self) -> &str {
        self.part(self.head.method_end + 1, self.head.target_end)
    }
    /// The path as it came, without the query.
    pub fn path(&self) -> &str {
        let target = self.target();
        target.split_once('?').map_or(target, |parts| parts.0)
    }
    /// What follows the `?`, if there is one.
    pub fn query(&self) -> Option<&str> {
        self.target().split_once('?').map(|parts| parts.1)
    }
    /// The first value of a header; case does not matter in names.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|header| header.0.eq_ignore_ascii_case(name)).map(|header| header.1)
    }
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut at = self.head.headers_start as usize;
        std::iter::from_fn(move || {
            let (name, value, next) = next_header(&self.bytes[..self.head.end as usize], at)?;
            at = next;
            Some((std::str::from_utf8(name).unwrap_or(""), std::str::from_utf8(value).unwrap_or("")))
        })
    }
    pub fn body(&self) -> &[u8] {
        &self.body
    }
    /// What the body says in JSON.
    pub fn json<T: Deserialize>(&self) -> Result<T, json::Error> {
        json::parse(&self.body)
    }
    /// The body as text.
    pub fn text(&self) -> Result<&str, std::str::Utf8Error> {
        std::str::from_utf8(&self.body)
    }
}
impl Drop for Request {
    fn drop(&mut self) {
        give_buffer(std::mem::take(&mut self.bytes));
        give_buffer(std::mem::take(&mut self.body));
    }
}
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Request({} {})", self.method(), self.target())
    }
}

/// The bytes of a response.
#[derive(Debug, Clone)]
pub enum Body {
    Static(&'static [u8]),
    Owned(Vec<u8>),
}
impl Body {
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Body::Static(bytes) => bytes,
            Body::Owned(bytes) => bytes,
        }
    }
}
impl From<&'static str> for Body {
    fn from(text: &'static str) -> Body {
        Body::Static(text.as_bytes())
    }
}
impl From<String> for Body {
    fn from(text: String) -> Body {
        Body::Owned(text.into_bytes())
    }
}
impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Body {
        Body::Owned(bytes)
    }
}

/// An answer: a status, headers and a body.
#[derive(Debug, Clone)]
pub struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
}

impl Response {
    /// 200 with a text.
    pub fn ok(body: impl Into<Body>) -> Response {
        Response::with_status(200, body)
    }
    /// Any status with a text; panics unless it has three digits and is final.
    pub fn with_status(status: u16, body: impl Into<Body>) -> Response {
        assert!((200..=999).contains(&status), "{status} is no final status");
        let body = body.into();
        Response { status, content_type: "text/plain; charset=utf-8", headers: Vec::new(), body }
    }
    pub fn html(body: impl Into<Body>) -> Response {
        Response { content_type: "text/html; charset=utf-8", ..Response::ok(body) }
    }
    /// 200 with a value as JSON.
    pub fn json<T: Serialize>(value: T) -> Response {
        Response { content_type: "application/json", ..Response::ok(json::stringify(&value)) }
    }
    pub fn not_found() -> Response {
        Response::with_status(404, "Not Found")
    }
    pub fn status(&self) -> u16 {
        self.status
    }
    /// Adds a header. Length, date and connection are the server's own business; a `content-type` replaces
    /// the default one. Panics when name or value could break out of their line.
    pub fn header(mut self, name: &str, value: &str) -> Response {
        let is_name = |byte: u8| byte > b' ' && byte < 0x7F && byte != b':';
        assert!(!name.is_empty() && name.bytes().all(is_name), "`{name}` is no header name");
        assert!(value.bytes().all(|byte| byte >= b' ' && byte != 0x7F || byte == b'\t'), "bad value of `{name}`");
        for own in ["content-length", "transfer-encoding", "connection", "date"] {
            assert!(!name.eq_ignore_ascii_case(own), "`{name}` is set by the server");
        }
        if name.eq_ignore_ascii_case("content-type") {
            self.content_type = "";
            self.headers.retain(|header| !header.0.eq_ignore_ascii_case(name));
        }
        self.headers.push((name.to_string(), value.to_string()));
        self
    }
}

/// What can be made a response.
pub trait IntoResponse {
    fn into_response(self) -> Response;
}
impl IntoResponse for Response {
    fn into_response(self) -> Response {
        self
    }
}
impl IntoResponse for &'static str {
    fn into_response(self) -> Response {
        Response::ok(self)
    }
}
impl IntoResponse for String {
    fn into_response(self) -> Response {
        Response::ok(self)
    }
}
impl<T: IntoResponse, E: Display> IntoResponse for Result<T, E> {
    fn into_response(self) -> Response {
        match self {
            Ok(value) => value.into_response(),
            Err(error) => failed(&error),
        }
    }
}

/// The error's text is for the log, not for the client.
fn failed(error: &dyn Display) -> Response {
    eprintln!("http: a handler failed: {error}");
    Response::with_status(500, "Internal Server Error")
}

/// In a function that returns a response, `?` turns an error into a 500.
impl<E: Display> FromResidual<Result<Infallible, E>> for Response {
    fn from_residual(residual: Result<Infallible, E>) -> Response {
        match residual {
            Err(error) => failed(&error),
            Ok(never) => match never {},
        }
    }
}

/// The answer of a handler: there, or on its way.
pub enum Step<F> {
    Now(Response),
    Later(F),
}

/// Marks handlers that answer at once.
pub struct Now(());
/// Marks handlers that return a future.
pub struct Later(());

/// What handlers may return: responses, results of them, and futures of those.
pub trait IntoReply<M> {
    type Output: IntoResponse;
    type Future: Future<Output = Self::Output>;
    fn into_reply(self) -> Step<Self::Future>;
}
impl<T: IntoResponse> IntoReply<Now> for T {
    type Output = T;
    type Future = Ready<T>;
    fn into_reply(self) -> Step<Ready<T>> {
        Step::Now(self.into_response())
    }
}
impl<F: Future> IntoReply<Later> for F
where
    F::Output: IntoResponse,
{
    type Output = F::Output;
    type Future = F;
    fn into_reply(self) -> Step<F> {
        Step::Later(self)
    }
}
