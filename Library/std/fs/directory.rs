//! Directories: making, reading and removing them.

use super::{remove_file, symlink_metadata, with_path, FileType, Metadata};
use crate::ffi::{CStr, OsStr, OsString};
use crate::fmt;
use crate::io::{self, Error, ErrorKind};
use crate::path::{Path, PathBuf};
use crate::sys::{c, os};

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
    kind: u8,
    pub(crate) inode: u64,
}

pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir> {
    let path = path.as_ref();
    let text = super::path_text(path)?;
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
                    return Some(Ok(DirEntry {
                        directory: self.directory.clone(),
                        name,
                        kind: (*entry).kind,
                        inode: (*entry).inode,
                    }));
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
        match FileType::of_entry(self.kind) {
            Some(kind) => Ok(kind),
            None => Ok(self.metadata()?.file_type()),
        }
    }
}
impl fmt::Debug for ReadDir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ReadDir").field(&self.directory).finish()
    }
}
impl fmt::Debug for DirEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DirEntry").field(&self.path()).finish()
    }
}

/// How a directory is made.
#[derive(Debug)]
pub struct DirBuilder {
    pub(crate) mode: u32,
    recursive: bool,
}
impl DirBuilder {
    pub fn new() -> DirBuilder {
        DirBuilder { mode: 0o777, recursive: false }
    }
    pub fn recursive(&mut self, recursive: bool) -> &mut Self {
        self.recursive = recursive;
        self
    }
    pub fn create<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        let path = path.as_ref();
        if self.recursive { self.create_all(path) } else { self.create_one(path) }
    }
    fn create_one(&self, path: &Path) -> io::Result<()> {
        with_path(path, |path| unsafe { c::mkdir(path, self.mode) })
    }
    fn create_all(&self, path: &Path) -> io::Result<()> {
        if path.as_os_str().is_empty() {
            return Ok(());
        }
        match self.create_one(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => match path.parent() {
                Some(parent) => self.create_all(parent)?,
                None => return Err(Error::message(ErrorKind::Uncategorized, "failed to create whole tree")),
            },
            Err(_) if path.is_dir() => return Ok(()),
            result => return result,
        }
        match self.create_one(path) {
            Err(_) if path.is_dir() => Ok(()),
            result => result,
        }
    }
}

pub fn create_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().create(path)
}

pub fn create_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}

pub fn remove_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    with_path(path.as_ref(), |path| unsafe { c::rmdir(path) })
}

/// Removes a directory with all that is in it; of a symbolic link only the link.
pub fn remove_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    let path = path.as_ref();
    if symlink_metadata(path)?.is_symlink() { remove_file(path) } else { remove_tree(path) }
}
fn remove_tree(path: &Path) -> io::Result<()> {
    for entry in read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            remove_tree(&entry.path())?;
        } else {
            remove_file(entry.path())?;
        }
    }
    remove_dir(path)
}
