//! Functions and constants of the C library and of the runtime.

use core::ffi::{c_char, c_int, c_void};

pub const EINTR: i32 = 4;
pub const O_RDONLY: c_int = 0;
pub const O_WRONLY: c_int = 1;
pub const O_RDWR: c_int = 2;
pub const O_CREAT: c_int = 0o100;
pub const O_EXCL: c_int = 0o200;
pub const O_TRUNC: c_int = 0o1000;
pub const O_APPEND: c_int = 0o2000;
pub const O_CLOEXEC: c_int = 0o2000000;
pub const CLOCK_REALTIME: c_int = 0;
pub const CLOCK_MONOTONIC: c_int = 1;
pub const SC_NPROCESSORS_ONLN: c_int = 84;
pub const SYS_GETTID: i64 = 186;
pub const SYS_FUTEX: i64 = 202;
pub const SIGPIPE: c_int = 13;
pub const WNOHANG: c_int = 1;
pub const FUTEX_WAIT_PRIVATE: c_int = 128;
pub const FUTEX_WAKE_PRIVATE: c_int = 129;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Timespec {
    pub seconds: i64,
    pub nanoseconds: i64,
}

/// `struct stat` of x86-64.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Stat {
    pub device: u64,
    pub inode: u64,
    pub links: u64,
    pub mode: u32,
    pub user: u32,
    pub group: u32,
    pub padding: u32,
    pub special_device: u64,
    pub size: i64,
    pub block_size: i64,
    pub blocks: i64,
    pub accessed: Timespec,
    pub modified: Timespec,
    pub changed: Timespec,
    pub reserved: [i64; 3],
}

/// `struct dirent` of x86-64.
#[repr(C)]
pub struct DirectoryEntry {
    pub inode: u64,
    pub offset: i64,
    pub length: u16,
    pub kind: u8,
    pub name: [c_char; 256],
}

pub(crate) use super::socket_address::{AddressInfo, SocketAddress};

pub const AF_INET: u16 = 2;
pub const AF_INET6: u16 = 10;
pub const SOCK_STREAM: c_int = 1;
pub const SOCK_CLOEXEC: c_int = 0o2000000;
pub const SOL_SOCKET: c_int = 1;
pub const SO_REUSEADDR: c_int = 2;
pub const SO_RCVTIMEO: c_int = 20;
pub const SO_SNDTIMEO: c_int = 21;
pub const IPPROTO_TCP: c_int = 6;
pub const TCP_NODELAY: c_int = 1;

