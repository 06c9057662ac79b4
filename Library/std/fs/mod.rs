//! Files.

mod directory;
mod metadata;

pub use self::directory::{create_dir, create_dir_all, read_dir, remove_dir, remove_dir_all, DirBuilder, DirEntry, ReadDir};
pub use self::metadata::{metadata, set_permissions, symlink_metadata, FileTimes, FileType, Metadata, Permissions};

use crate::ffi::{c_char, CStr, OsString};
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
pub(crate) fn with_path(path: &Path, call: impl FnOnce(*const c_char) -> i32) -> io::Result<()> {
    let path = path_text(path)?;
    fd::check(call(path.as_ptr() as *const c_char)).map(drop)
}
pub(crate) fn with_paths(from: &Path, to: &Path, call: impl FnOnce(*const c_char, *const c_char) -> i32) -> io::Result<()> {
    let (from, to) = (path_text(from)?, path_text(to)?);
    fd::check(call(from.as_ptr() as *const c_char, to.as_ptr() as *const c_char)).map(drop)
}

impl OpenOptions {
    /// Options none of which is set. To open a file, at least one of `read`, `write` and `append` must be.
    ///
    /// # Examples
    /// ```
    /// use std::fs::OpenOptions;
    /// assert!(OpenOptions::new().open("/").is_err());
    /// assert!(OpenOptions::new().read(true).open("/").is_ok());
    /// ```
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
    /// Whether the file can be read.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::OpenOptions::new().read(true).open("/").is_ok());
    /// ```
    pub fn read(&mut self, read: bool) -> &mut Self {
        self.read = read;
        self
    }
    /// Whether the file can be written, over what it contains.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, OpenOptions};
    /// use std::io::Write;
    /// let path = std::env::temp_dir().join(format!("options-write-{}", std::process::id()));
    /// fs::write(&path, "abc").unwrap();
    /// OpenOptions::new().write(true).open(&path).unwrap().write_all(b"x").unwrap();
    /// assert_eq!(fs::read_to_string(&path).unwrap(), "xbc");
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn write(&mut self, write: bool) -> &mut Self {
        self.write = write;
        self
    }
    /// Whether all that is written goes behind what the file contains.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, OpenOptions};
    /// use std::io::Write;
    /// let path = std::env::temp_dir().join(format!("options-append-{}", std::process::id()));
    /// fs::write(&path, "abc").unwrap();
    /// OpenOptions::new().append(true).open(&path).unwrap().write_all(b"d").unwrap();
    /// assert_eq!(fs::read_to_string(&path).unwrap(), "abcd");
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn append(&mut self, append: bool) -> &mut Self {
        self.append = append;
        self
    }
    /// Whether a file that is there is emptied.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, OpenOptions};
    /// let path = std::env::temp_dir().join(format!("options-truncate-{}", std::process::id()));
    /// fs::write(&path, "abc").unwrap();
    /// OpenOptions::new().write(true).truncate(true).open(&path).unwrap();
    /// assert_eq!(fs::read(&path).unwrap(), b"");
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn truncate(&mut self, truncate: bool) -> &mut Self {
        self.truncate = truncate;
        self
    }
    /// Whether the file is made if it is not there.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, OpenOptions};
    /// let path = std::env::temp_dir().join(format!("options-create-{}", std::process::id()));
    /// OpenOptions::new().write(true).create(true).open(&path).unwrap();
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn create(&mut self, create: bool) -> &mut Self {
        self.create = create;
        self
    }
    /// Whether the file is made, and it is an error if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, OpenOptions};
    /// let path = std::env::temp_dir().join(format!("options-create-new-{}", std::process::id()));
    /// let mut options = OpenOptions::new();
    /// options.write(true).create_new(true);
    /// assert!(options.open(&path).is_ok());
    /// assert!(options.open(&path).is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn create_new(&mut self, create_new: bool) -> &mut Self {
        self.create_new = create_new;
        self
    }
    /// Opens the file with these options.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::OpenOptions::new().read(true).open("/no/such/file").is_err());
    /// ```
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
        // SAFETY: the text ends with a NUL.
        let fd = fd::retry(|| unsafe { c::open(path.as_ptr() as *const c_char, flags, self.mode) as isize })?;
        Ok(File { fd: OwnedFd(fd as i32) })
    }
}


