//! Functions and constants of the C library and of the runtime.

use core::ffi::{c_char, c_int, c_void};

pub(crate) const EINTR: i32 = 4;
pub(crate) const O_RDONLY: c_int = 0;
pub(crate) const O_WRONLY: c_int = 1;
pub(crate) const O_RDWR: c_int = 2;
pub(crate) const O_CREAT: c_int = 0o100;
pub(crate) const O_EXCL: c_int = 0o200;
pub(crate) const O_TRUNC: c_int = 0o1000;
pub(crate) const O_APPEND: c_int = 0o2000;
pub(crate) const O_CLOEXEC: c_int = 0o2000000;
pub(crate) const CLOCK_REALTIME: c_int = 0;
pub(crate) const CLOCK_MONOTONIC: c_int = 1;
pub(crate) const SC_NPROCESSORS_ONLN: c_int = 84;
#[cfg(target_arch = "x86_64")]
pub(crate) const SYS_GETTID: i64 = 186;
#[cfg(target_arch = "x86_64")]
pub(crate) const SYS_FUTEX: i64 = 202;
#[cfg(target_arch = "aarch64")]
pub(crate) const SYS_GETTID: i64 = 178;
#[cfg(target_arch = "aarch64")]
pub(crate) const SYS_FUTEX: i64 = 98;
pub(crate) const SIGPIPE: c_int = 13;
pub(crate) const WNOHANG: c_int = 1;
pub(crate) const FUTEX_WAIT_PRIVATE: c_int = 128;
pub(crate) const FUTEX_WAKE_PRIVATE: c_int = 129;

#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Timespec {
    pub seconds: i64,
    pub nanoseconds: i64,
}

/// `struct statx_timestamp`
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct StatxTime {
    pub seconds: i64,
    pub nanoseconds: u32,
    pub reserved: i32,
}
impl StatxTime {
    pub(crate) fn to_time(self) -> crate::time::SystemTime {
        crate::time::SystemTime::from_parts(self.seconds, self.nanoseconds)
    }
}

