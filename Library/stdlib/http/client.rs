//! The client: requests, redirects, and the responses that are read from other servers.

use super::answer::{self, malformed, Answer};
use super::date;
use super::digest::{base64, is_key, random};
use super::pipe::{check_header, BodyWriter, Streaming};
use super::pool::{Line, Pool, Proxies, Route};
use super::response::{decimal, Body};
use super::url::Url;
use super::websocket::{accept_key, WebSocket};
use super::wire::{BodyReader, Wire};
use crate::json::{self, Deserialize, Serialize};
use crate::net::Stream;
use crate::task::timeout;
use crate::tls::Connector;
use std::fmt;
use std::future::{poll_fn, Future};
use std::io::{self, ErrorKind, Write};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use std::time::Duration;

/// How much of a body `bytes`, `text` and `json` read; `chunk` has no limit.
const BODY: usize = 64 << 20;

/// Fetches an address with GET.
///
/// ```no_run
/// use stdlib::http::fetch;
/// use stdlib::task::block_on;
/// let page = block_on(async { fetch("https://example.com/").await?.text().await });
/// println!("{}", page.unwrap());
/// ```
///
/// An answer of any status is no error; `ClientResponse::ok` tells. Connections are kept for the thread's
/// other fetches.
pub async fn fetch(url: &str) -> io::Result<ClientResponse> {
    thread_local! {
        static CLIENT: Client = Client::new();
    }
    CLIENT.with(|client| client.clone()).get(url).send().await
}

/// Sends requests and keeps connections for the next ones. Clones share them.
#[derive(Clone)]
pub struct Client {
    pool: Rc<Pool>,
    proxies: Rc<Proxies>,
    time: Duration,
    redirects: u32,
}

impl Client {
    /// Uses the proxies that the environment names: `http_proxy`, `https_proxy`, `all_proxy`, but not for this
    /// machine and for what `no_proxy` lists.
    pub fn new() -> Client {
        Client {
            pool: Rc::default(),
            proxies: Rc::new(Proxies::from_environment()),
            time: Duration::from_secs(30),
            redirects: 10,
        }
    }
    /// Uses this proxy for everything, `http://user:password@host:port`; None: no proxy.
    pub fn proxy(mut self, proxy: Option<Url>) -> Client {
        self.proxies = Rc::new(proxy.map_or_else(Proxies::default, Proxies::all));
        self
    }
    /// How long the head of an answer may take, with redirects, and each piece of its body: 30 seconds.
    pub fn timeout(mut self, time: Duration) -> Client {
        self.time = time;
        self
    }
    /// How many redirects are followed: 10. With 0, they are answers like others.
    pub fn redirects(mut self, most: u32) -> Client {
        self.redirects = most;
        self
    }
    /// Trusts other authorities than the system's, or shows a certificate.
    pub fn tls(mut self, connector: Connector) -> Client {
        self.pool = Rc::new(Pool::with_connector(connector));
        self
    }
    /// A request with GET.
    pub fn get(&self, url: &str) -> ClientRequest {
        self.request("GET", url)
    }
    /// A request with POST.
    pub fn post(&self, url: &str) -> ClientRequest {
        self.request("POST", url)
    }
    /// Panics when the method is no token. A malformed address is an error of `send`.
    pub fn request(&self, method: &str, url: &str) -> ClientRequest {
        check_header(method, "");
        ClientRequest {
            client: self.clone(),
            method: method.to_string(),
            url: Url::parse(url),
            headers: Vec::new(),
            body: Body::Static(b""),
        }
    }
    /// Opens a WebSocket at an address `ws://…` or `wss://…`.
    pub async fn websocket(&self, url: &str) -> io::Result<WebSocket> {
        self.websocket_with(url, &[]).await
    }
    /// As `websocket`, offering protocols, the best first.
    pub async fn websocket_with(&self, url: &str, protocols: &[&str]) -> io::Result<WebSocket> {
        let url = match url.strip_prefix("ws") {
            Some(rest) => Url::parse(&format!("http{rest}"))?,
            None => Url::parse(url)?,
        };
        let open = async {
            let line = self.pool.connect(&url, &self.proxies, false).await?;
            let mut key = [0; 16];
            random(&mut key);
            let key = base64(&key);
            debug_assert!(is_key(&key));
            let mut headers = vec![
                ("upgrade".to_string(), "websocket".to_string()),
                ("connection".to_string(), "upgrade".to_string()),
                ("sec-websocket-version".to_string(), "13".to_string()),
                ("sec-websocket-key".to_string(), key.clone()),
            ];
            if !protocols.is_empty() {
                headers.push(("sec-websocket-protocol".to_string(), protocols.join(", ")));
            }
            let head = write_head("GET", &url, &line, &headers, &Body::Static(b""));
            write_all(&*line.stream, &head).await?;
            let mut input = Vec::new();
            let (answer, at) = answer::read(&*line.stream, &mut input, false).await?;
            let header = |name: &str| {
                let found = answer.headers.iter().find(|header| header.0.eq_ignore_ascii_case(name));
                found.map(|header| &*header.1)
            };
            let accepts = header("sec-websocket-accept") == Some(&*accept_key(&key));
            let upgrades = header("upgrade").is_some_and(|value| value.eq_ignore_ascii_case("websocket"));
            if answer.status != 101 || !accepts || !upgrades || header("sec-websocket-extensions").is_some() {
                let text = format!("the server opens no WebSocket: {}", answer.status);
                return Err(io::Error::new(ErrorKind::InvalidData, text));
            }
            let protocol = header("sec-websocket-protocol");
            if protocol.is_some_and(|protocol| !protocols.contains(&protocol)) {
                return Err(malformed("a protocol that was not offered"));
            }
            let protocol = protocol.map(str::to_string);
            Ok(WebSocket::new(line.stream, input.split_off(at), true, protocol))
        };
        timeout(self.time, open).await.unwrap_or_else(|_| Err(ErrorKind::TimedOut.into()))
    }
}
impl Default for Client {
    fn default() -> Client {
        Client::new()
    }
}
impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client").finish_non_exhaustive()
    }
}

