//! Errors of input and output.

use crate::boxed::Box;
use crate::error;
use crate::fmt;
use crate::string::String;
use crate::sys::os;

/// What operations of input and output give.
pub type Result<T> = crate::result::Result<T, Error>;

/// Why an operation failed.
pub struct Error {
    repr: Repr,
}

enum Repr {
    Os(i32),
    Simple(ErrorKind),
    Message(ErrorKind, &'static str),
    Custom(ErrorKind, Box<dyn error::Error + Send + Sync>),
}

macro_rules! error_kinds {
    ($($name:ident $description:literal;)*) => {
        /// The kinds of errors.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        pub enum ErrorKind {
            $(#[doc = $description] $name,)*
        }
        impl ErrorKind {
            pub(crate) fn description(&self) -> &'static str {
                const DESCRIPTIONS: &[&str] = &[$($description),*];
                DESCRIPTIONS[*self as usize]
            }
        }
    };
}
error_kinds! {
    NotFound "entity not found";
    PermissionDenied "permission denied";
    ConnectionRefused "connection refused";
    ConnectionReset "connection reset";
    HostUnreachable "host unreachable";
    NetworkUnreachable "network unreachable";
    ConnectionAborted "connection aborted";
    NotConnected "not connected";
    AddrInUse "address in use";
    AddrNotAvailable "address not available";
    NetworkDown "network down";
    BrokenPipe "broken pipe";
    AlreadyExists "entity already exists";
    WouldBlock "operation would block";
    NotADirectory "not a directory";
    IsADirectory "is a directory";
    DirectoryNotEmpty "directory not empty";
    ReadOnlyFilesystem "read-only filesystem or storage medium";
    StaleNetworkFileHandle "stale network file handle";
    InvalidInput "invalid input parameter";
    InvalidData "invalid data";
    TimedOut "timed out";
    WriteZero "write zero";
    StorageFull "no storage space";
    NotSeekable "seek on unseekable file";
    QuotaExceeded "quota exceeded";
    FileTooLarge "file too large";
    ResourceBusy "resource busy";
    ExecutableFileBusy "executable file busy";
    Deadlock "deadlock";
    CrossesDevices "cross-device link or rename";
    TooManyLinks "too many links";
    InvalidFilename "invalid filename";
    ArgumentListTooLong "argument list too long";
    Interrupted "operation interrupted";
    Unsupported "unsupported";
    UnexpectedEof "unexpected end of file";
    OutOfMemory "out of memory";
    Other "other error";
    Uncategorized "uncategorized error";
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.description())
    }
}

/// The errors of the C library and their kinds.
const CODES: [(u8, ErrorKind); 37] = [
    (1, ErrorKind::PermissionDenied),
    (2, ErrorKind::NotFound),
    (4, ErrorKind::Interrupted),
    (7, ErrorKind::ArgumentListTooLong),
    (11, ErrorKind::WouldBlock),
    (12, ErrorKind::OutOfMemory),
    (13, ErrorKind::PermissionDenied),
    (16, ErrorKind::ResourceBusy),
    (17, ErrorKind::AlreadyExists),
    (18, ErrorKind::CrossesDevices),
    (20, ErrorKind::NotADirectory),
    (21, ErrorKind::IsADirectory),
    (22, ErrorKind::InvalidInput),
    (26, ErrorKind::ExecutableFileBusy),
    (27, ErrorKind::FileTooLarge),
    (28, ErrorKind::StorageFull),
    (29, ErrorKind::NotSeekable),
    (30, ErrorKind::ReadOnlyFilesystem),
    (31, ErrorKind::TooManyLinks),
    (32, ErrorKind::BrokenPipe),
    (35, ErrorKind::Deadlock),
    (36, ErrorKind::InvalidFilename),
    (38, ErrorKind::Unsupported),
    (39, ErrorKind::DirectoryNotEmpty),
    (95, ErrorKind::Unsupported),
    (98, ErrorKind::AddrInUse),
    (99, ErrorKind::AddrNotAvailable),
    (100, ErrorKind::NetworkDown),
    (101, ErrorKind::NetworkUnreachable),
    (103, ErrorKind::ConnectionAborted),
    (104, ErrorKind::ConnectionReset),
    (107, ErrorKind::NotConnected),
    (110, ErrorKind::TimedOut),
    (111, ErrorKind::ConnectionRefused),
    (113, ErrorKind::HostUnreachable),
    (116, ErrorKind::StaleNetworkFileHandle),
    (122, ErrorKind::QuotaExceeded),
];

/// By the number of an error: a table, because matching makes a constant of each.
static KINDS: [ErrorKind; 123] = {
    let mut kinds = [ErrorKind::Uncategorized; 123];
    let mut index = 0;
    while index < CODES.len() {
        kinds[CODES[index].0 as usize] = CODES[index].1;
        index += 1;
    }
    kinds
};

/// The kind of an error of the C library.
fn kind_of(code: i32) -> ErrorKind {
    KINDS.get(code as usize).copied().unwrap_or(ErrorKind::Uncategorized)
}