/// `struct statx`
#[repr(C)]
#[derive(Clone, Copy)]
pub(crate) struct Statx {
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
pub(crate) const STATX_ALL: u32 = 0xFFF;
pub(crate) const STATX_BTIME: u32 = 0x800;
pub(crate) const AT_FDCWD: c_int = -100;
pub(crate) const AT_SYMLINK_NOFOLLOW: c_int = 0x100;
pub(crate) const AT_EMPTY_PATH: c_int = 0x1000;

/// `struct dirent` of 64-bit machines.
#[repr(C)]
pub(crate) struct DirectoryEntry {
    pub inode: u64,
    pub offset: i64,
    pub length: u16,
    pub kind: u8,
    pub name: [c_char; 256],
}

pub(crate) use super::socket_address::{AddressInfo, SocketAddress};

pub(crate) const AF_INET: u16 = 2;
pub(crate) const AF_INET6: u16 = 10;
pub(crate) const SOCK_STREAM: c_int = 1;
pub(crate) const SOCK_CLOEXEC: c_int = 0o2000000;
pub(crate) const SOL_SOCKET: c_int = 1;
pub(crate) const SO_REUSEADDR: c_int = 2;
pub(crate) const SO_RCVTIMEO: c_int = 20;
pub(crate) const SO_SNDTIMEO: c_int = 21;
pub(crate) const IPPROTO_TCP: c_int = 6;
pub(crate) const TCP_NODELAY: c_int = 1;
pub(crate) const AF_UNIX: u16 = 1;
pub(crate) const SOCK_DGRAM: c_int = 2;
pub(crate) const SO_ERROR: c_int = 4;
pub(crate) const SO_BROADCAST: c_int = 6;
pub(crate) const IPPROTO_IP: c_int = 0;
pub(crate) const IP_TTL: c_int = 2;
pub(crate) const IP_MULTICAST_TTL: c_int = 33;
pub(crate) const IP_MULTICAST_LOOP: c_int = 34;
pub(crate) const IP_ADD_MEMBERSHIP: c_int = 35;
pub(crate) const IP_DROP_MEMBERSHIP: c_int = 36;
pub(crate) const IPPROTO_IPV6: c_int = 41;
pub(crate) const IPV6_MULTICAST_LOOP: c_int = 19;
pub(crate) const IPV6_ADD_MEMBERSHIP: c_int = 20;
pub(crate) const IPV6_DROP_MEMBERSHIP: c_int = 21;
pub(crate) const IPV6_V6ONLY: c_int = 26;
pub(crate) const MSG_PEEK: c_int = 2;
pub(crate) const MSG_NOSIGNAL: c_int = 0x4000;
pub(crate) const POLLOUT: i16 = 4;

/// `struct pollfd`
#[repr(C)]
pub(crate) struct PollFd {
    pub fd: c_int,
    pub events: i16,
    pub returned: i16,
}

extern "C" {
    pub(crate) fn socket(family: c_int, kind: c_int, protocol: c_int) -> c_int;
    pub(crate) fn connect(socket: c_int, address: *const SocketAddress, length: u32) -> c_int;
    pub(crate) fn bind(socket: c_int, address: *const SocketAddress, length: u32) -> c_int;
    pub(crate) fn listen(socket: c_int, backlog: c_int) -> c_int;
    pub(crate) fn accept4(socket: c_int, address: *mut SocketAddress, length: *mut u32, flags: c_int) -> c_int;
    pub(crate) fn getpeername(socket: c_int, address: *mut SocketAddress, length: *mut u32) -> c_int;
    pub(crate) fn getsockname(socket: c_int, address: *mut SocketAddress, length: *mut u32) -> c_int;
    pub(crate) fn setsockopt(socket: c_int, level: c_int, option: c_int, value: *const u8, length: u32) -> c_int;
    pub(crate) fn shutdown(socket: c_int, how: c_int) -> c_int;
    pub(crate) fn getsockopt(socket: c_int, level: c_int, option: c_int, value: *mut u8, length: *mut u32) -> c_int;
    pub(crate) fn recv(socket: c_int, buffer: *mut u8, count: usize, flags: c_int) -> isize;
    pub(crate) fn send(socket: c_int, buffer: *const u8, count: usize, flags: c_int) -> isize;
    pub(crate) fn recvfrom(
        socket: c_int,
        buffer: *mut u8,
        count: usize,
        flags: c_int,
        address: *mut SocketAddress,
        length: *mut u32,
    ) -> isize;
    pub(crate) fn sendto(
        socket: c_int,
        buffer: *const u8,
        count: usize,
        flags: c_int,
        address: *const SocketAddress,
        length: u32,
    ) -> isize;
    pub(crate) fn socketpair(family: c_int, kind: c_int, protocol: c_int, sockets: *mut c_int) -> c_int;
    pub(crate) fn poll(entries: *mut PollFd, count: u64, milliseconds: c_int) -> c_int;
    pub(crate) fn getaddrinfo(
        host: *const c_char,
        service: *const c_char,
        hints: *const AddressInfo,
        result: *mut *mut AddressInfo,
    ) -> c_int;
    pub(crate) fn freeaddrinfo(list: *mut AddressInfo);
    pub(crate) fn gai_strerror(code: c_int) -> *const c_char;
    pub(crate) fn fork() -> c_int;
    pub(crate) fn dup2(from: c_int, to: c_int) -> c_int;
    pub(crate) fn pipe2(ends: *mut c_int, flags: c_int) -> c_int;
    pub(crate) fn execvpe(
        program: *const c_char,
        arguments: *const *const c_char,
        environment: *const *const c_char,
    ) -> c_int;
    pub(crate) fn waitpid(process: c_int, status: *mut c_int, options: c_int) -> c_int;
    pub(crate) fn kill(process: c_int, signal: c_int) -> c_int;
    pub(crate) fn signal(number: c_int, handler: usize) -> usize;
    pub(crate) fn opendir(path: *const c_char) -> *mut u8;
    pub(crate) fn readdir(directory: *mut u8) -> *mut DirectoryEntry;
    pub(crate) fn closedir(directory: *mut u8) -> c_int;
    pub(crate) fn realpath(path: *const c_char, result: *mut c_char) -> *mut c_char;
    pub(crate) fn free(pointer: *mut u8);
    pub(crate) fn memchr(text: *const u8, byte: c_int, count: usize) -> *const u8;
    pub(crate) fn statx(directory: c_int, path: *const c_char, flags: c_int, mask: u32, result: *mut Statx) -> c_int;
    pub(crate) fn chmod(path: *const c_char, mode: u32) -> c_int;
    pub(crate) fn fchmod(fd: c_int, mode: u32) -> c_int;
    pub(crate) fn chown(path: *const c_char, user: u32, group: u32) -> c_int;
    pub(crate) fn lchown(path: *const c_char, user: u32, group: u32) -> c_int;
    pub(crate) fn fchown(fd: c_int, user: u32, group: u32) -> c_int;
    pub(crate) fn chroot(path: *const c_char) -> c_int;
    pub(crate) fn link(original: *const c_char, link: *const c_char) -> c_int;
    pub(crate) fn symlink(original: *const c_char, link: *const c_char) -> c_int;
    pub(crate) fn readlink(path: *const c_char, buffer: *mut u8, size: usize) -> isize;
    pub(crate) fn futimens(fd: c_int, times: *const Timespec) -> c_int;
    pub(crate) fn flock(fd: c_int, operation: c_int) -> c_int;
    pub(crate) fn fcntl(fd: c_int, command: c_int, ...) -> c_int;
    pub(crate) fn ioctl(fd: c_int, request: u64, ...) -> c_int;
    pub(crate) fn pread(fd: c_int, buffer: *mut u8, count: usize, offset: i64) -> isize;
    pub(crate) fn pwrite(fd: c_int, buffer: *const u8, count: usize, offset: i64) -> isize;
    pub(crate) fn setuid(id: u32) -> c_int;
    pub(crate) fn setgid(id: u32) -> c_int;
    pub(crate) fn setpgid(process: c_int, group: c_int) -> c_int;
    pub(crate) fn getppid() -> c_int;
    pub(crate) fn chdir(path: *const c_char) -> c_int;
    pub(crate) fn read(fd: c_int, buffer: *mut u8, count: usize) -> isize;
    pub(crate) fn write(fd: c_int, buffer: *const u8, count: usize) -> isize;
    pub(crate) fn open(path: *const c_char, flags: c_int, mode: u32) -> c_int;
    pub(crate) fn close(fd: c_int) -> c_int;
    pub(crate) fn lseek(fd: c_int, offset: i64, whence: c_int) -> i64;
    pub(crate) fn fsync(fd: c_int) -> c_int;
    pub(crate) fn fdatasync(fd: c_int) -> c_int;
    pub(crate) fn ftruncate(fd: c_int, length: i64) -> c_int;
    pub(crate) fn unlink(path: *const c_char) -> c_int;
    pub(crate) fn rename(from: *const c_char, to: *const c_char) -> c_int;
    pub(crate) fn mkdir(path: *const c_char, mode: u32) -> c_int;
    pub(crate) fn rmdir(path: *const c_char) -> c_int;
    pub(crate) fn getcwd(buffer: *mut c_char, size: usize) -> *mut c_char;
    pub(crate) fn getenv(name: *const c_char) -> *const c_char;
    pub(crate) fn setenv(name: *const c_char, value: *const c_char, overwrite: c_int) -> c_int;
    pub(crate) fn unsetenv(name: *const c_char) -> c_int;
    pub(crate) fn getpid() -> c_int;
    pub(crate) fn isatty(fd: c_int) -> c_int;
    pub(crate) fn exit(code: c_int) -> !;
    pub(crate) fn _exit(code: c_int) -> !;
    pub(crate) fn abort() -> !;
    pub(crate) fn strlen(text: *const c_char) -> usize;
    pub(crate) fn __xpg_strerror_r(code: c_int, buffer: *mut c_char, size: usize) -> c_int;
    pub(crate) fn __errno_location() -> *mut c_int;
    pub(crate) fn clock_gettime(clock: c_int, result: *mut Timespec) -> c_int;
    pub(crate) fn nanosleep(request: *const Timespec, rest: *mut Timespec) -> c_int;
    pub(crate) fn getrandom(buffer: *mut u8, count: usize, flags: u32) -> isize;
    pub(crate) fn sched_yield() -> c_int;
    pub(crate) fn sysconf(name: c_int) -> i64;
    pub(crate) fn syscall(number: i64, ...) -> i64;
    pub(crate) fn pthread_create(
        thread: *mut usize,
        attributes: *const c_void,
        start: extern "C" fn(*mut c_void) -> *mut c_void,
        argument: *mut c_void,
    ) -> c_int;
    pub(crate) fn pthread_join(thread: usize, result: *mut *mut c_void) -> c_int;
    pub(crate) fn pthread_detach(thread: usize) -> c_int;
    pub(crate) fn pthread_self() -> usize;
    pub(crate) fn pthread_setname_np(thread: usize, name: *const c_char) -> c_int;
    pub(crate) fn pthread_attr_init(attributes: *mut c_void) -> c_int;
    pub(crate) fn pthread_attr_destroy(attributes: *mut c_void) -> c_int;
    pub(crate) fn pthread_attr_setstacksize(attributes: *mut c_void, size: usize) -> c_int;
    pub(crate) fn __cxa_thread_atexit_impl(
        destructor: unsafe extern "C" fn(*mut u8),
        object: *mut u8,
        dso_handle: *mut u8,
    ) -> c_int;
    pub(crate) static mut environ: *const *const c_char;
    pub(crate) static __dso_handle: u8;
}

// The runtime.
extern "C" {
    pub(crate) fn poly_backtrace(visit: extern "C" fn(*mut u8, *mut u8) -> c_int, argument: *mut u8) -> c_int;
    pub(crate) fn poly_backtrace_address(context: *mut u8) -> usize;
    pub(crate) fn poly_function_name(address: usize, name: *mut u8, room: usize) -> usize;
    pub(crate) fn poly_print_backtrace(is_full: c_int);
    pub(crate) fn poly_argument_count() -> c_int;
    pub(crate) fn poly_arguments() -> *const *const c_char;
    pub(crate) fn poly_panic_raise(data: *mut c_void, vtable: *mut c_void) -> c_int;
    pub(crate) fn poly_panic_take(exception: *mut c_void, data: *mut *mut c_void, vtable: *mut *mut c_void) -> c_int;
}
