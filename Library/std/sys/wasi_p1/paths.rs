//! Paths: which folder that the host opened for the program one lies in, and what is done by paths.

use super::os::bytes;
use super::{c, errors, files, host};
use crate::mem::MaybeUninit;
use crate::vec::Vec;

/// The folders that are open, with their names without `./` and a slash at the end.
static mut FOLDERS: Option<Vec<(i32, Vec<u8>)>> = None;
/// What relative paths are relative to; none until the program changes it.
static mut CURRENT: Option<Vec<u8>> = None;

fn folders() -> &'static [(i32, Vec<u8>)] {
    // SAFETY: there is one thread, and the list does not change once it is made; the name has the length
    // that is said.
    unsafe {
        let folders = &mut *(&raw mut FOLDERS);
        folders.get_or_insert_with(|| {
            let mut result = Vec::new();
            let mut fd = 3;
            loop {
                let mut preopen = MaybeUninit::<host::Preopen>::zeroed();
                if host::fd_prestat_get(fd, preopen.as_mut_ptr()) != 0 {
                    return result;
                }
                let mut name = vec![0u8; preopen.assume_init().name_length];
                if host::fd_prestat_dir_name(fd, name.as_mut_ptr(), name.len()) == 0 {
                    while name.last() == Some(&0) {
                        name.pop();
                    }
                    result.push((fd, simplified(&name)));
                }
                fd += 1;
            }
        })
    }
}

/// Without `.` and double slashes; an absolute path keeps its first slash.
fn simplified(path: &[u8]) -> Vec<u8> {
    let mut result = Vec::with_capacity(path.len());
    if path.first() == Some(&b'/') {
        result.push(b'/');
    }
    for part in path.split(|byte| *byte == b'/') {
        if part.is_empty() || part == b"." {
            continue;
        }
        if !result.is_empty() && result.last() != Some(&b'/') {
            result.push(b'/');
        }
        result.extend_from_slice(part);
    }
    result
}

/// The rest of a path behind a folder's name, if it lies there.
fn inside<'a>(path: &'a [u8], folder: &[u8]) -> Option<&'a [u8]> {
    let is_absolute = path.first() == Some(&b'/');
    if is_absolute != (folder.first() == Some(&b'/')) {
        return None;
    }
    if folder.is_empty() {
        return Some(path);
    }
    let rest = path.strip_prefix(folder)?;
    if rest.is_empty() || folder == b"/" {
        return Some(rest);
    }
    rest.strip_prefix(b"/")
}

/// An open folder, and the path from there.
pub(super) struct Place {
    pub folder: i32,
    path: Vec<u8>,
}
impl Place {
    pub(crate) fn start(&self) -> *const u8 {
        self.path.as_ptr()
    }
    pub(crate) fn length(&self) -> usize {
        self.path.len()
    }
}

/// Finds the folder with the longest name; the error is noted if there is none.
pub(super) fn find(path: &[u8]) -> Option<Place> {
    if path.is_empty() {
        errors::fail(2);
        return None;
    }
    let ends_with_slash = path.last() == Some(&b'/');
    let mut whole = simplified(path);
    if path[0] != b'/' {
        // SAFETY: there is one thread, and the path does not change while it is borrowed.
        if let Some(current) = unsafe { &*(&raw const CURRENT) } {
            let mut joined = current.clone();
            joined.push(b'/');
            joined.extend_from_slice(path);
            whole = simplified(&joined);
        }
    }
    let mut place = search(&whole);
    if place.is_none() && whole.first() != Some(&b'/') {
        // Without a folder for relative paths, they begin at the root.
        let mut absolute = vec![b'/'];
        absolute.extend_from_slice(&whole);
        place = search(&absolute);
    }
    match place {
        Some(mut place) => {
            if place.path.is_empty() {
                place.path.push(b'.');
            }
            if ends_with_slash {
                place.path.push(b'/');
            }
            Some(place)
        }
        None => {
            errors::fail(2);
            None
        }
    }
}

