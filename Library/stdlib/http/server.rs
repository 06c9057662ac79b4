//! The server: connections, and how requests are read and answered.

use super::head::{self, Length};
use super::message::{give_buffer, take_buffer, IntoReply, IntoResponse, Request, Response, Step};
use crate::net::{TcpListener, TcpStream};
use crate::task;
use std::cell::{Cell, RefCell};
use std::future::{poll_fn, Future};
use std::io::{self, Write};
use std::net::{SocketAddr, ToSocketAddrs};
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::task::Poll;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// What a client may ask of the server.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Bytes of a request's head: 16 KiB.
    pub head: usize,
    /// Bytes of a request's body: 2 MiB.
    pub body: usize,
    /// How long a request may take to arrive, and a response to be taken: 30 seconds.
    pub message: Duration,
    /// How long a connection may be without a request: 75 seconds.
    pub idle: Duration,
}
impl Default for Limits {
    fn default() -> Limits {
        let message = Duration::from_secs(30);
        Limits { head: 16 << 10, body: 2 << 20, message, idle: Duration::from_secs(75) }
    }
}

/// Answers each request to `address` by what `handler` returns, for as long as the program runs. `handler` is
/// a closure or function of a `Request`, asynchronous or not, that returns a `Response`, a text, or a `Result`
/// of them; its errors and panics are answered with 500.
///
/// Panics when the address cannot be listened on; `Server` returns the error instead.
pub fn serve<A, H, R, M>(address: A, handler: H)
where
    A: ToSocketAddrs,
    H: Fn(Request) -> R + 'static,
    R: IntoReply<M> + 'static,
    M: 'static,
{
    task::block_on(async move {
        match Server::bind(address) {
            Ok(server) => server.serve(handler).await,
            Err(error) => panic!("cannot listen: {error}"),
        }
    })
}

/// A server that is bound and does not answer yet. It belongs to an event loop.
pub struct Server {
    listener: TcpListener,
    limits: Limits,
}

impl Server {
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<Server> {
        Ok(Server { listener: TcpListener::bind(address)?, limits: Limits::default() })
    }
    pub fn limits(mut self, limits: Limits) -> Server {
        self.limits = limits;
        self
    }
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
    /// Accepts and answers until it is dropped.
    pub async fn serve<H, R, M>(self, handler: H)
    where
        H: Fn(Request) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
    {
        let handler = Rc::new(handler);
        let limits = Rc::new(self.limits);
        loop {
            match self.listener.accept().await {
                Ok(stream) => {
                    let _ = stream.set_nodelay(true);
                    let (handler, limits) = (handler.clone(), limits.clone());
                    drop(task::spawn(async move { connection(stream, handler, limits).await }));
                }
                // A client that has gone already.
                Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                // Mostly no descriptors left: some will be free again.
                Err(error) => {
                    eprintln!("http: cannot accept: {error}");
                    task::sleep(Duration::from_millis(100)).await;
                }
            }
        }
    }
}

/// How many bytes are asked for at a time.
const READ: usize = 16 << 10;
/// Responses are sent when so many bytes have gathered.
const FLUSH: usize = 64 << 10;

struct Connection {
    stream: TcpStream,
    input: Vec<u8>,
    output: Vec<u8>,
    timer: task::Sleep,
    limits: Rc<Limits>,
}

enum Next {
    Answered(usize),
    NeedsMore,
    Close,
}

