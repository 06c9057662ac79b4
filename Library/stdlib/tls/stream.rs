//! TLS over a stream: what is read and written goes through a session.

use super::session::{Session, Step};
use crate::net::{split, ReadHalf, Stream, WriteHalf};
use std::cell::Cell;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::task::{Context, Poll, Waker};

/// How many bytes are asked for at a time: a record of TLS with its frame fits.
const CHUNK: usize = 17 << 10;
/// How many bytes are written before they are sent: records of 16 KiB share a call of the system.
const GATHERED: usize = 64 << 10;

thread_local! {
    /// What came from the network on its way to a session.
    static BUFFER: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

/// A TLS connection over another stream. One task may read while another writes, one each.
///
/// The end that `read` tells was said by the peer: a connection that is only cut is an error of the kind
/// `UnexpectedEof`, so that nobody can shorten what is read. So end what you write with `finish`.
pub struct TlsStream<S> {
    session: Session,
    stream: S,
    /// Who waits until what is outgoing has been sent.
    writer: Cell<Option<Waker>>,
    is_finished: Cell<bool>,
    /// After an error a session is not to be used.
    has_failed: Cell<bool>,
}

impl<S: Stream> TlsStream<S> {
    /// Shakes hands.
    pub(super) async fn open(session: Session, stream: S) -> io::Result<TlsStream<S>> {
        let (writer, is_finished, has_failed) = (Cell::new(None), Cell::new(false), Cell::new(false));
        let this = TlsStream { session, stream, writer, is_finished, has_failed };
        poll_fn(|cx| this.poll_handshake(cx)).await?;
        Ok(this)
    }

    fn poll_handshake(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            let step = self.session.handshake();
            let sending = self.poll_send(cx);
            match step {
                Step::Done(_) => return sending,
                Step::Waits => {}
                // The peer is told why, where that goes out at once.
                Step::End => return Poll::Ready(Err(io::ErrorKind::UnexpectedEof.into())),
                Step::Failed(error) => return Poll::Ready(Err(error)),
            }
            if let Poll::Ready(Err(error)) = sending {
                return Poll::Ready(Err(error));
            }
            match self.poll_feed(cx) {
                Poll::Ready(Ok(())) => {}
                result => return result,
            }
        }
    }

    /// Sends what is outgoing.
    fn poll_send(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.session.has_outgoing() {
            let result = self.session.with_outgoing(|bytes| match self.stream.poll_write(cx, bytes) {
                Poll::Ready(Ok(0)) => (0, Poll::Ready(Err(io::ErrorKind::WriteZero.into()))),
                Poll::Ready(Ok(count)) => (count, Poll::Ready(Ok(()))),
                Poll::Ready(Err(error)) => (0, Poll::Ready(Err(error))),
                Poll::Pending => (0, Poll::Pending),
            });
            match result {
                Poll::Ready(Ok(())) => {}
                result => return result,
            }
        }
        self.stream.poll_flush(cx)
    }

    /// Hands over what has come from the network.
    fn poll_feed(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        // Taken while it is used: the stream below may be TLS, too.
        let mut buffer = BUFFER.with(|buffer| buffer.take());
        buffer.resize(CHUNK, 0);
        let result = match self.stream.poll_read(cx, &mut buffer) {
            Poll::Ready(Ok(count)) => Poll::Ready(self.session.feed(&buffer[..count])),
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => Poll::Pending,
        };
        BUFFER.with(|place| place.set(buffer));
        result
    }

    /// Sends what TLS itself answers to what was read. A task that waits to write goes on waiting: sockets
    /// remember one such task only.
    fn send_answers(&self, cx: &mut Context<'_>) {
        if !self.session.has_outgoing() {
            return;
        }
        match self.writer.take() {
            Some(writer) if self.poll_send(&mut Context::from_waker(&writer)).is_pending() => {
                self.writer.set(Some(writer));
            }
            Some(writer) => writer.wake(),
            // Errors will show when something is written.
            None => drop(self.poll_send(cx)),
        }
    }

    fn fail<T>(&self, error: io::Error) -> Poll<io::Result<T>> {
        self.has_failed.set(true);
        Poll::Ready(Err(error))
    }

    /// What TLS goes over.
    pub fn stream(&self) -> &S {
        &self.stream
    }
    /// The protocol that both sides speak (ALPN), if they agreed on one.
    pub fn protocol(&self) -> Option<String> {
        self.session.protocol()
    }
    /// `TLSv1.3` or `TLSv1.2`.
    pub fn version(&self) -> String {
        self.session.version()
    }
    /// OpenSSL's name of how bytes are encrypted.
    pub fn cipher(&self) -> String {
        self.session.cipher()
    }
    /// The name that the client asked for (SNI).
    pub fn server_name(&self) -> Option<String> {
        self.session.server_name()
    }
    /// The peer's certificate, as DER.
    pub fn peer_certificate(&self) -> Option<Vec<u8>> {
        self.session.peer_certificate()
    }
    /// Makes two halves, for two tasks that own them.
    pub fn into_split(self) -> (ReadHalf<TlsStream<S>>, WriteHalf<TlsStream<S>>) {
        split(self)
    }
}

impl<S: Stream> Stream for TlsStream<S> {
    fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        if buffer.is_empty() {
            return Poll::Ready(Ok(0));
        }
        if self.has_failed.get() {
            return Poll::Ready(Err(io::ErrorKind::NotConnected.into()));
        }
        loop {
            match self.session.read(buffer) {
                Step::Done(count) => return Poll::Ready(Ok(count)),
                Step::End => return Poll::Ready(Ok(0)),
                Step::Failed(error) => {
                    let _ = self.poll_send(cx);
                    return self.fail(error);
                }
                Step::Waits => {}
            }
            self.send_answers(cx);
            match self.poll_feed(cx) {
                Poll::Ready(Ok(())) => {}
                Poll::Ready(Err(error)) => return self.fail(error),
                Poll::Pending => return Poll::Pending,
            }
        }
    }

    fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.is_finished.get() || self.has_failed.get() {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        match self.poll_flush(cx) {
            Poll::Ready(Ok(())) => {}
            Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
            Poll::Pending => return Poll::Pending,
        }
        let mut written = 0;
        while written < bytes.len().min(GATHERED) {
            match self.session.write(&bytes[written..]) {
                Step::Done(count) => written += count,
                Step::Failed(error) => return self.fail(error),
                Step::Waits | Step::End => return self.fail(io::ErrorKind::BrokenPipe.into()),
            }
        }
        // What does not go out now is sent by the next call, whichever it is.
        match self.poll_flush(cx) {
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            _ => Poll::Ready(Ok(written)),
        }
    }

    fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = self.poll_send(cx);
        self.writer.set(if result.is_pending() { Some(cx.waker().clone()) } else { None });
        if let Poll::Ready(Err(_)) = &result {
            self.has_failed.set(true);
        }
        result
    }

    fn poll_finish(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if !self.is_finished.get() && !self.has_failed.get() {
            self.is_finished.set(true);
            self.session.finish();
        }
        match self.poll_flush(cx) {
            Poll::Ready(Ok(())) => self.stream.poll_finish(cx),
            result => result,
        }
    }
}

impl<S: fmt::Debug> fmt::Debug for TlsStream<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TlsStream").field("stream", &self.stream).finish_non_exhaustive()
    }
}
