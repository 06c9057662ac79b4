//! Connections of a client: how they are made, through proxies and TLS, and kept for the next request.

use super::answer;
use super::digest::base64;
use super::url::Url;
use crate::net::{Stream, TcpStream};
use crate::task::{sleep, spawn};
use crate::tls::Connector;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::env;
use std::io;
use std::net::IpAddr;
use std::rc::{Rc, Weak};
use std::task::{Context, Waker};
use std::time::{Duration, Instant};

/// How long a connection is kept; servers mostly close theirs after five seconds or more.
const KEPT: Duration = Duration::from_secs(4);
/// How many are kept for one server.
const MOST: usize = 32;

/// Where a connection leads.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub(crate) struct Route {
    is_https: bool,
    host: String,
    port: u16,
    proxy: Option<String>,
}

/// A connection on which a request can be sent.
pub(crate) struct Line {
    pub stream: Rc<dyn Stream>,
    pub route: Route,
    /// It served a request before, and may have been closed since.
    pub is_used: bool,
    /// What the request says to a proxy that forwards it.
    pub is_forwarded: bool,
    pub credentials: Option<String>,
}

struct Idle {
    stream: Rc<dyn Stream>,
    since: Instant,
}

#[derive(Default)]
pub(crate) struct Pool {
    idle: RefCell<HashMap<Route, Vec<Idle>>>,
    is_swept: Cell<bool>,
    connector: OnceCell<Connector>,
}

impl Pool {
    /// Connections over TLS are made with this connector.
    pub fn with_connector(connector: Connector) -> Pool {
        let pool = Pool::default();
        let _ = pool.connector.set(connector);
        pool
    }
    /// A kept connection, or a new one.
    pub async fn connect(&self, url: &Url, proxies: &Proxies, may_be_used: bool) -> io::Result<Line> {
        let proxy = proxies.of(url);
        let route = Route {
            is_https: url.is_https(),
            host: url.host().to_string(),
            port: url.port(),
            proxy: proxy.map(|proxy| proxy.to_string()),
        };
        let credentials = proxy.and_then(|proxy| proxy.user()).map(|user| format!("Basic {}", base64(user.as_bytes())));
        let is_forwarded = proxy.is_some() && !url.is_https();
        let line = |stream: Rc<dyn Stream>, is_used: bool| Line {
            stream,
            route: route.clone(),
            is_used,
            is_forwarded,
            credentials: if is_forwarded { credentials.clone() } else { None },
        };
        if may_be_used {
            if let Some(stream) = self.take(&route) {
                return Ok(line(stream, true));
            }
        }
        let target = proxy.unwrap_or(url);
        let stream = TcpStream::connect((bare(target.host()), target.port())).await?;
        let _ = stream.set_nodelay(true);
        if !url.is_https() {
            return Ok(line(Rc::new(stream), false));
        }
        if proxy.is_some() {
            tunnel(&stream, url, credentials.as_deref()).await?;
        }
        let connector = match self.connector.get() {
            Some(connector) => connector.clone(),
            None => {
                let connector = Connector::new()?.protocols(&["http/1.1"])?;
                self.connector.get_or_init(|| connector).clone()
            }
        };
        let stream = connector.connect(bare(url.host()), stream).await?;
        Ok(line(Rc::new(stream), false))
    }

    fn take(&self, route: &Route) -> Option<Rc<dyn Stream>> {
        let mut idle = self.idle.borrow_mut();
        let streams = idle.get_mut(route)?;
        while let Some(Idle { stream, since }) = streams.pop() {
            // One that has something to say was closed, or cannot be trusted.
            let mut context = Context::from_waker(Waker::noop());
            let is_silent = stream.poll_read(&mut context, &mut [0]).is_pending();
            if is_silent && since.elapsed() < KEPT {
                return Some(stream);
            }
        }
        None
    }

    /// Keeps a connection whose last answer was read to its end.
    pub fn keep(self: &Rc<Pool>, route: Route, stream: Rc<dyn Stream>) {
        let mut idle = self.idle.borrow_mut();
        let streams = idle.entry(route).or_default();
        if streams.len() >= MOST {
            streams.remove(0);
        }
        streams.push(Idle { stream, since: Instant::now() });
        if !self.is_swept.replace(true) {
            // It must not keep the pool, nor a program that has come to its end for long.
            let pool = Rc::downgrade(self);
            drop(spawn(sweep(pool)));
        }
    }
}

