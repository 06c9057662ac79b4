//! Bodies on their way out: what an asynchronous producer writes, and how it waits for who takes it.

use super::head::is_token;
use std::cell::RefCell;
use std::fmt;
use std::future::{poll_fn, Future};
use std::io::{self, ErrorKind};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// A producer waits when so many bytes were not taken yet.
const FULL: usize = 64 << 10;

struct Pipe {
    state: RefCell<State>,
}
struct State {
    bytes: Vec<u8>,
    trailers: Vec<u8>,
    /// Of the producer, when it is not polled by who takes the bytes.
    waker: Option<Waker>,
    /// Of who takes the bytes.
    taker: Option<Waker>,
    is_gone: bool,
}

/// What the producer of a body writes to.
pub struct BodyWriter {
    pipe: Rc<Pipe>,
}

impl BodyWriter {
    /// Hands bytes over; waits while many are not sent yet. An error says that the other side is gone.
    pub async fn write(&mut self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        self.drained(FULL - 1).await?;
        let mut state = self.pipe.state.borrow_mut();
        state.bytes.extend_from_slice(bytes.as_ref());
        if let Some(taker) = state.taker.take() {
            taker.wake();
        }
        Ok(())
    }
    /// Waits until the connection has taken everything.
    pub async fn flush(&mut self) -> io::Result<()> {
        self.drained(0).await
    }
    async fn drained(&mut self, most: usize) -> io::Result<()> {
        poll_fn(|cx| {
            let mut state = self.pipe.state.borrow_mut();
            if state.is_gone {
                return Poll::Ready(Err(ErrorKind::BrokenPipe.into()));
            }
            if state.bytes.len() <= most {
                return Poll::Ready(Ok(()));
            }
            state.waker = Some(cx.waker().clone());
            Poll::Pending
        })
        .await
    }
    /// Another writer of the same body.
    pub(crate) fn clone_writer(&self) -> BodyWriter {
        BodyWriter { pipe: self.pipe.clone() }
    }
    /// Hands bytes over without waiting, if nothing waits already.
    pub(crate) fn write_now(&mut self, bytes: &[u8]) {
        let mut state = self.pipe.state.borrow_mut();
        if state.bytes.is_empty() {
            state.bytes.extend_from_slice(bytes);
        }
    }
    /// A header that follows the body; left out where the body is not chunked. Panics when name or value
    /// could break out of their line.
    pub fn trailer(&mut self, name: &str, value: &str) {
        check_header(name, value);
        let mut state = self.pipe.state.borrow_mut();
        for part in [name, ": ", value, "\r\n"] {
            state.trailers.extend_from_slice(part.as_bytes());
        }
    }
}
impl fmt::Debug for BodyWriter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BodyWriter")
    }
}

/// Panics when a header could break out of its line.
pub(crate) fn check_header(name: &str, value: &str) {
    assert!(!name.is_empty() && name.bytes().all(is_token), "`{name}` is no header name");
    assert!(value.bytes().all(|byte| byte >= b' ' && byte != 0x7F || byte == b'\t'), "bad value of `{name}`");
}

type Producer = Pin<Box<dyn Future<Output = io::Result<()>>>>;

/// A body that is produced while it is sent.
pub struct Streaming {
    pipe: Rc<Pipe>,
    producer: Option<Producer>,
    /// How long it will be, when that is known.
    pub(crate) length: Option<u64>,
}

impl Streaming {
    pub(crate) fn new<F>(length: Option<u64>, producer: impl FnOnce(BodyWriter) -> F) -> Streaming
    where
        F: Future<Output = io::Result<()>> + 'static,
    {
        let state = State { bytes: Vec::new(), trailers: Vec::new(), waker: None, taker: None, is_gone: false };
        let pipe = Rc::new(Pipe { state: RefCell::new(state) });
        let producer: Producer = Box::pin(producer(BodyWriter { pipe: pipe.clone() }));
        Streaming { pipe, producer: Some(producer), length }
    }

    /// Exchanges `bytes`, which is empty, for what was produced; false at the end.
    pub(crate) fn poll_take(&mut self, cx: &mut Context<'_>, bytes: &mut Vec<u8>) -> Poll<io::Result<bool>> {
        if let Some(producer) = &mut self.producer {
            match producer.as_mut().poll(cx) {
                Poll::Ready(Ok(())) => self.producer = None,
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {}
            }
        }
        let mut state = self.pipe.state.borrow_mut();
        if state.bytes.is_empty() {
            if self.producer.is_none() {
                return Poll::Ready(Ok(false));
            }
            // Another task may hold the writer.
            state.taker = Some(cx.waker().clone());
            return Poll::Pending;
        }
        std::mem::swap(&mut state.bytes, bytes);
        if let Some(waker) = state.waker.take() {
            waker.wake();
        }
        Poll::Ready(Ok(true))
    }
    /// The lines of the trailers.
    pub(crate) fn trailers(&self) -> Vec<u8> {
        std::mem::take(&mut self.pipe.state.borrow_mut().trailers)
    }
}
impl Drop for Streaming {
    fn drop(&mut self) {
        self.producer = None;
        let mut state = self.pipe.state.borrow_mut();
        state.is_gone = true;
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}
