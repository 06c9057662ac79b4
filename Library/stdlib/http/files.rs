//! Files of a folder as responses: types, ranges, validators, and no way out of the folder.

use super::date;
use super::message::Request;
use super::reply::Reply;
use super::response::Response;
use super::url::decode;
use crate::task::spawn_blocking;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What is sent at once; longer files are read while they are sent.
const PIECE: usize = 64 << 10;

/// Serves the files below a folder: a handler for GET and HEAD.
///
/// ```no_run
/// use stdlib::http::{files, serve, Router};
/// let app = Router::new().get("/assets/*path", files("public").cache_control("max-age=3600"));
/// serve("127.0.0.1:8080", app);
/// ```
pub struct Files {
    folder: Rc<Path>,
    index: Rc<str>,
    cache_control: Option<Rc<str>>,
    shows_hidden: bool,
}

/// The files below a folder. In a router the pattern's rest says which, `*path`; elsewhere the whole path.
///
/// Types follow the names, `index.html` stands for its folder, single ranges are understood, and so are
/// `If-None-Match`, `If-Modified-Since`, `If-Match`, `If-Unmodified-Since` and `If-Range`. Names that start
/// with a dot are not found, and neither is what links lead to outside of the folder.
pub fn files(folder: impl AsRef<Path>) -> Files {
    let folder = Rc::from(folder.as_ref());
    Files { folder, index: "index.html".into(), cache_control: None, shows_hidden: false }
}

impl Files {
    /// The file that stands for its folder; with an empty name, none does.
    pub fn index(mut self, name: &str) -> Files {
        self.index = name.into();
        self
    }
    /// The header `cache-control` of all files.
    pub fn cache_control(mut self, value: &str) -> Files {
        self.cache_control = Some(value.into());
        self
    }
    /// Serves names that start with a dot, too.
    pub fn show_hidden(mut self) -> Files {
        self.shows_hidden = true;
        self
    }

    fn answer(&self, request: Request) -> Reply {
        if request.method() != "GET" && request.method() != "HEAD" {
            let response = Response::with_status(405, "Method Not Allowed");
            return Reply::Now(response.header("allow", "GET, HEAD"));
        }
        let path = match request.parameters.last() {
            Some(rest) => Some(rest.1.clone()),
            None => raw_path(request.path()),
        };
        // Which slashes were encoded is seen before decoding alone.
        let has_hidden_slash = request.path().to_ascii_lowercase().contains("%2f");
        let relative = match path {
            Some(path) if !has_hidden_slash => self.relative(&path),
            _ => None,
        };
        let Some(relative) = relative else { return Reply::Now(Response::not_found()) };
        let (folder, index) = (self.folder.to_path_buf(), self.index.to_string());
        let cache_control = self.cache_control.clone();
        Reply::Later(Box::pin(async move {
            let found = spawn_blocking(move || find(&folder, &relative, &index)).await;
            let found = match found {
                Ok(Ok(found)) => found,
                Ok(Err(error)) => return failed(error),
                Err(_) => return Response::with_status(500, "Internal Server Error"),
            };
            match found {
                Found::Folder => {
                    let query = request.query().map_or(String::new(), |query| format!("?{query}"));
                    let location = format!("{}/{query}", request.path());
                    Response::with_status(301, "").header("location", &location)
                }
                Found::File(file) => match respond(&request, file, cache_control.as_deref()).await {
                    Ok(response) => response,
                    Err(error) => failed(error),
                },
            }
        }))
    }

    /// The path below the folder; None of a path that names no file in it.
    fn relative(&self, path: &str) -> Option<PathBuf> {
        let mut relative = PathBuf::new();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            let is_hidden = part.starts_with('.') && !self.shows_hidden;
            if part == ".." || part == "." || is_hidden || part.contains('\0') {
                return None;
            }
            if part.is_empty() && parts.peek().is_some() {
                return None;
            }
            // The last part is empty of a folder.
            relative.push(part);
        }
        Some(relative)
    }
}
impl fmt::Debug for Files {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Files({:?})", self.folder)
    }
}

fn raw_path(path: &str) -> Option<String> {
    decode(path.strip_prefix('/')?)
}