/// A lock of a file was not to be had at once.
pub enum TryLockError {
    /// The lock could not be asked for.
    Error(Error),
    /// Somebody else has the lock.
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
    /// Makes a file to be written, or empties the one that is there.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// use std::io::Write;
    /// let path = std::env::temp_dir().join(format!("file-create-{}", std::process::id()));
    /// File::create(&path).unwrap().write_all(b"abc").unwrap();
    /// assert_eq!(fs::read(&path).unwrap(), b"abc");
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn create<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().write(true).create(true).truncate(true).open(path)
    }
    /// Makes a file to be read and written; it is an error if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-create-new-{}", std::process::id()));
    /// assert!(File::create_new(&path).is_ok());
    /// assert!(File::create_new(&path).is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn create_new<P: AsRef<Path>>(path: P) -> io::Result<File> {
        OpenOptions::new().read(true).write(true).create_new(true).open(path)
    }
    /// Options to open a file with.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::File::options().read(true).open("/").is_ok());
    /// ```
    pub fn options() -> OpenOptions {
        OpenOptions::new()
    }
    /// Waits until the contents of the file and what is known of it are on the disk.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("sync-all-{}", std::process::id()));
    /// File::create(&path).unwrap().sync_all().unwrap();
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn sync_all(&self) -> io::Result<()> {
        // SAFETY: the call takes any number.
        fd::check(unsafe { c::fsync(self.fd.0) }).map(drop)
    }
    /// Waits until the contents of the file are on the disk.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("sync-data-{}", std::process::id()));
    /// File::create(&path).unwrap().sync_data().unwrap();
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn sync_data(&self) -> io::Result<()> {
        // SAFETY: the call takes any number.
        fd::check(unsafe { c::fdatasync(self.fd.0) }).map(drop)
    }
    /// Cuts the file off or fills it up with zeros, to a size in bytes.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("set-len-{}", std::process::id()));
    /// File::create(&path).unwrap().set_len(2).unwrap();
    /// assert_eq!(fs::read(&path).unwrap(), [0, 0]);
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        // SAFETY: the call takes any number.
        fd::check(unsafe { c::ftruncate(self.fd.0, size as i64) }).map(drop)
    }
    /// What is known of the file.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::File::open("/").unwrap().metadata().unwrap().is_dir());
    /// ```
    pub fn metadata(&self) -> io::Result<Metadata> {
        metadata::of_file(self.fd.0, c"", c::AT_EMPTY_PATH)
    }
    /// Another handle of the same open file, with the same position.
    ///
    /// # Examples
    /// ```
    /// let folder = std::fs::File::open("/").unwrap();
    /// assert!(folder.try_clone().unwrap().metadata().unwrap().is_dir());
    /// ```
    pub fn try_clone(&self) -> io::Result<File> {
        Ok(File { fd: self.fd.try_clone()? })
    }
    /// Changes who may do what with the file.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-permissions-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// let mut permissions = file.metadata().unwrap().permissions();
    /// permissions.set_readonly(true);
    /// file.set_permissions(permissions).unwrap();
    /// assert!(fs::metadata(&path).unwrap().permissions().readonly());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        // SAFETY: the call takes any number.
        fd::check(unsafe { c::fchmod(self.fd.0, permissions.mode) }).map(drop)
    }
    /// Changes the times that are set.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File, FileTimes};
    /// use std::time::UNIX_EPOCH;
    /// let path = std::env::temp_dir().join(format!("set-times-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// file.set_times(FileTimes::new().set_modified(UNIX_EPOCH)).unwrap();
    /// assert_eq!(file.metadata().unwrap().modified().unwrap(), UNIX_EPOCH);
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn set_times(&self, times: FileTimes) -> io::Result<()> {
        let times = times.to_parts();
        // SAFETY: there are two times, as the call expects.
        fd::check(unsafe { c::futimens(self.fd.0, times.as_ptr()) }).map(drop)
    }
    /// Changes the time of the last change.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// use std::time::UNIX_EPOCH;
    /// let path = std::env::temp_dir().join(format!("file-modified-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// file.set_modified(UNIX_EPOCH).unwrap();
    /// assert_eq!(file.metadata().unwrap().modified().unwrap(), UNIX_EPOCH);
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn set_modified(&self, time: SystemTime) -> io::Result<()> {
        self.set_times(FileTimes::new().set_modified(time))
    }
    fn flock(&self, operation: i32) -> io::Result<()> {
        // SAFETY: the call takes any numbers.
        fd::check(unsafe { c::flock(self.fd.0, operation) }).map(drop)
    }
    fn try_flock(&self, operation: i32) -> Result<(), TryLockError> {
        self.flock(operation | 4).map_err(|error| match error.kind() {
            ErrorKind::WouldBlock => TryLockError::WouldBlock,
            _ => TryLockError::Error(error),
        })
    }
    /// Waits until nobody else has a lock of the file, and locks it. The lock goes with the last handle.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-lock-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// file.lock().unwrap();
    /// assert!(File::open(&path).unwrap().try_lock().is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn lock(&self) -> io::Result<()> {
        self.flock(2)
    }
    /// Waits until nobody else has a lock that is not shared, and takes a shared one.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-lock-shared-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// file.lock_shared().unwrap();
    /// assert!(File::open(&path).unwrap().try_lock_shared().is_ok());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn lock_shared(&self) -> io::Result<()> {
        self.flock(1)
    }
    /// As `lock`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File, TryLockError};
    /// let path = std::env::temp_dir().join(format!("file-try-lock-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// assert!(file.try_lock().is_ok());
    /// assert!(matches!(File::open(&path).unwrap().try_lock(), Err(TryLockError::WouldBlock)));
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn try_lock(&self) -> Result<(), TryLockError> {
        self.try_flock(2)
    }
    /// As `lock_shared`, with an error instead of waiting.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-try-shared-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// assert!(file.try_lock_shared().is_ok());
    /// assert!(File::open(&path).unwrap().try_lock().is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn try_lock_shared(&self) -> Result<(), TryLockError> {
        self.try_flock(1)
    }
    /// Gives the lock back.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, File};
    /// let path = std::env::temp_dir().join(format!("file-unlock-{}", std::process::id()));
    /// let file = File::create(&path).unwrap();
    /// file.lock().unwrap();
    /// file.unlock().unwrap();
    /// assert!(File::open(&path).unwrap().try_lock().is_ok());
    /// fs::remove_file(&path).unwrap();
    /// ```
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
                // SAFETY: the call takes any numbers.
                let result = unsafe { c::lseek(self.fd.0, offset, whence) };
                if result < 0 { Err(Error::last_os_error()) } else { Ok(result as u64) }
            }
        }
    )* };
}
file_io! { File &File Arc<File> }

