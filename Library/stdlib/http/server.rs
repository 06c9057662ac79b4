//! The server: listening, limits, the access log, and an end that loses nothing.

use super::date::log_date;
use super::message::Request;
use super::reply::IntoReply;
use super::{connection, date};
use crate::net::{Stream, TcpListener, TcpStream};
use crate::signal;
use crate::task;
use crate::tls::Acceptor;
use std::cell::{Cell, RefCell};
use std::fmt;
use std::future::{poll_fn, ready, Future};
use std::io;
use std::net::{SocketAddr, ToSocketAddrs};
use std::os::fd::{AsRawFd, FromRawFd};
use std::pin::{pin, Pin};
use std::rc::Rc;
use std::task::{Poll, Waker};
use std::time::{Duration, Instant};

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

/// Answers each request to `address` by what `handler` returns, until the program is asked to end. `handler` is
/// a closure or function of a `Request`, asynchronous or not, that returns a `Response`, a text, or a `Result`
/// of them, or a `Router`; its errors and panics are answered with 500.
///
/// SIGTERM and SIGINT (Ctrl-C) end it as `ServerHandle::shutdown` does: what was accepted is answered. After the
/// first of them, another one ends the program at once.
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
            Ok(server) => match asked_to_end() {
                Ok(end) => server.shutdown_when(end).serve(handler).await,
                Err(error) => panic!("cannot listen to signals: {error}"),
            },
            Err(error) => panic!("cannot listen: {error}"),
        }
    })
}

/// Ready when the process is asked to end. Without it the kernel would close the connections, and with io_uring
/// hold the address for a while after the process is gone.
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    let mut signals = [signal::listen(signal::Kind::TERMINATE)?, signal::listen(signal::Kind::INTERRUPT)?];
    Ok(poll_fn(move |cx| match signals.iter_mut().any(|signal| signal.poll_recv(cx).is_ready()) {
        true => Poll::Ready(()),
        false => Poll::Pending,
    }))
}

/// What all connections of a server have in common.
pub(super) struct Config {
    pub limits: Limits,
    /// How long a body may be that is left to the handler to read; None where bodies are read before.
    pub streams: Option<u64>,
    pub log: Option<Box<dyn Fn(&Access)>>,
}

/// A server that is bound and does not answer yet. It belongs to an event loop.
///
/// ```
/// use stdlib::http::{Router, Server};
/// use stdlib::net::{Stream, TcpStream};
/// use stdlib::task::{block_on, spawn};
///
/// block_on(async {
///     let app = Router::new().get("/hello/:name", |req: stdlib::http::Request| {
///         format!("Hello, {}!", req.param("name").unwrap_or("you"))
///     });
///     let server = Server::bind("127.0.0.1:0").unwrap().body_limit(1 << 20);
///     let (address, handle) = (server.local_addr().unwrap(), server.handle());
///     let serving = spawn(server.serve(app));
///     let client = TcpStream::connect(address).await.unwrap();
///     client.write_all(b"GET /hello/Ada HTTP/1.0\r\n\r\n").await.unwrap();
///     assert!(client.read_to_end().await.unwrap().ends_with(b"Hello, Ada!"));
///     handle.shutdown();
///     serving.await.unwrap();
/// });
/// ```
pub struct Server {
    listener: TcpListener,
    config: Config,
    control: Rc<Control>,
    grace: Duration,
    end: Option<Pin<Box<dyn Future<Output = ()>>>>,
}

