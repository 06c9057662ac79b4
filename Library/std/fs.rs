//! Files.

use crate::ffi::{CStr, OsStr, OsString};
use crate::io::{self, Error, ErrorKind, Read, Seek, SeekFrom, Write};
use crate::path::{Path, PathBuf};
use crate::string::String;
use crate::sys::fd::{self, OwnedFd};
use crate::sys::{c, os};
use crate::vec::Vec;

/// An open file.
#[derive(Debug)]
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
}

fn path_text(path: &Path) -> io::Result<Vec<u8>> {
    match os::c_string(path.as_os_str().as_bytes()) {
        Some(bytes) => Ok(bytes),
        None => Err(Error::message(ErrorKind::InvalidInput, "file name contained an unexpected NUL byte")),
    }
}

/// The result of a call that gives zero on success.
fn check(result: i32) -> io::Result<()> {
    if result == 0 { Ok(()) } else { Err(Error::last_os_error()) }
}

impl OpenOptions {
    pub fn new() -> OpenOptions {
        OpenOptions { read: false, write: false, append: false, truncate: false, create: false, create_new: false }
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
        if (self.truncate || self.create || self.create_new) && !self.write && !self.append {
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
        let fd = fd::retry(|| unsafe { c::open(path.as_ptr() as *const i8, flags | c::O_CLOEXEC, 0o666) as isize })?;
        Ok(File { fd: OwnedFd(fd as i32) })
    }
}

impl File {
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
    pub(crate) fn into_fd(self) -> OwnedFd {
        self.fd
    }
    pub fn sync_all(&self) -> io::Result<()> {
        check(unsafe { c::fsync(self.fd.0) })
    }
    pub fn set_len(&self, size: u64) -> io::Result<()> {
        check(unsafe { c::ftruncate(self.fd.0, size as i64) })
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        let mut stat = crate::mem::MaybeUninit::<c::Stat>::zeroed();
        check(unsafe { c::fstat(self.fd.0, stat.as_mut_ptr()) })?;
        Ok(Metadata { stat: unsafe { stat.assume_init() } })
    }
}

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
file_io! { File &File }

/// What is known of a file.
#[derive(Clone)]
pub struct Metadata {
    stat: c::Stat,
}
impl Metadata {
    pub fn len(&self) -> u64 {
        self.stat.size as u64
    }
    pub fn file_type(&self) -> FileType {
        FileType { mode: self.stat.mode }
    }
    pub fn is_file(&self) -> bool {
        self.stat.mode & 0o170000 == 0o100000
    }
    pub fn is_dir(&self) -> bool {
        self.stat.mode & 0o170000 == 0o040000
    }
    pub fn modified(&self) -> io::Result<crate::time::SystemTime> {
        Ok(crate::time::SystemTime::from_parts(self.stat.modified.seconds, self.stat.modified.nanoseconds))
    }
}

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

pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    let path = path_text(path.as_ref())?;
    let mut stat = crate::mem::MaybeUninit::<c::Stat>::zeroed();
    check(unsafe { c::stat(path.as_ptr() as *const i8, stat.as_mut_ptr()) })?;
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}

pub fn exists<P: AsRef<Path>>(path: P) -> io::Result<bool> {
    match metadata(path) {
        Ok(_) => Ok(true),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

pub fn remove_file<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path_text(path.as_ref())?;
    check(unsafe { c::unlink(path.as_ptr() as *const i8) })
}

pub fn rename<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<()> {
    let (from, to) = (path_text(from.as_ref())?, path_text(to.as_ref())?);
    check(unsafe { c::rename(from.as_ptr() as *const i8, to.as_ptr() as *const i8) })
}

pub fn create_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path_text(path.as_ref())?;
    check(unsafe { c::mkdir(path.as_ptr() as *const i8, 0o777) })
}

pub fn create_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path.as_ref();
    if path.as_os_str().is_empty() || path.is_dir() {
        return Ok(());
    }
    match create_dir(path) {
        Ok(()) => return Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(_) if path.is_dir() => return Ok(()),
        Err(error) => return Err(error),
    }
    if let Some(parent) = path.parent() {
        create_dir_all(parent)?;
    }
    match create_dir(path) {
        Err(_) if path.is_dir() => Ok(()),
        result => result,
    }
}

pub fn remove_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path_text(path.as_ref())?;
    check(unsafe { c::rmdir(path.as_ptr() as *const i8) })
}

pub fn remove_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path.as_ref();
    for entry in read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_dir_all(entry.path())?;
        } else {
            remove_file(entry.path())?;
        }
    }
    remove_dir(path)
}

pub fn copy<P: AsRef<Path>, Q: AsRef<Path>>(from: P, to: Q) -> io::Result<u64> {
    let mut source = File::open(from)?;
    let mut destination = File::create(to)?;
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

/// What kind of file an entry is.
#[derive(Copy, Clone, PartialEq, Eq, Hash, Debug)]
pub struct FileType {
    mode: u32,
}
impl FileType {
    pub fn is_dir(&self) -> bool {
        self.mode & 0o170000 == 0o040000
    }
    pub fn is_file(&self) -> bool {
        self.mode & 0o170000 == 0o100000
    }
    pub fn is_symlink(&self) -> bool {
        self.mode & 0o170000 == 0o120000
    }
}

/// The entries of a directory.
pub struct ReadDir {
    handle: *mut u8,
    directory: PathBuf,
}
unsafe impl Send for ReadDir {}
unsafe impl Sync for ReadDir {}

/// An entry of a directory.
pub struct DirEntry {
    directory: PathBuf,
    name: OsString,
}

pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir> {
    let path = path.as_ref();
    let text = path_text(path)?;
    let handle = unsafe { c::opendir(text.as_ptr() as *const i8) };
    if handle.is_null() {
        return Err(Error::last_os_error());
    }
    Ok(ReadDir { handle, directory: path.to_path_buf() })
}

impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
    fn next(&mut self) -> Option<io::Result<DirEntry>> {
        loop {
            unsafe {
                *c::__errno_location() = 0;
                let entry = c::readdir(self.handle);
                if entry.is_null() {
                    return if os::errno() == 0 { None } else { Some(Err(Error::last_os_error())) };
                }
                let name = CStr::from_ptr(&raw const (*entry).name as *const i8).to_bytes();
                if name != b"." && name != b".." {
                    let name = OsStr::from_bytes(name).to_os_string();
                    return Some(Ok(DirEntry { directory: self.directory.clone(), name }));
                }
            }
        }
    }
}
impl Drop for ReadDir {
    fn drop(&mut self) {
        unsafe { c::closedir(self.handle) };
    }
}
impl DirEntry {
    pub fn path(&self) -> PathBuf {
        self.directory.join(&self.name)
    }
    pub fn file_name(&self) -> OsString {
        self.name.clone()
    }
    pub fn metadata(&self) -> io::Result<Metadata> {
        symlink_metadata(self.path())
    }
    pub fn file_type(&self) -> io::Result<FileType> {
        Ok(self.metadata()?.file_type())
    }
}

pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    let path = path_text(path.as_ref())?;
    let mut stat = crate::mem::MaybeUninit::<c::Stat>::zeroed();
    check(unsafe { c::lstat(path.as_ptr() as *const i8, stat.as_mut_ptr()) })?;
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}