async fn connection<H, R, M>(stream: TcpStream, handler: Rc<H>, limits: Rc<Limits>)
where
    H: Fn(Request) -> R,
    R: IntoReply<M>,
{
    let timer = task::sleep(limits.idle);
    let mut this = Connection { stream, input: Vec::new(), output: Vec::new(), timer, limits };
    let mut deadline = Instant::now() + this.limits.idle;
    let mut turns = 0;
    loop {
        match this.fill(deadline).await {
            Ok(true) => {}
            _ => break,
        }
        let mut used = 0;
        let mut is_open = true;
        let mut sent_continue = false;
        while used < this.input.len() {
            match this.answer(used, &*handler, &mut sent_continue).await {
                Next::Answered(count) => {
                    used += count;
                    if this.output.len() >= FLUSH && !this.flush().await {
                        is_open = false;
                        break;
                    }
                }
                Next::NeedsMore => break,
                Next::Close => {
                    is_open = false;
                    break;
                }
            }
        }
        if !this.flush().await {
            break;
        }
        if !is_open {
            this.linger().await;
            break;
        }
        let is_new = used > 0;
        this.input.drain(..used);
        if this.input.is_empty() {
            give_buffer(std::mem::take(&mut this.input));
            deadline = Instant::now() + this.limits.idle;
        } else if is_new || deadline > Instant::now() + this.limits.message {
            deadline = Instant::now() + this.limits.message;
        }
        turns += 1;
        if turns % 64 == 0 {
            task::yield_now().await;
        }
    }
    give_buffer(std::mem::take(&mut this.input));
    give_buffer(std::mem::take(&mut this.output));
}

impl Connection {
    /// Reads what has come; false at the end of the stream. The buffer is taken only when there is something.
    async fn fill(&mut self, deadline: Instant) -> io::Result<bool> {
        let Connection { stream, input, timer, .. } = self;
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
            if input.is_empty() {
                give_buffer(std::mem::take(input));
            }
            expired(timer, deadline, cx)
        })
        .await
    }

    /// Sends all that was written; false when the client is gone or does not take it.
    async fn flush(&mut self) -> bool {
        let Connection { stream, output, timer, limits, .. } = self;
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
                        let deadline = *deadline.get_or_insert_with(|| Instant::now() + limits.message);
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
        if self.stream.shutdown(std::net::Shutdown::Write).is_err() {
            return;
        }
        let deadline = Instant::now() + Duration::from_secs(2);
        for _ in 0..64 {
            self.input.clear();
            if !matches!(self.fill(deadline).await, Ok(true)) {
                return;
            }
        }
    }

    /// Answers the request at `start` of the input, if it is complete.
    async fn answer<H, R, M>(&mut self, start: usize, handler: &H, sent_continue: &mut bool) -> Next
    where
        H: Fn(Request) -> R,
        R: IntoReply<M>,
    {
        let bytes = &self.input[start..];
        // Empty lines before a request are allowed (RFC 9112, 2.2).
        if bytes.starts_with(b"\r\n") {
            return Next::Answered(2);
        }
        let Some(end) = head::end_of_head(bytes, 0) else {
            return if bytes.len() > self.limits.head { self.refuse(431) } else { Next::NeedsMore };
        };
        if end > self.limits.head {
            return self.refuse(431);
        }
        let head = match head::parse(bytes, end) {
            Ok(head) => head,
            Err(status) => return self.refuse(status),
        };
        let mut body = Vec::new();
        let total = match head.length {
            Length::Known(0) => end,
            Length::Known(length) => {
                if length > self.limits.body as u64 {
                    return self.refuse(413);
                }
                let total = end + length as usize;
                if bytes.len() < total {
                    return self.wants_more(head.expects_continue && bytes.len() == end, sent_continue);
                }
                body = take_buffer();
                body.extend_from_slice(&bytes[end..total]);
                total
            }
            Length::Chunked => {
                body = take_buffer();
                match head::chunks(&bytes[end..], &mut body, self.limits.body) {
                    Ok(Some(count)) => end + count,
                    Ok(None) => {
                        return self.wants_more(head.expects_continue && bytes.len() == end, sent_continue);
                    }
                    Err(status) => return self.refuse(status),
                }
            }
        };
        let mut copy = take_buffer();
        copy.extend_from_slice(&bytes[..end]);
        let is_head = copy.starts_with(b"HEAD ");
        let request = Request::new(head, copy, body);
        let response = respond(request, handler).await;
        let (response, keep_alive) = match response {
            Some(response) => (response, head.keep_alive),
            None => (Response::with_status(500, "Internal Server Error"), false),
        };
        self.write(&response, is_head, keep_alive, head.is_version_1_0);
        if keep_alive { Next::Answered(total) } else { Next::Close }
    }

    fn wants_more(&mut self, expects_continue: bool, sent_continue: &mut bool) -> Next {
        if expects_continue && !*sent_continue {
            *sent_continue = true;
            self.start_output();
            self.output.extend_from_slice(b"HTTP/1.1 100 Continue\r\n\r\n");
        }
        Next::NeedsMore
    }

    fn refuse(&mut self, status: u16) -> Next {
        let response = Response::with_status(status, reason(status));
        self.write(&response, false, false, false);
        Next::Close
    }

    fn start_output(&mut self) {
        if self.output.capacity() == 0 {
            self.output = take_buffer();
        }
    }

    fn write(&mut self, response: &Response, is_head: bool, keep_alive: bool, is_version_1_0: bool) {
        self.start_output();
        let output = &mut self.output;
        let body = response.body.as_bytes();
        let has_no_body = matches!(response.status, 204 | 304);
        if response.status == 200 {
            output.extend_from_slice(b"HTTP/1.1 200 OK\r\n");
        } else {
            let _ = write!(output, "HTTP/1.1 {} {}\r\n", response.status, reason(response.status));
        }
        if !response.content_type.is_empty() && !has_no_body {
            output.extend_from_slice(b"content-type: ");
            output.extend_from_slice(response.content_type.as_bytes());
            output.extend_from_slice(b"\r\n");
        }
        for (name, value) in &response.headers {
            for part in [name.as_bytes(), b": ", value.as_bytes(), b"\r\n"] {
                output.extend_from_slice(part);
            }
        }
        if !has_no_body {
            output.extend_from_slice(b"content-length: ");
            decimal(output, body.len());
            output.extend_from_slice(b"\r\n");
        }
        write_date(output);
        if !keep_alive {
            output.extend_from_slice(b"connection: close\r\n");
        } else if is_version_1_0 {
            output.extend_from_slice(b"connection: keep-alive\r\n");
        }
        output.extend_from_slice(b"\r\n");
        if !is_head && !has_no_body {
            output.extend_from_slice(body);
        }
    }
}

