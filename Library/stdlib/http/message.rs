//! Requests, and the buffers that messages live in.

use super::head::{next_header, Head};
use super::wire::{BodyReader, Wire};
use crate::json::{self, Deserialize};
use std::cell::RefCell;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::rc::Rc;

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

/// A request, with its whole body unless the server streams bodies.
pub struct Request {
    head: Head,
    bytes: Vec<u8>,
    body: Vec<u8>,
    trailers: Vec<(String, String)>,
    wire: Option<Rc<Wire>>,
    peer: Option<SocketAddr>,
    pub(crate) parameters: Vec<(Rc<str>, String)>,
}

impl Request {
    pub(crate) fn new(head: Head, bytes: Vec<u8>, body: Vec<u8>, peer: Option<SocketAddr>) -> Request {
        Request { head, bytes, body, trailers: Vec::new(), wire: None, peer, parameters: Vec::new() }
    }
    pub(crate) fn set_body(&mut self, body: Vec<u8>) {
        self.body = body;
    }
    pub(crate) fn set_trailers(&mut self, trailers: Vec<(String, String)>) {
        self.trailers = trailers;
    }
    pub(crate) fn set_wire(&mut self, wire: Rc<Wire>) {
        self.wire = Some(wire);
    }
    fn part(&self, start: u32, end: u32) -> &str {
        // Bytes above 0x7F can only be in targets and values; those of no UTF-8 text are hidden.
        std::str::from_utf8(&self.bytes[start as usize..end as usize]).unwrap_or("")
    }
    /// The method, such as `GET`.
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
    /// The first value of a name in the query, decoded: `b c` of `a` in `?a=b+c`.
    pub fn query_value(&self, name: &str) -> Option<String> {
        self.query()?.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plus = |text: &str| super::url::decode(&text.replace('+', " "));
            if plus(key)? == name { plus(value) } else { None }
        })
    }
    /// What a router found in the path at `:name` or `*name`, decoded.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|parameter| &*parameter.0 == name).map(|parameter| &*parameter.1)
    }
    /// Who sent it, where the connection can tell.
    pub fn peer(&self) -> Option<SocketAddr> {
        self.peer
    }
    /// The first value of a header; case does not matter in names.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|header| header.0.eq_ignore_ascii_case(name)).map(|header| header.1)
    }
    /// The headers, in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        let mut at = self.head.headers_start as usize;
        std::iter::from_fn(move || {
            let (name, value, next) = next_header(&self.bytes[..self.head.end as usize], at)?;
            at = next;
            Some((std::str::from_utf8(name).unwrap_or(""), std::str::from_utf8(value).unwrap_or("")))
        })
    }
    /// Whether one of a header's comma-separated values is `token`, without regard to case.
    pub(crate) fn lists(&self, name: &str, token: &str) -> bool {
        self.headers().any(|header| {
            header.0.eq_ignore_ascii_case(name)
                && header.1.split(',').any(|value| value.trim().eq_ignore_ascii_case(token))
        })
    }
    /// The body. Empty where the server streams bodies, until `read_body`.
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
    /// Headers that followed a chunked body.
    pub fn trailers(&self) -> &[(String, String)] {
        &self.trailers
    }
    /// The body in pieces. Where the server does not stream bodies it is one piece. Only the first call
    /// gives the body.
    pub fn take_body(&mut self) -> BodyReader {
        match self.wire.take() {
            Some(wire) => BodyReader::wire(wire),
            None => BodyReader::whole(std::mem::take(&mut self.body), self.trailers.clone()),
        }
    }
    /// Reads the whole body where the server streams bodies, so that `body`, `text` and `json` have it.
    pub async fn read_body(&mut self, limit: usize) -> io::Result<()> {
        if self.wire.is_some() {
            let mut reader = self.take_body();
            self.body = reader.bytes(limit).await?;
            self.trailers = reader.trailers();
        }
        Ok(())
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