extern "C" {
    pub fn socket(family: c_int, kind: c_int, protocol: c_int) -> c_int;
    pub fn connect(socket: c_int, address: *const SocketAddress, length: u32) -> c_int;
    pub fn bind(socket: c_int, address: *const SocketAddress, length: u32) -> c_int;
    pub fn listen(socket: c_int, backlog: c_int) -> c_int;
    pub fn accept4(socket: c_int, address: *mut SocketAddress, length: *mut u32, flags: c_int) -> c_int;
    pub fn getpeername(socket: c_int, address: *mut SocketAddress, length: *mut u32) -> c_int;
    pub fn getsockname(socket: c_int, address: *mut SocketAddress, length: *mut u32) -> c_int;
    pub fn setsockopt(socket: c_int, level: c_int, option: c_int, value: *const u8, length: u32) -> c_int;
    pub fn shutdown(socket: c_int, how: c_int) -> c_int;
    pub fn dup(fd: c_int) -> c_int;
    pub fn getaddrinfo(
        host: *const c_char,
        service: *const c_char,
        hints: *const AddressInfo,
        result: *mut *mut AddressInfo,
    ) -> c_int;
    pub fn freeaddrinfo(list: *mut AddressInfo);
    pub fn gai_strerror(code: c_int) -> *const c_char;
    pub fn fork() -> c_int;
    pub fn dup2(from: c_int, to: c_int) -> c_int;
    pub fn pipe2(ends: *mut c_int, flags: c_int) -> c_int;
    pub fn execvpe(
        program: *const c_char,
        arguments: *const *const c_char,
        environment: *const *const c_char,
    ) -> c_int;
    pub fn waitpid(process: c_int, status: *mut c_int, options: c_int) -> c_int;
    pub fn kill(process: c_int, signal: c_int) -> c_int;
    pub fn signal(number: c_int, handler: usize) -> usize;
    pub fn opendir(path: *const c_char) -> *mut u8;
    pub fn readdir(directory: *mut u8) -> *mut DirectoryEntry;
    pub fn closedir(directory: *mut u8) -> c_int;
    pub fn realpath(path: *const c_char, result: *mut c_char) -> *mut c_char;
    pub fn free(pointer: *mut u8);
    pub fn lstat(path: *const c_char, result: *mut Stat) -> c_int;
    pub fn chdir(path: *const c_char) -> c_int;
    pub fn read(fd: c_int, buffer: *mut u8, count: usize) -> isize;
    pub fn write(fd: c_int, buffer: *const u8, count: usize) -> isize;
    pub fn open(path: *const c_char, flags: c_int, mode: u32) -> c_int;
    pub fn close(fd: c_int) -> c_int;
    pub fn lseek(fd: c_int, offset: i64, whence: c_int) -> i64;
    pub fn fstat(fd: c_int, result: *mut Stat) -> c_int;
    pub fn stat(path: *const c_char, result: *mut Stat) -> c_int;
    pub fn fsync(fd: c_int) -> c_int;
    pub fn ftruncate(fd: c_int, length: i64) -> c_int;
    pub fn unlink(path: *const c_char) -> c_int;
    pub fn rename(from: *const c_char, to: *const c_char) -> c_int;
    pub fn mkdir(path: *const c_char, mode: u32) -> c_int;
    pub fn rmdir(path: *const c_char) -> c_int;
    pub fn getcwd(buffer: *mut c_char, size: usize) -> *mut c_char;
    pub fn getenv(name: *const c_char) -> *const c_char;
    pub fn setenv(name: *const c_char, value: *const c_char, overwrite: c_int) -> c_int;
    pub fn unsetenv(name: *const c_char) -> c_int;
    pub fn getpid() -> c_int;
    pub fn isatty(fd: c_int) -> c_int;
    pub fn exit(code: c_int) -> !;
    pub fn _exit(code: c_int) -> !;
    pub fn abort() -> !;
    pub fn strlen(text: *const c_char) -> usize;
    pub fn __xpg_strerror_r(code: c_int, buffer: *mut c_char, size: usize) -> c_int;
    pub fn __errno_location() -> *mut c_int;
    pub fn clock_gettime(clock: c_int, result: *mut Timespec) -> c_int;
    pub fn nanosleep(request: *const Timespec, rest: *mut Timespec) -> c_int;
    pub fn getrandom(buffer: *mut u8, count: usize, flags: u32) -> isize;
    pub fn sched_yield() -> c_int;
    pub fn sysconf(name: c_int) -> i64;
    pub fn syscall(number: i64, ...) -> i64;
    pub fn pthread_create(
        thread: *mut usize,
        attributes: *const c_void,
        start: extern "C" fn(*mut c_void) -> *mut c_void,
        argument: *mut c_void,
    ) -> c_int;
    pub fn pthread_join(thread: usize, result: *mut *mut c_void) -> c_int;
    pub fn pthread_detach(thread: usize) -> c_int;
    pub fn pthread_self() -> usize;
    pub fn pthread_setname_np(thread: usize, name: *const c_char) -> c_int;
    pub fn pthread_attr_init(attributes: *mut c_void) -> c_int;
    pub fn pthread_attr_destroy(attributes: *mut c_void) -> c_int;
    pub fn pthread_attr_setstacksize(attributes: *mut c_void, size: usize) -> c_int;
    pub fn __cxa_thread_atexit_impl(
        destructor: unsafe extern "C" fn(*mut u8),
        object: *mut u8,
        dso_handle: *mut u8,
    ) -> c_int;
    pub static mut environ: *const *const c_char;
    pub static __dso_handle: u8;
}

// The runtime.
extern "C" {
    pub fn poly_argument_count() -> c_int;
    pub fn poly_arguments() -> *const *const c_char;
    pub fn poly_panic_raise(data: *mut c_void, vtable: *mut c_void) -> c_int;
    pub fn poly_panic_take(exception: *mut c_void, data: *mut *mut c_void, vtable: *mut *mut c_void) -> c_int;
}
