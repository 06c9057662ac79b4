//! Arguments and environment variables.

use crate::error::Error;
use crate::fmt;
use crate::string::String;
use crate::sys::os;
use crate::vec::{self, Vec};

/// The arguments of the process.
pub struct Args {
    inner: vec::IntoIter<Vec<u8>>,
}

pub fn args() -> Args {
    Args { inner: os::arguments().into_iter() }
}

fn text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => panic!("called `Result::unwrap()` on an `Err` value: {:?}", String::from_utf8_lossy(error.as_bytes())),
    }
}

impl Iterator for Args {
    type Item = String;
    fn next(&mut self) -> Option<String> {
        self.inner.next().map(text)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl DoubleEndedIterator for Args {
    fn next_back(&mut self) -> Option<String> {
        self.inner.next_back().map(text)
    }
}
impl ExactSizeIterator for Args {}
impl fmt::Debug for Args {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Args").finish_non_exhaustive()
    }
}

/// An environment variable is not there or no text.
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
    NotUnicode(String),
}
impl fmt::Display for VarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            VarError::NotPresent => f.write_str("environment variable not found"),
            VarError::NotUnicode(text) => write!(f, "environment variable was not valid unicode: {text:?}"),
        }
    }
}
impl Error for VarError {}

pub fn var<K: AsRef<str>>(key: K) -> Result<String, VarError> {
    match os::environment_variable(key.as_ref().as_bytes()) {
        None => Err(VarError::NotPresent),
        Some(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(text),
            Err(error) => Err(VarError::NotUnicode(String::from_utf8_lossy(error.as_bytes()).into_owned())),
        },
    }
}

/// All environment variables.
pub struct Vars {
    inner: vec::IntoIter<(Vec<u8>, Vec<u8>)>,
}
impl Iterator for Vars {
    type Item = (String, String);
    fn next(&mut self) -> Option<(String, String)> {
        self.inner.next().map(|(name, value)| (text(name), text(value)))
    }
}
pub fn vars() -> Vars {
    Vars { inner: os::environment().into_iter() }
}
