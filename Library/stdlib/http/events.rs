//! Server-sent events: a response that tells news for as long as the client listens.

use super::pipe::BodyWriter;
use super::response::Response;
use crate::task::{sleep, Sleep};
use std::fmt::{self, Write};
use std::future::{poll_fn, Future};
use std::io;
use std::pin::{pin, Pin};
use std::task::Poll;
use std::time::Duration;

/// A comment is sent after each of these times, so that nobody between takes the connection for dead, and a
/// client that has gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// An event for a browser's `EventSource`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Event {
    name: Option<String>,
    id: Option<String>,
    retry: Option<Duration>,
    data: String,
}
impl Event {
    /// An event of the name `message`.
    pub fn new(data: impl Into<String>) -> Event {
        Event { data: data.into(), ..Event::default() }
    }
    /// Panics when the name has a line break.
    pub fn name(mut self, name: &str) -> Event {
        assert!(!name.contains(['\r', '\n']), "an event's name is one line");
        self.name = Some(name.to_string());
        self
    }
    /// What a client that comes back sends as `Last-Event-ID`. Panics when it has a line break or NUL.
    pub fn id(mut self, id: &str) -> Event {
        assert!(!id.contains(['\r', '\n', '\0']), "an event's id is one line");
        self.id = Some(id.to_string());
        self
    }
    /// How long a client waits before it comes back.
    pub fn retry(mut self, time: Duration) -> Event {
        self.retry = Some(time);
        self
    }
}
impl From<&str> for Event {
    fn from(data: &str) -> Event {
        Event::new(data)
    }
}
impl From<String> for Event {
    fn from(data: String) -> Event {
        Event::new(data)
    }
}
impl fmt::Display for Event {
    /// As it is sent.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.name {
            writeln!(f, "event: {name}")?;
        }
        if let Some(id) = &self.id {
            writeln!(f, "id: {id}")?;
        }
        if let Some(retry) = self.retry {
            writeln!(f, "retry: {}", retry.as_millis())?;
        }
        // `\r\n`, `\r` and `\n` all end a line.
        for line in self.data.replace("\r\n", "\n").split(['\r', '\n']) {
            writeln!(f, "data: {line}")?;
        }
        f.write_char('\n')
    }
}

/// Where a handler's events go.
#[derive(Debug)]
pub struct EventSender {
    body: BodyWriter,
}
impl EventSender {
    /// Sends an event, or a text as one; waits while the client is behind. An error says that it is gone.
    pub async fn send(&mut self, event: impl Into<Event>) -> io::Result<()> {
        let event: Event = event.into();
        self.body.write(event.to_string()).await
    }
}

impl Response {
    /// 200 with events that `producer` sends; it is dropped when the client is gone.
    ///
    /// ```
    /// use std::time::Duration;
    /// use stdlib::http::{Event, Response};
    /// let response = Response::events(|mut events| async move {
    ///     for tick in 0.. {
    ///         events.send(Event::new(format!("{tick}")).name("tick")).await?;
    ///         stdlib::task::sleep(Duration::from_secs(1)).await;
    ///     }
    ///     Ok(())
    /// });
    /// assert_eq!(response.status(), 200);
    /// ```
    pub fn events<F>(producer: impl FnOnce(EventSender) -> F + 'static) -> Response
    where
        F: Future<Output = io::Result<()>> + 'static,
    {
        let response = Response::stream(|body| async move {
            let mut beats = body.clone_writer();
            let mut producing = pin!(producer(EventSender { body }));
            let mut beat: Sleep = sleep(HEARTBEAT);
            poll_fn(move |cx| {
                if let Poll::Ready(result) = producing.as_mut().poll(cx) {
                    return Poll::Ready(result);
                }
                while Pin::new(&mut beat).poll(cx).is_ready() {
                    beats.write_now(b":\n\n");
                    beat = sleep(HEARTBEAT);
                }
                Poll::Pending
            })
            .await
        });
        response.header("content-type", "text/event-stream").header("cache-control", "no-store")
    }
}