impl Server {
    /// Listens at the first of the addresses that can be bound; port 0 is any that is free.
    pub fn bind<A: ToSocketAddrs>(address: A) -> io::Result<Server> {
        Ok(Server::from_listener(TcpListener::bind(address)?))
    }
    /// A server at a socket that listens already.
    pub fn from_listener(listener: TcpListener) -> Server {
        let config = Config { limits: Limits::default(), streams: None, log: None };
        Server { listener, config, control: Rc::default(), grace: Duration::from_secs(10), end: None }
    }
    /// How large and how slow requests may be.
    pub fn limits(mut self, limits: Limits) -> Server {
        self.config.limits = limits;
        self
    }
    /// Bytes of a request's head; longer ones are answered with 431.
    pub fn head_limit(mut self, bytes: usize) -> Server {
        self.config.limits.head = bytes;
        self
    }
    /// Bytes of a request's body; longer ones are answered with 413.
    pub fn body_limit(mut self, bytes: usize) -> Server {
        self.config.limits.body = bytes;
        self
    }
    /// How long a request may take to arrive, and a response to be taken.
    pub fn message_timeout(mut self, time: Duration) -> Server {
        self.config.limits.message = time;
        self
    }
    /// How long a connection may be without a request.
    pub fn idle_timeout(mut self, time: Duration) -> Server {
        self.config.limits.idle = time;
        self
    }
    /// Handlers get requests as soon as their heads are there, and read the bodies themselves, with
    /// `Request::take_body` or `read_body`, up to `limit` bytes. What they do not read is not fetched.
    pub fn stream_bodies(mut self, limit: u64) -> Server {
        self.config.streams = Some(limit);
        self
    }
    /// Calls `log` after each answer. An entry displays as a line in the Common Log Format.
    pub fn access_log(mut self, log: impl Fn(&Access) + 'static) -> Server {
        self.config.log = Some(Box::new(log));
        self
    }
    /// How long `serve` waits, once it is to end, for requests that are being answered: 10 seconds.
    pub fn grace(mut self, time: Duration) -> Server {
        self.grace = time;
        self
    }
    /// Ends when `signal` is ready, as `ServerHandle::shutdown` does.
    pub fn shutdown_when(mut self, signal: impl Future<Output = ()> + 'static) -> Server {
        self.end = Some(Box::pin(signal));
        self
    }
    /// What ends the server from elsewhere.
    pub fn handle(&self) -> ServerHandle {
        ServerHandle { control: self.control.clone() }
    }
    /// The address at which it listens.
    pub fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }

    /// Accepts and answers until it is shut down or dropped. When it is shut down, connections that wait to
    /// be accepted are served, requests on their way are answered, and idle connections are closed.
    pub async fn serve<H, R, M>(self, handler: H)
    where
        H: Fn(Request) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
    {
        self.serve_over(handler, |stream| ready(Ok(stream))).await
    }
    /// The same over TLS.
    pub async fn serve_tls<H, R, M>(self, acceptor: Acceptor, handler: H)
    where
        H: Fn(Request) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
    {
        let time = self.config.limits.message;
        self.serve_over(handler, move |stream| {
            let acceptor = acceptor.clone();
            async move {
                match task::timeout(time, acceptor.accept(stream)).await {
                    Ok(result) => result,
                    Err(_) => Err(io::ErrorKind::TimedOut.into()),
                }
            }
        })
        .await
    }

    async fn serve_over<H, R, M, S, F>(self, handler: H, open: impl Fn(TcpStream) -> F + 'static)
    where
        H: Fn(Request) -> R + 'static,
        R: IntoReply<M> + 'static,
        M: 'static,
        S: Stream + 'static,
        F: Future<Output = io::Result<S>> + 'static,
    {
        let Server { listener, config, control, grace, end } = self;
        let (handler, config) = (Rc::new(handler), Rc::new(config));
        let start = |stream: TcpStream| {
            let _ = stream.set_nodelay(true);
            let peer = stream.peer_addr().ok();
            let member = Rc::new(Member::new(&control));
            let (handler, config) = (handler.clone(), config.clone());
            let opening = open(stream);
            drop(task::spawn(async move {
                let mut serving = pin!(async {
                    // A client that does not get as far is none to be answered.
                    if let Ok(stream) = opening.await {
                        connection::serve(stream, peer, handler, config, member.clone()).await;
                    }
                });
                poll_fn(|cx| {
                    if member.watch(cx.waker()) { Poll::Ready(()) } else { serving.as_mut().poll(cx) }
                })
                .await
            }));
        };
        let stopper = end.map(|end| {
            let handle = ServerHandle { control: control.clone() };
            task::spawn(async move {
                end.await;
                handle.shutdown();
            })
        });
        loop {
            let accepted = {
                let mut accept = pin!(listener.accept());
                poll_fn(|cx| {
                    if control.stopped.get().is_some() {
                        return Poll::Ready(None);
                    }
                    control.watch_stop(cx.waker());
                    accept.as_mut().poll(cx).map(Some)
                })
                .await
            };
            match accepted {
                Some(Ok(stream)) => start(stream),
                // A client that has gone already.
                Some(Err(error)) if error.kind() == io::ErrorKind::ConnectionAborted => {}
                // Mostly no descriptors left: some will be free again.
                Some(Err(error)) => {
                    eprintln!("http: cannot accept: {error}");
                    task::sleep(Duration::from_millis(100)).await;
                }
                None => break,
            }
        }
        if let Some(stopper) = stopper {
            stopper.abort();
        }
        while let Some(stream) = accept_now(&listener) {
            start(stream);
        }
        drop(listener);
        let ended = poll_fn(|cx| {
            if control.connections.get() == 0 {
                return Poll::Ready(());
            }
            control.watch_stop(cx.waker());
            Poll::Pending
        });
        if task::timeout(grace, ended).await.is_err() {
            control.is_killed.set(true);
            control.wake_members();
        }
    }
}
impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Server({:?})", self.listener)
    }
}

extern "C" {
    fn accept4(socket: i32, address: *mut u8, length: *mut u32, flags: i32) -> i32;
}

