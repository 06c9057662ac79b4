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
#[cfg(target_arch = "x86_64")]
pub const SYS_GETTID: i64 = 186;
#[cfg(target_arch = "x86_64")]
pub const SYS_FUTEX: i64 = 202;
#[cfg(target_arch = "aarch64")]
pub const SYS_GETTID: i64 = 178;
#[cfg(target_arch = "aarch64")]
pub const SYS_FUTEX: i64 = 98;
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

/// `struct statx_timestamp`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct StatxTime {
    pub seconds: i64,
    pub nanoseconds: u32,
    pub reserved: i32,
}
impl StatxTime {
    pub fn to_time(self) -> crate::time::SystemTime {
        crate::time::SystemTime::from_parts(self.seconds, self.nanoseconds)
    }
}

/// `struct statx`
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Statx {
    pub mask: u32,
    pub block_size: u32,
    pub attributes: u64,
    pub links: u32,
    pub user: u32,
    pub group: u32,
    pub mode: u16,
    pub inode: u64,
    pub size: u64,
    pub blocks: u64,
    pub attributes_mask: u64,
    pub accessed: StatxTime,
    pub created: StatxTime,
    pub changed: StatxTime,
    pub modified: StatxTime,
    /// Major and minor numbers.
    pub special_device: [u32; 2],
    pub device: [u32; 2],
    pub reserved: [u64; 14],
}
pub const STATX_ALL: u32 = 0xFFF;
pub const STATX_BTIME: u32 = 0x800;
pub const AT_FDCWD: c_int = -100;
pub const AT_SYMLINK_NOFOLLOW: c_int = 0x100;
pub const AT_EMPTY_PATH: c_int = 0x1000;

/// `struct dirent` of 64-bit machines.
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
pub const AF_UNIX: u16 = 1;
pub const SOCK_DGRAM: c_int = 2;
pub const SO_ERROR: c_int = 4;
pub const SO_BROADCAST: c_int = 6;
pub const IPPROTO_IP: c_int = 0;
pub const IP_TTL: c_int = 2;
pub const IP_MULTICAST_TTL: c_int = 33;
pub const IP_MULTICAST_LOOP: c_int = 34;
pub const IP_ADD_MEMBERSHIP: c_int = 35;
pub const IP_DROP_MEMBERSHIP: c_int = 36;
pub const IPPROTO_IPV6: c_int = 41;
pub const IPV6_MULTICAST_LOOP: c_int = 19;
pub const IPV6_ADD_MEMBERSHIP: c_int = 20;
pub const IPV6_DROP_MEMBERSHIP: c_int = 21;
pub const IPV6_V6ONLY: c_int = 26;
pub const MSG_PEEK: c_int = 2;
pub const MSG_NOSIGNAL: c_int = 0x4000;
pub const POLLOUT: i16 = 4;

/// `struct pollfd`
#[repr(C)]
pub struct PollFd {
    pub fd: c_int,
    pub events: i16,
    pub returned: i16,
}

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
    pub fn getsockopt(socket: c_int, level: c_int, option: c_int, value: *mut u8, length: *mut u32) -> c_int;
    pub fn recv(socket: c_int, buffer: *mut u8, count: usize, flags: c_int) -> isize;
    pub fn send(socket: c_int, buffer: *const u8, count: usize, flags: c_int) -> isize;
    pub fn recvfrom(
        socket: c_int,
        buffer: *mut u8,
        count: usize,
        flags: c_int,
        address: *mut SocketAddress,
        length: *mut u32,
    ) -> isize;
    pub fn sendto(
        socket: c_int,
        buffer: *const u8,
        count: usize,
        flags: c_int,
        address: *const SocketAddress,
        length: u32,
    ) -> isize;
    pub fn socketpair(family: c_int, kind: c_int, protocol: c_int, sockets: *mut c_int) -> c_int;
    pub fn poll(entries: *mut PollFd, count: u64, milliseconds: c_int) -> c_int;
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
    pub fn memchr(text: *const u8, byte: c_int, count: usize) -> *const u8;
    pub fn statx(directory: c_int, path: *const c_char, flags: c_int, mask: u32, result: *mut Statx) -> c_int;
    pub fn chmod(path: *const c_char, mode: u32) -> c_int;
    pub fn fchmod(fd: c_int, mode: u32) -> c_int;
    pub fn chown(path: *const c_char, user: u32, group: u32) -> c_int;
    pub fn lchown(path: *const c_char, user: u32, group: u32) -> c_int;
    pub fn fchown(fd: c_int, user: u32, group: u32) -> c_int;
    pub fn chroot(path: *const c_char) -> c_int;
    pub fn link(original: *const c_char, link: *const c_char) -> c_int;
    pub fn symlink(original: *const c_char, link: *const c_char) -> c_int;
    pub fn readlink(path: *const c_char, buffer: *mut u8, size: usize) -> isize;
    pub fn futimens(fd: c_int, times: *const Timespec) -> c_int;
    pub fn flock(fd: c_int, operation: c_int) -> c_int;
    pub fn fcntl(fd: c_int, command: c_int, ...) -> c_int;
    pub fn ioctl(fd: c_int, request: u64, ...) -> c_int;
    pub fn pread(fd: c_int, buffer: *mut u8, count: usize, offset: i64) -> isize;
    pub fn pwrite(fd: c_int, buffer: *const u8, count: usize, offset: i64) -> isize;
    pub fn setuid(id: u32) -> c_int;
    pub fn setgid(id: u32) -> c_int;
    pub fn setpgid(process: c_int, group: c_int) -> c_int;
    pub fn getppid() -> c_int;
    pub fn chdir(path: *const c_char) -> c_int;
    pub fn read(fd: c_int, buffer: *mut u8, count: usize) -> isize;
    pub fn write(fd: c_int, buffer: *const u8, count: usize) -> isize;
    pub fn open(path: *const c_char, flags: c_int, mode: u32) -> c_int;
    pub fn close(fd: c_int) -> c_int;
    pub fn lseek(fd: c_int, offset: i64, whence: c_int) -> i64;
    pub fn fsync(fd: c_int) -> c_int;
    pub fn fdatasync(fd: c_int) -> c_int;
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
    pub fn poly_backtrace(visit: extern "C" fn(*mut u8, *mut u8) -> c_int, argument: *mut u8) -> c_int;
    pub fn poly_backtrace_address(context: *mut u8) -> usize;
    pub fn poly_argument_count() -> c_int;
    pub fn poly_arguments() -> *const *const c_char;
    pub fn poly_panic_raise(data: *mut c_void, vtable: *mut c_void) -> c_int;
    pub fn poly_panic_take(exception: *mut c_void, data: *mut *mut c_void, vtable: *mut *mut c_void) -> c_int;
}
