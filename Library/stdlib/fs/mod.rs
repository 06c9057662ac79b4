//! Files, without blocking the event loop: the system's calls are made in other threads,
//! or where there is one thread, between two turns of the loop.
//!
//! ```
//! use stdlib::fs;
//! use stdlib::task::block_on;
//!
//! let path = std::env::temp_dir().join("stdlib-fs-example");
//! let text = block_on(async {
//!     fs::write_file(&path, "hello").await?;
//!     let text = fs::read_to_string(&path).await?;
//!     fs::remove_file(&path).await?;
//!     Ok::<String, std::io::Error>(text)
//! });
//! assert_eq!(text.unwrap(), "hello");
//! ```

mod watch;

pub use watch::{watch, watch_all, Change, Event, Watcher};

use crate::task::spawn_blocking;
use std::fs;
pub use std::fs::{FileType, Metadata, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// Runs a call in another thread; its panic goes on here.
async fn call<T: Send + 'static>(function: impl FnOnce() -> io::Result<T> + Send + 'static) -> io::Result<T> {
    match spawn_blocking(function).await {
        Ok(result) => result,
        Err(error) => std::panic::resume_unwind(error.into_panic()),
    }
}

fn owned(path: impl AsRef<Path>) -> PathBuf {
    path.as_ref().to_path_buf()
}

