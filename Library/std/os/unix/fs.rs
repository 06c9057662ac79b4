//! Files as Unix systems have them.

use crate::fs::{self, DirBuilder, DirEntry, File, FileType, Metadata, OpenOptions, Permissions};
use crate::io::{self, Error, ErrorKind};
use crate::os::fd::AsRawFd;
use crate::path::Path;
use crate::sys::c;
use crate::sys::fd::retry;

/// Access at an offset.
pub trait FileExt {
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;
    fn write_at(&self, buffer: &[u8], offset: u64) -> io::Result<usize>;
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
        retry(|| unsafe { c::pread(self.as_raw_fd(), buffer.as_mut_ptr(), buffer.len(), offset as i64) })
    }
    fn write_at(&self, buffer: &[u8], offset: u64) -> io::Result<usize> {
        retry(|| unsafe { c::pwrite(self.as_raw_fd(), buffer.as_ptr(), buffer.len(), offset as i64) })
    }
}

/// Permissions as bits.
pub trait PermissionsExt {
    fn mode(&self) -> u32;
    fn set_mode(&mut self, mode: u32);
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

pub trait OpenOptionsExt {
    fn mode(&mut self, mode: u32) -> &mut Self;
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

pub trait DirBuilderExt {
    fn mode(&mut self, mode: u32) -> &mut Self;
}
impl DirBuilderExt for DirBuilder {
    fn mode(&mut self, mode: u32) -> &mut DirBuilder {
        self.mode = mode;
        self
    }
}

pub trait DirEntryExt {
    fn ino(&self) -> u64;
}
impl DirEntryExt for DirEntry {
    fn ino(&self) -> u64 {
        self.inode
    }
}

pub trait FileTypeExt {
    fn is_block_device(&self) -> bool;
    fn is_char_device(&self) -> bool;
    fn is_fifo(&self) -> bool;
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

pub fn symlink<P: AsRef<Path>, Q: AsRef<Path>>(original: P, link: Q) -> io::Result<()> {
    fs::with_paths(original.as_ref(), link.as_ref(), |original, link| unsafe { c::symlink(original, link) })
}
pub fn chown<P: AsRef<Path>>(path: P, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    fs::with_path(path.as_ref(), |path| unsafe { c::chown(path, user, group) })
}
pub fn lchown<P: AsRef<Path>>(path: P, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    fs::with_path(path.as_ref(), |path| unsafe { c::lchown(path, user, group) })
}
pub fn fchown<F: crate::os::fd::AsFd>(file: F, user: Option<u32>, group: Option<u32>) -> io::Result<()> {
    let (user, group) = (user.unwrap_or(u32::MAX), group.unwrap_or(u32::MAX));
    crate::sys::fd::check(unsafe { c::fchown(file.as_fd().as_raw_fd(), user, group) }).map(drop)
}
pub fn chroot<P: AsRef<Path>>(path: P) -> io::Result<()> {
    fs::with_path(path.as_ref(), |path| unsafe { c::chroot(path) })
}