/// A connection that waits already, whether or not the event loop has heard of it.
fn accept_now(listener: &TcpListener) -> Option<TcpStream> {
    const NONBLOCK_CLOEXEC: i32 = 0o2004000;
    let (address, length) = (std::ptr::null_mut(), std::ptr::null_mut());
    let fd = unsafe { accept4(listener.as_raw_fd(), address, length, NONBLOCK_CLOEXEC) };
    if fd < 0 {
        return None;
    }
    TcpStream::from_std(unsafe { std::net::TcpStream::from_raw_fd(fd) }).ok()
}

/// Ends a server from elsewhere on its event loop.
#[derive(Clone)]
pub struct ServerHandle {
    control: Rc<Control>,
}
impl ServerHandle {
    /// Nothing new is accepted; what was accepted is answered, then `serve` ends.
    pub fn shutdown(&self) {
        if self.control.stopped.get().is_none() {
            self.control.stopped.set(Some(Instant::now()));
            self.control.wake_members();
            self.control.wake_server();
        }
    }
    /// How many connections are open.
    pub fn connections(&self) -> usize {
        self.control.connections.get()
    }
}
impl fmt::Debug for ServerHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ServerHandle({} connections)", self.connections())
    }
}

/// What the server and its connections know of each other.
#[derive(Default)]
struct Control {
    stopped: Cell<Option<Instant>>,
    is_killed: Cell<bool>,
    connections: Cell<usize>,
    server: RefCell<Option<Waker>>,
    /// One place for each connection, used again.
    members: RefCell<Vec<Option<Waker>>>,
    free: RefCell<Vec<u32>>,
}
impl Control {
    fn watch_stop(&self, waker: &Waker) {
        let mut server = self.server.borrow_mut();
        if !server.as_ref().is_some_and(|known| known.will_wake(waker)) {
            *server = Some(waker.clone());
        }
    }
    fn wake_server(&self) {
        let waker = self.server.borrow_mut().take();
        if let Some(waker) = waker {
            waker.wake();
        }
    }
    fn wake_members(&self) {
        let wakers: Vec<Waker> = self.members.borrow().iter().flatten().cloned().collect();
        wakers.into_iter().for_each(Waker::wake);
    }
}

/// A connection's place at its server.
pub(super) struct Member {
    control: Rc<Control>,
    index: u32,
    is_watched: Cell<bool>,
}
impl Member {
    fn new(control: &Rc<Control>) -> Member {
        control.connections.set(control.connections.get() + 1);
        let index = control.free.borrow_mut().pop().unwrap_or_else(|| {
            let mut members = control.members.borrow_mut();
            members.push(None);
            members.len() as u32 - 1
        });
        Member { control: control.clone(), index, is_watched: Cell::new(false) }
    }
    /// Remembers the connection's task, which stays the same; whether it is to end at once.
    fn watch(&self, waker: &Waker) -> bool {
        if !self.is_watched.replace(true) {
            self.control.members.borrow_mut()[self.index as usize] = Some(waker.clone());
        }
        self.control.is_killed.get()
    }
    /// Since when the server is to end.
    pub fn stopped(&self) -> Option<Instant> {
        self.control.stopped.get()
    }
}
impl Drop for Member {
    fn drop(&mut self) {
        let control = &self.control;
        let waker = control.members.borrow_mut()[self.index as usize].take();
        drop(waker);
        control.free.borrow_mut().push(self.index);
        control.connections.set(control.connections.get() - 1);
        if control.stopped.get().is_some() && control.connections.get() == 0 {
            control.wake_server();
        }
    }
}

/// An answered request, for the access log.
#[derive(Debug, Clone)]
pub struct Access {
    pub peer: Option<SocketAddr>,
    /// `-` of a request that was not understood.
    pub method: String,
    pub target: String,
    pub status: u16,
    /// Bytes of the body.
    pub length: u64,
    /// From the request's being there to the response's being written.
    pub duration: Duration,
}
impl Access {
    pub(super) fn new(
        peer: Option<SocketAddr>, logged: &(String, String, Instant), status: u16, length: u64,
    ) -> Access {
        let (method, target) = (logged.0.clone(), logged.1.clone());
        Access { peer, method, target, status, length, duration: logged.2.elapsed() }
    }
}
impl fmt::Display for Access {
    /// A line in the Common Log Format.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.peer {
            Some(peer) => write!(f, "{}", peer.ip())?,
            None => f.write_str("-")?,
        }
        // What a client writes must not forge lines or fields of the log.
        let target = self.target.replace('"', "%22").replace('\\', "%5C");
        let date = log_date(date::now());
        write!(f, " - - [{date}] \"{} {target} HTTP/1.1\" {} {}", self.method, self.status, self.length)
    }
}