/// All bytes of a file.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("fs-read-{}", std::process::id()));
/// fs::write(&path, [1, 2]).unwrap();
/// assert_eq!(fs::read(&path).unwrap(), [1, 2]);
/// fs::remove_file(&path).unwrap();
/// ```
pub fn read<P: AsRef<Path>>(path: P) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The text of a file. What is not UTF-8 is an error.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("fs-read-text-{}", std::process::id()));
/// fs::write(&path, "abc").unwrap();
/// assert_eq!(fs::read_to_string(&path).unwrap(), "abc");
/// fs::remove_file(&path).unwrap();
/// ```
pub fn read_to_string<P: AsRef<Path>>(path: P) -> io::Result<String> {
    let mut text = String::new();
    File::open(path)?.read_to_string(&mut text)?;
    Ok(text)
}

/// Makes a file of these contents, or puts them in the place of what is there.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("fs-write-{}", std::process::id()));
/// fs::write(&path, "old").unwrap();
/// fs::write(&path, b"new").unwrap();
/// assert_eq!(fs::read_to_string(&path).unwrap(), "new");
/// fs::remove_file(&path).unwrap();
/// ```
pub fn write<P: AsRef<Path>, C: AsRef<[u8]>>(path: P, contents: C) -> io::Result<()> {
    File::create(path)?.write_all(contents.as_ref())
}

/// Whether there is a file at a path; an error if that cannot be found out.
///
/// # Examples
/// ```
/// assert!(std::fs::exists("/").unwrap());
/// assert!(!std::fs::exists("/no/such/file").unwrap());
/// ```
pub fn exists<P: AsRef<Path>>(path: P) -> io::Result<bool> {
    match metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Removes a file; of a symbolic link only itself.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("remove-file-{}", std::process::id()));
