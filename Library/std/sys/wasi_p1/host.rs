//! The host's functions, with the names and types of WASI preview 1.

/// A piece of memory to read into or to write from.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Piece {
    pub start: *mut u8,
    pub count: usize,
}

/// `fdstat`
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct DescriptorStatus {
    pub kind: u8,
    pub flags: u16,
    pub rights: u64,
    pub inheriting: u64,
}

/// `filestat`
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct FileStatus {
    pub device: u64,
    pub inode: u64,
    pub kind: u8,
    pub links: u64,
    pub size: u64,
    pub accessed: u64,
    pub modified: u64,
    pub changed: u64,
}

/// `prestat`: a folder that was opened for the program.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Preopen {
    pub kind: u8,
    pub name_length: usize,
}

/// `subscription` to a clock.
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Subscription {
    pub user: u64,
    /// A byte, and room up to where the clock stands.
    pub kind: u64,
    pub clock: u32,
    pub timeout: u64,
    pub precision: u64,
    pub flags: u16,
}

/// `event`
#[repr(C)]
#[derive(Clone, Copy)]
pub(super) struct Event {
    pub user: u64,
    pub error: u16,
    pub kind: u8,
    pub bytes: u64,
    pub flags: u16,
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
extern "C" {
    pub(super) fn args_get(arguments: *mut *mut u8, buffer: *mut u8) -> i32;
    pub(super) fn args_sizes_get(count: *mut usize, size: *mut usize) -> i32;
    pub(super) fn environ_get(variables: *mut *mut u8, buffer: *mut u8) -> i32;
    pub(super) fn environ_sizes_get(count: *mut usize, size: *mut usize) -> i32;
    pub(super) fn clock_time_get(clock: i32, precision: u64, time: *mut u64) -> i32;
    pub(super) fn fd_close(fd: i32) -> i32;
    pub(super) fn fd_datasync(fd: i32) -> i32;
    pub(super) fn fd_fdstat_get(fd: i32, status: *mut DescriptorStatus) -> i32;
    pub(super) fn fd_filestat_get(fd: i32, status: *mut FileStatus) -> i32;
    pub(super) fn fd_filestat_set_size(fd: i32, size: u64) -> i32;
    pub(super) fn fd_filestat_set_times(fd: i32, accessed: u64, modified: u64, flags: i32) -> i32;
    pub(super) fn fd_pread(fd: i32, pieces: *const Piece, count: usize, offset: u64, read: *mut usize) -> i32;
    pub(super) fn fd_prestat_get(fd: i32, preopen: *mut Preopen) -> i32;
    pub(super) fn fd_prestat_dir_name(fd: i32, name: *mut u8, length: usize) -> i32;
    pub(super) fn fd_pwrite(fd: i32, pieces: *const Piece, count: usize, offset: u64, written: *mut usize) -> i32;
    pub(super) fn fd_read(fd: i32, pieces: *const Piece, count: usize, read: *mut usize) -> i32;
    pub(super) fn fd_readdir(fd: i32, buffer: *mut u8, size: usize, cookie: u64, used: *mut usize) -> i32;
    pub(super) fn fd_seek(fd: i32, offset: i64, whence: i32, position: *mut u64) -> i32;
    pub(super) fn fd_sync(fd: i32) -> i32;
    pub(super) fn fd_write(fd: i32, pieces: *const Piece, count: usize, written: *mut usize) -> i32;
    pub(super) fn path_create_directory(folder: i32, path: *const u8, length: usize) -> i32;
    pub(super) fn path_filestat_get(
        folder: i32,
        flags: i32,
        path: *const u8,
        length: usize,
        status: *mut FileStatus,
    ) -> i32;
    pub(super) fn path_link(
        from_folder: i32,
        flags: i32,
        from: *const u8,
        from_length: usize,
        to_folder: i32,
        to: *const u8,
        to_length: usize,
    ) -> i32;
    pub(super) fn path_open(
        folder: i32,
        flags: i32,
        path: *const u8,
        length: usize,
        open_flags: i32,
        rights: u64,
        inheriting: u64,
        descriptor_flags: i32,
        fd: *mut i32,
    ) -> i32;
    pub(super) fn path_readlink(
        folder: i32,
        path: *const u8,
        length: usize,
        buffer: *mut u8,
        size: usize,
        used: *mut usize,
    ) -> i32;
    pub(super) fn path_remove_directory(folder: i32, path: *const u8, length: usize) -> i32;
    pub(super) fn path_rename(
        from_folder: i32,
        from: *const u8,
        from_length: usize,
        to_folder: i32,
        to: *const u8,
        to_length: usize,
    ) -> i32;
    pub(super) fn path_symlink(
        original: *const u8,
        original_length: usize,
        folder: i32,
        path: *const u8,
        length: usize,
    ) -> i32;
    pub(super) fn path_unlink_file(folder: i32, path: *const u8, length: usize) -> i32;
    pub(super) fn poll_oneoff(
        subscriptions: *const Subscription,
        events: *mut Event,
        count: usize,
        happened: *mut usize,
    ) -> i32;
    pub(super) fn proc_exit(code: i32) -> !;
    pub(super) fn random_get(buffer: *mut u8, count: usize) -> i32;
    pub(super) fn sched_yield() -> i32;
}
