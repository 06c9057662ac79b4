//! WebSocket (RFC 6455), both sides: messages over a connection that began as a request.

use super::digest::{base64, is_key, random, sha1};
use super::frames::{self, BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT};
use super::message::Request;
use super::response::{Response, Upgraded};
use crate::net::Stream;
use crate::task::{sleep, timeout, Sleep};
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{poll_fn, Future};
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};
use std::time::{Duration, Instant};

/// Bytes that are asked for at a time.
const READ: usize = 8 << 10;
/// How long the other side may take to answer that the connection is closed.
const CLOSING: Duration = Duration::from_secs(5);
const LINGER: Duration = Duration::from_secs(2);

/// What is sent and received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    Text(String),
    Binary(Vec<u8>),
}
impl Message {
    /// The text; None of bytes.
    pub fn text(&self) -> Option<&str> {
        match self {
            Message::Text(text) => Some(text),
            Message::Binary(_) => None,
        }
    }
    /// The message's bytes, whether it is a text or not.
    pub fn as_bytes(&self) -> &[u8] {
        match self {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
        }
    }
}
impl From<&str> for Message {
    fn from(text: &str) -> Message {
        Message::Text(text.to_string())
    }
}
impl From<String> for Message {
    fn from(text: String) -> Message {
        Message::Text(text)
    }
}
impl From<Vec<u8>> for Message {
    fn from(bytes: Vec<u8>) -> Message {
        Message::Binary(bytes)
    }
}

/// A connection over which messages go both ways. Everything takes `&self`: one task may receive while others
/// send, and dropping a future of either loses nothing.
pub struct WebSocket {
    stream: Rc<dyn Stream>,
    is_client: bool,
    limit: Cell<usize>,
    input: RefCell<Input>,
    output: RefCell<Output>,
    /// Somebody sends what is in the output; the others wait.
    is_flushing: Cell<bool>,
    waiting: RefCell<Vec<Waker>>,
    sent_close: Cell<bool>,
    closed: RefCell<Option<(u16, String)>>,
    idle: Cell<Option<Duration>>,
    heard: Cell<Instant>,
    has_pinged: Cell<bool>,
    timer: RefCell<Sleep>,
    protocol: Option<String>,
}
struct Input {
    bytes: Vec<u8>,
    at: usize,
    /// The message whose end is not there yet.
    fragments: Vec<u8>,
    opcode: Option<u8>,
}
struct Output {
    bytes: Vec<u8>,
    at: usize,
}

impl WebSocket {
    pub(super) fn new(stream: Rc<dyn Stream>, bytes: Vec<u8>, is_client: bool, protocol: Option<String>) -> WebSocket {
        let idle = Duration::from_secs(60);
        WebSocket {
            stream,
            is_client,
            limit: Cell::new(16 << 20),
            input: RefCell::new(Input { bytes, at: 0, fragments: Vec::new(), opcode: None }),
            output: RefCell::new(Output { bytes: Vec::new(), at: 0 }),
            is_flushing: Cell::new(false),
            waiting: RefCell::default(),
            sent_close: Cell::new(false),
            closed: RefCell::default(),
            idle: Cell::new(Some(idle)),
            heard: Cell::new(Instant::now()),
            has_pinged: Cell::new(false),
            timer: RefCell::new(sleep(idle / 2)),
            protocol,
        }
    }
    /// The protocol that both sides agreed on.
    pub fn protocol(&self) -> Option<&str> {
        self.protocol.as_deref()
    }
    /// How long a message may be that is received: 16 MiB.
    pub fn set_limit(&self, bytes: usize) {
        self.limit.set(bytes);
    }
    /// How long the other side may be silent, while `receive` waits: 60 seconds. At half of it, it is pinged.
    pub fn set_idle_limit(&self, time: Option<Duration>) {
        self.idle.set(time);
        if let Some(time) = time {
            self.timer.borrow_mut().reset(Instant::now() + time / 2);
        }
    }
    /// Code and reason with which the other side closed; 1005 stands for none.
    pub fn close_reason(&self) -> Option<(u16, String)> {
        self.closed.borrow().clone()
    }

