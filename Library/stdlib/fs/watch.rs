//! Watching files and folders for changes, through the system's inotify.

use super::{call, owned};
use crate::reactor::Source;
use crate::task::{sleep, Sleep};
use std::collections::{HashMap, VecDeque};
use std::ffi::{c_char, CString, OsStr, OsString};
use std::fmt;
use std::future::{poll_fn, Future};
use std::io;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

extern "C" {
    fn inotify_init1(flags: i32) -> i32;
    fn inotify_add_watch(fd: i32, path: *const c_char, mask: u32) -> i32;
    fn inotify_rm_watch(fd: i32, watch: i32) -> i32;
    fn read(fd: i32, buffer: *mut u8, count: usize) -> isize;
}

const MODIFY: u32 = 0x2;
const ATTRIBUTES: u32 = 0x4;
const MOVED_FROM: u32 = 0x40;
const MOVED_TO: u32 = 0x80;
const CREATE: u32 = 0x100;
const DELETE: u32 = 0x200;
const DELETE_SELF: u32 = 0x400;
const MOVE_SELF: u32 = 0x800;
const OVERFLOW: u32 = 0x4000;
/// The folder is not watched any more.
const IGNORED: u32 = 0x8000;
const ONLY_FOLDERS: u32 = 0x0100_0000;
const IS_FOLDER: u32 = 0x4000_0000;
const ALL: u32 =
    MODIFY | ATTRIBUTES | MOVED_FROM | MOVED_TO | CREATE | DELETE | DELETE_SELF | MOVE_SELF | ONLY_FOLDERS;

/// How long the second half of a move may take after the first.
const MOVE: Duration = Duration::from_millis(20);

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    Created,
    /// The content.
    Modified,
    /// Permissions, times and the like.
    Metadata,
    /// It was removed, or moved to where nobody watches.
    Removed,
    /// It was moved from another place that is watched.
    Renamed { from: PathBuf },
    /// There were more changes than the system remembers: look yourself.
    Lost,
}

/// What happened, and to what.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Event {
    pub change: Change,
    pub path: PathBuf,
    pub is_folder: bool,
}

/// Tells of changes.
pub struct Watcher {
    source: Source,
    fd: OwnedFd,
    root: PathBuf,
    /// Only this file in the root counts.
    file: Option<OsString>,
    has_subfolders: bool,
    folders: HashMap<i32, PathBuf>,
    buffer: Vec<u8>,
    /// What has been read and not looked at: a range of the buffer.
    start: usize,
    end: usize,
    events: VecDeque<Event>,
    /// Half of a move.
    moved: Option<Moved>,
}

struct Moved {
    cookie: u32,
    path: PathBuf,
    is_folder: bool,
    limit: Sleep,
}

struct Raw {
    watch: i32,
    mask: u32,
    cookie: u32,
    name: OsString,
}

/// Watches a file, or a folder and what is in it, from now on. A file may be removed and made again.
///
/// ```
/// use stdlib::fs::{self, Change};
///
/// let folder = std::env::temp_dir().join(format!("stdlib-watch-{}", std::process::id()));
/// std::fs::create_dir_all(&folder).unwrap();
/// let first = stdlib::task::block_on(async {
///     let mut watcher = fs::watch(&folder).await?;
///     fs::write_file(folder.join("file"), "text").await?;
///     watcher.next().await.unwrap()
/// });
/// assert_eq!(first.unwrap().change, Change::Created);
/// std::fs::remove_dir_all(&folder).unwrap();
/// ```
pub async fn watch(path: impl AsRef<Path>) -> io::Result<Watcher> {
    Watcher::new(owned(path), false).await
}

/// Watches a folder with all folders in it, also those that are made later. What is made in a new folder at
/// once may be told twice.
pub async fn watch_all(path: impl AsRef<Path>) -> io::Result<Watcher> {
    Watcher::new(owned(path), true).await
}

fn add(fd: i32, folder: &Path) -> io::Result<i32> {
    let path = CString::new(folder.as_os_str().as_bytes()).map_err(|_| io::ErrorKind::InvalidInput)?;
    let watch = unsafe { inotify_add_watch(fd, path.as_ptr(), ALL) };
    if watch < 0 { Err(io::Error::last_os_error()) } else { Ok(watch) }
}

