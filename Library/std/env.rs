//! Arguments and environment variables.

use crate::error::Error;
use crate::ffi::{c_char, CStr, OsStr, OsString};
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
    /// There is no such variable.
    NotPresent,
    /// The variable is not UTF-8.
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

/// The value of a variable, as a text.
///
/// # Examples
/// ```
/// use std::env;
/// assert_eq!(env::var("NO_SUCH_VARIABLE"), Err(env::VarError::NotPresent));
/// ```
pub fn var<K: AsRef<OsStr>>(key: K) -> Result<String, VarError> {
    match var_os(key) {
        None => Err(VarError::NotPresent),
        Some(value) => value.into_string().map_err(VarError::NotUnicode),
    }
}

/// The value of a variable.
///
/// # Examples
/// ```
/// assert_eq!(std::env::var_os("NO_SUCH_VARIABLE"), None);
/// ```
pub fn var_os<K: AsRef<OsStr>>(key: K) -> Option<OsString> {
    os::environment_variable(key.as_ref().as_bytes()).map(OsString::from_vec)
}

/// Sets a variable of this process. No other thread may use the environment at the same time.
///
/// # Safety
/// No other thread reads or changes the environment meanwhile.
///
/// # Examples
/// ```
/// // SAFETY: there is no other thread.
/// unsafe { std::env::set_var("SOME_VARIABLE", "1") };
/// assert_eq!(std::env::var("SOME_VARIABLE").unwrap(), "1");
/// ```
#[rustc_deprecated_safe_2024]
pub unsafe fn set_var<K: AsRef<OsStr>, V: AsRef<OsStr>>(key: K, value: V) {
    let (key, value) = (os::c_string(key.as_ref().as_bytes()), os::c_string(value.as_ref().as_bytes()));
    if let (Some(key), Some(value)) = (key, value) {
        // SAFETY: both texts end with a NUL; the caller says that no other thread uses the environment.
        unsafe { c::setenv(key.as_ptr() as *const c_char, value.as_ptr() as *const c_char, 1) };
    }
}

/// Takes a variable out of this process' environment.
///
/// # Safety
/// No other thread reads or changes the environment meanwhile.
///
/// # Examples
/// ```
/// // SAFETY: there is no other thread.
/// unsafe {
///     std::env::set_var("SOME_VARIABLE", "1");
///     std::env::remove_var("SOME_VARIABLE");
/// }
/// assert!(std::env::var("SOME_VARIABLE").is_err());
/// ```
#[rustc_deprecated_safe_2024]
pub unsafe fn remove_var<K: AsRef<OsStr>>(key: K) {
    if let Some(key) = os::c_string(key.as_ref().as_bytes()) {
        // SAFETY: the text ends with a NUL; the caller says that no other thread uses the environment.
        unsafe { c::unsetenv(key.as_ptr() as *const c_char) };
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
/// The variables of the environment, as texts. The iterator panics at one that is not UTF-8.
///
/// # Examples
/// ```
/// for (name, value) in std::env::vars() {
///     println!("{name}={value}");
/// }
/// ```
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
/// The variables of the environment.
///
/// # Examples
/// ```
/// assert!(std::env::vars_os().all(|(name, _)| name != "NO_SUCH_VARIABLE"));
/// ```
pub fn vars_os() -> VarsOs {
    VarsOs { inner: os::environment().into_iter() }
}

/// The paths of a list such as `PATH`.
pub struct SplitPaths<'a> {
    inner: crate::slice::Split<'a, u8, fn(&u8) -> bool>,
}
/// The paths in a list such as that of `PATH`.
///
/// # Examples
/// ```
/// use std::{env, path::PathBuf};
/// let paths: Vec<PathBuf> = env::split_paths("/bin:/usr/bin").collect();
/// assert_eq!(paths[1], PathBuf::from("/usr/bin"));
/// ```
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
/// A list of paths such as that of `PATH`; an error if one of them has a colon.
///
/// # Examples
/// ```
/// use std::env;
/// assert_eq!(env::join_paths(["/bin", "/usr/bin"]).unwrap(), "/bin:/usr/bin");
/// assert!(env::join_paths(["a:b"]).is_err());
/// ```
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

/// The folder at which relative paths start.
///
/// # Examples
/// ```
/// assert!(std::env::current_dir().unwrap().is_absolute());
/// ```
pub fn current_dir() -> io::Result<PathBuf> {
    let mut buffer = [0 as c_char; 4096];
    // SAFETY: the buffer has the length that is said, and a text with a NUL if the call gives one.
    unsafe {
        if c::getcwd(buffer.as_mut_ptr(), buffer.len()).is_null() {
            return Err(io::Error::last_os_error());
        }
        Ok(PathBuf::from(OsString::from_vec(CStr::from_ptr(buffer.as_ptr()).to_bytes().to_vec())))
    }
}

/// Changes the folder at which relative paths start.
///
/// # Examples
/// ```
/// use std::env;
/// env::set_current_dir("/").unwrap();
/// assert_eq!(env::current_dir().unwrap(), std::path::Path::new("/"));
/// ```
pub fn set_current_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let Some(path) = os::c_string(path.as_ref().as_os_str().as_bytes()) else {
        return Err(io::Error::message(io::ErrorKind::InvalidInput, "file name contained an unexpected NUL byte"));
    };
    // SAFETY: the text ends with a NUL.
    if unsafe { c::chdir(path.as_ptr() as *const c_char) } == 0 { Ok(()) } else { Err(io::Error::last_os_error()) }
}

/// The folder for files that are needed for a while: that of `TMPDIR`, or `/tmp`.
///
/// # Examples
/// ```
/// println!("{}", std::env::temp_dir().display());
/// ```
pub fn temp_dir() -> PathBuf {
    match var_os("TMPDIR") {
        Some(path) => PathBuf::from(path),
        None => PathBuf::from("/tmp"),
    }
}

/// The user's folder, if `HOME` says it.
///
/// # Examples
/// ```
/// if let Some(folder) = std::env::home_dir() {
///     println!("{}", folder.display());
/// }
/// ```
pub fn home_dir() -> Option<PathBuf> {
    var_os("HOME").map(PathBuf::from)
}

/// The path of the program that runs.
///
/// # Examples
/// ```
/// if let Ok(path) = std::env::current_exe() {
///     assert!(path.is_absolute());
/// }
/// ```
pub fn current_exe() -> io::Result<PathBuf> {
    crate::fs::canonicalize("/proc/self/exe")
}

/// What this program was compiled for.
pub mod consts {
    /// The processor.
    #[cfg(target_arch = "x86_64")]
    pub const ARCH: &str = "x86_64";
    /// The processor.
    #[cfg(target_arch = "aarch64")]
    pub const ARCH: &str = "aarch64";
    /// The processor.
    #[cfg(target_arch = "wasm32")]
    pub const ARCH: &str = "wasm32";
    /// The family of the operating system.
    pub const FAMILY: &str = "unix";
    /// The operating system.
    pub const OS: &str = "linux";
    /// What follows the names of programs.
    pub const EXE_SUFFIX: &str = "";
    /// The extension of programs.
    pub const EXE_EXTENSION: &str = "";
    /// What comes before the names of shared libraries.
    pub const DLL_PREFIX: &str = "lib";
    /// What follows the names of shared libraries.
    pub const DLL_SUFFIX: &str = ".so";
    /// The extension of shared libraries.
    pub const DLL_EXTENSION: &str = "so";
}
