//! A connection of a server: how requests are read and answered.

use super::head::{self, Head, Length};
use super::message::{give_buffer, take_buffer, Request};
use super::pipe::Streaming;
use super::reply::{IntoReply, IntoResponse, Step};
use super::response::{reason, Body, Response, Upgraded};
use super::server::{Access, Config, Member};
use super::wire::{Framing, Wire};
use crate::net::Stream;
use crate::task;
use std::future::{poll_fn, Future};
use std::io::{self, Write};
use std::net::SocketAddr;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// How many bytes are asked for at a time.
const READ: usize = 16 << 10;
/// Responses are sent when so many bytes have gathered.
const FLUSH: usize = 64 << 10;

struct Connection<S> {
    stream: Rc<S>,
    input: Vec<u8>,
    /// What is before in the input was used.
    at: usize,
    output: Vec<u8>,
    timer: task::Sleep,
    config: Rc<Config>,
    member: Rc<Member>,
    peer: Option<SocketAddr>,
    has_served: bool,
}

enum Next {
    Answered,
    NeedsMore,
    /// The output is the last; the peer is given time to read it.
    Close,
    /// There is nobody to say anything to, or nothing that could be said.
    Gone,
}

/// A request's line and start, where they are logged.
type Logged = Option<(String, String, Instant)>;

pub(super) async fn serve<S, H, R, M>(
    stream: S, peer: Option<SocketAddr>, handler: Rc<H>, config: Rc<Config>, member: Rc<Member>,
) where
    S: Stream + 'static,
    H: Fn(Request) -> R,
    R: IntoReply<M>,
{
    let timer = task::sleep(config.limits.idle);
    let mut deadline = Instant::now() + config.limits.idle;
    let mut this = Connection {
        stream: Rc::new(stream),
        input: Vec::new(),
        at: 0,
        output: Vec::new(),
        timer,
        config,
        member,
        peer,
        has_served: false,
    };
    let mut turns = 0;
    loop {
        match this.fill(deadline).await {
            Ok(true) => {}
            _ => break,
        }
        let mut next = Next::NeedsMore;
        let mut is_new = false;
        while this.at < this.input.len() {
            next = this.answer(&*handler).await;
            match next {
                Next::Answered => {
                    is_new = true;
                    if this.output.len() >= FLUSH && !this.flush().await {
                        next = Next::Gone;
                        break;
                    }
                }
                _ => break,
            }
        }
        if matches!(next, Next::Gone) || !this.flush().await {
            break;
        }
        if matches!(next, Next::Close) {
            this.linger().await;
            break;
        }
        this.input.drain(..this.at);
        this.at = 0;
        if this.input.is_empty() {
            give_buffer(std::mem::take(&mut this.input));
            deadline = Instant::now() + this.config.limits.idle;
        } else if is_new || deadline > Instant::now() + this.config.limits.message {
            deadline = Instant::now() + this.config.limits.message;
        }
        turns += 1;
        if turns % 64 == 0 {
            task::yield_now().await;
        }
    }
    give_buffer(std::mem::take(&mut this.input));
    give_buffer(std::mem::take(&mut this.output));
}