/// fs::write(&path, "").unwrap();
/// fs::remove_file(&path).unwrap();
/// assert!(!path.exists());
/// ```
pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()> {
    // SAFETY: the text ends with a NUL.
    with_path(path.as_ref(), |path| unsafe { c::unlink(path) })
}

/// Gives a file or folder another path in the same file system. A file that is there is replaced.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("rename-{}", std::process::id()));
/// let other = path.with_extension("new");
/// fs::write(&path, "abc").unwrap();
/// fs::rename(&path, &other).unwrap();
/// assert_eq!(fs::read(&other).unwrap(), b"abc");
/// fs::remove_file(&other).unwrap();
/// ```
pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()> {
    // SAFETY: both texts end with a NUL.
    with_paths(from.as_ref(), to.as_ref(), |from, to| unsafe { c::rename(from, to) })
}

/// Gives a file another path besides the one it has.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("hard-link-{}", std::process::id()));
/// let other = path.with_extension("too");
/// fs::write(&path, "abc").unwrap();
/// fs::hard_link(&path, &other).unwrap();
/// fs::remove_file(&path).unwrap();
/// assert_eq!(fs::read(&other).unwrap(), b"abc");
/// fs::remove_file(&other).unwrap();
/// ```
pub fn hard_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    // SAFETY: both texts end with a NUL.
    with_paths(original.as_ref(), link.as_ref(), |original, link| unsafe { c::link(original, link) })
}

/// Makes a symbolic link; the newer name is `std::os::unix::fs::symlink`.
///
/// # Examples
/// ```
/// #![allow(deprecated)]
/// use std::{fs, path::Path};
/// let link = std::env::temp_dir().join(format!("soft-link-{}", std::process::id()));
/// fs::soft_link("/", &link).unwrap();
/// assert_eq!(fs::read_link(&link).unwrap(), Path::new("/"));
/// fs::remove_file(&link).unwrap();
/// ```
pub fn soft_link<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    crate::os::unix::fs::symlink(original, link)
}

/// What a symbolic link says.
///
/// # Examples
/// ```
/// use std::{fs, path::Path};
/// let link = std::env::temp_dir().join(format!("read-link-{}", std::process::id()));
/// std::os::unix::fs::symlink("/", &link).unwrap();
/// assert_eq!(fs::read_link(&link).unwrap(), Path::new("/"));
/// fs::remove_file(&link).unwrap();
/// ```
pub fn read_link<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path_text(path.as_ref())?;
    let mut buffer = vec![0u8; 256];
    loop {
        // SAFETY: the text ends with a NUL, and the buffer has the length that is said.
        let count = unsafe { c::readlink(path.as_ptr() as *const c_char, buffer.as_mut_ptr(), buffer.len()) };
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
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("fs-copy-{}", std::process::id()));
/// let other = path.with_extension("copy");
/// fs::write(&path, "abc").unwrap();
/// assert_eq!(fs::copy(&path, &other).unwrap(), 3);
/// assert_eq!(fs::read(&other).unwrap(), b"abc");
/// fs::remove_file(&path).unwrap();
/// fs::remove_file(&other).unwrap();
/// ```
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

/// The path of a file from the root, without symbolic links, `.` and `..`.
///
/// # Examples
/// ```
/// use std::{fs, path::Path};
/// assert_eq!(fs::canonicalize("/./").unwrap(), Path::new("/"));
/// assert!(fs::canonicalize("/no/such/file").is_err());
/// ```
pub fn canonicalize<P: AsRef<Path>>(path: P) -> io::Result<PathBuf> {
    let path = path_text(path.as_ref())?;
    // SAFETY: the text ends with a NUL; the result does as well, and is freed once.
    unsafe {
        let resolved = c::realpath(path.as_ptr() as *const c_char, crate::ptr::null_mut());
        if resolved.is_null() {
            return Err(Error::last_os_error());
        }
        let result = OsString::from_vec(CStr::from_ptr(resolved).to_bytes().to_vec());
        c::free(resolved as *mut u8);
        Ok(PathBuf::from(result))
    }
}
