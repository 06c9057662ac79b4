//! Directories: making, reading and removing them.

use super::{remove_file, symlink_metadata, with_path, FileType, Metadata};
use crate::ffi::{c_char, CStr, OsStr, OsString};
use crate::fmt;
use crate::io::{self, Error, ErrorKind};
use crate::path::{Path, PathBuf};
use crate::sys::{c, os};

/// The entries of a directory.
pub struct ReadDir {
    handle: *mut u8,
    directory: PathBuf,
}
// SAFETY: the stream belongs to this value alone.
unsafe impl Send for ReadDir {}
// SAFETY: a shared one gives nothing but the folder's name.
unsafe impl Sync for ReadDir {}

/// An entry of a directory.
pub struct DirEntry {
    directory: PathBuf,
    name: OsString,
    kind: u8,
    pub(crate) inode: u64,
}

/// The entries of a folder in any order, without `.` and `..`.
///
/// # Examples
/// ```
/// use std::fs;
/// let folder = std::env::temp_dir().join(format!("read-dir-{}", std::process::id()));
/// fs::create_dir(&folder).unwrap();
/// fs::write(folder.join("a"), "").unwrap();
/// let names: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
/// assert_eq!(names, ["a"]);
/// fs::remove_dir_all(&folder).unwrap();
/// ```
pub fn read_dir<P: AsRef<Path>>(path: P) -> io::Result<ReadDir> {
    let path = path.as_ref();
    let text = super::path_text(path)?;
    // SAFETY: the text ends with a NUL.
    let handle = unsafe { c::opendir(text.as_ptr() as *const c_char) };
    if handle.is_null() {
        return Err(Error::last_os_error());
    }
    Ok(ReadDir { handle, directory: path.to_path_buf() })
}