fn failed(error: io::Error) -> Response {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory | ErrorKind::InvalidInput => Response::not_found(),
        ErrorKind::InvalidFilename => Response::not_found(),
        ErrorKind::PermissionDenied => Response::with_status(403, "Forbidden"),
        _ => {
            eprintln!("http: a file cannot be sent: {error}");
            Response::with_status(500, "Internal Server Error")
        }
    }
}

enum Found {
    /// It lacks the slash at its end.
    Folder,
    File(Opened),
}
struct Opened {
    file: File,
    length: u64,
    modified: u64,
    tag: String,
    content_type: &'static str,
    /// The whole content of a file that is short.
    content: Option<Vec<u8>>,
}

/// Finds and opens what a path means. Runs beside the event loop.
fn find(folder: &Path, relative: &Path, index: &str) -> io::Result<Found> {
    let not_found = || io::Error::from(ErrorKind::NotFound);
    let folder = fs::canonicalize(folder)?;
    // `relative` ends with a slash, too, where an empty part was pushed.
    let names_folder = relative.as_os_str().is_empty() || relative.as_os_str().as_bytes().ends_with(b"/");
    let mut path = fs::canonicalize(folder.join(relative))?;
    if !path.starts_with(&folder) {
        return Err(not_found());
    }
    let mut metadata = fs::metadata(&path)?;
    if metadata.is_dir() {
        if index.is_empty() {
            return Err(not_found());
        }
        if !names_folder {
            return Ok(Found::Folder);
        }
        path = fs::canonicalize(path.join(index))?;
        if !path.starts_with(&folder) {
            return Err(not_found());
        }
        metadata = fs::metadata(&path)?;
    } else if names_folder {
        return Err(not_found());
    }
    if !metadata.is_file() {
        return Err(not_found());
    }
    // The path has no links any more; one that was put there since is not followed, and nothing that is no
    // file any more can hold the thread.
    const NONBLOCK_NOFOLLOW: i32 = 0o404000;
    let mut file = File::options().read(true).custom_flags(NONBLOCK_NOFOLLOW).open(&path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(not_found());
    }
    let length = metadata.len();
    let mut content = None;
    if length <= PIECE as u64 {
        let mut bytes = Vec::with_capacity(length as usize);
        (&mut file).take(length).read_to_end(&mut bytes)?;
        if bytes.len() as u64 == length {
            content = Some(bytes);
        }
    }
    let modified = metadata.mtime().max(0) as u64;
    let tag = format!("\"{:x}-{:x}-{length:x}\"", metadata.ino(), modified * 1_000_000_000 + metadata.mtime_nsec() as u64);
    let content_type = content_type(&path.to_string_lossy());
    Ok(Found::File(Opened { file, length, modified, tag, content_type, content }))
}

async fn respond(request: &Request, file: Opened, cache_control: Option<&str>) -> io::Result<Response> {
    let Opened { file, length, modified, tag, content_type, content } = file;
    let finish = |response: Response| {
        let response = response.header("etag", &tag).header("last-modified", &date::date(modified));
        let response = response.header("accept-ranges", "bytes");
        match cache_control {
            Some(value) => response.header("cache-control", value),
            None => response,
        }
    };
    match check(request, &tag, modified) {
        Some(304) => return Ok(finish(Response::with_status(304, ""))),
        Some(status) => return Ok(Response::with_status(status, "Precondition Failed")),
        None => {}
    }
    let range = match request.header("range") {
        Some(range) if request.method() == "GET" && range_applies(request, &tag, modified) => parse_range(range, length),
        _ => Range::Whole,
    };
    let (start, end, status) = match range {
        Range::Whole => (0, length, 200),
        Range::Part(start, end) => (start, end, 206),
        Range::Outside => {
            let response = Response::with_status(416, "Range Not Satisfiable");
            return Ok(response.header("content-range", &format!("bytes */{length}")));
        }
    };
    let mut response = match content {
        Some(mut content) => {
            content.truncate(end as usize);
            content.drain(..start as usize);
            Response::ok(content)
        }
        None => Response::stream_of_length(end - start, move |mut body| async move {
            let mut file = file;
            let mut at = start;
            let mut piece = Vec::new();
            while at < end {
                let count = (end - at).min(PIECE as u64) as usize;
                let read = spawn_blocking(move || {
                    piece.resize(count, 0);
                    file.seek(SeekFrom::Start(at))?;
                    file.read_exact(&mut piece)?;
                    Ok::<_, io::Error>((file, piece))
                });
                (file, piece) = read.await.map_err(|error| io::Error::other(error.to_string()))??;
                body.write(&piece).await?;
                at += count as u64;
            }
            Ok(())
        }),
    };
    response = response.status_code(status);
    response.content_type = content_type;
    if status == 206 {
        response = response.header("content-range", &format!("bytes {start}-{}/{length}", end - 1));
    }
    Ok(finish(response))
}

