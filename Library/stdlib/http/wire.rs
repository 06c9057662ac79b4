//! Bodies on their way in: lengths, chunks, trailers, and the reader that handlers and clients have of them.

use super::head::{is_token, trim};
use super::message::{give_buffer, take_buffer};
use crate::net::Stream;
use crate::task::Sleep;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{poll_fn, Future};
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{ready, Context, Poll};
use std::time::{Duration, Instant};

/// How the rest of a body is told from what follows it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Framing {
    Known(u64),
    ChunkSize,
    ChunkData(u64),
    ChunkEnd,
    Trailers,
    UntilClose,
    Done,
}

/// Bytes that are asked for at a time.
const READ: usize = 16 << 10;
/// The longest line of a chunk's size, and how long all trailers together may be.
const LINE: usize = 4096;
const TRAILERS: usize = 4 * LINE;

/// A connection whose next bytes are a body's.
pub(crate) struct Wire {
    stream: Rc<dyn Stream>,
    state: RefCell<State>,
}

struct State {
    input: Vec<u8>,
    /// What is before has been used.
    at: usize,
    framing: Framing,
    /// Bytes that the body may still have.
    left: u64,
    trailers: Vec<(String, String)>,
    trailer_bytes: usize,
    /// What the peer waits for before it sends the body: the rest of `100 Continue`.
    owed: &'static [u8],
    timer: Sleep,
    /// When the whole body must be there; without it, each piece has `patience`.
    deadline: Option<Instant>,
    patience: Duration,
    /// The status that tells what was wrong with the body.
    refusal: Option<u16>,
}

impl Wire {
    /// A connection of which `input`, from `at` on, was read already.
    pub fn new(stream: Rc<dyn Stream>, input: Vec<u8>, at: usize, framing: Framing, patience: Duration) -> Wire {
        let framing = if framing == Framing::Known(0) { Framing::Done } else { framing };
        Wire {
            stream,
            state: RefCell::new(State {
                input,
                at,
                framing,
                left: u64::MAX,
                trailers: Vec::new(),
                trailer_bytes: 0,
                owed: b"",
                timer: crate::task::sleep(patience),
                deadline: None,
                patience,
                refusal: None,
            }),
        }
    }
    /// The body may have so many bytes at most.
    pub fn limit(&self, bytes: u64) {
        self.state.borrow_mut().left = bytes;
    }
    /// The peer waits for `100 Continue` before it sends the body.
    pub fn owe_continue(&self) {
        self.state.borrow_mut().owed = b"HTTP/1.1 100 Continue\r\n\r\n";
    }
    /// When the whole body must be there.
    pub fn due(&self, deadline: Option<Instant>) {
        let mut state = self.state.borrow_mut();
        state.deadline = deadline;
        let next = deadline.unwrap_or_else(|| Instant::now() + state.patience);
        state.timer.reset(next);
    }
    /// Whether the whole body was read.
    pub fn is_done(&self) -> bool {
        self.state.borrow().framing == Framing::Done
    }
    /// Whether the peer still waits to be asked for the body, and with it whether it will ever come.
    pub fn is_owing(&self) -> bool {
        !self.state.borrow().owed.is_empty()
    }
    /// The status that tells what was wrong with the body.
    pub fn refusal(&self) -> Option<u16> {
        self.state.borrow().refusal
    }
    /// The headers that came behind the body.
    pub fn trailers(&self) -> Vec<(String, String)> {
        self.state.borrow().trailers.clone()
    }
    /// The bytes after the body, and where they start. Readers that are left get errors.
    pub fn take_input(&self) -> (Vec<u8>, usize) {
        let mut state = self.state.borrow_mut();
        if state.framing != Framing::Done {
            state.framing = Framing::Known(u64::MAX);
            state.refusal = Some(400);
        }
        let at = std::mem::take(&mut state.at);
        (std::mem::take(&mut state.input), at)
    }

    /// Appends what has come to `body`, and says whether there was something: false at its end.
    pub fn poll_into(&self, cx: &mut Context<'_>, body: &mut Vec<u8>) -> Poll<io::Result<bool>> {
        let state = &mut *self.state.borrow_mut();
        if state.refusal.is_some() {
            return Poll::Ready(Err(io::Error::new(ErrorKind::BrokenPipe, "the body cannot be read any more")));
        }
        let result = self.poll_state(state, cx, body);
        if let Poll::Ready(Err(error)) = &result {
            if state.refusal.is_none() {
                state.refusal = Some(if error.kind() == ErrorKind::TimedOut { 408 } else { 400 });
            }
        }
        result
    }