    /// The next message; None when the other side has closed the connection in order. Pings are answered.
    /// Errors are final: the other side breaks the protocol, is silent, or gone.
    pub async fn receive(&self) -> io::Result<Option<Message>> {
        let result = poll_fn(|cx| self.poll_receive(cx)).await;
        if let Ok(None) = &result {
            // The answer to a close frame.
            let _ = timeout(CLOSING, self.flush()).await;
            if !self.is_client {
                let _ = poll_fn(|cx| self.stream.poll_finish(cx)).await;
            }
        }
        result
    }

    /// Sends a message, and waits until the system has taken it.
    pub async fn send(&self, message: impl Into<Message>) -> io::Result<()> {
        match message.into() {
            Message::Text(text) => self.send_frame(TEXT, text.as_bytes()).await,
            Message::Binary(bytes) => self.send_frame(BINARY, &bytes).await,
        }
    }
    /// Sends a text without a copy of its own.
    pub async fn send_text(&self, text: &str) -> io::Result<()> {
        self.send_frame(TEXT, text.as_bytes()).await
    }
    /// Asks for a sign of life; the answer is not told. Panics when there are more than 125 bytes.
    pub async fn ping(&self, bytes: &[u8]) -> io::Result<()> {
        assert!(bytes.len() <= 125, "a ping has 125 bytes at most");
        self.send_frame(PING, bytes).await
    }
    /// Closes the connection in order: says so, and waits for the answer; messages that come before it are
    /// dropped. Panics when the code is none that may be sent, or the reason too long.
    pub async fn close(&self, code: u16, reason: &str) -> io::Result<()> {
        assert!(matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999), "{code} cannot be sent");
        assert!(reason.len() <= 123, "a reason has 123 bytes at most");
        if !self.sent_close.get() {
            self.queue_close(code, reason);
        }
        let finish = async {
            self.flush().await?;
            while self.receive().await?.is_some() {}
            Ok(())
        };
        match timeout(CLOSING, finish).await {
            Ok(result) => result,
            Err(_) => Err(ErrorKind::TimedOut.into()),
        }
    }

    async fn send_frame(&self, opcode: u8, payload: &[u8]) -> io::Result<()> {
        if self.sent_close.get() {
            return Err(io::Error::new(ErrorKind::BrokenPipe, "the WebSocket is closed"));
        }
        self.queue(opcode, payload);
        self.flush().await
    }
    fn queue(&self, opcode: u8, payload: &[u8]) {
        let mask = self.is_client.then(|| {
            let mut mask = [0; 4];
            random(&mut mask);
            mask
        });
        frames::write(&mut self.output.borrow_mut().bytes, opcode, payload, mask);
    }
    fn queue_close(&self, code: u16, reason: &str) {
        self.sent_close.set(true);
        let mut payload = Vec::new();
        if code != 1005 {
            payload.extend_from_slice(&code.to_be_bytes());
            payload.extend_from_slice(reason.as_bytes());
        }
        self.queue(CLOSE, &payload);
    }

    /// Sends what is in the output. One task does it at a time, for all.
    async fn flush(&self) -> io::Result<()> {
        struct Turn<'a>(&'a WebSocket, bool);
        impl Drop for Turn<'_> {
            fn drop(&mut self) {
                if self.1 {
                    self.0.is_flushing.set(false);
                    self.0.waiting.take().into_iter().for_each(Waker::wake);
                }
            }
        }
        let mut turn = Turn(self, false);
        // Borrowed, not moved: a closure that moves would copy the flag and leave the destructor here.
        poll_fn(|cx| {
            if !turn.1 {
                if self.is_flushing.get() {
                    self.waiting.borrow_mut().push(cx.waker().clone());
                    return Poll::Pending;
                }
                self.is_flushing.set(true);
                turn.1 = true;
            }
            self.poll_flush(cx)
        })
        .await
    }
    fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut output = self.output.borrow_mut();
        while output.at < output.bytes.len() {
            match self.stream.poll_write(cx, &output.bytes[output.at..]) {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(ErrorKind::WriteZero.into())),
                Poll::Ready(Ok(count)) => output.at += count,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => return Poll::Pending,
            }
        }
        output.at = 0;
        if output.bytes.capacity() > 64 << 10 {
            output.bytes = Vec::new();
        }
        output.bytes.clear();
        Poll::Ready(Ok(()))
    }

    fn poll_receive(&self, cx: &mut Context<'_>) -> Poll<io::Result<Option<Message>>> {
        loop {
            // Whoever sends takes the answers to pings along.
            if !self.is_flushing.get() {
                if let Poll::Ready(Err(error)) = self.poll_flush(cx) {
                    return Poll::Ready(Err(error));
                }
            }
            if self.closed.borrow().is_some() {
                return Poll::Ready(Ok(None));
            }
            match self.next_frame() {
                Ok(Some(Some(message))) => return Poll::Ready(Ok(Some(message))),
                Ok(Some(None)) => continue,
                Ok(None) => {}
                Err(code) => {
                    if !self.sent_close.get() {
                        self.queue_close(code, "");
                        if !self.is_flushing.get() {
                            let _ = self.poll_flush(cx);
                        }
                    }
                    let text = match code {
                        1007 => "the other side sent a text that is no UTF-8",
                        1009 => "the other side sent a message that is too long",
                        _ => "the other side broke the protocol",
                    };
                    return Poll::Ready(Err(io::Error::new(ErrorKind::InvalidData, text)));
                }
            }
            let mut input = self.input.borrow_mut();
            let input = &mut *input;
            input.bytes.drain(..input.at);
            input.at = 0;
            let start = input.bytes.len();
            input.bytes.resize(start + READ.max(start.min(1 << 20)), 0);
            let result = self.stream.poll_read(cx, &mut input.bytes[start..]);
            let count = match &result {
                Poll::Ready(Ok(count)) => *count,
                _ => 0,
            };
            input.bytes.truncate(start + count);
            if input.bytes.is_empty() {
                input.bytes = Vec::new();
            }
            match result {
                Poll::Ready(Ok(0)) => return Poll::Ready(Err(ErrorKind::UnexpectedEof.into())),
                Poll::Ready(Ok(_)) => {
                    self.heard.set(Instant::now());
                    self.has_pinged.set(false);
                }
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => match self.poll_idle(cx) {
                    Poll::Ready(true) => return Poll::Ready(Err(ErrorKind::TimedOut.into())),
                    Poll::Ready(false) => {}
                    Poll::Pending => return Poll::Pending,
                },
            }
        }
    }

    /// Whether the other side was silent for too long; false when it is to be pinged.
    fn poll_idle(&self, cx: &mut Context<'_>) -> Poll<bool> {
        let Some(limit) = self.idle.get() else { return Poll::Pending };
        let mut timer = self.timer.borrow_mut();
        while Pin::new(&mut *timer).poll(cx).is_ready() {
            let silent = self.heard.get().elapsed();
            if self.has_pinged.get() {
                if silent >= limit {
                    return Poll::Ready(true);
                }
                timer.reset(self.heard.get() + limit);
            } else if silent >= limit / 2 {
                self.has_pinged.set(true);
                self.queue(PING, b"");
                timer.reset(Instant::now() + limit / 2);
                return Poll::Ready(false);
            } else {
                timer.reset(self.heard.get() + limit / 2);
            }
        }
        Poll::Pending
    }

    /// Takes a frame out of the input: Some(None) when it was no message or not the end of one. An error is
    /// the code to close with.
    fn next_frame(&self) -> Result<Option<Option<Message>>, u16> {
        let input = &mut *self.input.borrow_mut();
        let limit = self.limit.get();
        let rest = &mut input.bytes[input.at..];
        let Some(frame) = frames::parse(rest, !self.is_client, limit.max(125))? else { return Ok(None) };
        let is_control = frame.opcode >= CLOSE;
        if !is_control {
            if (frame.opcode == CONTINUATION) != input.opcode.is_some() {
                return Err(1002);
            }
            if input.fragments.len() + frame.length > limit {
                return Err(1009);
            }
        }
        let end = frame.head + frame.length;
        if rest.len() < end {
            return Ok(None);
        }
        let payload = &mut rest[frame.head..end];
        if let Some(mask) = frame.mask {
            frames::apply_mask(payload, mask);
        }
        input.at += end;
        match frame.opcode {
            PING => {
                if !self.sent_close.get() {
                    self.queue(PONG, payload);
                }
                return Ok(Some(None));
            }
            PONG => return Ok(Some(None)),
            CLOSE => {
                let (code, reason) = frames::parse_close(payload)?;
                if !self.sent_close.get() {
                    self.queue_close(code, "");
                }
                *self.closed.borrow_mut() = Some((code, reason.to_string()));
                return Ok(Some(None));
            }
            _ => {}
        }
        let opcode = input.opcode.take().unwrap_or(frame.opcode);
        let bytes = if input.fragments.is_empty() {
            payload.to_vec()
        } else {
            input.fragments.extend_from_slice(payload);
            std::mem::take(&mut input.fragments)
        };
        if !frame.is_final {
            input.fragments = bytes;
            input.opcode = Some(opcode);
            return Ok(Some(None));
        }
        Ok(Some(Some(match opcode {
            TEXT => Message::Text(String::from_utf8(bytes).map_err(|_| 1007u16)?),
            _ => Message::Binary(bytes),
        })))
    }
}
impl fmt::Debug for WebSocket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket").field("is_client", &self.is_client).finish_non_exhaustive()
    }
}