fn search(path: &[u8]) -> Option<Place> {
    let mut best: Option<(usize, Place)> = None;
    for (fd, name) in folders() {
        if let Some(rest) = inside(path, name) {
            let is_better = match &best {
                Some((length, _)) => name.len() > *length,
                None => true,
            };
            if is_better {
                best = Some((name.len(), Place { folder: *fd, path: rest.to_vec() }));
            }
        }
    }
    best.map(|found| found.1)
}

/// Finds the place of a C string and does something there; -1 if there is none.
// SAFETY: the path ends with a NUL.
unsafe fn at(path: *const i8, action: impl FnOnce(&Place) -> i32) -> i32 {
    // SAFETY: the caller says that the path ends with a NUL.
    match find(unsafe { bytes(path) }) {
        Some(place) => errors::result(action(&place)),
        None => -1,
    }
}

const FOLLOW: i32 = 1;

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn open(path: *const i8, flags: i32, _mode: u32) -> i32 {
    // SAFETY: the caller says that the path ends with a NUL.
    let Some(place) = find(unsafe { bytes(path) }) else { return -1 };
    open_place(&place, flags, 0)
}

/// Opens with all rights that the folder gives and the flags ask for.
pub(super) fn open_place(place: &Place, flags: i32, open_flags: i32) -> i32 {
    const DATASYNC: u64 = 1;
    const READ: u64 = 1 << 1;
    const WRITE: u64 = 1 << 6;
    const ALLOCATE: u64 = 1 << 8;
    const READDIR: u64 = 1 << 14;
    const SET_SIZE: u64 = 1 << 22;
    let mut open_flags = open_flags;
    for (flag, host_flag) in [(c::O_CREAT, 1), (0o200000, 2), (c::O_EXCL, 4), (c::O_TRUNC, 8)] {
        if flags & flag != 0 {
            open_flags |= host_flag;
        }
    }
    let access = flags & 3;
    let mut rights = !(DATASYNC | READ | WRITE | ALLOCATE | READDIR | SET_SIZE);
    if access != c::O_WRONLY {
        rights |= READ | READDIR;
    }
    if access != c::O_RDONLY {
        rights |= DATASYNC | WRITE | ALLOCATE | SET_SIZE;
    }
    let descriptor_flags = if flags & c::O_APPEND != 0 { 1 } else { 0 };
    let mut fd = 0;
    // SAFETY: the status and the descriptor have room, zero bytes are valid for the status, and the path
    // has the length that is said.
    unsafe {
        let mut status = MaybeUninit::<host::DescriptorStatus>::zeroed();
        if errors::result(host::fd_fdstat_get(place.folder, status.as_mut_ptr())) < 0 {
            return -1;
        }
        let inheriting = status.assume_init().inheriting;
        let error = host::path_open(
            place.folder, FOLLOW, place.start(), place.length(), open_flags, rights & inheriting, inheriting,
            descriptor_flags, &mut fd,
        );
        if errors::result(error) < 0 { -1 } else { fd }
    }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL, and there is room for the result.
unsafe extern "C" fn statx(directory: i32, path: *const i8, flags: i32, _mask: u32, result: *mut c::Statx) -> i32 {
    // SAFETY: the status has room, zero bytes are valid for it, and the caller promises the rest.
    unsafe {
        let mut status = MaybeUninit::<host::FileStatus>::zeroed();
        let done = if flags & c::AT_EMPTY_PATH != 0 {
            errors::result(host::fd_filestat_get(directory, status.as_mut_ptr()))
        } else {
            let follow = if flags & c::AT_SYMLINK_NOFOLLOW != 0 { 0 } else { FOLLOW };
            at(path, |place| {
                host::path_filestat_get(place.folder, follow, place.start(), place.length(), status.as_mut_ptr())
            })
        };
        if done == 0 {
            files::convert(&status.assume_init(), &mut *result);
        }
        done
    }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn unlink(path: *const i8) -> i32 {
    // SAFETY: the place has the length that is said.
    unsafe { at(path, |place| host::path_unlink_file(place.folder, place.start(), place.length())) }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn mkdir(path: *const i8, _mode: u32) -> i32 {
    // SAFETY: the place has the length that is said.
    unsafe { at(path, |place| host::path_create_directory(place.folder, place.start(), place.length())) }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn rmdir(path: *const i8) -> i32 {
    // SAFETY: the place has the length that is said.
    unsafe { at(path, |place| host::path_remove_directory(place.folder, place.start(), place.length())) }
}

#[no_mangle]
// SAFETY: as the C function: both paths end with a NUL.
unsafe extern "C" fn rename(from: *const i8, to: *const i8) -> i32 {
    // SAFETY: both places have the lengths that are said.
    unsafe {
        let Some(to) = find(bytes(to)) else { return -1 };
        at(from, |from| {
            host::path_rename(from.folder, from.start(), from.length(), to.folder, to.start(), to.length())
        })
    }
}

#[no_mangle]
// SAFETY: as the C function: both paths end with a NUL.
unsafe extern "C" fn link(original: *const i8, link: *const i8) -> i32 {
    // SAFETY: both places have the lengths that are said.
    unsafe {
        let Some(link) = find(bytes(link)) else { return -1 };
        at(original, |from| {
            host::path_link(from.folder, 0, from.start(), from.length(), link.folder, link.start(), link.length())
        })
    }
}

#[no_mangle]
// SAFETY: as the C function: both paths end with a NUL.
unsafe extern "C" fn symlink(original: *const i8, link: *const i8) -> i32 {
    // SAFETY: the text and the place have the lengths that are said.
    unsafe {
        let original = bytes(original);
        at(link, |link| {
            host::path_symlink(original.as_ptr(), original.len(), link.folder, link.start(), link.length())
        })
    }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL, and the buffer has `size` bytes.
unsafe extern "C" fn readlink(path: *const i8, buffer: *mut u8, size: usize) -> isize {
    // SAFETY: the place has the length that is said, and the caller says that the buffer has.
    unsafe {
        let mut used = 0;
        let done = at(path, |place| {
            host::path_readlink(place.folder, place.start(), place.length(), buffer, size, &mut used)
        });
        if done < 0 { -1 } else { used as isize }
    }
}

/// The host has no modes: only that the file exists is checked.
#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn chmod(path: *const i8, _mode: u32) -> i32 {
    let mut status = MaybeUninit::<host::FileStatus>::zeroed();
    // SAFETY: the status has room, and the place has the length that is said.
    unsafe {
        at(path, |place| {
            host::path_filestat_get(place.folder, FOLLOW, place.start(), place.length(), status.as_mut_ptr())
        })
    }
}

#[no_mangle]
// SAFETY: as the C function: the buffer has `size` bytes.
unsafe extern "C" fn getcwd(buffer: *mut i8, size: usize) -> *mut i8 {
    // SAFETY: the path and its NUL fit the buffer; there is one thread, which does not change the path
    // meanwhile.
    unsafe {
        let current: &[u8] = match &*(&raw const CURRENT) {
            Some(path) => path,
            None => b"/",
        };
        if current.len() >= size {
            errors::fail(34);
            return crate::ptr::null_mut();
        }
        crate::ptr::copy_nonoverlapping(current.as_ptr(), buffer as *mut u8, current.len());
        *buffer.add(current.len()) = 0;
        buffer
    }
}

#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn chdir(path: *const i8) -> i32 {
    // SAFETY: the status has room, and zero bytes are valid for it; there is one thread, which has no
    // borrow of the path when it changes.
    unsafe {
        let mut status = MaybeUninit::<host::FileStatus>::zeroed();
        let done = at(path, |place| {
            host::path_filestat_get(place.folder, FOLLOW, place.start(), place.length(), status.as_mut_ptr())
        });
        if done < 0 {
            return done;
        }
        if status.assume_init().kind != 3 {
            return errors::fail(20);
        }
        let path = bytes(path);
        let mut whole = match (&*(&raw const CURRENT), path.first()) {
            (Some(current), Some(first)) if *first != b'/' => {
                let mut joined = current.clone();
                joined.push(b'/');
                joined
            }
            _ => Vec::new(),
        };
        whole.extend_from_slice(path);
        CURRENT = Some(simplified(&whole));
        0
    }
}

/// Where a symbolic link leads to; `None` for what is none.
fn link_target(path: &[u8]) -> Option<Vec<u8>> {
    let place = find(path)?;
    let mut target = vec![0u8; 4096];
    let mut used = 0;
    // SAFETY: the buffer has room for so many bytes.
    let code = unsafe {
        host::path_readlink(place.folder, place.start(), place.length(), target.as_mut_ptr(), target.len(), &mut used)
    };
    target.truncate(used);
    if code == 0 { Some(target) } else { None }
}

/// The parts of a path without links, `.` and `..`; `None` if links lead to links without an end. `prefix` stands
/// before the parts where links are looked for.
fn resolved(path: &[u8], prefix: &[u8]) -> Option<Vec<Vec<u8>>> {
    let reversed = |path: &[u8]| -> Vec<Vec<u8>> {
        path.split(|byte| *byte == b'/').rev().map(|part| part.to_vec()).collect()
    };
    let mut left = reversed(path);
    let mut parts: Vec<Vec<u8>> = Vec::new();
    let mut links = 0;
    while let Some(part) = left.pop() {
        if part == b".." {
            parts.pop();
        } else if !part.is_empty() && part != b"." {
            parts.push(part);
            let Some(target) = link_target(&[prefix, &parts.join(&b'/')].concat()) else { continue };
            links += 1;
            if links > 40 {
                return None;
            }
            parts.pop();
            if target.first() == Some(&b'/') {
                parts.clear();
            }
            left.extend(reversed(&target));
        }
    }
    Some(parts)
}

/// The absolute form of a path that exists, without links.
#[no_mangle]
// SAFETY: as the C function: the path ends with a NUL.
unsafe extern "C" fn realpath(path: *const i8, _result: *mut i8) -> *mut i8 {
    // SAFETY: the status and the memory have room for what is written; there is one thread, which does not
    // change the path meanwhile.
    unsafe {
        let mut status = MaybeUninit::<host::FileStatus>::zeroed();
        let done = at(path, |place| {
            host::path_filestat_get(place.folder, FOLLOW, place.start(), place.length(), status.as_mut_ptr())
        });
        if done < 0 {
            return crate::ptr::null_mut();
        }
        let path = bytes(path);
        let mut whole = Vec::new();
        // Relative paths may lie in another folder than absolute ones of the same parts.
        let mut prefix: &[u8] = b"/";
        if path[0] != b'/' {
            match &*(&raw const CURRENT) {
                Some(current) => {
                    whole.extend_from_slice(current);
                    whole.push(b'/');
                    if current.first() != Some(&b'/') {
                        prefix = b"";
                    }
                }
                None => prefix = b"",
            }
        }
        whole.extend_from_slice(path);
        let Some(parts) = resolved(&whole, prefix) else {
            errors::fail(40);
            return crate::ptr::null_mut();
        };
        let mut text = Vec::new();
        for part in &parts {
            text.push(b'/');
            text.extend_from_slice(part);
        }
        if text.is_empty() {
            text.push(b'/');
        }
        text.push(0);
        let result = super::memory::allocate(text.len());
        if !result.is_null() {
            crate::ptr::copy_nonoverlapping(text.as_ptr(), result, text.len());
        }
        result as *mut i8
    }
}
