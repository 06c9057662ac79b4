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
    pub fn len(&self) -> u64 {
        self.stat.size
    }
    pub fn file_type(&self) -> FileType {
        FileType { mode: self.stat.mode as u32 }
    }
    pub fn is_file(&self) -> bool {
        self.file_type().is_file()
    }
    pub fn is_dir(&self) -> bool {
        self.file_type().is_dir()
    }
    pub fn is_symlink(&self) -> bool {
        self.file_type().is_symlink()
    }
    pub fn permissions(&self) -> Permissions {
        Permissions { mode: self.stat.mode as u32 }
    }
    pub fn modified(&self) -> io::Result<SystemTime> {
        Ok(self.stat.modified.to_time())
    }
    pub fn accessed(&self) -> io::Result<SystemTime> {
        Ok(self.stat.accessed.to_time())
    }
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
    fd::check(unsafe { c::statx(directory, path.as_ptr(), flags, c::STATX_ALL, stat.as_mut_ptr()) })?;
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}

fn of_path(path: &Path, flags: i32) -> io::Result<Metadata> {
    let mut stat = crate::mem::MaybeUninit::<c::Statx>::zeroed();
    with_path(path, |path| unsafe { c::statx(c::AT_FDCWD, path, flags, c::STATX_ALL, stat.as_mut_ptr()) })?;
    Ok(Metadata { stat: unsafe { stat.assume_init() } })
}

pub fn metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    of_path(path.as_ref(), 0)
}

pub fn symlink_metadata<P: AsRef<Path>>(path: P) -> io::Result<Metadata> {
    of_path(path.as_ref(), c::AT_SYMLINK_NOFOLLOW)
}

/// Who may do what with a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Permissions {
    pub(crate) mode: u32,
}
impl Permissions {
    pub fn readonly(&self) -> bool {
        self.mode & 0o222 == 0
    }
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

pub fn set_permissions<P: AsRef<Path>>(path: P, permissions: Permissions) -> io::Result<()> {
    with_path(path.as_ref(), |path| unsafe { c::chmod(path, permissions.mode) })
}

/// Times to set on a file.
#[derive(Copy, Clone, Debug, Default)]
pub struct FileTimes {
    accessed: Option<SystemTime>,
    modified: Option<SystemTime>,
}
impl FileTimes {
    pub fn new() -> FileTimes {
        FileTimes::default()
    }
    pub fn set_accessed(mut self, time: SystemTime) -> FileTimes {
        self.accessed = Some(time);
        self
    }
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
    pub fn is_dir(&self) -> bool {
        self.is(0o040000)
    }
    pub fn is_file(&self) -> bool {
        self.is(0o100000)
    }
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