/// The whole content of a file.
pub async fn read_file(path: impl AsRef<Path>) -> io::Result<Vec<u8>> {
    let path = owned(path);
    call(move || fs::read(path)).await
}
/// The whole content of a file of UTF-8 text.
pub async fn read_to_string(path: impl AsRef<Path>) -> io::Result<String> {
    let path = owned(path);
    call(move || fs::read_to_string(path)).await
}
/// Writes a file, in place of what it held.
pub async fn write_file(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let (path, contents) = (owned(path), contents.as_ref().to_vec());
    call(move || fs::write(path, contents)).await
}
/// Writes behind what a file holds; it is made if it is not there.
pub async fn append_file(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> io::Result<()> {
    let (path, contents) = (owned(path), contents.as_ref().to_vec());
    call(move || fs::OpenOptions::new().append(true).create(true).open(path)?.write_all(&contents)).await
}
/// Writes a file so that others see its old content or its new one, also after a crash: beside it first, then
/// under its name. A link stays one: the file that it means is written.
pub async fn replace_file(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) -> io::Result<()> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let (path, contents) = (owned(path), contents.as_ref().to_vec());
    call(move || {
        let path = fs::canonicalize(&path).unwrap_or(path);
        let mut name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?.to_os_string();
        name.push(format!(".{}.{}.new", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed)));
        let temporary = path.with_file_name(name);
        let write = || {
            let mut file = fs::OpenOptions::new().write(true).create_new(true).open(&temporary)?;
            if let Ok(metadata) = fs::metadata(&path) {
                file.set_permissions(metadata.permissions())?;
            }
            file.write_all(&contents)?;
            file.sync_all()?;
            fs::rename(&temporary, &path)
        };
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        write().inspect_err(|_| {
            let _ = fs::remove_file(&temporary);
        })?;
        // The new name is on the disk when its folder is.
        fs::File::open(folder)?.sync_all()
    })
    .await
}
/// Makes a folder.
pub async fn create_dir(path: impl AsRef<Path>) -> io::Result<()> {
    let path = owned(path);
    call(move || fs::create_dir(path)).await
}
/// Makes a folder and those it lies in.
pub async fn create_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    let path = owned(path);
    call(move || fs::create_dir_all(path)).await
}
/// Removes a file.
pub async fn remove_file(path: impl AsRef<Path>) -> io::Result<()> {
    let path = owned(path);
    call(move || fs::remove_file(path)).await
}
/// Removes an empty folder.
pub async fn remove_dir(path: impl AsRef<Path>) -> io::Result<()> {
    let path = owned(path);
    call(move || fs::remove_dir(path)).await
}
/// Removes a folder with all that it holds.
pub async fn remove_dir_all(path: impl AsRef<Path>) -> io::Result<()> {
    let path = owned(path);
    call(move || fs::remove_dir_all(path)).await
}
/// Gives a file or a folder another name, in the place of what had it.
pub async fn rename(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<()> {
    let (from, to) = (owned(from), owned(to));
    call(move || fs::rename(from, to)).await
}
/// Copies a file with its permissions; how many bytes it has.
pub async fn copy(from: impl AsRef<Path>, to: impl AsRef<Path>) -> io::Result<u64> {
    let (from, to) = (owned(from), owned(to));
    call(move || fs::copy(from, to)).await
}
/// What the system knows of a file; links are followed.
pub async fn metadata(path: impl AsRef<Path>) -> io::Result<Metadata> {
    let path = owned(path);
    call(move || fs::metadata(path)).await
}
/// As `metadata`, of a link itself.
pub async fn symlink_metadata(path: impl AsRef<Path>) -> io::Result<Metadata> {
    let path = owned(path);
    call(move || fs::symlink_metadata(path)).await
}
/// Whether there is something of this name. An error when that cannot be told.
pub async fn try_exists(path: impl AsRef<Path>) -> io::Result<bool> {
    let path = owned(path);
    call(move || path.try_exists()).await
}
/// The path without links, `.` and `..`.
pub async fn canonicalize(path: impl AsRef<Path>) -> io::Result<PathBuf> {
    let path = owned(path);
    call(move || fs::canonicalize(path)).await
}
/// The paths of what a folder holds, sorted.
pub async fn read_dir(path: impl AsRef<Path>) -> io::Result<Vec<PathBuf>> {
    let path = owned(path);
    call(move || {
        let mut paths = Vec::new();
        for entry in fs::read_dir(path)? {
            paths.push(entry?.path());
        }
        paths.sort();
        Ok(paths)
    })
    .await
}

/// An open file.
pub struct File {
    file: Arc<Mutex<fs::File>>,
}

impl File {
    /// Opens a file for reading.
    pub async fn open(path: impl AsRef<Path>) -> io::Result<File> {
        let path = owned(path);
        call(move || fs::File::open(path)).await.map(File::from)
    }
    /// Opens a file for writing; it is made, or made empty.
    pub async fn create(path: impl AsRef<Path>) -> io::Result<File> {
        let path = owned(path);
        call(move || fs::File::create(path)).await.map(File::from)
    }
    async fn with<T: Send + 'static>(
        &self,
        function: impl FnOnce(&mut fs::File) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let file = self.file.clone();
        call(move || function(&mut file.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))).await
    }
    /// The next bytes, `limit` at most; none at the end.
    pub async fn read(&self, limit: usize) -> io::Result<Vec<u8>> {
        self.with(move |file| {
            let mut bytes = vec![0; limit];
            let count = loop {
                match file.read(&mut bytes) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    result => break result?,
                }
            };
            bytes.truncate(count);
            Ok(bytes)
        })
        .await
    }
    /// The rest of the file.
    pub async fn read_to_end(&self) -> io::Result<Vec<u8>> {
        self.with(|file| {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            Ok(bytes)
        })
        .await
    }
    /// Writes all bytes at the file's position.
    pub async fn write_all(&self, bytes: impl AsRef<[u8]>) -> io::Result<()> {
        let bytes = bytes.as_ref().to_vec();
        self.with(move |file| file.write_all(&bytes)).await
    }
    /// Where the next bytes are read or written.
    pub async fn seek(&self, to: SeekFrom) -> io::Result<u64> {
        self.with(move |file| file.seek(to)).await
    }
    /// What the system knows of the file.
    pub async fn metadata(&self) -> io::Result<Metadata> {
        self.with(|file| file.metadata()).await
    }
    /// Cuts the file off, or fills it with zeros up to this length.
    pub async fn set_len(&self, length: u64) -> io::Result<()> {
        self.with(move |file| file.set_len(length)).await
    }
    /// Returns when the content is on the disk.
    pub async fn sync_all(&self) -> io::Result<()> {
        self.with(|file| file.sync_all()).await
    }
}
impl From<fs::File> for File {
    fn from(file: fs::File) -> File {
        File { file: Arc::new(Mutex::new(file)) }
    }
}