impl Error {
    /// An error of a kind with an error or a text of one's own.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// let error = Error::new(ErrorKind::NotFound, "no key");
    /// assert_eq!((error.kind(), error.to_string()), (ErrorKind::NotFound, "no key".to_string()));
    /// ```
    pub fn new<E: Into<Box<dyn error::Error + Send + Sync>>>(kind: ErrorKind, error: E) -> Error {
        Error { repr: Repr::Custom(kind, error.into()) }
    }
    /// An error of the kind `Other` with an error or a text of one's own.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// assert_eq!(Error::other("strange").kind(), ErrorKind::Other);
    /// ```
    pub fn other<E: Into<Box<dyn error::Error + Send + Sync>>>(error: E) -> Error {
        Error::new(ErrorKind::Other, error)
    }
    pub(crate) const fn message(kind: ErrorKind, message: &'static str) -> Error {
        Error { repr: Repr::Message(kind, message) }
    }
    /// The error that the last call of the operating system in this thread left.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// assert!(Error::last_os_error().raw_os_error().is_some());
    /// ```
    pub fn last_os_error() -> Error {
        Error::from_raw_os_error(os::errno())
    }
    /// The error of a number that the operating system gives.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// assert_eq!(Error::from_raw_os_error(2).kind(), ErrorKind::NotFound);
    /// ```
    pub fn from_raw_os_error(code: i32) -> Error {
        Error { repr: Repr::Os(code) }
    }
    /// The operating system's number, if the error came from there.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// assert_eq!(Error::from_raw_os_error(2).raw_os_error(), Some(2));
    /// assert_eq!(Error::other("strange").raw_os_error(), None);
    /// ```
    pub fn raw_os_error(&self) -> Option<i32> {
        match self.repr {
            Repr::Os(code) => Some(code),
            _ => None,
        }
    }
    /// The error that this one was made of, if there is one.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// assert_eq!(Error::other("strange").get_ref().unwrap().to_string(), "strange");
    /// ```
    pub fn get_ref(&self) -> Option<&(dyn error::Error + Send + Sync + 'static)> {
        match &self.repr {
            Repr::Custom(_, error) => Some(&**error),
            _ => None,
        }
    }
    /// The error that this one was made of, to be changed.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// let mut error = Error::other(std::fmt::Error);
    /// assert!(error.get_mut().unwrap().downcast_mut::<std::fmt::Error>().is_some());
    /// ```
    pub fn get_mut(&mut self) -> Option<&mut (dyn error::Error + Send + Sync + 'static)> {
        match &mut self.repr {
            Repr::Custom(_, error) => Some(&mut **error),
            _ => None,
        }
    }
    /// The error that this one was made of, if its type is `E`.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// assert_eq!(Error::other(std::fmt::Error).downcast::<std::fmt::Error>().unwrap(), std::fmt::Error);
    /// ```
    pub fn downcast<E: error::Error + Send + Sync + 'static>(self) -> crate::result::Result<E, Error> {
        match self.repr {
            Repr::Custom(_, error) if error.is::<E>() => {
                let raw = Box::into_raw(error) as *mut E;
                // SAFETY: the type of the error was just compared with `E`.
                Ok(*unsafe { Box::from_raw(raw) })
            }
            repr => Err(Error { repr }),
        }
    }
    /// The error that this one was made of, by value.
    ///
    /// # Examples
    /// ```
    /// use std::io::Error;
    /// assert_eq!(Error::other("strange").into_inner().unwrap().to_string(), "strange");
    /// ```
    pub fn into_inner(self) -> Option<Box<dyn error::Error + Send + Sync>> {
        match self.repr {
            Repr::Custom(_, error) => Some(error),
            _ => None,
        }
    }
    /// What kind of error this is.
    ///
    /// # Examples
    /// ```
    /// use std::io::{Error, ErrorKind};
    /// assert_eq!(Error::from(ErrorKind::TimedOut).kind(), ErrorKind::TimedOut);
    /// ```
    pub fn kind(&self) -> ErrorKind {
        match self.repr {
            Repr::Os(code) => kind_of(code),
            Repr::Simple(kind) | Repr::Message(kind, _) | Repr::Custom(kind, _) => kind,
        }
    }
    pub(crate) fn is_interrupted(&self) -> bool {
        self.kind() == ErrorKind::Interrupted
    }
}

impl From<ErrorKind> for Error {
    fn from(kind: ErrorKind) -> Error {
        Error { repr: Repr::Simple(kind) }
    }
}
impl From<crate::ffi::NulError> for Error {
    fn from(_error: crate::ffi::NulError) -> Error {
        Error::message(ErrorKind::InvalidInput, "data provided contains a nul byte")
    }
}
impl From<crate::collections::TryReserveError> for Error {
    fn from(_error: crate::collections::TryReserveError) -> Error {
        Error::from(ErrorKind::OutOfMemory)
    }
}
impl From<crate::string::FromUtf8Error> for Error {
    fn from(_error: crate::string::FromUtf8Error) -> Error {
        Error::message(ErrorKind::InvalidData, "stream did not contain valid UTF-8")
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => f
                .debug_struct("Os")
                .field("code", code)
                .field("kind", &kind_of(*code))
                .field("message", &os::error_string(*code))
                .finish(),
            Repr::Simple(kind) => f.debug_tuple("Kind").field(kind).finish(),
            Repr::Message(kind, message) => {
                f.debug_struct("Error").field("kind", kind).field("message", message).finish()
            }
            Repr::Custom(kind, error) => f.debug_struct("Custom").field("kind", kind).field("error", error).finish(),
        }
    }
}
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.repr {
            Repr::Os(code) => {
                let text: String = os::error_string(*code);
                write!(f, "{text} (os error {code})")
            }
            Repr::Simple(kind) => f.write_str(kind.description()),
            Repr::Message(_, message) => f.write_str(message),
            Repr::Custom(_, error) => fmt::Display::fmt(error, f),
        }
    }
}
impl error::Error for Error {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        match &self.repr {
            Repr::Custom(_, error) => error.source(),
            _ => None,
        }
    }
}