    fn poll_state(&self, state: &mut State, cx: &mut Context<'_>, body: &mut Vec<u8>) -> Poll<io::Result<bool>> {
        loop {
            let before = body.len();
            let needs_more = match state.decode(body) {
                Ok(needs_more) => needs_more,
                Err(status) => {
                    state.refusal = Some(status);
                    let text = if status == 413 { "the body is too large" } else { "the body is malformed" };
                    return Poll::Ready(Err(io::Error::new(ErrorKind::InvalidData, text)));
                }
            };
            if body.len() > before {
                return Poll::Ready(Ok(true));
            }
            if !needs_more {
                return Poll::Ready(Ok(false));
            }
            while !state.owed.is_empty() {
                match self.stream.poll_write(cx, state.owed) {
                    Poll::Ready(count) => state.owed = &state.owed[count?..],
                    Poll::Pending => return state.poll_late(cx),
                }
            }
            if ready!(self.poll_fill(state, cx))? {
                continue;
            }
            if state.framing == Framing::UntilClose {
                state.framing = Framing::Done;
                return Poll::Ready(Ok(false));
            }
            return Poll::Ready(Err(ErrorKind::UnexpectedEof.into()));
        }
    }

    /// Reads more; false at the end of the stream.
    fn poll_fill(&self, state: &mut State, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        if state.at > 0 {
            state.input.drain(..state.at);
            state.at = 0;
        }
        if state.input.capacity() == 0 {
            state.input = take_buffer();
        }
        let start = state.input.len();
        state.input.reserve(READ);
        let room = state.input.spare_capacity_mut();
        let count = room.len();
        let space = unsafe { std::slice::from_raw_parts_mut(room.as_mut_ptr() as *mut u8, count) };
        match self.stream.poll_read(cx, space) {
            Poll::Ready(Ok(count)) => {
                unsafe { state.input.set_len(start + count) };
                if state.deadline.is_none() {
                    let next = Instant::now() + state.patience;
                    // Moved rarely: the timer looks again when it fires early.
                    if next > state.timer.deadline() + state.patience {
                        state.timer.reset(next);
                    }
                }
                Poll::Ready(Ok(count > 0))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => state.poll_late(cx),
        }
    }
}
impl Drop for Wire {
    fn drop(&mut self) {
        give_buffer(std::mem::take(&mut self.state.get_mut().input));
    }
}

impl State {
    fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        if self.deadline.is_none() {
            // Waiting starts now, whatever the timer was set to before.
            let next = Instant::now() + self.patience;
            if self.timer.deadline() < next {
                self.timer.reset(next);
            }
        }
        match Pin::new(&mut self.timer).poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }

    /// A line of the input without its end, or None when more must come.
    fn line(&self) -> Result<Option<(usize, usize)>, u16> {
        let rest = &self.input[self.at..self.input.len().min(self.at + LINE)];
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) if end > 0 && rest[end - 1] == b'\r' => Ok(Some((self.at, self.at + end - 1))),
            Some(_) => Err(400),
            None if rest.len() == LINE => Err(400),
            None => Ok(None),
        }
    }

    fn take(&mut self, most: u64, body: &mut Vec<u8>) -> Result<u64, u16> {
        let count = most.min((self.input.len() - self.at) as u64);
        if count > self.left {
            return Err(413);
        }
        self.left -= count;
        body.extend_from_slice(&self.input[self.at..self.at + count as usize]);
        self.at += count as usize;
        Ok(count)
    }

    /// Decodes what is there; whether more must come.
    fn decode(&mut self, body: &mut Vec<u8>) -> Result<bool, u16> {
        loop {
            match self.framing {
                Framing::Done => return Ok(false),
                Framing::Known(length) => {
                    let rest = length - self.take(length, body)?;
                    self.framing = if rest == 0 { Framing::Done } else { Framing::Known(rest) };
                    return Ok(rest > 0);
                }
                Framing::UntilClose => {
                    self.take(u64::MAX, body)?;
                    return Ok(true);
                }
                Framing::ChunkSize => {
                    let Some((start, end)) = self.line()? else { return Ok(true) };
                    let size = chunk_size(&self.input[start..end])?;
                    // It is refused before it is sent.
                    if size > self.left {
                        return Err(413);
                    }
                    self.at = end + 2;
                    self.framing = if size == 0 { Framing::Trailers } else { Framing::ChunkData(size) };
                }
                Framing::ChunkData(size) => {
                    let rest = size - self.take(size, body)?;
                    if rest > 0 {
                        self.framing = Framing::ChunkData(rest);
                        return Ok(true);
                    }
                    self.framing = Framing::ChunkEnd;
                }
                Framing::ChunkEnd => {
                    let rest = &self.input[self.at..];
                    if !b"\r\n".starts_with(&rest[..rest.len().min(2)]) {
                        return Err(400);
                    }
                    if rest.len() < 2 {
                        return Ok(true);
                    }
                    self.at += 2;
                    self.framing = Framing::ChunkSize;
                }
                Framing::Trailers => {
                    let Some((start, end)) = self.line()? else { return Ok(true) };
                    self.at = end + 2;
                    if start == end {
                        self.framing = Framing::Done;
                        return Ok(false);
                    }
                    self.trailer_bytes += end - start;
                    if self.trailer_bytes > TRAILERS {
                        return Err(431);
                    }
                    let trailer = trailer(&self.input[start..end]).ok_or(400u16)?;
                    self.trailers.push(trailer);
                }
            }
        }
    }
}

