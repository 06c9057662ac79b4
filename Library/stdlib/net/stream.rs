//! What all connections can do: reading and writing bytes.

use std::fmt;
use std::future::poll_fn;
use std::io;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

/// What bytes are read from and written to: a connection over TCP, a Unix socket, TLS over one of them, the
/// streams of a child. Everything takes `&self`: one task may read while another writes, one each.
pub trait Stream {
    /// Reads what has come; 0 at the end of the stream.
    fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>>;
    /// Writes as much as fits now.
    fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>>;
    /// Sends what was taken by `poll_write` but is still kept here; most streams keep nothing.
    fn poll_flush(&self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
    /// Says that nothing more will be written: the peer then reads the end of the stream. It can still be
    /// read from.
    fn poll_finish(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>>;

    /// Reads what has come; 0 at the end of the stream.
    async fn read(&self, buffer: &mut [u8]) -> io::Result<usize>
    where
        Self: Sized,
    {
        poll_fn(|cx| self.poll_read(cx, buffer)).await
    }
    /// Fills the buffer; the stream's end before that is an error.
    async fn read_exact(&self, buffer: &mut [u8]) -> io::Result<()>
    where
        Self: Sized,
    {
        let mut filled = 0;
        while filled < buffer.len() {
            match self.read(&mut buffer[filled..]).await? {
                0 => return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "failed to fill whole buffer")),
                count => filled += count,
            }
        }
        Ok(())
    }
    /// Everything until the end of the stream. Whoever the peer is decides how much that is.
    async fn read_to_end(&self) -> io::Result<Vec<u8>>
    where
        Self: Sized,
    {
        let mut bytes = Vec::new();
        let mut filled = 0;
        loop {
            if bytes.len() - filled < 4096 {
                bytes.resize((filled * 2).max(filled + 8192), 0);
            }
            match self.read(&mut bytes[filled..]).await? {
                0 => break,
                count => filled += count,
            }
        }
        bytes.truncate(filled);
        Ok(bytes)
    }
    /// Writes as much as fits now.
    async fn write(&self, bytes: &[u8]) -> io::Result<usize>
    where
        Self: Sized,
    {
        let count = poll_fn(|cx| self.poll_write(cx, bytes)).await?;
        poll_fn(|cx| self.poll_flush(cx)).await?;
        Ok(count)
    }
    /// Writes all bytes.
    async fn write_all(&self, mut bytes: &[u8]) -> io::Result<()>
    where
        Self: Sized,
    {
        while !bytes.is_empty() {
            match poll_fn(|cx| self.poll_write(cx, bytes)).await? {
                0 => return Err(io::Error::new(io::ErrorKind::WriteZero, "failed to write whole buffer")),
                count => bytes = &bytes[count..],
            }
        }
        poll_fn(|cx| self.poll_flush(cx)).await
    }
    /// Says that nothing more will be written: the peer then reads the end of the stream.
    async fn finish(&self) -> io::Result<()>
    where
        Self: Sized,
    {
        poll_fn(|cx| self.poll_finish(cx)).await
    }
}

macro_rules! pointers_to_streams {
    ($($t:ty)*) => { $(
        impl<S: Stream + ?Sized> Stream for $t {
            fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
                (**self).poll_read(cx, buffer)
            }
            fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
                (**self).poll_write(cx, bytes)
            }
            fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
                (**self).poll_flush(cx)
            }
            fn poll_finish(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
                (**self).poll_finish(cx)
            }
        }
    )* };
}
pointers_to_streams! { &S Rc<S> Box<S> }

/// Writes all that `from` reads to `to`, until the end; how many bytes it was. `to` is not finished.
pub async fn copy(from: &impl Stream, to: &impl Stream) -> io::Result<u64> {
    let mut buffer = vec![0; 16 << 10];
    let mut total = 0;
    loop {
        match from.read(&mut buffer).await? {
            0 => return Ok(total),
            count => {
                to.write_all(&buffer[..count]).await?;
                total += count as u64;
            }
        }
    }
}

/// The half of a stream that is read from.
pub struct ReadHalf<S> {
    stream: Rc<S>,
}

/// The half of a stream that is written to. Dropping it says that nothing more will be written.
pub struct WriteHalf<S: Stream> {
    stream: Option<Rc<S>>,
}

/// Makes two halves of a stream, for two tasks that own them.
pub fn split<S: Stream>(stream: S) -> (ReadHalf<S>, WriteHalf<S>) {
    let stream = Rc::new(stream);
    (ReadHalf { stream: stream.clone() }, WriteHalf { stream: Some(stream) })
}

impl<S: Stream> ReadHalf<S> {
    /// The stream, if `other` is its other half; else both as they were.
    pub fn reunite(self, mut other: WriteHalf<S>) -> Result<S, (ReadHalf<S>, WriteHalf<S>)> {
        if !other.stream.as_ref().is_some_and(|stream| Rc::ptr_eq(stream, &self.stream)) {
            return Err((self, other));
        }
        drop(other.stream.take());
        match Rc::try_unwrap(self.stream) {
            Ok(stream) => Ok(stream),
            Err(_) => unreachable!("a stream has two halves"),
        }
    }
    /// Reads what there is, waiting for the first byte; 0 at the end.
    pub async fn read(&self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer).await
    }
    /// Fills the buffer; the stream's end before that is an error.
    pub async fn read_exact(&self, buffer: &mut [u8]) -> io::Result<()> {
        self.stream.read_exact(buffer).await
    }
    /// Reads all until the end.
    pub async fn read_to_end(&self) -> io::Result<Vec<u8>> {
        self.stream.read_to_end().await
    }
    /// As `read`, by polling.
    pub fn poll_read(&self, cx: &mut Context<'_>, buffer: &mut [u8]) -> Poll<io::Result<usize>> {
        self.stream.poll_read(cx, buffer)
    }
    /// The whole stream, for what it can tell of itself.
    pub fn stream(&self) -> &S {
        &self.stream
    }
}

impl<S: Stream> WriteHalf<S> {
    /// The whole stream, for what it can tell of itself.
    pub fn stream(&self) -> &S {
        match &self.stream {
            Some(stream) => stream,
            None => unreachable!("only what is dropped has no stream"),
        }
    }
    /// Writes as much as fits now, waiting for room for the first byte.
    pub async fn write(&self, bytes: &[u8]) -> io::Result<usize> {
        self.stream().write(bytes).await
    }
    /// Writes all bytes.
    pub async fn write_all(&self, bytes: &[u8]) -> io::Result<()> {
        self.stream().write_all(bytes).await
    }
    /// Says that nothing more comes.
    pub async fn finish(&self) -> io::Result<()> {
        self.stream().finish().await
    }
    /// As `write`, by polling. It may wait for `poll_flush`.
    pub fn poll_write(&self, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.stream().poll_write(cx, bytes)
    }
    /// Sees to it that what was written is on its way.
    pub fn poll_flush(&self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(cx)
    }
}
impl<S: Stream> Drop for WriteHalf<S> {
    fn drop(&mut self) {
        if let Some(stream) = self.stream.take() {
            // Nobody can wait for it any more: what does not go out now is left to the closing.
            let _ = stream.poll_finish(&mut Context::from_waker(Waker::noop()));
        }
    }
}
impl<S> fmt::Debug for ReadHalf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadHalf").finish_non_exhaustive()
    }
}
impl<S: Stream> fmt::Debug for WriteHalf<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WriteHalf").finish_non_exhaustive()
    }
}