impl<S: Stream + 'static> Connection<S> {
    /// Reads what has come; false at the end of the stream. The buffer is taken only when there is something.
    async fn fill(&mut self, deadline: Instant) -> io::Result<bool> {
        let Connection { stream, input, timer, member, has_served, .. } = self;
        poll_fn(|cx| {
            if input.capacity() == 0 {
                *input = take_buffer();
            }
            let start = input.len();
            input.reserve(READ);
            let room = input.spare_capacity_mut();
            let count = room.len().min(READ.max(start));
            let space = unsafe { std::slice::from_raw_parts_mut(room.as_mut_ptr() as *mut u8, count) };
            let result = stream.poll_read(cx, space);
            if let Poll::Ready(Ok(count)) = &result {
                unsafe { input.set_len(start + *count) };
            }
            if result.is_ready() {
                return result.map(|count| count.map(|count| count > 0));
            }
            let mut deadline = deadline;
            if input.is_empty() {
                give_buffer(std::mem::take(input));
                if let Some(stopped) = member.stopped() {
                    // What is on its way is still read; a client that has just come may ask something.
                    deadline = deadline.min(stopped + Duration::from_millis(if *has_served { 5 } else { 1000 }));
                }
            }
            expired(timer, deadline, cx)
        })
        .await
    }

    /// Sends all that was written; false when the client is gone or does not take it.
    async fn flush(&mut self) -> bool {
        let Connection { stream, output, timer, config, .. } = self;
        let mut sent = 0;
        let mut deadline = None;
        let result = poll_fn(|cx| {
            while sent < output.len() {
                match stream.poll_write(cx, &output[sent..]) {
                    Poll::Ready(Ok(count)) => {
                        sent += count;
                        deadline = None;
                    }
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => {
                        let deadline = *deadline.get_or_insert_with(|| Instant::now() + config.limits.message);
                        return expired(timer, deadline, cx);
                    }
                }
            }
            Poll::Ready(Ok(true))
        })
        .await;
        give_buffer(std::mem::take(output));
        result.is_ok()
    }

    /// After the last response: waits for the client to close, so that what it still sends does not reset
    /// the connection before it has read the response.
    async fn linger(&mut self) {
        let deadline = Instant::now() + Duration::from_secs(2);
        let stream = self.stream.clone();
        if poll_fn(|cx| stream.poll_finish(cx)).await.is_err() {
            return;
        }
        self.has_served = false;
        for _ in 0..64 {
            self.input.clear();
            if !matches!(self.fill(deadline).await, Ok(true)) {
                return;
            }
        }
    }

    /// Answers the request at the start of the input, if it is complete.
    async fn answer<H, R, M>(&mut self, handler: &H) -> Next
    where
        H: Fn(Request) -> R,
        R: IntoReply<M>,
    {
        let bytes = &self.input[self.at..];
        // Empty lines before a request are allowed (RFC 9112, 2.2).
        if bytes.starts_with(b"\r\n") {
            self.at += 2;
            return Next::Answered;
        }
        let limits = &self.config.limits;
        // What speaks another protocol, TLS for instance, is told at once.
        if bytes[0] != b'\r' && !head::is_token(bytes[0]) {
            return self.refuse(400, None);
        }
        let Some(end) = head::end_of_head(bytes, 0) else {
            return if bytes.len() > limits.head { self.refuse(431, None) } else { Next::NeedsMore };
        };
        if end > limits.head {
            return self.refuse(431, None);
        }
        let head = match head::parse(bytes, end) {
            Ok(head) => head,
            Err(status) => return self.refuse(status, None),
        };
        let mut copy = take_buffer();
        copy.extend_from_slice(&bytes[..end]);
        let is_head = copy.starts_with(b"HEAD ");
        let logged = if self.config.log.is_some() { log_start(&copy, &head) } else { None };
        let mut request = Request::new(head, copy, Vec::new(), self.peer);
        let mut wire = None;
        match head.length {
            Length::Known(0) => self.at += end,
            Length::Known(length) if self.config.streams.is_none() && bytes.len() as u64 - end as u64 >= length => {
                if length > limits.body as u64 {
                    return self.refuse(413, logged);
                }
                let total = end + length as usize;
                let mut body = take_buffer();
                body.extend_from_slice(&bytes[end..total]);
                request.set_body(body);
                self.at += total;
            }
            _ => match Box::pin(self.receive(&head, end, &mut request)).await {
                Ok(rest) => wire = rest,
                Err(Some(status)) => return self.refuse(status, logged),
                Err(None) => return Next::Gone,
            },
        }
        let response = respond(request, handler).await;
        let mut keep_alive = head.keep_alive;
        let mut response = match response {
            Some(response) => response,
            None => {
                keep_alive = false;
                Response::with_status(500, "Internal Server Error")
            }
        };
        if self.member.stopped().is_some() && self.at == self.input.len() {
            keep_alive = false;
        }
        let is_stream = matches!(response.body, Body::Stream(_));
        if let Some(wire) = &wire {
            if let Some(status) = wire.refusal() {
                return self.refuse(status, logged);
            }
            // What the handler did not want is not read either.
            if !wire.is_done() && !is_stream {
                keep_alive = false;
            }
        }
        if is_stream || response.upgrade.is_some() || wire.is_some() {
            let next = Box::pin(self.respond_slowly(response, wire, is_head, keep_alive, head.is_version_1_0, logged));
            return next.await;
        }
        self.start_output();
        response.write_head(&mut self.output, keep_alive, head.is_version_1_0);
        let has_body = !is_head && !matches!(response.status, 204 | 304);
        if has_body {
            self.output.extend_from_slice(response.body.as_bytes());
        }
        if let (Some(logged), Some(log)) = (&logged, &self.config.log) {
            let length = if has_body { response.body.as_bytes().len() as u64 } else { 0 };
            log(&Access::new(self.peer, logged, response.status, length));
        }
        if let Body::Owned(bytes) = &mut response.body {
            give_buffer(std::mem::take(bytes));
        }
        if keep_alive { Next::Answered } else { Next::Close }
    }

    /// Reads a body that is not there yet, or leaves it to the handler and gives what it is read from. An
    /// error is the status with which the request is refused; None where nobody is left to be told.
    async fn receive(
        &mut self, head: &Head, end: usize, request: &mut Request,
    ) -> Result<Option<Rc<Wire>>, Option<u16>> {
        let limits = &self.config.limits;
        let most = self.config.streams.unwrap_or(limits.body as u64);
        let framing = match head.length {
            Length::Known(length) if length > most => return Err(Some(413)),
            Length::Known(length) => Framing::Known(length),
            Length::Chunked => Framing::ChunkSize,
        };
        let patience = limits.message;
        // Earlier answers go first.
        if !self.flush().await {
            return Err(None);
        }
        let start = self.at + end;
        let is_waiting = head.expects_continue && start == self.input.len();
        let wire = Wire::new(self.stream.clone(), std::mem::take(&mut self.input), start, framing, patience);
        self.at = 0;
        wire.limit(most);
        if is_waiting {
            wire.owe_continue();
        }
        if self.config.streams.is_some() {
            let wire = Rc::new(wire);
            request.set_wire(wire.clone());
            return Ok(Some(wire));
        }
        wire.due(Some(Instant::now() + patience));
        let mut body = take_buffer();
        loop {
            match poll_fn(|cx| wire.poll_into(cx, &mut body)).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Err(None),
                Err(_) => return Err(wire.refusal()),
            }
        }
        request.set_body(body);
        request.set_trailers(wire.trailers());
        (self.input, self.at) = wire.take_input();
        Ok(None)
    }

    /// Sends a response that is more than bytes.
    async fn respond_slowly(
        &mut self, mut response: Response, wire: Option<Rc<Wire>>, is_head: bool, mut keep_alive: bool,
        is_version_1_0: bool, logged: Logged,
    ) -> Next {
        self.start_output();
        let upgrade = response.upgrade.take();
        let has_body = !is_head && !matches!(response.status, 101 | 204 | 304);
        if has_body && is_version_1_0 && response.body.length().is_none() {
            keep_alive = false;
        }
        response.write_head(&mut self.output, keep_alive, is_version_1_0);
        let mut length = response.body.as_bytes().len() as u64;
        let mut is_whole = true;
        match &mut response.body {
            Body::Stream(stream) if has_body => {
                let is_chunked = stream.length.is_none() && !is_version_1_0;
                (length, is_whole) = self.send_stream(stream, is_chunked).await;
            }
            Body::Stream(_) => {}
            body if has_body => self.output.extend_from_slice(body.as_bytes()),
            _ => length = 0,
        }
        if let (Some(logged), Some(log)) = (&logged, &self.config.log) {
            log(&Access::new(self.peer, logged, response.status, length));
        }
        drop(response);
        if !is_whole {
            // What there is tells the client that it is not all.
            self.flush().await;
            return Next::Gone;
        }
        if let Some(upgrade) = upgrade {
            if self.flush().await {
                let input = self.input.split_off(self.at);
                upgrade(Upgraded { stream: self.stream.clone(), input }).await;
            }
            return Next::Gone;
        }
        if let Some(wire) = wire {
            keep_alive &= wire.is_done();
            (self.input, self.at) = wire.take_input();
        }
        if keep_alive { Next::Answered } else { Next::Close }
    }

    /// Sends what is produced; how much that was, and whether it was all.
    async fn send_stream(&mut self, stream: &mut Streaming, is_chunked: bool) -> (u64, bool) {
        let mut sent = 0;
        let mut bytes = Vec::new();
        loop {
            bytes.clear();
            // What was written goes out before a long wait for more.
            let mut step = poll_fn(|cx| Poll::Ready(produce(stream, cx, &mut bytes))).await;
            if step.is_pending() {
                if !self.flush().await {
                    return (sent, false);
                }
                step = Poll::Ready(poll_fn(|cx| produce(stream, cx, &mut bytes)).await);
            }
            match step {
                Poll::Ready(Ok(true)) => {}
                Poll::Ready(Ok(false)) => break,
                Poll::Ready(Err(error)) => {
                    if error.kind() != io::ErrorKind::BrokenPipe {
                        eprintln!("http: a body broke off: {error}");
                    }
                    return (sent, false);
                }
                Poll::Pending => unreachable!("it was waited for"),
            }
            sent += bytes.len() as u64;
            if stream.length.is_some_and(|length| sent > length) {
                eprintln!("http: a body is longer than its length");
                return (sent, false);
            }
            self.start_output();
            if is_chunked {
                let _ = write!(self.output, "{:x}\r\n", bytes.len());
            }
            self.output.extend_from_slice(&bytes);
            if is_chunked {
                self.output.extend_from_slice(b"\r\n");
            }
            if self.output.len() >= FLUSH && !self.flush().await {
                return (sent, false);
            }
        }
        if stream.length.is_some_and(|length| sent != length) {
            eprintln!("http: a body is shorter than its length");
            return (sent, false);
        }
        if is_chunked {
            self.start_output();
            self.output.extend_from_slice(b"0\r\n");
            self.output.extend_from_slice(&stream.trailers());
            self.output.extend_from_slice(b"\r\n");
        }
        (sent, true)
    }

    fn refuse(&mut self, status: u16, logged: Logged) -> Next {
        let response = Response::with_status(status, reason(status));
        self.start_output();
        response.write_head(&mut self.output, false, false);
        self.output.extend_from_slice(response.body.as_bytes());
        if let Some(log) = &self.config.log {
            let logged = logged.unwrap_or_else(|| ("-".to_string(), "-".to_string(), Instant::now()));
            log(&Access::new(self.peer, &logged, status, response.body.as_bytes().len() as u64));
        }
        Next::Close
    }

    fn start_output(&mut self) {
        if self.output.capacity() == 0 {
            self.output = take_buffer();
        }
    }
}