/// A request that is not sent yet.
pub struct ClientRequest {
    client: Client,
    method: String,
    url: io::Result<Url>,
    headers: Vec<(String, String)>,
    body: Body,
}

impl ClientRequest {
    /// Adds a header. `content-length`, `transfer-encoding` and `connection` are the client's own business.
    /// Panics when name or value could break out of their line.
    pub fn header(mut self, name: &str, value: &str) -> ClientRequest {
        check_header(name, value);
        for own in ["content-length", "transfer-encoding", "connection"] {
            assert!(!name.eq_ignore_ascii_case(own), "`{name}` is set by the client");
        }
        self.headers.push((name.to_string(), value.to_string()));
        self
    }
    /// Says who asks, as `Basic` wants it.
    pub fn basic_auth(self, user: &str, password: &str) -> ClientRequest {
        self.header("authorization", &format!("Basic {}", base64(format!("{user}:{password}").as_bytes())))
    }
    /// What is sent.
    pub fn body(mut self, body: impl Into<Body>) -> ClientRequest {
        self.body = body.into();
        self
    }
    /// A value as JSON.
    pub fn json<T: Serialize>(self, value: T) -> ClientRequest {
        let text = json::stringify(&value);
        self.header("content-type", "application/json").body(text)
    }
    /// A body that is produced while it is sent, as `Response::stream`; chunked without a length. Such a
    /// request cannot be sent again where a redirect demands it.
    pub fn stream<F>(mut self, length: Option<u64>, producer: impl FnOnce(BodyWriter) -> F) -> ClientRequest
    where
        F: Future<Output = io::Result<()>> + 'static,
    {
        self.body = Body::Stream(Streaming::new(length, producer));
        self
    }
    /// As `Client::timeout`, for this request.
    pub fn timeout(mut self, time: Duration) -> ClientRequest {
        self.client.time = time;
        self
    }

    /// Sends it, and waits for the head of the answer. Redirects are followed: as GET, where that is how
    /// browsers do it, and without `authorization` and `cookie` to other servers.
    pub async fn send(self) -> io::Result<ClientResponse> {
        let time = self.client.time;
        match timeout(time, self.follow()).await {
            Ok(result) => result,
            Err(_) => Err(io::Error::new(ErrorKind::TimedOut, "the server did not answer in time")),
        }
    }
    async fn follow(mut self) -> io::Result<ClientResponse> {
        let mut url = std::mem::replace(&mut self.url, Err(ErrorKind::Other.into()))?;
        if let Some(user) = url.user() {
            let value = format!("Basic {}", base64(user.as_bytes()));
            self.headers.push(("authorization".to_string(), value));
        }
        let mut left = self.client.redirects;
        loop {
            let response = self.exchange(&url).await?;
            let is_redirect = matches!(response.status, 301 | 302 | 303 | 307 | 308);
            let next = match response.header("location") {
                Some(location) if is_redirect && self.client.redirects > 0 => url.join(location)?,
                _ => return Ok(response),
            };
            if left == 0 {
                return Err(io::Error::other("there are too many redirects"));
            }
            left -= 1;
            let keeps_method = matches!(response.status, 307 | 308);
            if keeps_method && matches!(self.body, Body::Stream(_)) {
                return Err(io::Error::other("a streamed body cannot be sent again"));
            }
            let becomes_get = match response.status {
                303 => self.method != "HEAD",
                301 | 302 => self.method == "POST",
                _ => false,
            };
            if becomes_get {
                self.method = "GET".to_string();
                self.body = Body::Static(b"");
                self.headers.retain(|header| !header.0.to_ascii_lowercase().starts_with("content-"));
            }
            if (next.scheme(), next.host(), next.port()) != (url.scheme(), url.host(), url.port()) {
                self.headers.retain(|header| {
                    !["authorization", "cookie", "proxy-authorization"].contains(&&*header.0.to_ascii_lowercase())
                });
            }
            url = next;
        }
    }

