//! OpenSSL's contexts and connections, through the runtime.

use std::ffi::{c_char, CStr, CString};
use std::io;
use std::sync::Arc;

#[repr(C)]
struct RawContext {
    _private: [u8; 0],
}
#[repr(C)]
struct RawSession {
    _private: [u8; 0],
}

extern "C" {
    fn poly_tls_message() -> *const c_char;
    fn poly_tls_context_new(is_server: i32) -> *mut RawContext;
    fn poly_tls_context_free(context: *mut RawContext);
    fn poly_tls_context_trust_system(context: *mut RawContext) -> i32;
    fn poly_tls_context_trust(context: *mut RawContext, text: *const u8, length: usize) -> i32;
    fn poly_tls_context_identity(
        context: *mut RawContext, certificates: *const u8, length: usize, key: *const u8, key_length: usize,
    ) -> i32;
    fn poly_tls_context_verify(context: *mut RawContext, is_on: i32);
    fn poly_tls_context_protocols(context: *mut RawContext, names: *const u8, length: usize) -> i32;
    fn poly_tls_new(context: *mut RawContext, name: *const c_char, is_address: i32) -> *mut RawSession;
    fn poly_tls_free(session: *mut RawSession);
    fn poly_tls_handshake(session: *mut RawSession) -> i32;
    fn poly_tls_read(session: *mut RawSession, buffer: *mut u8, length: usize) -> i32;
    fn poly_tls_write(session: *mut RawSession, bytes: *const u8, length: usize) -> i32;
    fn poly_tls_finish(session: *mut RawSession);
    fn poly_tls_feed(session: *mut RawSession, bytes: *const u8, length: usize) -> i32;
    fn poly_tls_outgoing(session: *mut RawSession, bytes: *mut *const u8) -> usize;
    fn poly_tls_sent(session: *mut RawSession, count: usize);
    fn poly_tls_protocol(session: *mut RawSession, name: *mut *const u8) -> usize;
    fn poly_tls_version(session: *mut RawSession) -> *const c_char;
    fn poly_tls_cipher(session: *mut RawSession) -> *const c_char;
    fn poly_tls_server_name(session: *mut RawSession) -> *const c_char;
    fn poly_tls_peer_certificate(session: *mut RawSession, buffer: *mut u8, capacity: usize) -> usize;
}

fn text(pointer: *const c_char) -> Option<String> {
    if pointer.is_null() {
        return None;
    }
    Some(unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
}
/// The error of the last call of this thread that failed.
fn last_error(kind: io::ErrorKind) -> io::Error {
    io::Error::new(kind, text(unsafe { poly_tls_message() }).unwrap_or_default())
}
fn check(result: i32) -> io::Result<()> {
    if result < 0 { Err(last_error(io::ErrorKind::InvalidInput)) } else { Ok(()) }
}

/// What connections have in common. It is not changed any more when it is shared.
pub(super) struct Context {
    raw: *mut RawContext,
}
unsafe impl Send for Context {}
unsafe impl Sync for Context {}

impl Context {
    /// Settings of connections, of the side that accepts them or that makes them.
    pub fn new(is_server: bool) -> io::Result<Context> {
        let raw = unsafe { poly_tls_context_new(is_server as i32) };
        if raw.is_null() { Err(last_error(io::ErrorKind::Unsupported)) } else { Ok(Context { raw }) }
    }
    /// Trusts the system's authorities.
    pub fn trust_system(&self) -> io::Result<()> {
        check(unsafe { poly_tls_context_trust_system(self.raw) })
    }
    /// Trusts the authorities of a PEM text.
    pub fn trust(&self, pem: &[u8]) -> io::Result<()> {
        check(unsafe { poly_tls_context_trust(self.raw, pem.as_ptr(), pem.len()) })
    }
    /// Shows these certificates and uses this key, both PEM texts.
    pub fn identity(&self, certificates: &[u8], key: &[u8]) -> io::Result<()> {
        check(unsafe {
            poly_tls_context_identity(self.raw, certificates.as_ptr(), certificates.len(), key.as_ptr(), key.len())
        })
    }
    /// Whether the other side's certificate is verified.
    pub fn verify(&self, is_on: bool) {
        unsafe { poly_tls_context_verify(self.raw, is_on as i32) }
    }
    /// The protocols that may be spoken, the best first.
    pub fn protocols(&self, names: &[String]) -> io::Result<()> {
        let mut list = Vec::new();
        for name in names {
            if name.is_empty() || name.len() > 255 {
                return Err(io::Error::new(io::ErrorKind::InvalidInput, "invalid protocol names"));
            }
            list.push(name.len() as u8);
            list.extend_from_slice(name.as_bytes());
        }
        if list.is_empty() || list.len() > u16::MAX as usize {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "invalid protocol names"));
        }
        check(unsafe { poly_tls_context_protocols(self.raw, list.as_ptr(), list.len()) })
    }
}
impl Drop for Context {
    fn drop(&mut self) {
        unsafe { poly_tls_context_free(self.raw) }
    }
}