/// Whether a list of tags has this one. Weak tags are only good for `If-None-Match`.
fn has_tag(list: &str, tag: &str, may_be_weak: bool) -> bool {
    list.split(',').map(str::trim).any(|item| {
        item == "*" || item == tag || may_be_weak && item.strip_prefix("W/").is_some_and(|item| item == tag)
    })
}

/// The status that the conditions of a request lead to (RFC 9110, 13.2.2); None: it is answered.
fn check(request: &Request, tag: &str, modified: u64) -> Option<u16> {
    let date = |name: &str| request.header(name).and_then(date::parse);
    if let Some(list) = request.header("if-match") {
        if !has_tag(list, tag, false) {
            return Some(412);
        }
    } else if date("if-unmodified-since").is_some_and(|since| modified > since) {
        return Some(412);
    }
    if let Some(list) = request.header("if-none-match") {
        return if has_tag(list, tag, true) { Some(304) } else { None };
    }
    if date("if-modified-since").is_some_and(|since| modified <= since) {
        return Some(304);
    }
    None
}

/// Whether the part that a client has is of the same file.
fn range_applies(request: &Request, tag: &str, modified: u64) -> bool {
    match request.header("if-range") {
        None => true,
        Some(value) if value.contains('"') => value == tag,
        Some(value) => date::parse(value) == Some(modified),
    }
}

#[derive(PartialEq, Debug)]
enum Range {
    Whole,
    Part(u64, u64),
    Outside,
}

/// The one range that is asked for. Several, and what is malformed, mean the whole file, as they may.
fn parse_range(text: &str, length: u64) -> Range {
    let Some((start, end)) = text.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Range::Whole;
    };
    let is_number = |text: &str| text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit());
    let (start, end) = (start.trim(), end.trim());
    if !is_number(start) || !is_number(end) {
        return Range::Whole;
    }
    match (start.parse::<u64>(), end.parse::<u64>()) {
        (Ok(start), Ok(end)) if start > end => Range::Whole,
        (Ok(start), _) if start >= length => Range::Outside,
        (Ok(start), Ok(end)) => Range::Part(start, (end + 1).min(length)),
        (Ok(start), Err(_)) => Range::Part(start, length),
        (Err(_), Ok(0)) => Range::Outside,
        (Err(_), Ok(_)) if length == 0 => Range::Outside,
        (Err(_), Ok(last)) => Range::Part(length.saturating_sub(last), length),
        _ => Range::Whole,
    }
}

/// The type that a file's name tells.
pub fn content_type(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |parts| parts.1).to_ascii_lowercase();
    match &*extension {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" | "map" => "application/json",
        "txt" | "log" => "text/plain; charset=utf-8",
        "md" => "text/markdown; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "xml" => "application/xml",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff" => "font/woff",
        "woff2" => "font/woff2",
        "ttf" => "font/ttf",
        "otf" => "font/otf",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "wav" => "audio/wav",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "pdf" => "application/pdf",
        "wasm" => "application/wasm",
        "zip" => "application/zip",
        "gz" => "application/gzip",
        "tar" => "application/x-tar",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

impl FnOnce<(Request,)> for Files {
    type Output = Reply;
    extern "rust-call" fn call_once(self, (request,): (Request,)) -> Reply {
        self.answer(request)
    }
}
impl FnMut<(Request,)> for Files {
    extern "rust-call" fn call_mut(&mut self, (request,): (Request,)) -> Reply {
        self.answer(request)
    }
}
impl Fn<(Request,)> for Files {
    extern "rust-call" fn call(&self, (request,): (Request,)) -> Reply {
        self.answer(request)
    }
}