fn chunk_size(line: &[u8]) -> Result<u64, u16> {
    let mut size = 0u64;
    let digits = line.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
    if digits == 0 || digits > 12 {
        return Err(400);
    }
    for digit in &line[..digits] {
        size = size * 16 + (*digit as char).to_digit(16).unwrap_or(0) as u64;
    }
    // What follows the size may only be an extension.
    match trim(&line[digits..]).first() {
        None | Some(b';') => Ok(size),
        Some(_) => Err(400),
    }
}

fn trailer(line: &[u8]) -> Option<(String, String)> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let (name, value) = (&line[..colon], trim(&line[colon + 1..]));
    let is_text = value.iter().all(|byte| *byte >= b' ' && *byte != 0x7F || *byte == b'\t');
    if name.is_empty() || !name.iter().all(|byte| is_token(*byte)) || !is_text {
        return None;
    }
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Some((text(name), text(value)))
}

/// Reads a body piece by piece, as fast as its reader wants it: what is not read is not asked for.
pub struct BodyReader {
    source: Source,
}
enum Source {
    Whole(Cell<Option<Vec<u8>>>, Vec<(String, String)>),
    Wire(Rc<Wire>),
}

impl BodyReader {
    pub(crate) fn whole(body: Vec<u8>, trailers: Vec<(String, String)>) -> BodyReader {
        BodyReader { source: Source::Whole(Cell::new(Some(body)), trailers) }
    }
    pub(crate) fn wire(wire: Rc<Wire>) -> BodyReader {
        BodyReader { source: Source::Wire(wire) }
    }
    /// The next bytes; None at the end of the body.
    pub async fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut bytes = Vec::new();
        Ok(if self.next_into(&mut bytes).await? { Some(bytes) } else { None })
    }
    /// Appends the next bytes to `body`; false at the end.
    pub async fn next_into(&mut self, body: &mut Vec<u8>) -> io::Result<bool> {
        poll_fn(|cx| self.poll_next_into(cx, body)).await
    }
    /// Adds the next piece to what is there; `false` at the end.
    pub fn poll_next_into(&mut self, cx: &mut Context<'_>, body: &mut Vec<u8>) -> Poll<io::Result<bool>> {
        match &self.source {
            Source::Wire(wire) => wire.poll_into(cx, body),
            Source::Whole(whole, _) => Poll::Ready(Ok(match whole.take() {
                Some(bytes) if !bytes.is_empty() => {
                    body.extend_from_slice(&bytes);
                    true
                }
                _ => false,
            })),
        }
    }
    /// All that is left of the body; more than `limit` bytes are an error.
    pub async fn bytes(&mut self, limit: usize) -> io::Result<Vec<u8>> {
        let mut body = Vec::new();
        while self.next_into(&mut body).await? {
            if body.len() > limit {
                return Err(io::Error::new(ErrorKind::InvalidData, "the body is too large"));
            }
        }
        Ok(body)
    }
    /// What followed a chunked body; nothing before its end.
    pub fn trailers(&self) -> Vec<(String, String)> {
        match &self.source {
            Source::Whole(_, trailers) => trailers.clone(),
            Source::Wire(wire) => wire.trailers(),
        }
    }
    /// Whether everything was read.
    pub(crate) fn is_done(&self) -> bool {
        match &self.source {
            Source::Whole(..) => true,
            Source::Wire(wire) => wire.is_done(),
        }
    }
}
impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyReader")
    }
}