/// A panic of the producer breaks the body off.
fn produce(stream: &mut Streaming, cx: &mut Context<'_>, bytes: &mut Vec<u8>) -> Poll<io::Result<bool>> {
    match catch_unwind(AssertUnwindSafe(|| stream.poll_take(cx, bytes))) {
        Ok(polled) => polled,
        Err(_) => Poll::Ready(Err(io::ErrorKind::BrokenPipe.into())),
    }
}

fn log_start(bytes: &[u8], head: &Head) -> Logged {
    let text = |from: u32, to: u32| String::from_utf8_lossy(&bytes[from as usize..to as usize]).into_owned();
    Some((text(0, head.method_end), text(head.method_end + 1, head.target_end), Instant::now()))
}

/// The timer is moved only when it fires, not for every message.
fn expired(
    timer: &mut task::Sleep, deadline: Instant, cx: &mut Context<'_>,
) -> Poll<io::Result<bool>> {
    if timer.deadline() > deadline {
        timer.reset(deadline);
    }
    while Pin::new(&mut *timer).poll(cx).is_ready() {
        if deadline <= Instant::now() {
            return Poll::Ready(Err(io::ErrorKind::TimedOut.into()));
        }
        timer.reset(deadline);
    }
    Poll::Pending
}

/// None when the handler panicked; the panic's message has been printed.
async fn respond<H, R, M>(request: Request, handler: &H) -> Option<Response>
where
    H: Fn(Request) -> R,
    R: IntoReply<M>,
{
    let step = catch_unwind(AssertUnwindSafe(|| handler(request).into_reply())).ok()?;
    match step {
        Step::Now(response) => Some(response),
        Step::Later(future) => {
            let mut future = pin!(future);
            poll_fn(move |cx| {
                match catch_unwind(AssertUnwindSafe(|| future.as_mut().poll(cx).map(|value| value.into_response()))) {
                    Ok(polled) => polled.map(Some),
                    Err(_) => Poll::Ready(None),
                }
            })
            .await
        }
    }
}
