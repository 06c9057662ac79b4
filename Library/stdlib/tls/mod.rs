//! TLS over OpenSSL, for clients and servers, on any stream.
//!
//! OpenSSL 3 is loaded when it is first needed; where it is missing, or in a static executable, that is an error
//! of the kind `Unsupported`. TLS 1.2 and 1.3 are spoken.
//!
//! ```no_run
//! use stdlib::net::Stream;
//!
//! let page = stdlib::task::block_on(async {
//!     let stream = stdlib::tls::connect("example.com:443").await?;
//!     stream.write_all(b"GET / HTTP/1.0\r\nHost: example.com\r\n\r\n").await?;
//!     stream.read_to_end().await
//! });
//! ```

mod session;
mod settings;
mod stream;

pub use stream::TlsStream;

use crate::net::{Addresses, Stream, Target, TcpStream};
use session::Session;
use settings::{Setting, Settings};
use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::OnceLock;

/// What clients make connections with. Servers are verified: their certificate must be signed by an authority
/// that is trusted, be valid now, and be for the name that was asked for.
///
/// ```
/// use stdlib::tls::Connector;
///
/// let connector = Connector::new()?.protocols(&["h2", "http/1.1"])?;
/// # drop(connector);
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone)]
pub struct Connector {
    settings: Settings,
}

impl Connector {
    /// Trusts the authorities of the system; `SSL_CERT_FILE` and `SSL_CERT_DIR` name others.
    pub fn new() -> io::Result<Connector> {
        Connector::trusting_nobody()?.with(Setting::TrustSystem)
    }
    /// Trusts only what `trust` adds.
    pub fn trusting_nobody() -> io::Result<Connector> {
        Connector { settings: Settings::new(false)? }.with(Setting::Verify(true))
    }
    fn with(self, setting: Setting) -> io::Result<Connector> {
        Ok(Connector { settings: self.settings.with(setting)? })
    }
    /// Trusts certificates as well: one or more, as PEM.
    pub fn trust(self, pem: impl AsRef<[u8]>) -> io::Result<Connector> {
        self.with(Setting::Trust(pem.as_ref().into()))
    }
    /// Trusts the authorities of a PEM file.
    pub fn trust_file(self, path: impl AsRef<Path>) -> io::Result<Connector> {
        let pem = std::fs::read(path)?;
        self.trust(pem)
    }
    /// Accepts any certificate. Whoever is between this program and the server can then read and change all:
    /// for experiments only.
    pub fn without_verification(self) -> io::Result<Connector> {
        self.with(Setting::Verify(false))
    }
    /// The protocols that are offered (ALPN), the best first.
    pub fn protocols(self, names: &[&str]) -> io::Result<Connector> {
        self.with(Setting::protocols(names))
    }
    /// What this client shows to servers that ask who it is: a certificate, those it was signed with, and its
    /// key, as PEM.
    pub fn identity(self, certificates: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> io::Result<Connector> {
        self.with(Setting::Identity(certificates.as_ref().into(), key.as_ref().into()))
    }
    /// Makes a TLS connection to the server `name`, a host's name or address, over a stream that leads there.
    pub async fn connect<S: Stream>(&self, name: &str, stream: S) -> io::Result<TlsStream<S>> {
        let name = name.strip_suffix('.').unwrap_or(name);
        let is_address = name.parse::<IpAddr>().is_ok();
        TlsStream::open(Session::new(self.settings.context(), Some((name, is_address)))?, stream).await
    }
}

/// Connects over TCP to a name with a port, `"example.com:443"` or `("example.com", 443)`, and then over TLS,
/// trusting the authorities of the system.
pub async fn connect(addresses: impl Addresses) -> io::Result<TlsStream<TcpStream>> {
    let name = match addresses.target()? {
        Target::Name(name, _) => name,
        Target::Known(addresses) => match addresses.first() {
            Some(address) => address.ip().to_string(),
            None => return Err(io::Error::new(io::ErrorKind::InvalidInput, "no addresses to connect to")),
        },
    };
    // The system's authorities are read once.
    static DEFAULT: OnceLock<Connector> = OnceLock::new();
    let connector = match DEFAULT.get() {
        Some(connector) => connector,
        None => {
            let connector = Connector::new()?;
            DEFAULT.get_or_init(|| connector)
        }
    };
    let stream = TcpStream::connect(addresses).await?;
    connector.connect(&name, stream).await
}

/// What servers make connections with.
///
/// ```no_run
/// use stdlib::net::{Stream, TcpListener};
/// use stdlib::task::{block_on, spawn};
/// use stdlib::tls::Acceptor;
///
/// block_on(async {
///     let acceptor = Acceptor::from_files("certificate.pem", "key.pem")?.protocols(&["http/1.1"])?;
///     let listener = TcpListener::bind("0.0.0.0:8443")?;
///     loop {
///         let connection = listener.accept().await?;
///         let acceptor = acceptor.clone();
///         drop(spawn(async move {
///             let stream = acceptor.accept(connection).await?;
///             stream.write_all(b"hello").await?;
///             stream.finish().await
///         }));
///     }
///     # #[allow(unreachable_code)]
///     # Ok::<(), std::io::Error>(())
/// })
/// .unwrap();
/// ```
#[derive(Clone)]
pub struct Acceptor {
    settings: Settings,
}

impl Acceptor {
    /// Shows a certificate, followed by those it was signed with, and has its key; all as PEM.
    pub fn new(certificates: impl AsRef<[u8]>, key: impl AsRef<[u8]>) -> io::Result<Acceptor> {
        let identity = Setting::Identity(certificates.as_ref().into(), key.as_ref().into());
        Acceptor { settings: Settings::new(true)? }.with(identity)
    }
    fn with(self, setting: Setting) -> io::Result<Acceptor> {
        Ok(Acceptor { settings: self.settings.with(setting)? })
    }
    /// Shows the certificates and uses the key of PEM files.
    pub fn from_files(certificates: impl AsRef<Path>, key: impl AsRef<Path>) -> io::Result<Acceptor> {
        Acceptor::new(std::fs::read(certificates)?, std::fs::read(key)?)
    }
    /// The protocols that are spoken (ALPN), the best first. Clients that name others only are refused.
    pub fn protocols(self, names: &[&str]) -> io::Result<Acceptor> {
        self.with(Setting::protocols(names))
    }
    /// Clients must have a certificate, too: one that is signed with one of these, as PEM.
    pub fn require_client(self, authorities: impl AsRef<[u8]>) -> io::Result<Acceptor> {
        self.with(Setting::Trust(authorities.as_ref().into()))?.with(Setting::Verify(true))
    }
    /// Makes a TLS connection over one that was accepted. Peers may be slow on purpose: limit the time.
    pub async fn accept<S: Stream>(&self, stream: S) -> io::Result<TlsStream<S>> {
        TlsStream::open(Session::new(self.settings.context(), None)?, stream).await
    }
}

impl fmt::Debug for Connector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connector").finish_non_exhaustive()
    }
}
impl fmt::Debug for Acceptor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Acceptor").finish_non_exhaustive()
    }
}