/// Waits for the client to close, so that what it still sends does not reset the connection before it has
/// read the last frame.
async fn linger(stream: &dyn Stream) {
    if poll_fn(|cx| stream.poll_finish(cx)).await.is_err() {
        return;
    }
    let mut buffer = vec![0; READ];
    while let Ok(1..) = poll_fn(|cx| stream.poll_read(cx, &mut buffer)).await {}
}

/// What a key is answered with.
pub(super) fn accept_key(key: &str) -> String {
    base64(&sha1(format!("{key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11").as_bytes()))
}

/// Answers a request for a WebSocket, whose messages `handler` then receives and sends; other requests are
/// answered with 426 or 400.
///
/// ```no_run
/// use stdlib::http::{serve, websocket, Request};
/// serve("127.0.0.1:8080", |request: Request| {
///     websocket(request, |socket| async move {
///         while let Some(message) = socket.receive().await? {
///             socket.send(message).await?;
///         }
///         Ok(())
///     })
/// });
/// ```
///
/// Browsers let every page open sockets to every server: where a socket acts for who is logged in, compare the
/// header `origin` first.
pub fn websocket<F>(request: Request, handler: impl FnOnce(WebSocket) -> F + 'static) -> Response
where
    F: Future<Output = io::Result<()>> + 'static,
{
    websocket_with(request, &[], handler)
}

/// As `websocket`, with the first of `protocols` that the client offers.
pub fn websocket_with<F>(
    request: Request, protocols: &[&str], handler: impl FnOnce(WebSocket) -> F + 'static,
) -> Response
where
    F: Future<Output = io::Result<()>> + 'static,
{
    if !request.lists("upgrade", "websocket") || !request.lists("connection", "upgrade") {
        return Response::with_status(426, "Upgrade Required").header("upgrade", "websocket");
    }
    if request.header("sec-websocket-version") != Some("13") {
        return Response::with_status(426, "Upgrade Required").header("sec-websocket-version", "13");
    }
    let key = match request.header("sec-websocket-key") {
        Some(key) if is_key(key) && request.method() == "GET" && request.body().is_empty() => key,
        _ => return Response::with_status(400, "Bad Request"),
    };
    let protocol = protocols.iter().find(|protocol| {
        request.headers().any(|header| {
            let is_list = header.0.eq_ignore_ascii_case("sec-websocket-protocol");
            is_list && header.1.split(',').any(|offered| offered.trim() == **protocol)
        })
    });
    let mut response = Response::with_status(200, "").header("upgrade", "websocket");
    response = response.header("sec-websocket-accept", &accept_key(key));
    if let Some(protocol) = protocol {
        response = response.header("sec-websocket-protocol", protocol);
    }
    response.status = 101;
    let protocol = protocol.map(|protocol| protocol.to_string());
    response.upgrade = Some(Box::new(move |upgraded: Upgraded| {
        Box::pin(async move {
            let stream = upgraded.stream;
            let socket = WebSocket::new(stream.clone(), upgraded.input, false, protocol);
            if let Err(error) = handler(socket).await {
                // What clients do wrong is nothing to tell.
                use ErrorKind::*;
                let kind = error.kind();
                if !matches!(kind, UnexpectedEof | ConnectionReset | BrokenPipe | InvalidData | TimedOut) {
                    eprintln!("http: a WebSocket failed: {error}");
                }
            }
            let _ = timeout(LINGER, linger(&*stream)).await;
        })
    }));
    response
}
