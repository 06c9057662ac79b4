//! What is known of files without reading them.

use super::with_path;
use crate::ffi::CStr;
use crate::fmt;
use crate::io::{self, Error, ErrorKind};
use crate::path::Path;
use crate::sys::{c, fd};
use crate::time::SystemTime;

/// What is known of a file.
#[derive(Clone)]
pub struct Metadata {
    pub(crate) stat: c::Statx,
}
impl Metadata {
    /// The size of the file in bytes.
    ///
    /// # Examples
    /// ```
    /// use std::fs;
    /// let path = std::env::temp_dir().join(format!("metadata-len-{}", std::process::id()));
    /// fs::write(&path, "abc").unwrap();
    /// assert_eq!(fs::metadata(&path).unwrap().len(), 3);
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn len(&self) -> u64 {
        self.stat.size
    }
    /// What kind of file it is.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::metadata("/").unwrap().file_type().is_dir());
    /// ```
    pub fn file_type(&self) -> FileType {
        FileType { mode: self.stat.mode as u32 }
    }
    /// Whether it is a regular file.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::fs::metadata("/").unwrap().is_file());
    /// ```
    pub fn is_file(&self) -> bool {
        self.file_type().is_file()
    }
    /// Whether it is a folder.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::metadata("/").unwrap().is_dir());
    /// ```
    pub fn is_dir(&self) -> bool {
        self.file_type().is_dir()
    }
    /// Whether it is a symbolic link, which only `symlink_metadata` can say.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::fs::symlink_metadata("/").unwrap().is_symlink());
    /// ```
    pub fn is_symlink(&self) -> bool {
        self.file_type().is_symlink()
    }
    /// Who may do what with the file.
    ///
    /// # Examples
    /// ```
    /// use std::fs;
    /// let path = std::env::temp_dir().join(format!("metadata-permissions-{}", std::process::id()));
    /// fs::write(&path, "abc").unwrap();
    /// assert!(!fs::metadata(&path).unwrap().permissions().readonly());
    /// fs::remove_file(&path).unwrap();
    /// ```
    pub fn permissions(&self) -> Permissions {
        Permissions { mode: self.stat.mode as u32 }
    }
    /// When the contents were last changed.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::metadata("/").unwrap().modified().is_ok());
    /// ```
    pub fn modified(&self) -> io::Result<SystemTime> {
        Ok(self.stat.modified.to_time())
    }
    /// When the file was last read, as far as the file system notes it.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::metadata("/").unwrap().accessed().is_ok());
    /// ```
    pub fn accessed(&self) -> io::Result<SystemTime> {
        Ok(self.stat.accessed.to_time())
    }
    /// When the file was made, or an error if the file system does not know.
    ///
    /// # Examples
    /// ```
    /// if let Ok(time) = std::fs::metadata("/").unwrap().created() {
    ///     println!("{time:?}");
    /// }
    /// ```
    pub fn created(&self) -> io::Result<SystemTime> {
        if self.stat.mask & c::STATX_BTIME != 0 {
            return Ok(self.stat.created.to_time());
        }
        Err(Error::message(ErrorKind::Unsupported, "creation time is not available for the filesystem"))
    }
}
impl fmt::Debug for Metadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_struct("Metadata");
        builder.field("file_type", &self.file_type());
        builder.field("permissions", &self.permissions());
        builder.field("len", &self.len());
        for (name, time) in [("modified", self.modified()), ("accessed", self.accessed()), ("created", self.created())] {
            if let Ok(time) = time {
                builder.field(name, &time);
            }
        }
        builder.finish_non_exhaustive()
    }
}

/// Asks the kernel about a path, relative to a directory or a file's descriptor.
pub(super) fn of_file(directory: i32, path: &CStr, flags: i32) -> io::Result<Metadata> {
    let mut stat = crate::mem::MaybeUninit::<c::Statx>::zeroed();
    // SAFETY: the text ends with a NUL, and there is room for the result.
    fd::check(unsafe { c::statx(directory, path.as_ptr(), flags, c::STATX_ALL, stat.as_mut_ptr()) })?;
    // SAFETY: the call has filled it in, and zero bytes are valid besides.
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}

