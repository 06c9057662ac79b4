//! Arguments and environment variables.

use crate::error::Error;
use crate::ffi::{CStr, OsStr, OsString};
use crate::fmt;
use crate::io;
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sys::{c, os};
use crate::vec::{self, Vec};

/// The arguments of the process.
pub struct Args {
    inner: vec::IntoIter<Vec<u8>>,
}

/// The program's arguments, its name first.
///
/// # Panics
/// The iterator does, at an argument that is not Unicode.
///
/// # Examples
/// ```
/// let arguments: Vec<String> = std::env::args().collect();
/// assert_eq!(arguments.len(), 1);
/// ```
pub fn args() -> Args {
    Args { inner: os::arguments().into_iter() }
}

fn text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text,
        // Modules are loaded over networks: there the message does without the tables of Unicode.
        #[cfg(target_os = "wasi")]
        Err(error) => panic!("called `Result::unwrap()` on an `Err` value: \"{}\"", error.as_bytes().escape_ascii()),
        #[cfg(not(target_os = "wasi"))]
        Err(error) => {
            let text = OsString::from_vec(error.into_bytes());
            panic!("called `Result::unwrap()` on an `Err` value: {text:?}")
        }
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

/// The arguments of the process, as the operating system has them.
pub struct ArgsOs {
    inner: vec::IntoIter<Vec<u8>>,
}
/// The program's arguments, its name first, as the system has given them.
///
/// # Examples
/// ```
/// let mut arguments = std::env::args_os();
/// assert!(arguments.next().is_some());
/// assert!(arguments.next().is_none());
/// ```
pub fn args_os() -> ArgsOs {
    ArgsOs { inner: os::arguments().into_iter() }
}
impl Iterator for ArgsOs {
    type Item = OsString;
    fn next(&mut self) -> Option<OsString> {
        self.inner.next().map(OsString::from_vec)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
impl DoubleEndedIterator for ArgsOs {
    fn next_back(&mut self) -> Option<OsString> {
        self.inner.next_back().map(OsString::from_vec)
    }
}
impl ExactSizeIterator for ArgsOs {}

/// An environment variable is not there or no text.
#[derive(Debug, PartialEq, Eq, Clone)]
pub enum VarError {
    NotPresent,
    NotUnicode(OsString),
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

pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError> {
    match var_os(key) {
        None => Err(VarError::NotPresent),
        Some(value) => value.into_string().map_err(VarError::NotUnicode),
    }
}

pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString> {
    os::environment_variable(key.as_ref().as_bytes()).map(OsString::from_vec)
}

/// Sets a variable of this process. No other thread may use the environment at the same time.
#[rustc_deprecated_safe_2024]
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V) {
    let (key, value) = (os::c_string(key.as_ref().as_bytes()), os::c_string(value.as_ref().as_bytes()));
    if let (Some(key), Some(value)) = (key, value) {
        unsafe { c::setenv(key.as_ptr() as *const i8, value.as_ptr() as *const i8, 1) };
    }
}

#[rustc_deprecated_safe_2024]
pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K) {
    if let Some(key) = os::c_string(key.as_ref().as_bytes()) {
        unsafe { c::unsetenv(key.as_ptr() as *const i8) };
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

/// All environment variables, as the operating system has them.
pub struct VarsOs {
    inner: vec::IntoIter<(Vec<u8>, Vec<u8>)>,
}
impl Iterator for VarsOs {
    type Item = (OsString, OsString);
    fn next(&mut self) -> Option<(OsString, OsString)> {
        self.inner.next().map(|(name, value)| (OsString::from_vec(name), OsString::from_vec(value)))
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        self.inner.size_hint()
    }
}
pub fn vars_os() -> VarsOs {
    VarsOs { inner: os::environment().into_iter() }
}

/// The paths of a list such as `PATH`.
pub struct SplitPaths<'a> {
    inner: crate::slice::Split<'a, u8, fn(&u8) -> bool>,
}
pub fn split_paths<T: AsRef<OsStr> + ?Sized>(list: &T) -> SplitPaths<'_> {
    fn is_colon(byte: &u8) -> bool {
        *byte == b':'
    }
    SplitPaths { inner: list.as_ref().as_bytes().split(is_colon as fn(&u8) -> bool) }
}
impl Iterator for SplitPaths<'_> {
    type Item = PathBuf;
    fn next(&mut self) -> Option<PathBuf> {
        self.inner.next().map(|path| PathBuf::from(OsStr::from_bytes(path)))
    }
}

/// A path has the separator of lists in it.
#[derive(Debug)]
pub struct JoinPathsError(());
impl fmt::Display for JoinPathsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("path segment contains separator `:`")
    }
}
impl Error for JoinPathsError {}
pub fn join_paths<I: IntoIterator<Item = T>, T: AsRef<OsStr>>(paths: I) -> Result<OsString, JoinPathsError> {
    let mut list = OsString::new();
    for (index, path) in paths.into_iter().enumerate() {
        let path = path.as_ref();
        if path.as_bytes().contains(&b':') {
            return Err(JoinPathsError(()));
        }
        if index > 0 {
            list.push(":");
        }
        list.push(path);
    }
    Ok(list)
}
macro_rules! opaque_iterators {
    ($($name:ident [$($generics:tt)*])*) => { $(
        impl fmt::Debug for $name $($generics)* {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )* };
}
opaque_iterators! { ArgsOs [] Vars [] VarsOs [] SplitPaths [<'_>] }

pub fn current_dir() -> io::Result<PathBuf> {
    let mut buffer = [0i8; 4096];
    unsafe {
        if c::getcwd(buffer.as_mut_ptr(), buffer.len()).is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(PathBuf::from(OsString::from_vec(CStr::from_ptr(buffer.as_ptr()).to_bytes().to_vec())))
    }
}

pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let Some(path) = os::c_string(path.as_ref().as_os_str().as_bytes()) else {
        return Err(io::Error::message(io::ErrorKind::InvalidInput, "file name contained an unexpected NUL byte"));
    };
    if unsafe { c::chdir(path.as_ptr() as *const i8) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

pub fn temp_dir() -> PathBuf {
    match var_os("TMPDIR") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from("/tmp"),
    }
}

pub fn home_dir() -> Option<PathBuf> {
    var_os("HOME").map(PathBuf::from)
}

pub fn current_exe() -> io::Result<PathBuf> {
    crate::fs::canonicalize("/proc/self/exe")
}

pub mod consts {
    #[cfg(target_arch = "x86_64")]
    pub const ARCH: &str = "x86_64";
    #[cfg(target_arch = "aarch64")]
    pub const ARCH: &str = "aarch64";
    #[cfg(target_arch = "wasm32")]
    pub const ARCH: &str = "wasm32";
    pub const FAMILY: &str = "unix";
    pub const OS: &str = "linux";
    pub const EXE_SUFFIX: &str = "";
    pub const EXE_EXTENSION: &str = "";
    pub const DLL_PREFIX: &str = "lib";
    pub const DLL_SUFFIX: &str = ".so";
    pub const DLL_EXTENSION: &str = "so";
}