async fn sweep(pool: Weak<Pool>) {
    struct Swept(Weak<Pool>);
    impl Drop for Swept {
        fn drop(&mut self) {
            if let Some(pool) = self.0.upgrade() {
                pool.is_swept.set(false);
            }
        }
    }
    let swept = Swept(pool);
    loop {
        sleep(KEPT / 2).await;
        let Some(pool) = swept.0.upgrade() else { return };
        let mut old = Vec::new();
        let mut idle = pool.idle.borrow_mut();
        idle.retain(|_, streams| {
            while streams.first().is_some_and(|first| first.since.elapsed() >= KEPT) {
                old.push(streams.remove(0));
            }
            !streams.is_empty()
        });
        let is_empty = idle.is_empty();
        drop(idle);
        drop(old);
        if is_empty {
            return;
        }
    }
}

/// A host without the brackets of IPv6 addresses.
fn bare(host: &str) -> &str {
    host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host)
}

/// Asks a proxy for a connection to a server.
async fn tunnel(stream: &TcpStream, url: &Url, credentials: Option<&str>) -> io::Result<()> {
    let authority = format!("{}:{}", url.host(), url.port());
    let mut request = format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n");
    if let Some(credentials) = credentials {
        request += &format!("Proxy-Authorization: {credentials}\r\n");
    }
    request += "\r\n";
    stream.write_all(request.as_bytes()).await?;
    let mut input = Vec::new();
    let (answer, at) = answer::read(stream, &mut input, true).await?;
    if !(200..300).contains(&answer.status) || at != input.len() {
        return Err(io::Error::other(format!("the proxy refused to connect: {}", answer.status)));
    }
    Ok(())
}

/// Which proxy leads to a server.
#[derive(Default, Clone)]
pub(crate) struct Proxies {
    http: Option<Url>,
    https: Option<Url>,
    none: Vec<String>,
    /// Set by the program: exceptions are not made.
    is_forced: bool,
}

impl Proxies {
    /// As the environment says: `http_proxy`, `https_proxy`, `all_proxy`, `no_proxy`, in small letters or
    /// capitals; but `HTTP_PROXY` not where a web server started this program, since a client names that one.
    pub fn from_environment() -> Proxies {
        let read = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        let either = |name: &str| read(name).or_else(|| read(&name.to_ascii_uppercase()));
        let is_cgi = env::var_os("REQUEST_METHOD").is_some();
        let all = either("all_proxy");
        let http = if is_cgi { read("http_proxy") } else { either("http_proxy") };
        let https = either("https_proxy").or_else(|| all.clone());
        let none = either("no_proxy").unwrap_or_default();
        Proxies {
            http: http.or(all).and_then(|address| Proxies::address(&address)),
            https: https.and_then(|address| Proxies::address(&address)),
            none: none.split(',').map(|name| name.trim().to_ascii_lowercase()).filter(|name| !name.is_empty()).collect(),
            is_forced: false,
        }
    }
    /// This proxy for all addresses.
    pub fn all(proxy: Url) -> Proxies {
        Proxies { http: Some(proxy.clone()), https: Some(proxy), none: Vec::new(), is_forced: true }
    }
    fn address(text: &str) -> Option<Url> {
        let url = if text.contains("://") { Url::parse(text) } else { Url::parse(&format!("http://{text}")) };
        // TLS to the proxy itself is not spoken.
        url.ok().filter(|url| !url.is_https())
    }
    /// The proxy for an address; none for this machine.
    pub fn of(&self, url: &Url) -> Option<&Url> {
        let proxy = if url.is_https() { &self.https } else { &self.http };
        let proxy = proxy.as_ref()?;
        if self.is_forced {
            return Some(proxy);
        }
        let host = bare(url.host()).trim_end_matches('.');
        if host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback()) {
            return None;
        }
        let is_excepted = self.none.iter().any(|pattern| {
            let (name, port) = match pattern.rsplit_once(':') {
                Some((name, port)) if !name.contains(':') => (name, Some(port)),
                _ => (&**pattern, None),
            };
            if port.is_some_and(|port| port.parse() != Ok(url.port())) {
                return false;
            }
            let name = name.strip_prefix('*').unwrap_or(name);
            let name = name.strip_prefix('.').unwrap_or(name);
            // `*` alone is everything.
            name.is_empty() || host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'))
        });
        if is_excepted { None } else { Some(proxy) }
    }
}