fn of_path(path: &Path, flags: i32) -> io::Result<Metadata> {
    let mut stat = crate::mem::MaybeUninit::<c::Statx>::zeroed();
    // SAFETY: the text ends with a NUL, and there is room for the result.
    with_path(path, |path| unsafe { c::statx(c::AT_FDCWD, path, flags, c::STATX_ALL, stat.as_mut_ptr()) })?;
    // SAFETY: the call has filled it in, and zero bytes are valid besides.
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}

/// What is known of a file; of a symbolic link's target.
///
/// # Examples
/// ```
/// assert!(std::fs::metadata("/").unwrap().is_dir());
/// assert!(std::fs::metadata("/no/such/file").is_err());
/// ```
pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    of_path(path.as_ref(), 0)
}

/// What is known of a file; of a symbolic link itself.
///
/// # Examples
/// ```
/// assert!(std::fs::symlink_metadata("/").unwrap().is_dir());
/// ```
pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    of_path(path.as_ref(), c::AT_SYMLINK_NOFOLLOW)
}

/// Who may do what with a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Permissions {
    pub(crate) mode: u32,
}
impl Permissions {
    /// Whether nobody may write to the file.
    ///
    /// # Examples
    /// ```
    /// use std::fs::Permissions;
    /// use std::os::unix::fs::PermissionsExt;
    /// assert!(Permissions::from_mode(0o444).readonly());
    /// ```
    pub fn readonly(&self) -> bool {
        self.mode & 0o222 == 0
    }
    /// Says whether nobody or everybody may write to the file. Only `set_permissions` changes the file.
    ///
    /// # Examples
    /// ```
    /// use std::fs::Permissions;
    /// use std::os::unix::fs::PermissionsExt;
    /// let mut permissions = Permissions::from_mode(0o644);
    /// permissions.set_readonly(true);
    /// assert_eq!(permissions.mode() & 0o777, 0o444);
    /// ```
    pub fn set_readonly(&mut self, readonly: bool) {
        if readonly { self.mode &= !0o222 } else { self.mode |= 0o222 }
    }
}
impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Permissions").field(&FilePermissions(self.mode)).finish()
    }
}
struct FilePermissions(u32);
impl fmt::Debug for FilePermissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePermissions").field("mode", &Mode(self.0)).finish()
    }
}
/// Shows a mode in octal and as `ls` does.
struct Mode(u32);
impl fmt::Debug for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = self.0;
        write!(f, "0o{mode:06o}")?;
        let kind = match mode & 0o170000 {
            0o040000 => 'd',
            0o060000 => 'b',
            0o020000 => 'c',
            0o120000 => 'l',
            0o010000 => 'p',
            0o140000 => 's',
            0o100000 => '-',
            _ => return Ok(()),
        };
        write!(f, " ({kind}")?;
        for (shift, special, letter) in [(6, 0o4000, 's'), (3, 0o2000, 's'), (0, 0o1000, 't')] {
            let bits = mode >> shift;
            let execute = match (bits & 1 != 0, mode & special != 0) {
                (true, true) => letter,
                (false, true) => letter.to_ascii_uppercase(),
                (true, false) => 'x',
                (false, false) => '-',
            };
            let (read, write) = (if bits & 4 != 0 { 'r' } else { '-' }, if bits & 2 != 0 { 'w' } else { '-' });
            write!(f, "{read}{write}{execute}")?;
        }
        f.write_str(")")
    }
}