/// Watches `folder` and, if asked to, the folders in it; `found` is told of what is there.
fn add_all(
    fd: i32, folder: &Path, has_subfolders: bool, folders: &mut HashMap<i32, PathBuf>,
    found: &mut dyn FnMut(PathBuf, bool),
) -> io::Result<()> {
    folders.insert(add(fd, folder)?, folder.to_path_buf());
    if !has_subfolders {
        return Ok(());
    }
    let mut rest = vec![folder.to_path_buf()];
    while let Some(folder) = rest.pop() {
        // What vanishes meanwhile will be told by its events.
        let Ok(entries) = std::fs::read_dir(&folder) else { continue };
        for entry in entries.flatten() {
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let path = entry.path();
            found(path.clone(), is_folder);
            if !is_folder {
                continue;
            }
            match add(fd, &path) {
                Ok(watch) => {
                    folders.insert(watch, path.clone());
                    rest.push(path);
                }
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
    }
    Ok(())
}

impl Watcher {
    async fn new(path: PathBuf, has_subfolders: bool) -> io::Result<Watcher> {
        const NONBLOCK_CLOEXEC: i32 = 0o2004000;
        let fd = unsafe { inotify_init1(NONBLOCK_CLOEXEC) };
        if fd < 0 {
            return Err(io::Error::last_os_error());
        }
        let fd = unsafe { OwnedFd::from_raw_fd(fd) };
        let number = fd.as_raw_fd();
        // The descriptor travels with the call: it must not be closed before the call has ended.
        let (fd, root, file, folders) = call(move || {
            let (root, file) = if std::fs::metadata(&path)?.is_dir() {
                (path, None)
            } else {
                let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_os_string();
                (path.parent().unwrap_or(Path::new("")).to_path_buf(), Some(name))
            };
            let mut folders = HashMap::new();
            let folder = if root.as_os_str().is_empty() { Path::new(".") } else { root.as_path() };
            add_all(number, folder, has_subfolders && file.is_none(), &mut folders, &mut |_, _| {})?;
            if file.is_some() {
                // Paths are told as they were given.
                folders.values_mut().for_each(|path| *path = root.clone());
            }
            Ok((fd, root, file, folders))
        })
        .await?;
        let has_subfolders = has_subfolders && file.is_none();
        Ok(Watcher {
            source: Source::new(number)?,
            fd,
            root,
            file,
            has_subfolders,
            folders,
            buffer: vec![0; 8192],
            start: 0,
            end: 0,
            events: VecDeque::new(),
            moved: None,
        })
    }

    /// The next change; `None` when what was watched is gone.
    pub async fn next(&mut self) -> Option<io::Result<Event>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }
    /// As `next`, by polling.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Event>>> {
        loop {
            if let Some(event) = self.events.pop_front() {
                return Poll::Ready(Some(Ok(event)));
            }
            if let Some(raw) = self.next_raw() {
                self.look_at(raw);
                continue;
            }
            if self.folders.is_empty() && self.moved.is_none() {
                return Poll::Ready(None);
            }
            let (fd, buffer) = (self.fd.as_raw_fd(), &mut self.buffer);
            let result = self.source.poll_read(cx, || {
                let count = unsafe { read(fd, buffer.as_mut_ptr(), buffer.len()) };
                if count < 0 { Err(io::Error::last_os_error()) } else { Ok(count as usize) }
            });
            match result {
                Poll::Ready(Ok(count)) => (self.start, self.end) = (0, count),
                Poll::Ready(Err(error)) => return Poll::Ready(Some(Err(error))),
                Poll::Pending => {
                    // Half of a move without the other one: it went where nobody watches.
                    match &mut self.moved {
                        Some(moved) if Pin::new(&mut moved.limit).poll(cx).is_ready() => self.moved_away(),
                        _ => return Poll::Pending,
                    }
                }
            }
        }
    }

    /// The next of the system's events that have been read.
    fn next_raw(&mut self) -> Option<Raw> {
        let bytes = self.buffer.get(self.start..self.end)?;
        let word = |index: usize| -> Option<[u8; 4]> { bytes.get(index * 4..index * 4 + 4)?.try_into().ok() };
        let (watch, mask, cookie) = (word(0)?, word(1)?, word(2)?);
        let length = u32::from_ne_bytes(word(3)?) as usize;
        // The name is filled up with zeros.
        let name = bytes.get(16..16 + length)?;
        let name = OsStr::from_bytes(name.split(|byte| *byte == 0).next().unwrap_or(name)).to_os_string();
        self.start += 16 + length;
        Some(Raw {
            watch: i32::from_ne_bytes(watch),
            mask: u32::from_ne_bytes(mask),
            cookie: u32::from_ne_bytes(cookie),
            name,
        })
    }

    fn tell(&mut self, change: Change, path: PathBuf, is_folder: bool) {
        let event = Event { change, path, is_folder };
        // One change of a content is often many events.
        if self.events.back() != Some(&event) {
            self.events.push_back(event);
        }
    }

    fn moved_away(&mut self) {
        let Some(moved) = self.moved.take() else { return };
        if moved.is_folder {
            self.forget(&moved.path);
        }
        self.tell(Change::Removed, moved.path, moved.is_folder);
    }

    /// Does not watch a folder and those in it any more.
    fn forget(&mut self, folder: &Path) {
        let fd = self.fd.as_raw_fd();
        self.folders.retain(|watch, path| {
            let is_in = path.starts_with(folder);
            if is_in {
                unsafe { inotify_rm_watch(fd, *watch) };
            }
            !is_in
        });
    }

    fn look_at(&mut self, raw: Raw) {
        let is_folder = raw.mask & IS_FOLDER != 0;
        if self.moved.as_ref().is_some_and(|moved| raw.mask & MOVED_TO == 0 || moved.cookie != raw.cookie) {
            self.moved_away();
        }
        if raw.mask & OVERFLOW != 0 {
            let root = self.root.clone();
            return self.tell(Change::Lost, root, true);
        }
        let Some(folder) = self.folders.get(&raw.watch) else { return };
        if raw.mask & IGNORED != 0 {
            self.folders.remove(&raw.watch);
            return;
        }
        if raw.mask & (DELETE_SELF | MOVE_SELF) != 0 {
            // Of other folders, those that they lie in tell.
            if *folder == self.root || self.file.is_some() {
                let root = self.root.clone();
                if self.file.is_none() {
                    self.tell(Change::Removed, root.clone(), true);
                }
                self.forget(&root);
            }
            return;
        }
        if self.file.as_ref().is_some_and(|file| *file != raw.name) {
            return;
        }
        let path = if raw.name.is_empty() { folder.clone() } else { folder.join(&raw.name) };
        match raw.mask & ALL & !ONLY_FOLDERS {
            MODIFY => self.tell(Change::Modified, path, is_folder),
            ATTRIBUTES => self.tell(Change::Metadata, path, is_folder),
            CREATE => self.appeared(Change::Created, path, is_folder),
            DELETE => self.tell(Change::Removed, path, is_folder),
            MOVED_FROM => self.moved = Some(Moved { cookie: raw.cookie, path, is_folder, limit: sleep(MOVE) }),
            MOVED_TO => match self.moved.take() {
                Some(moved) => {
                    if is_folder {
                        for folder in self.folders.values_mut() {
                            if let Ok(rest) = folder.strip_prefix(&moved.path) {
                                *folder = path.join(rest);
                            }
                        }
                    }
                    self.tell(Change::Renamed { from: moved.path }, path, is_folder);
                }
                None => self.appeared(Change::Created, path, is_folder),
            },
            _ => {}
        }
    }

    /// Something new; a folder is watched from now on, and what is in it already is told.
    fn appeared(&mut self, change: Change, path: PathBuf, is_folder: bool) {
        self.tell(change, path.clone(), is_folder);
        if !is_folder || !self.has_subfolders {
            return;
        }
        let mut found = Vec::new();
        let fd = self.fd.as_raw_fd();
        let added = add_all(fd, &path, true, &mut self.folders, &mut |path, is_folder| found.push((path, is_folder)));
        for (path, is_folder) in found {
            self.tell(Change::Created, path, is_folder);
        }
        // Too many folders for the system, or one that may not be read: changes in there are not seen.
        if added.is_err_and(|error| error.kind() != io::ErrorKind::NotFound) {
            self.tell(Change::Lost, path, true);
        }
    }
}
impl fmt::Debug for Watcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Watcher").field("root", &self.root).finish_non_exhaustive()
    }
}
