//! Responses of a server, and how their heads are written.

use super::date::write_date_line;
use super::pipe::{check_header, BodyWriter, Streaming};
use crate::json::{self, Serialize};
use crate::net::Stream;
use std::fmt;
use std::future::Future;
use std::io::{self, Write};
use std::pin::Pin;
use std::rc::Rc;

/// What a message carries.
pub enum Body {
    Static(&'static [u8]),
    Owned(Vec<u8>),
    /// Produced while it is sent.
    Stream(Streaming),
}
impl Body {
    /// The bytes; none of what is not produced yet.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Body::Static(bytes) => bytes,
            Body::Owned(bytes) => bytes,
            Body::Stream(_) => &[],
        }
    }
    /// How long it is, if that is known.
    pub fn length(&self) -> Option<u64> {
        match self {
            Body::Stream(stream) => stream.length,
            _ => Some(self.as_bytes().len() as u64),
        }
    }
}
impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Body::Stream(stream) => write!(f, "Stream({:?})", stream.length),
            _ => write!(f, "{:?}", String::from_utf8_lossy(self.as_bytes())),
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

/// A connection that speaks another protocol from now on.
pub(crate) struct Upgraded {
    pub stream: Rc<dyn Stream>,
    /// What came behind the request.
    pub input: Vec<u8>,
}
type Upgrade = Box<dyn FnOnce(Upgraded) -> Pin<Box<dyn Future<Output = ()>>>>;

/// An answer: a status, headers and a body.
pub struct Response {
    pub(crate) status: u16,
    pub(crate) content_type: &'static str,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Body,
    pub(crate) upgrade: Option<Upgrade>,
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
        let content_type = "text/plain; charset=utf-8";
        Response { status, content_type, headers: Vec::new(), body, upgrade: None }
    }
    /// An HTML page, with status 200.
    pub fn html(body: impl Into<Body>) -> Response {
        Response { content_type: "text/html; charset=utf-8", ..Response::ok(body) }
    }
    /// 200 with a value as JSON.
    pub fn json<T: Serialize>(value: T) -> Response {
        Response { content_type: "application/json", ..Response::ok(json::stringify(&value)) }
    }
    /// Status 404, with a text that says so.
    pub fn not_found() -> Response {
        Response::with_status(404, "Not Found")
    }
    /// 303: what was asked for is seen at `location`.
    pub fn see_other(location: &str) -> Response {
        Response::with_status(303, "").header("location", location)
    }
    /// 200 with a body that `producer` writes while it is sent. It waits for the client: no more than some
    /// ten thousand bytes are kept for one that is slow. Without a length the body is chunked.
    ///
    /// ```
    /// use stdlib::http::Response;
    /// let response = Response::stream(|mut body| async move {
    ///     for line in 1..=1000 {
    ///         body.write(format!("line {line}\n")).await?;
    ///     }
    ///     Ok(())
    /// });
    /// assert_eq!(response.status(), 200);
    /// ```
    ///
    /// An error that the producer returns cuts the connection off, which tells the client that the body is
    /// not whole.
    pub fn stream<F>(producer: impl FnOnce(BodyWriter) -> F) -> Response
    where
        F: Future<Output = io::Result<()>> + 'static,
    {
        let mut response = Response::ok("");
        response.body = Body::Stream(Streaming::new(None, producer));
        response
    }
    /// As `stream`, of a length that is known. Another length cuts the connection off.
    pub fn stream_of_length<F>(length: u64, producer: impl FnOnce(BodyWriter) -> F) -> Response
    where
        F: Future<Output = io::Result<()>> + 'static,
    {
        let mut response = Response::ok("");
        response.body = Body::Stream(Streaming::new(Some(length), producer));
        response
    }
    /// The status.
    pub fn status(&self) -> u16 {
        self.status
    }
    /// The same with another status; panics unless it has three digits and is final.
    pub fn status_code(mut self, status: u16) -> Response {
        assert!((200..=999).contains(&status), "{status} is no final status");
        self.status = status;
        self
    }
    /// The body.
    pub fn body(&self) -> &Body {
        &self.body
    }
    /// The headers that were added, in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|header| (&*header.0, &*header.1))
    }
    /// Adds a header. Length, date and connection are the server's own business; a `content-type` replaces
    /// the default one. Panics when name or value could break out of their line.
    pub fn header(mut self, name: &str, value: &str) -> Response {
        check_header(name, value);
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

    /// Writes the head.
    pub(crate) fn write_head(&self, output: &mut Vec<u8>, keep_alive: bool, is_version_1_0: bool) {
        let has_no_body = matches!(self.status, 101 | 204 | 304);
        if self.status == 200 {
            output.extend_from_slice(b"HTTP/1.1 200 OK\r\n");
        } else {
            let _ = write!(output, "HTTP/1.1 {} {}\r\n", self.status, reason(self.status));
        }
        if !self.content_type.is_empty() && !has_no_body {
            output.extend_from_slice(b"content-type: ");
            output.extend_from_slice(self.content_type.as_bytes());
            output.extend_from_slice(b"\r\n");
        }
        for (name, value) in &self.headers {
            for part in [name.as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
                output.extend_from_slice(part);
            }
        }
        if !has_no_body {
            match self.body.length() {
                Some(length) => {
                    output.extend_from_slice(b"content-length: ");
                    decimal(output, length);
                    output.extend_from_slice(b"\r\n");
                }
                None if !is_version_1_0 => output.extend_from_slice(b"transfer-encoding: chunked\r\n"),
                // The end of the connection is the body's.
                None => {}
            }
        }
        write_date_line(output);
        if self.status == 101 {
            output.extend_from_slice(b"connection: upgrade\r\n");
        } else if !keep_alive {
            output.extend_from_slice(b"connection: close\r\n");
        } else if is_version_1_0 {
            output.extend_from_slice(b"connection: keep-alive\r\n");
        }
        output.extend_from_slice(b"\r\n");
    }
}
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut f = f.debug_struct("Response");
        f.field("status", &self.status).field("headers", &self.headers).field("body", &self.body).finish()
    }
}

pub(crate) fn decimal(output: &mut Vec<u8>, mut value: u64) {
    let mut digits = [0u8; 20];
    let mut at = digits.len();
    loop {
        at -= 1;
        digits[at] = b'0' + (value % 10) as u8;
        value /= 10;
        if value == 0 {
            break;
        }
    }
    output.extend_from_slice(&digits[at..]);
}

pub(crate) fn reason(status: u16) -> &'static str {
    match status {
        101 => "Switching Protocols",
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
        206 => "Partial Content",
        301 => "Moved Permanently",
        302 => "Found",
        303 => "See Other",
        304 => "Not Modified",
        307 => "Temporary Redirect",
        308 => "Permanent Redirect",
        400 => "Bad Request",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        406 => "Not Acceptable",
        408 => "Request Timeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "Length Required",
        412 => "Precondition Failed",
        413 => "Content Too Large",
        414 => "URI Too Long",
        415 => "Unsupported Media Type",
        416 => "Range Not Satisfiable",
        417 => "Expectation Failed",
        422 => "Unprocessable Content",
        426 => "Upgrade Required",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        502 => "Bad Gateway",
        503 => "Service Unavailable",
        504 => "Gateway Timeout",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}