    /// Sends the request once; again on a new connection when a kept one was closed meanwhile.
    async fn exchange(&mut self, url: &Url) -> io::Result<ClientResponse> {
        // What changes something on the server is not sent twice, since it may have arrived.
        let may_repeat = matches!(&*self.method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE")
            && !matches!(self.body, Body::Stream(_));
        let mut may_be_used = may_repeat;
        loop {
            let line = self.client.pool.connect(url, &self.client.proxies, may_be_used).await?;
            let mut input = Vec::new();
            let result = self.exchange_on(url, &line, &mut input).await;
            match result {
                Ok((answer, at, was_sent)) => {
                    let keep_alive = answer.keep_alive && was_sent;
                    return Ok(self.response(url.clone(), line, answer, input, at, keep_alive));
                }
                Err(error) => {
                    let was_closed = matches!(
                        error.kind(),
                        ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::BrokenPipe
                    );
                    if !(line.is_used && was_closed && input.is_empty()) {
                        return Err(error);
                    }
                    may_be_used = false;
                }
            }
        }
    }

    /// Writes and reads at once: a server may answer before it has the whole body.
    async fn exchange_on(
        &mut self, url: &Url, line: &Line, input: &mut Vec<u8>,
    ) -> io::Result<(Answer, usize, bool)> {
        let head = write_head(&self.method, url, line, &self.headers, &self.body);
        let mut was_sent = None;
        let mut sending = pin!(send(&*line.stream, head, &mut self.body));
        let mut reading = pin!(answer::read(&*line.stream, input, self.method == "HEAD"));
        let answer = poll_fn(|cx| {
            if was_sent.is_none() {
                if let Poll::Ready(result) = sending.as_mut().poll(cx) {
                    was_sent = Some(result);
                }
            }
            match reading.as_mut().poll(cx) {
                Poll::Ready(result) => Poll::Ready(result),
                Poll::Pending => match &mut was_sent {
                    // An error of the producer is the request's.
                    Some(Err(Failure::Producer(error))) => {
                        Poll::Ready(Err(std::mem::replace(error, ErrorKind::Other.into())))
                    }
                    _ => Poll::Pending,
                },
            }
        })
        .await;
        let (answer, at) = answer?;
        Ok((answer, at, matches!(was_sent, Some(Ok(())))))
    }

    fn response(
        &self, url: Url, line: Line, answer: Answer, input: Vec<u8>, at: usize, keep_alive: bool,
    ) -> ClientResponse {
        let Answer { status, headers, framing, .. } = answer;
        let wire = Rc::new(Wire::new(line.stream.clone(), input, at, framing, self.client.time));
        let lease = keep_alive.then(|| Lease {
            pool: self.client.pool.clone(),
            route: line.route,
            stream: line.stream,
            wire: wire.clone(),
        });
        let mut response = ClientResponse { status, headers, url, body: BodyReader::wire(wire), lease };
        response.release();
        response
    }
}
impl fmt::Debug for ClientRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientRequest").field("method", &self.method).finish_non_exhaustive()
    }
}

fn write_head(method: &str, url: &Url, line: &Line, headers: &[(String, String)], body: &Body) -> Vec<u8> {
    let mut output = Vec::with_capacity(256);
    let _ = match line.is_forwarded {
        true => write!(output, "{method} {url} HTTP/1.1\r\n"),
        false => write!(output, "{method} {} HTTP/1.1\r\n", url.target()),
    };
    let has = |name: &str| headers.iter().any(|header| header.0.eq_ignore_ascii_case(name));
    if !has("host") {
        let _ = write!(output, "host: {}\r\n", url.authority());
    }
    for (name, value) in headers {
        let _ = write!(output, "{name}: {value}\r\n");
    }
    if !has("accept") && !has("upgrade") {
        output.extend_from_slice(b"accept: */*\r\n");
    }
    if !has("user-agent") {
        output.extend_from_slice(b"user-agent: polyglot\r\n");
    }
    if let Some(credentials) = &line.credentials {
        let _ = write!(output, "proxy-authorization: {credentials}\r\n");
    }
    match body.length() {
        Some(0) if !matches!(method, "POST" | "PUT" | "PATCH") => {}
        Some(length) => {
            output.extend_from_slice(b"content-length: ");
            decimal(&mut output, length);
            output.extend_from_slice(b"\r\n");
        }
        None => output.extend_from_slice(b"transfer-encoding: chunked\r\n"),
    }
    output.extend_from_slice(b"\r\n");
    output
}