/// What a step of a connection came to.
pub(super) enum Step {
    /// So many bytes were read or written; the handshake is done.
    Done(usize),
    /// Something must come from the network first.
    Waits,
    /// The peer has said that nothing more will come.
    End,
    Failed(io::Error),
}

/// One connection: TLS between two buffers.
pub(super) struct Session {
    raw: *mut RawSession,
    _context: Arc<Context>,
}

impl Session {
    /// A client's has the name that it connects to, and whether that is an address.
    pub fn new(context: &Arc<Context>, name: Option<(&str, bool)>) -> io::Result<Session> {
        let invalid = || io::Error::new(io::ErrorKind::InvalidInput, "invalid name of a server");
        let (name, is_address) = name.unwrap_or_default();
        let name = CString::new(name).map_err(|_| invalid())?;
        let raw = unsafe { poly_tls_new(context.raw, name.as_ptr(), is_address as i32) };
        if raw.is_null() {
            return Err(last_error(io::ErrorKind::InvalidInput));
        }
        Ok(Session { raw, _context: context.clone() })
    }
    fn step(&self, result: i32) -> Step {
        match result {
            count if count > 0 => Step::Done(count as usize),
            0 => Step::End,
            -1 => Step::Waits,
            -2 => Step::Failed(last_error(io::ErrorKind::UnexpectedEof)),
            _ => Step::Failed(last_error(io::ErrorKind::InvalidData)),
        }
    }
    /// Goes on with the handshake.
    pub fn handshake(&self) -> Step {
        self.step(unsafe { poly_tls_handshake(self.raw) })
    }
    /// Reads what was decrypted.
    pub fn read(&self, buffer: &mut [u8]) -> Step {
        self.step(unsafe { poly_tls_read(self.raw, buffer.as_mut_ptr(), buffer.len()) })
    }
    /// Encrypts bytes.
    pub fn write(&self, bytes: &[u8]) -> Step {
        self.step(unsafe { poly_tls_write(self.raw, bytes.as_ptr(), bytes.len()) })
    }
    /// Says that nothing more comes.
    pub fn finish(&self) {
        unsafe { poly_tls_finish(self.raw) }
    }
    /// What has come from the network; nothing: it has ended.
    pub fn feed(&self, bytes: &[u8]) -> io::Result<()> {
        let result = unsafe { poly_tls_feed(self.raw, bytes.as_ptr(), bytes.len()) };
        if result < 0 { Err(io::ErrorKind::OutOfMemory.into()) } else { Ok(()) }
    }
    /// Whether there is something to send.
    pub fn has_outgoing(&self) -> bool {
        let mut start = std::ptr::null();
        unsafe { poly_tls_outgoing(self.raw, &mut start) > 0 }
    }
    /// Gives what is to be sent to `send`, and forgets as much as that says was sent.
    pub fn with_outgoing<R>(&self, send: impl FnOnce(&[u8]) -> (usize, R)) -> R {
        let mut start = std::ptr::null();
        let length = unsafe { poly_tls_outgoing(self.raw, &mut start) };
        let bytes = if length == 0 { &[][..] } else { unsafe { std::slice::from_raw_parts(start, length) } };
        let (sent, result) = send(bytes);
        unsafe { poly_tls_sent(self.raw, sent.min(length)) };
        result
    }

    /// The protocol that both agreed on.
    pub fn protocol(&self) -> Option<String> {
        let mut start = std::ptr::null();
        let length = unsafe { poly_tls_protocol(self.raw, &mut start) };
        if length == 0 {
            return None;
        }
        Some(String::from_utf8_lossy(unsafe { std::slice::from_raw_parts(start, length) }).into_owned())
    }
    /// The version of TLS.
    pub fn version(&self) -> String {
        text(unsafe { poly_tls_version(self.raw) }).unwrap_or_default()
    }
    /// The cipher suite.
    pub fn cipher(&self) -> String {
        text(unsafe { poly_tls_cipher(self.raw) }).unwrap_or_default()
    }
    /// The name that the other side asked for.
    pub fn server_name(&self) -> Option<String> {
        text(unsafe { poly_tls_server_name(self.raw) })
    }
    /// The other side's certificate, as DER.
    pub fn peer_certificate(&self) -> Option<Vec<u8>> {
        let length = unsafe { poly_tls_peer_certificate(self.raw, std::ptr::null_mut(), 0) };
        let mut bytes = vec![0; length];
        let filled = unsafe { poly_tls_peer_certificate(self.raw, bytes.as_mut_ptr(), bytes.len()) };
        if length == 0 || filled != length { None } else { Some(bytes) }
    }
}
impl Drop for Session {
    fn drop(&mut self) {
        unsafe { poly_tls_free(self.raw) }
    }
}
