//! Files as Unix systems have them.

use crate::fs::{self, DirBuilder, DirEntry, File, FileType, Metadata, OpenOptions, Permissions};
use crate::io::{self, Error, ErrorKind};
use crate::os::fd::AsRawFd;
use crate::path::Path;
use crate::sys::c;
use crate::sys::fd::retry;

/// Access at an offset.
pub trait FileExt {
    /// Reads at a place, without moving the position; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileExt};
    /// let path = std::env::temp_dir().join(format!("read-at-{}", std::process::id()));
    /// fs::write(&path, "abcd").unwrap();
    /// let mut buffer = [0; 2];
    /// assert_eq!(fs::File::open(&path).unwrap().read_at(&mut buffer, 1).unwrap(), 2);
    /// assert_eq!(&buffer, b"bc");
    /// fs::remove_file(&path).unwrap();
    /// ```
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
    /// Writes at a place, without moving the position; how many bytes that were.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileExt};
    /// let path = std::env::temp_dir().join(format!("write-at-{}", std::process::id()));
    /// assert_eq!(fs::File::create(&path).unwrap().write_at(b"b", 1).unwrap(), 1);
    /// assert_eq!(fs::read(&path).unwrap(), b"\0b");
    /// fs::remove_file(&path).unwrap();
    /// ```
    fn write_at(&self, buffer: &[u8], offset: u64) -> io::Result<usize>;
    /// Fills the buffer from a place, or gives an error if the file ends before.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileExt};
    /// let path = std::env::temp_dir().join(format!("read-exact-at-{}", std::process::id()));
    /// fs::write(&path, "abcd").unwrap();
    /// assert!(fs::File::open(&path).unwrap().read_exact_at(&mut [0; 2], 3).is_err());
    /// fs::remove_file(&path).unwrap();
    /// ```
    fn read_exact_at(&self, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
        while !buffer.is_empty() {
            match self.read_at(buffer, offset) {
                Ok(0) => return Err(Error::message(ErrorKind::UnexpectedEof, "failed to fill whole buffer")),
                Ok(count) => {
                    buffer = &mut buffer[count..];
                    offset += count as u64;
                }
                Err(error) if error.is_interrupted() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
    /// Writes all of the bytes at a place.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileExt};
    /// let path = std::env::temp_dir().join(format!("write-all-at-{}", std::process::id()));
    /// fs::File::create(&path).unwrap().write_all_at(b"abc", 0).unwrap();
    /// assert_eq!(fs::read(&path).unwrap(), b"abc");
    /// fs::remove_file(&path).unwrap();
    /// ```
    fn write_all_at(&self, mut buffer: &[u8], mut offset: u64) -> io::Result<()> {
        while !buffer.is_empty() {
            match self.write_at(buffer, offset) {
                Ok(0) => return Err(Error::message(ErrorKind::WriteZero, "failed to write whole buffer")),
                Ok(count) => {
                    buffer = &buffer[count..];
                    offset += count as u64;
                }
                Err(error) if error.is_interrupted() => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }
}
impl FileExt for File {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        // SAFETY: the buffer has the length that is said.
        retry(|| unsafe { c::pread(self.as_raw_fd(), buffer.as_mut_ptr(), buffer.len(), offset as i64) })
    }
    fn write_at(&self, buffer: &[u8], offset: u64) -> io::Result<usize> {
        // SAFETY: the buffer has the length that is said.
        retry(|| unsafe { c::pwrite(self.as_raw_fd(), buffer.as_ptr(), buffer.len(), offset as i64) })
    }
}

/// Permissions as bits.
pub trait PermissionsExt {
    /// The bits of the permissions.
    ///
    /// # Examples
    /// ```
    /// use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    /// assert_eq!(Permissions::from_mode(0o640).mode(), 0o640);
    /// ```
    fn mode(&self) -> u32;
    /// Sets the bits. Only `set_permissions` changes the file.
    ///
    /// # Examples
    /// ```
    /// use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    /// let mut permissions = Permissions::from_mode(0o640);
    /// permissions.set_mode(0o600);
    /// assert_eq!(permissions.mode(), 0o600);
    /// ```
    fn set_mode(&mut self, mode: u32);
    /// The permissions of these bits.
    ///
    /// # Examples
    /// ```
    /// use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    /// assert!(Permissions::from_mode(0o400).readonly());
    /// ```
    fn from_mode(mode: u32) -> Self;
}
impl PermissionsExt for Permissions {
    fn mode(&self) -> u32 {
        self.mode
    }
    fn set_mode(&mut self, mode: u32) {
        self.mode = mode;
    }
    fn from_mode(mode: u32) -> Permissions {
        Permissions { mode }
    }
}

/// What Unix systems know besides when they open files.
pub trait OpenOptionsExt {
    /// The bits of the permissions for files that are made, from which the process' mask is taken.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::{OpenOptionsExt, PermissionsExt}};
    /// let path = std::env::temp_dir().join(format!("open-mode-{}", std::process::id()));
    /// fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path).unwrap();
    /// assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    /// fs::remove_file(&path).unwrap();
    /// ```
    fn mode(&mut self, mode: u32) -> &mut Self;
    /// Flags of the operating system besides those that the options mean.
    ///
    /// # Examples
    /// ```
    /// use std::{fs::OpenOptions, os::unix::fs::OpenOptionsExt};
    /// assert!(OpenOptions::new().read(true).custom_flags(0).open("/").is_ok());
    /// ```
    fn custom_flags(&mut self, flags: i32) -> &mut Self;
}
impl OpenOptionsExt for OpenOptions {
    fn mode(&mut self, mode: u32) -> &mut OpenOptions {
        self.mode = mode;
        self
    }
    fn custom_flags(&mut self, flags: i32) -> &mut OpenOptions {
        self.custom_flags = flags;
        self
    }
}

/// What Unix systems know besides when they make folders.
pub trait DirBuilderExt {
    /// The bits of the permissions, from which the process' mask is taken.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::{DirBuilderExt, PermissionsExt}};
    /// let path = std::env::temp_dir().join(format!("builder-mode-{}", std::process::id()));
    /// fs::DirBuilder::new().mode(0o700).create(&path).unwrap();
    /// assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o077, 0);
    /// fs::remove_dir(&path).unwrap();
    /// ```
    fn mode(&mut self, mode: u32) -> &mut Self;
}
impl DirBuilderExt for DirBuilder {
    fn mode(&mut self, mode: u32) -> &mut DirBuilder {
        self.mode = mode;
        self
    }
}

/// What Unix systems know of the entries of folders.
pub trait DirEntryExt {
    /// The number of the file in its file system.
    ///
    /// # Examples
    /// ```
    /// use std::os::unix::fs::DirEntryExt;
    /// for entry in std::fs::read_dir("/").unwrap() {
    ///     assert!(entry.unwrap().ino() > 0);
    /// }
    /// ```
    fn ino(&self) -> u64;
}
impl DirEntryExt for DirEntry {
    fn ino(&self) -> u64 {
        self.inode
    }
}

/// The kinds of files that only Unix systems have.
pub trait FileTypeExt {
    /// Whether it is a device of blocks, such as a disk.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileTypeExt};
    /// assert!(!fs::metadata("/").unwrap().file_type().is_block_device());
    /// ```
    fn is_block_device(&self) -> bool;
    /// Whether it is a device of characters, such as a terminal.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileTypeExt};
    /// assert!(!fs::metadata("/").unwrap().file_type().is_char_device());
    /// ```
    fn is_char_device(&self) -> bool;
    /// Whether it is a pipe with a name.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileTypeExt};
    /// assert!(!fs::metadata("/").unwrap().file_type().is_fifo());
    /// ```
    fn is_fifo(&self) -> bool;
    /// Whether it is a socket.
    ///
    /// # Examples
    /// ```
    /// use std::{fs, os::unix::fs::FileTypeExt};
    /// assert!(!fs::metadata("/").unwrap().file_type().is_socket());
    /// ```
    fn is_socket(&self) -> bool;
}
impl FileTypeExt for FileType {
    fn is_block_device(&self) -> bool {
        self.is(0o060000)
    }
    fn is_char_device(&self) -> bool {
        self.is(0o020000)
    }
    fn is_fifo(&self) -> bool {
        self.is(0o010000)
    }
    fn is_socket(&self) -> bool {
        self.is(0o140000)
    }
}

macro_rules! metadata_fields {
    ($($name:ident $prefixed:ident $t:ty, $stat:ident => $value:expr;)*) => {
        /// What the kernel says of a file.
        pub trait MetadataExt {
            $(fn $name(&self) -> $t;)*
        }
        impl MetadataExt for Metadata {
            $(fn $name(&self) -> $t {
                let $stat = &self.stat;
                $value
            })*
        }
        /// The same with the names of the C structure.
        pub trait LinuxMetadataExt {
            $(fn $prefixed(&self) -> $t;)*
        }
        impl LinuxMetadataExt for Metadata {
            $(fn $prefixed(&self) -> $t {
                MetadataExt::$name(self)
            })*
        }
    };
}
/// A device's number of its two parts.
fn device(major: u32, minor: u32) -> u64 {
    let (major, minor) = (major as u64, minor as u64);
    (major & 0xFFF) << 8 | (major & !0xFFF) << 32 | minor & 0xFF | (minor & !0xFF) << 12
}
metadata_fields! {
    dev st_dev u64, stat => device(stat.device[0], stat.device[1]);
    ino st_ino u64, stat => stat.inode;
    mode st_mode u32, stat => stat.mode as u32;
    nlink st_nlink u64, stat => stat.links as u64;
    uid st_uid u32, stat => stat.user;
    gid st_gid u32, stat => stat.group;
    rdev st_rdev u64, stat => device(stat.special_device[0], stat.special_device[1]);
    size st_size u64, stat => stat.size;
    atime st_atime i64, stat => stat.accessed.seconds;
    atime_nsec st_atime_nsec i64, stat => stat.accessed.nanoseconds as i64;
    mtime st_mtime i64, stat => stat.modified.seconds;
    mtime_nsec st_mtime_nsec i64, stat => stat.modified.nanoseconds as i64;
    ctime st_ctime i64, stat => stat.changed.seconds;
    ctime_nsec st_ctime_nsec i64, stat => stat.changed.nanoseconds as i64;
    blksize st_blksize u64, stat => stat.block_size as u64;
    blocks st_blocks u64, stat => stat.blocks;
}

/// Makes a symbolic link.
///
/// # Examples
/// ```
/// use std::{fs, os::unix::fs::symlink, path::Path};
/// let link = std::env::temp_dir().join(format!("symlink-{}", std::process::id()));
/// symlink("/", &link).unwrap();
/// assert_eq!(fs::read_link(&link).unwrap(), Path::new("/"));
/// fs::remove_file(&link).unwrap();
/// ```
pub fn symlink<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    // SAFETY: both texts end with a NUL.
    fs::with_paths(original.as_ref(), link.as_ref(), |original, link| unsafe { c::symlink(original, link) })
}
/// Changes the owner and the group of a file, or one of them; of a symbolic link's target.
///
/// # Examples
/// ```
/// assert!(std::os::unix::fs::chown("/no/such/file", None, None).is_err());
/// ```
pub fn chown<P: AsRef<Path>>(path: P, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    // SAFETY: the text ends with a NUL.
    fs::with_path(path.as_ref(), |path| unsafe { c::chown(path, user, group) })
}
/// As `chown`, of a symbolic link itself.
///
/// # Examples
/// ```
/// assert!(std::os::unix::fs::lchown("/no/such/file", None, None).is_err());
/// ```
pub fn lchown<P: AsRef<Path>>(path: P, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    // SAFETY: the text ends with a NUL.
    fs::with_path(path.as_ref(), |path| unsafe { c::lchown(path, user, group) })
}
/// Changes the owner and the group of an open file, or one of them.
///
/// # Examples
/// ```
/// use std::os::unix::fs::{fchown, MetadataExt};
/// let folder = std::fs::File::open("/").unwrap();
/// assert!(fchown(&folder, None, None).is_ok());
/// ```
pub fn fchown<F: crate::os::fd::AsFd>(file: F, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    // SAFETY: the call takes any numbers.
    crate::sys::fd::check(unsafe { c::fchown(file.as_fd().as_raw_fd(), user, group) }).map(drop)
}
/// Makes a folder the root of this process, which only a privileged one may do.
///
/// # Examples
/// ```no_run
/// std::os::unix::fs::chroot("/srv/box").unwrap();
/// std::env::set_current_dir("/").unwrap();
/// ```
pub fn chroot<P: AsRef<Path>>(path: P) -> io::Result<()> {
    // SAFETY: the text ends with a NUL.
    fs::with_path(path.as_ref(), |path| unsafe { c::chroot(path) })
}