enum Failure {
    Connection,
    Producer(io::Error),
}

async fn write_all(stream: &dyn Stream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = poll_fn(|cx| stream.poll_write(cx, bytes)).await?;
        bytes = &bytes[count..];
    }
    Ok(())
}

/// Sends head and body. That the connection broke is learnt from reading, too, which may have an answer.
async fn send(stream: &dyn Stream, mut output: Vec<u8>, body: &mut Body) -> Result<(), Failure> {
    let body = match body {
        Body::Stream(body) => body,
        body => {
            output.extend_from_slice(body.as_bytes());
            return write_all(stream, &output).await.map_err(|_| Failure::Connection);
        }
    };
    let mut bytes = Vec::new();
    let mut sent = 0;
    let is_chunked = body.length.is_none();
    loop {
        write_all(stream, &output).await.map_err(|_| Failure::Connection)?;
        output.clear();
        bytes.clear();
        if !poll_fn(|cx| body.poll_take(cx, &mut bytes)).await.map_err(Failure::Producer)? {
            break;
        }
        sent += bytes.len() as u64;
        if body.length.is_some_and(|length| sent > length) {
            return Err(Failure::Producer(io::Error::other("the body is longer than its length")));
        }
        if is_chunked {
            let _ = write!(output, "{:x}\r\n", bytes.len());
        }
        output.extend_from_slice(&bytes);
        if is_chunked {
            output.extend_from_slice(b"\r\n");
        }
    }
    if body.length.is_some_and(|length| sent != length) {
        return Err(Failure::Producer(io::Error::other("the body is shorter than its length")));
    }
    if is_chunked {
        output.extend_from_slice(b"0\r\n");
        output.extend_from_slice(&body.trailers());
        output.extend_from_slice(b"\r\n");
    }
    write_all(stream, &output).await.map_err(|_| Failure::Connection)
}

/// A connection that goes back when the answer was read to its end.
struct Lease {
    pool: Rc<Pool>,
    route: Route,
    stream: Rc<dyn Stream>,
    wire: Rc<Wire>,
}

/// An answer, whose body is read when it is wanted.
pub struct ClientResponse {
    status: u16,
    headers: Vec<(String, String)>,
    url: Url,
    body: BodyReader,
    lease: Option<Lease>,
}

impl ClientResponse {
    /// The status, such as 200.
    pub fn status(&self) -> u16 {
        self.status
    }
    /// Whether the status tells of success: 200 to 299.
    pub fn ok(&self) -> bool {
        (200..300).contains(&self.status)
    }
    /// What was answered in the end, after redirects.
    pub fn url(&self) -> &Url {
        &self.url
    }
    /// The first value of a header; case does not matter in names.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers().find(|header| header.0.eq_ignore_ascii_case(name)).map(|header| header.1)
    }
    /// The headers, in order.
    pub fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.iter().map(|header| (&*header.0, &*header.1))
    }
    /// When it was made, as its server tells, in seconds since 1970.
    pub fn date(&self) -> Option<u64> {
        self.header("date").and_then(date::parse)
    }
    /// The next bytes of the body; None at its end.
    pub async fn chunk(&mut self) -> io::Result<Option<Vec<u8>>> {
        let chunk = self.body.next().await?;
        self.release();
        Ok(chunk)
    }
    /// The rest of the body, up to 64 MiB.
    pub async fn bytes(&mut self) -> io::Result<Vec<u8>> {
        let bytes = self.body.bytes(BODY).await?;
        self.release();
        Ok(bytes)
    }
    /// The body as text; what is no UTF-8 is replaced.
    pub async fn text(&mut self) -> io::Result<String> {
        let bytes = self.bytes().await?;
        Ok(String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned()))
    }
    /// What the body says in JSON.
    pub async fn json<T: Deserialize>(&mut self) -> io::Result<T> {
        let bytes = self.bytes().await?;
        json::parse(&bytes).map_err(|error| io::Error::new(ErrorKind::InvalidData, error.to_string()))
    }
    /// What followed a chunked body; nothing before its end.
    pub fn trailers(&self) -> Vec<(String, String)> {
        self.body.trailers()
    }

    /// Gives the connection back at the end of the body.
    fn release(&mut self) {
        if !self.body.is_done() {
            return;
        }
        if let Some(Lease { pool, route, stream, wire }) = self.lease.take() {
            let (input, at) = wire.take_input();
            // What nobody asked for makes the connection useless.
            if at == input.len() {
                pool.keep(route, stream);
            }
        }
    }
}
impl fmt::Debug for ClientResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientResponse({} {})", self.status, self.url)
    }
}