/// The timer is moved only when it fires, not for every message.
fn expired(
    timer: &mut task::Sleep, deadline: Instant, cx: &mut std::task::Context<'_>,
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

fn decimal(output: &mut Vec<u8>, mut value: usize) {
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

thread_local! {
    static DATE: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static DATE_SECOND: Cell<u64> = const { Cell::new(u64::MAX) };
}

/// The date's line is made once a second.
fn write_date(output: &mut Vec<u8>) {
    let second = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |time| time.as_secs());
    DATE.with(|date| {
        let mut date = date.borrow_mut();
        if DATE_SECOND.with(|last| last.replace(second)) != second {
            date.clear();
            format_date(&mut date, second);
        }
        output.extend_from_slice(&date);
    })
}

fn format_date(output: &mut Vec<u8>, second: u64) {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let days = second / 86400;
    // Years that begin in March, in eras of 400 years.
    let shifted = days + 719468;
    let (era, day) = (shifted / 146097, shifted % 146097);
    let year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12;
    let year = year + era * 400 + (month < 2) as u64;
    let (weekday, month) = (DAYS[(days % 7) as usize], MONTHS[month as usize]);
    let (hour, minute, second) = (second / 3600 % 24, second / 60 % 60, second % 60);
    let _ = write!(output, "date: {weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT\r\n");
}

fn reason(status: u16) -> &'static str {
    match status {
        200 => "OK",
        201 => "Created",
        202 => "Accepted",
        204 => "No Content",
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
        409 => "Conflict",
        413 => "Content Too Large",
        415 => "Unsupported Media Type",
        417 => "Expectation Failed",
        422 => "Unprocessable Content",
        429 => "Too Many Requests",
        431 => "Request Header Fields Too Large",
        500 => "Internal Server Error",
        501 => "Not Implemented",
        503 => "Service Unavailable",
        505 => "HTTP Version Not Supported",
        _ => "",
    }
}