/// Changes who may do what with a file.
///
/// # Examples
/// ```
/// use std::fs;
/// let path = std::env::temp_dir().join(format!("set-permissions-{}", std::process::id()));
/// fs::write(&path, "abc").unwrap();
/// let mut permissions = fs::metadata(&path).unwrap().permissions();
/// permissions.set_readonly(true);
/// fs::set_permissions(&path, permissions).unwrap();
/// assert!(fs::metadata(&path).unwrap().permissions().readonly());
/// fs::remove_file(&path).unwrap();
/// ```
pub fn set_permissions<P: AsRef<Path>>(path: P, permissions: Permissions) -> io::Result<()> {
    // SAFETY: the text ends with a NUL.
    with_path(path.as_ref(), |path| unsafe { c::chmod(path, permissions.mode) })
}

/// Times to set on a file.
#[derive(Copy, Clone, Debug, Default)]
pub struct FileTimes {
    accessed: Option<SystemTime>,
    modified: Option<SystemTime>,
}
impl FileTimes {
    /// Times of a file, none of which is set.
    ///
    /// # Examples
    /// ```
    /// use std::fs::FileTimes;
    /// use std::time::UNIX_EPOCH;
    /// let _times = FileTimes::new().set_modified(UNIX_EPOCH);
    /// ```
    pub fn new() -> FileTimes {
        FileTimes::default()
    }
    /// Sets when the file was last read.
    ///
    /// # Examples
    /// ```
    /// use std::fs::FileTimes;
    /// use std::time::UNIX_EPOCH;
    /// let _times = FileTimes::new().set_accessed(UNIX_EPOCH);
    /// ```
    pub fn set_accessed(mut self, time: SystemTime) -> FileTimes {
        self.accessed = Some(time);
        self
    }
    /// Sets when the contents were last changed.
    ///
    /// # Examples
    /// ```
    /// use std::fs::FileTimes;
    /// use std::time::UNIX_EPOCH;
    /// let _times = FileTimes::new().set_modified(UNIX_EPOCH);
    /// ```
    pub fn set_modified(mut self, time: SystemTime) -> FileTimes {
        self.modified = Some(time);
        self
    }
    pub(super) fn to_parts(self) -> [c::Timespec; 2] {
        const UTIME_OMIT: i64 = (1 << 30) - 2;
        [self.accessed, self.modified].map(|time| match time {
            Some(time) => {
                let (seconds, nanoseconds) = time.to_parts();
                c::Timespec { seconds, nanoseconds: nanoseconds as i64 }
            }
            None => c::Timespec { seconds: 0, nanoseconds: UTIME_OMIT },
        })
    }
}

/// What kind of file an entry is.
#[derive(Copy, Clone, PartialEq, Eq, Hash)]
pub struct FileType {
    mode: u32,
}
impl FileType {
    pub(crate) fn is(&self, kind: u32) -> bool {
        self.mode & 0o170000 == kind
    }
    /// The kind that a directory's entry tells; `None` when it does not.
    pub(super) fn of_entry(kind: u8) -> Option<FileType> {
        if kind == 0 { None } else { Some(FileType { mode: (kind as u32) << 12 }) }
    }
    /// Whether it is a folder.
    ///
    /// # Examples
    /// ```
    /// assert!(std::fs::metadata("/").unwrap().file_type().is_dir());
    /// ```
    pub fn is_dir(&self) -> bool {
        self.is(0o040000)
    }
    /// Whether it is a regular file.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::fs::metadata("/").unwrap().file_type().is_file());
    /// ```
    pub fn is_file(&self) -> bool {
        self.is(0o100000)
    }
    /// Whether it is a symbolic link.
    ///
    /// # Examples
    /// ```
    /// assert!(!std::fs::metadata("/").unwrap().file_type().is_symlink());
    /// ```
    pub fn is_symlink(&self) -> bool {
        self.is(0o120000)
    }
}
impl fmt::Debug for FileType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FileType")
            .field("is_file", &self.is_file())
            .field("is_dir", &self.is_dir())
            .field("is_symlink", &self.is_symlink())
            .finish_non_exhaustive()
    }
}