impl Iterator for ReadDir {
    type Item = io::Result<DirEntry>;
    fn next(&mut self) -> Option<io::Result<DirEntry>> {
        loop {
            // SAFETY: the stream is open; what it gives is read before the next call.
            unsafe {
                *c::__errno_location() = 0;
                let entry = c::readdir(self.handle);
                if entry.is_null() {
                    return if os::errno() == 0 { None } else { Some(Err(Error::last_os_error())) };
                }
                let name = CStr::from_ptr(&raw const (*entry).name as *const c_char).to_bytes();
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
        // SAFETY: the stream is open, and nobody uses it any more.
        unsafe { c::closedir(self.handle) };
    }
}
impl DirEntry {
    /// The path of the entry: that of the folder and its name.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, path::Path};
    /// for entry in fs::read_dir("/").unwrap() {
    ///     assert_eq!(entry.unwrap().path().parent(), Some(Path::new("/")));
    /// }
    /// ```
    pub fn path(&self) -> PathBuf {
        self.directory.join(&self.name)
    }
    /// The name of the entry.
    ///
    /// # Examples
    /// ```
    /// for entry in std::fs::read_dir("/").unwrap() {
    ///     assert_ne!(entry.unwrap().file_name(), "..");
    /// }
    /// ```
    pub fn file_name(&self) -> OsString {
        self.name.clone()
    }
    /// What is known of the file; of a symbolic link itself.
    ///
    /// # Examples
    /// ```
    /// use std::fs;
    /// let folder = std::env::temp_dir().join(format!("entry-metadata-{}", std::process::id()));
    /// fs::create_dir(&folder).unwrap();
    /// fs::write(folder.join("a"), "abc").unwrap();
    /// let entry = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    /// assert_eq!(entry.metadata().unwrap().len(), 3);
    /// fs::remove_dir_all(&folder).unwrap();
    /// ```
    pub fn metadata(&self) -> io::Result<Metadata> {
        symlink_metadata(self.path())
    }
    /// What kind of file it is; of a symbolic link itself.
    ///
    /// # Examples
    /// ```
    /// use std::fs;
    /// let folder = std::env::temp_dir().join(format!("entry-type-{}", std::process::id()));
    /// fs::create_dir_all(folder.join("a")).unwrap();
    /// let entry = fs::read_dir(&folder).unwrap().next().unwrap().unwrap();
    /// assert!(entry.file_type().unwrap().is_dir());
    /// fs::remove_dir_all(&folder).unwrap();
    /// ```
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
    /// What makes one folder, in a folder that is there.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, DirBuilder};
    /// let folder = std::env::temp_dir().join(format!("builder-new-{}", std::process::id()));
    /// DirBuilder::new().create(&folder).unwrap();
    /// assert!(folder.is_dir());
    /// fs::remove_dir(&folder).unwrap();
    /// ```
    pub fn new() -> DirBuilder {
        DirBuilder { mode: 0o777, recursive: false }
    }
    /// Whether missing folders on the way are made as well, and a folder that is there is no error.
    ///
    /// # Examples
    /// ```
    /// use std::fs::{self, DirBuilder};
    /// let folder = std::env::temp_dir().join(format!("builder-recursive-{}", std::process::id()));
    /// DirBuilder::new().recursive(true).create(folder.join("a/b")).unwrap();
    /// assert!(folder.join("a/b").is_dir());
    /// fs::remove_dir_all(&folder).unwrap();
    /// ```
    pub fn recursive(&mut self, recursive: bool) -> &mut Self {
        self.recursive = recursive;
        self
    }
    /// Makes the folder.
    ///
    /// # Examples
    /// ```
    /// use std::fs::DirBuilder;
    /// assert!(DirBuilder::new().create("/").is_err());
    /// ```
    pub fn create<P: AsRef<Path>>(&self, path: P) -> io::Result<()> {
        let path = path.as_ref();
        if self.recursive { self.create_all(path) } else { self.create_one(path) }
    }
    fn create_one(&self, path: &Path) -> io::Result<()> {
        // SAFETY: the text ends with a NUL.
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

/// Makes a folder, in a folder that is there.
///
/// # Examples
/// ```
/// use std::fs;
/// let folder = std::env::temp_dir().join(format!("create-dir-{}", std::process::id()));
/// fs::create_dir(&folder).unwrap();
/// assert!(fs::create_dir(&folder).is_err());
/// fs::remove_dir(&folder).unwrap();
/// ```
pub fn create_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().create(path)
}

/// Makes a folder and those on the way that are missing. It is no error if it is there.
///
/// # Examples
/// ```
/// use std::fs;
/// let folder = std::env::temp_dir().join(format!("create-dir-all-{}", std::process::id()));
/// fs::create_dir_all(folder.join("a/b")).unwrap();
/// fs::create_dir_all(folder.join("a/b")).unwrap();
/// fs::remove_dir_all(&folder).unwrap();
/// ```
pub fn create_dir_all<P: AsRef<Path>>(path: P) -> io::Result<()> {
    DirBuilder::new().recursive(true).create(path)
}

/// Removes an empty folder.
///
/// # Examples
/// ```
/// use std::fs;
/// let folder = std::env::temp_dir().join(format!("remove-dir-{}", std::process::id()));
/// fs::create_dir_all(folder.join("a")).unwrap();
/// assert!(fs::remove_dir(&folder).is_err());
/// fs::remove_dir(folder.join("a")).unwrap();
/// fs::remove_dir(&folder).unwrap();
/// ```
pub fn remove_dir<P: AsRef<Path>>(path: P) -> io::Result<()> {
    // SAFETY: the text ends with a NUL.
    with_path(path.as_ref(), |path| unsafe { c::rmdir(path) })
}

/// Removes a directory with all that is in it; of a symbolic link only the link.
///
/// # Examples
/// ```
/// use std::fs;
/// let folder = std::env::temp_dir().join(format!("remove-dir-all-{}", std::process::id()));
/// fs::create_dir_all(folder.join("a/b")).unwrap();
/// fs::remove_dir_all(&folder).unwrap();
/// assert!(!folder.exists());
/// ```
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
