//! Files.

mod directory;
mod metadata;

pub use self::directory::{create_dir, create_dir_all, read_dir, remove_dir, remove_dir_all, DirBuilder, DirEntry, ReadDir};
pub use self::metadata::{metadata, set_permissions, symlink_metadata, FileTimes, FileType, Metadata, Permissions};

use crate::ffi::{CStr, OsString};
use crate::fmt;
use crate::io::{self, Error, ErrorKind, Read, Seek, SeekFrom, Write};
use crate::os::fd::OwnedFd;
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sync::Arc;
use crate::sys::{c, fd, os};
use crate::time::SystemTime;
use crate::vec::Vec;

/// An open file.
pub struct File {
    fd: OwnedFd,
}

/// How a file is opened.
#[derive(Clone, Debug)]
pub struct OpenOptions {
    read: bool,
    write: bool,
    append: bool,
    truncate: bool,
    create: bool,
    create_new: bool,
    pub(crate) mode: u32,
    pub(crate) custom_flags: i32,
}

fn path_text(path: &Path) -> io::Result<Vec<u8>> {
    match os::c_string(path.as_os_str().as_bytes()) {
        Some(bytes) => Ok(bytes),
        None => Err(Error::message(ErrorKind::InvalidInput, "file name contained an unexpected NUL byte")),
    }
}

/// Calls what gives zero on success with the C form of a path.
pub(crate) fn with_path(path: &Path, call: impl FnOnce(*const i8) -> i32) -> io::Result<()> {
    let path = path_text(path)?;
    fd::check(call(path.as_ptr() as *const i8)).map(drop)
}
pub(crate) fn with_paths(from: &Path, to: &Path, call: impl FnOnce(*const i8, *const i8) -> i32) -> io::Result<()> {
    let (from, to) = (path_text(from)?, path_text(to)?);
    fd::check(call(from.as_ptr() as *const i8, to.as_ptr() as *const i8)).map(drop)
}

impl OpenOptions {
    pub fn new() -> OpenOptions {
        OpenOptions {
            read: false,
            write: false,
            append: false,
            truncate: false,
            create: false,
            create_new: false,
            mode: 0o666,
            custom_flags: 0,
        }
    }
    pub fn read(&mut self, read: bool) -> &mut Self {
        self.read = read;
        self
    }
    pub fn write(&mut self, write: bool) -> &mut Self {
        self.write = write;
        self
    }
    pub fn append(&mut self, append: bool) -> &mut Self {
        self.append = append;
        self
    }
    pub fn truncate(&mut self, truncate: bool) -> &mut Self {
        self.truncate = truncate;
        self
    }
    pub fn create(&mut self, create: bool) -> &mut Self {
        self.create = create;
        self
    }
    pub fn create_new(&mut self, create_new: bool) -> &mut Self {
        self.create_new = create_new;
        self
    }
    pub fn open<P: AsRef<Path>>(&self, path: P) -> io::Result<File> {
        let path = path_text(path.as_ref())?;
        let mut flags = match (self.read, self.write || self.append) {
            (true, false) => c::O_RDONLY,
            (false, true) => c::O_WRONLY,
            (true, true) => c::O_RDWR,
            (false, false) => return Err(Error::from_raw_os_error(22)),
        };
        let creates = self.create || self.create_new;
        if (self.truncate || creates) && !self.write && !self.append || self.truncate && self.append && !self.create_new {
            return Err(Error::from_raw_os_error(22));
        }
        if self.append {
            flags |= c::O_APPEND;
        }
        if self.create_new {
            flags |= c::O_CREAT | c::O_EXCL;
        } else {
            if self.create {
                flags |= c::O_CREAT;
            }
            if self.truncate {
                flags |= c::O_TRUNC;
            }
        }
        flags |= c::O_CLOEXEC | self.custom_flags & !3;
        let fd = fd::retry(|| unsafe { c::open(path.as_ptr() as *const i8, flags, self.mode) as isize })?;
        Ok(File { fd: OwnedFd(fd as i32) })
    }
}


/// A lock of a file was not to be had at once.
pub enum TryLockError {
    Error(Error),
    WouldBlock,
}
impl fmt::Debug for TryLockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TryLockError::Error(error) => fmt::Debug::fmt(error, f),
            TryLockError::WouldBlock => f.write_str("WouldBlock"),
        }
    }
}
impl fmt::Display for TryLockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TryLockError::Error(_) => "lock acquisition failed due to I/O error",
            TryLockError::WouldBlock => "lock acquisition failed because the operation would block",
        })
    }
}
impl crate::error::Error for TryLockError {}
impl From<TryLockError> for Error {
    fn from(error: TryLockError) -> Error {
        match error {
            TryLockError::Error(error) => error,
            TryLockError::WouldBlock => ErrorKind::WouldBlock.into(),
        }
    }
}

impl File {
    /// Opens a file to be read.
    ///
    /// # Examples
    /// ```
    /// use std::fs::File;
    /// use std::io::ErrorKind;
    /// let error = File::open("/no/such/file").unwrap_err();
    /// assert_eq!(error.kind(), ErrorKind::NotFound);
    /// ```
    pub fn open<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().read(true).open(path)
    }
    pub fn create<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().write(true).create(true).truncate(true).open(path)
    }
    pub fn create_new<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(path)
    }
    pub fn options() -> OpenOptions {
        OpenOptions::new()
    }
    pub fn sync_all(&self) -> io::Result<()> {
        fd::check(unsafe { c::fsync(self.fd.0) }).map(drop)
    }
    pub fn sync_data(&self) -> io::Result<()> {
        fd::check(unsafe { c::fdatasync(self.fd.0) }).map(drop)
    }
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        fd::check(unsafe { c::ftruncate(self.fd.0, size as i64) }).map(drop)
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        metadata::of_file(self.fd.0, c"", c::AT_EMPTY_PATH)
    }
    pub fn try_clone(&self) -> io::Result<File> {
        Ok(File { fd: self.fd.try_clone()? })
    }
    pub fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        fd::check(unsafe { c::fchmod(self.fd.0, permissions.mode) }).map(drop)
    }
    pub fn set_times(&self, times: FileTimes) -> io::Result<()> {
        let times = times.to_parts();
        fd::check(unsafe { c::futimens(self.fd.0, times.as_ptr()) }).map(drop)
    }
    pub fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.set_times(FileTimes::new().set_modified(time))
    }
    fn flock(&self, operation: i32) -> io::Result<()> {
        fd::check(unsafe { c::flock(self.fd.0, operation) }).map(drop)
    }
    fn try_flock(&self, operation: i32) -> Result<(), TryLockError> {
        self.flock(operation | 4).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => TryLockError::WouldBlock,
            _ => TryLockError::Error(error),
        })
    }
    pub fn lock(&self) -> io::Result<()> {
        self.flock(2)
    }
    pub fn lock_shared(&self) -> io::Result<()> {
        self.flock(1)
    }
    pub fn try_lock(&self) -> Result<(), TryLockError> {
        self.try_flock(2)
    }
    pub fn try_lock_shared(&self) -> Result<(), TryLockError> {
        self.try_flock(1)
    }
    pub fn unlock(&self) -> io::Result<()> {
        self.flock(8)
    }
}
impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File").field("fd", &self.fd.0).finish()
    }
}
crate::os::fd::descriptors! { owned File, fd, fd => File { fd }; }

macro_rules! file_io {
    ($($t:ty)*) => { $(
        impl Read for $t {
            fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
                fd::read(self.fd.0, buffer)
            }
        }
        impl Write for $t {
            fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
                fd::write(self.fd.0, buffer)
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        impl Seek for $t {
            fn seek(&mut self, position: SeekFrom) -> io::Result<u64> {
                let (offset, whence) = match position {
                    SeekFrom::Start(offset) => (offset as i64, 0),
                    SeekFrom::Current(offset) => (offset, 1),
                    SeekFrom::End(offset) => (offset, 2),
                };
                let result = unsafe { c::lseek(self.fd.0, offset, whence) };
                if result < 0 { Err(Error::last_os_error()) } else { Ok(result as u64) }
            }
        }
    )* };
}
file_io! { File &File Arc<File> }

pub fn read<P: AsRef<Path>>(path: P) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

pub fn read_to_string<P: AsRef<Path>>(path: P) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(path: P, contents: C) -> io::Result<()> {
    File::create(path)?.write_all(contents.as_ref())
}

pub fn exists<P: AsRef<Path>>(path: P) -> io::Result<bool> {
    match metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()> {
    with_path(path.as_ref(), |path| unsafe { c::unlink(path) })
}

pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()> {
    with_paths(from.as_ref(), to.as_ref(), |from, to| unsafe { c::rename(from, to) })
}

pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    with_paths(original.as_ref(), link.as_ref(), |original, link| unsafe { c::link(original, link) })
}

pub fn soft_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    crate::os::unix::fs::symlink(original, link)
}

pub fn read_link<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path_text(path.as_ref())?;
    let mut buffer = vec![0u8; 256];
    loop {
        let count = unsafe { c::readlink(path.as_ptr() as *const i8, buffer.as_mut_ptr(), buffer.len()) };
        if count < 0 {
            return Err(Error::last_os_error());
        }
        if (count as usize) < buffer.len() {
            buffer.truncate(count as usize);
            return Ok(PathBuf::from(OsString::from_vec(buffer)));
        }
        buffer.resize(buffer.len() * 2, 0);
    }
}

/// Copies the contents and the permissions.
pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64> {
    let mut source = File::open(from)?;
    let metadata = source.metadata()?;
    if !metadata.is_file() {
        return Err(Error::message(ErrorKind::InvalidInput, "the source path is neither a regular file nor a symlink to a regular file"));
    }
    let mode = metadata.permissions().mode;
    let mut options = OpenOptions::new();
    options.mode = mode;
    let mut destination = options.write(true).create(true).truncate(true).open(to)?;
    if destination.metadata()?.is_file() {
        destination.set_permissions(Permissions { mode })?;
    }
    io::copy(&mut source, &mut destination)
}

pub fn canonicalize<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path_text(path.as_ref())?;
    unsafe {
        let resolved = c::realpath(path.as_ptr() as *const i8, crate::ptr::null_mut());
        if resolved.is_null() {
            return Err(Error::last_os_error());
        }
        let result = OsString::from_vec(CStr::from_ptr(resolved).to_bytes().to_vec());
        c::free(resolved as *mut u8);
        Ok(PathBuf::from(result))
    }
}
