//! Threads.

mod local;
mod scoped;

pub use self::local::{AccessError, LocalKey};
#[doc(hidden)]
pub use self::local::LocalSlot;
pub use self::scoped::{scope, Scope, ScopedJoinHandle};

use crate::any::Any;
use crate::boxed::Box;
use crate::cell::{OnceCell, UnsafeCell};
use crate::fmt;
use crate::io;
use crate::num::NonZero;
use crate::string::String;
use crate::sync::atomic::{AtomicU32, AtomicU64, Ordering::{Acquire, Relaxed, Release}};
use crate::sync::Arc;
use crate::sys::{c, locks, threads};
use crate::time::{Duration, Instant};

/// What a thread gives: its result, or what it panicked with.
pub type Result<T> = crate::result::Result<T, Box<dyn Any + Send + 'static>>;

/// A number that no other thread of the process ever has.
#[derive(Eq, PartialEq, Clone, Copy, Hash, Debug)]
pub struct ThreadId(NonZero<u64>);

impl ThreadId {
    fn new() -> ThreadId {
        // The main thread is number one, whenever it is asked.
        static NEXT: AtomicU64 = AtomicU64::new(2);
        // SAFETY: the count starts at 2 and never comes round to zero.
        ThreadId(unsafe { NonZero::new_unchecked(NEXT.fetch_add(1, Relaxed)) })
    }
}

struct Inner {
    name: Option<String>,
    id: ThreadId,
    /// 0 nothing, 1 a token is there, 2 the thread is parked.
    parker: AtomicU32,
}

/// A handle of a thread.
#[derive(Clone)]
pub struct Thread {
    inner: Arc<Inner>,
}

struct Current(OnceCell<Thread>);
// Every thread has its own.
// SAFETY: the static is one of a thread.
unsafe impl Sync for Current {}
#[thread_local]
static CURRENT: Current = Current(OnceCell::new());

impl Thread {
    fn new(name: Option<String>, id: ThreadId) -> Thread {
        Thread { inner: Arc::new(Inner { name, id, parker: AtomicU32::new(0) }) }
    }
    /// Lets the thread go on that is parked, or its next `park` return at once.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// thread::current().unpark();
    /// thread::park();
    /// ```
    pub fn unpark(&self) {
        if self.inner.parker.swap(1, Release) == 2 {
            locks::futex_wake(&self.inner.parker);
        }
    }
    /// A number that no other thread of the process has.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let other = thread::spawn(|| thread::current().id()).join().unwrap();
    /// assert_ne!(thread::current().id(), other);
    /// ```
    pub fn id(&self) -> ThreadId {
        self.inner.id
    }
    /// The thread's name, if it has one.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let thread = thread::Builder::new().name("worker".to_string());
    /// let handle = thread.spawn(|| thread::current().name().map(str::to_string)).unwrap();
    /// assert_eq!(handle.join().unwrap().as_deref(), Some("worker"));
    /// ```
    pub fn name(&self) -> Option<&str> {
        self.inner.name.as_deref()
    }
}
impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

/// Whether this is the thread on which the process started.
fn is_main_thread() -> bool {
    // SAFETY: the call takes nothing and cannot fail.
    threads::current_os_id() == unsafe { c::getpid() } as u64
}

/// The thread that runs this.
///
/// # Examples
/// ```
/// use std::thread;
/// let name = thread::Builder::new().name("worker".into()).spawn(|| {
///     thread::current().name().map(str::to_owned)
/// });
/// assert_eq!(name.unwrap().join().unwrap().as_deref(), Some("worker"));
/// ```
pub fn current() -> Thread {
    CURRENT
        .0
        .get_or_init(|| {
            if is_main_thread() {
                // SAFETY: 1 is not zero.
                Thread::new(Some(String::from("main")), ThreadId(unsafe { NonZero::new_unchecked(1) }))
            } else {
                Thread::new(None, ThreadId::new())
            }
        })
        .clone()
}

/// Gives a new thread its handle, until its thread-local values are gone.
fn set_current(thread: Thread) {
    // SAFETY: at the end of the thread whose cell it is, once.
    unsafe extern "C" fn forget(cell: *mut u8) {
        // SAFETY: the pointer is that of this thread's cell.
        unsafe { drop((*(cell as *mut OnceCell<Thread>)).take()) };
    }
    let _ = CURRENT.0.set(thread);
    // The destructors run from the last to the first.
    // SAFETY: the cell lives as long as the thread.
    unsafe { threads::at_thread_exit(&raw const CURRENT.0 as *mut u8, forget) };
}

/// The name for the message of a panic, without allocating a handle.
pub(crate) fn with_current_name<R>(f: impl FnOnce(Option<&str>) -> R) -> R {
    f(match CURRENT.0.get() {
        Some(thread) => thread.name(),
        None if is_main_thread() => Some("main"),
        None => None,
    })
}

/// Settings of a thread that is to be started.
#[derive(Debug)]
pub struct Builder {
    name: Option<String>,
    stack_size: Option<usize>,
}

const DEFAULT_STACK_SIZE: usize = 2 * 1024 * 1024;

impl Builder {
    /// A thread without a name and with the usual stack.
    ///
    /// # Examples
    /// ```
    /// let handle = std::thread::Builder::new().spawn(|| 5).unwrap();
    /// assert_eq!(handle.join().unwrap(), 5);
    /// ```
    pub fn new() -> Builder {
        Builder { name: None, stack_size: None }
    }
    /// Names the thread, which messages of panics then say.
    ///
    /// # Examples
    /// ```
    /// let builder = std::thread::Builder::new().name("worker".to_string());
    /// assert!(builder.spawn(|| {}).unwrap().join().is_ok());
    /// ```
    pub fn name(mut self, name: String) -> Builder {
        self.name = Some(name);
        self
    }
    /// Sets how many bytes the thread's stack has at least.
    ///
    /// # Examples
    /// ```
    /// let builder = std::thread::Builder::new().stack_size(1 << 20);
    /// assert!(builder.spawn(|| {}).unwrap().join().is_ok());
    /// ```
    pub fn stack_size(mut self, size: usize) -> Builder {
        self.stack_size = Some(size);
        self
    }
    /// Starts a thread with these settings that runs the function; an error if the system gives none.
    ///
    /// # Examples
    /// ```
    /// let thread = std::thread::Builder::new().name("adder".into()).spawn(|| 1 + 2).unwrap();
    /// assert_eq!(thread.thread().name(), Some("adder"));
    /// assert_eq!(thread.join().unwrap(), 3);
    /// ```
    pub fn spawn<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: the closure and its result live as long as the program.
        Ok(JoinHandle { inner: unsafe { self.start(f, None)? } })
    }
    /// Starts a thread of a scope, which ends before the scope does.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let numbers = [1, 2];
    /// thread::scope(|scope| {
    ///     let handle = thread::Builder::new().spawn_scoped(scope, || numbers.len()).unwrap();
    ///     assert_eq!(handle.join().unwrap(), 2);
    /// });
    /// ```
    pub fn spawn_scoped<'scope, 'env, F, T>(
        self,
        scope: &'scope Scope<'scope, 'env>,
        f: F,
    ) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: the scope waits for the thread before what the closure borrows can go.
        Ok(ScopedJoinHandle::new(unsafe { self.start(f, Some(scope.data.clone()))? }))
    }

    /// Starts a thread whose closure may borrow from the caller.
    ///
    /// # Safety
    /// What the closure and its result borrow outlives the thread: it is joined before.
    ///
    /// # Errors
    /// The system has no room for another thread.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let numbers = [1, 2];
    /// // SAFETY: the thread is joined while the numbers are there.
    /// let handle = unsafe { thread::Builder::new().spawn_unchecked(|| numbers.len()).unwrap() };
    /// assert_eq!(handle.join().unwrap(), 2);
    /// ```
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        // SAFETY: the caller's promise.
        Ok(JoinHandle { inner: unsafe { self.start(f, None)? } })
    }

    /// Starts a thread. The closure and its result must outlive it.
    ///
    /// # Safety
    /// The closure and its result outlive the thread.
    unsafe fn start<'a, F, T>(
        self,
        f: F,
        scope: Option<Arc<scoped::ScopeData>>,
    ) -> io::Result<JoinInner<T>>
    where
        F: FnOnce() -> T + Send + 'a,
        T: Send + 'a,
    {
        let thread = Thread::new(self.name, ThreadId::new());
        let packet = Arc::new(Packet { result: UnsafeCell::new(None) });
        let their_thread = thread.clone();
        let their_packet = packet.clone();
        if let Some(scope) = &scope {
            scope.started();
        }
        let their_scope = scope.clone();
        let body = move || {
            if let Some(name) = their_thread.name() {
                threads::set_name(name.as_bytes());
            }
            set_current(their_thread);
            let result = crate::panicking::catch(f);
            let panicked = result.is_err();
            // SAFETY: the other side looks at the packet only when this thread is gone.
            unsafe { *their_packet.result.get() = Some(result) };
            drop(their_packet);
            if let Some(scope) = their_scope {
                scope.finished(panicked);
            }
        };
        let body: Box<dyn FnOnce() + 'a> = Box::new(body);
        // SAFETY: the caller says that the closure outlives the thread; only the lifetime changes.
        let body: Box<dyn FnOnce() + 'static> = unsafe { crate::mem::transmute(body) };
        match threads::NativeThread::new(self.stack_size.unwrap_or(DEFAULT_STACK_SIZE), body) {
            Ok(native) => Ok(JoinInner { native, thread, packet, scope }),
            Err(error) => {
                if let Some(scope) = &scope {
                    scope.finished(false);
                }
                Err(error)
            }
        }
    }
}

/// Where a thread leaves its result.
struct Packet<T> {
    result: UnsafeCell<Option<Result<T>>>,
}
// SAFETY: the result is written by one thread, and read by the other when that is gone.
unsafe impl<T: Send> Sync for Packet<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Send for Packet<T> {}

pub(crate) struct JoinInner<T> {
    native: threads::NativeThread,
    thread: Thread,
    packet: Arc<Packet<T>>,
    scope: Option<Arc<scoped::ScopeData>>,
}

impl<T> JoinInner<T> {
    fn join(self) -> Result<T> {
        self.native.join();
        // SAFETY: the thread is gone, and this is the only handle of it.
        let result = unsafe { (*self.packet.result.get()).take().unwrap() };
        if let (Err(_), Some(scope)) = (&result, &self.scope) {
            scope.panic_handled();
        }
        result
    }
    fn is_finished(&self) -> bool {
        Arc::strong_count(&self.packet) == 1
    }
}

/// The right to wait for a thread.
pub struct JoinHandle<T> {
    inner: JoinInner<T>,
}
// SAFETY: only what `join` gives is of the type, and whoever starts a thread may send that.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above; nothing of the type can be had through a shared handle.
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> JoinHandle<T> {
    /// What others can do with the thread.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let handle = thread::spawn(thread::park);
    /// handle.thread().unpark();
    /// handle.join().unwrap();
    /// ```
    pub fn thread(&self) -> &Thread {
        &self.inner.thread
    }
    /// Waits for the thread's end and gives its result, or what it panicked with.
    ///
    /// # Examples
    /// ```
    /// use std::thread;
    /// let sum = thread::spawn(|| (1..=10).sum::<i32>());
    /// assert_eq!(sum.join().unwrap(), 55);
    /// ```
    pub fn join(self) -> Result<T> {
        self.inner.join()
    }
    /// Whether the thread's function is done.
    ///
    /// # Examples
    /// ```
    /// let handle = std::thread::spawn(|| 5);
    /// while !handle.is_finished() {
    ///     std::thread::yield_now();
    /// }
    /// assert_eq!(handle.join().unwrap(), 5);
    /// ```
    pub fn is_finished(&self) -> bool {
        self.inner.is_finished()
    }
    pub(crate) fn native(&self) -> usize {
        self.inner.native.id()
    }
}
impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

/// Starts a thread that runs the function. When the handle is dropped it goes on by itself.
///
/// # Panics
/// If the system gives no further thread; `Builder::spawn` gives an error instead.
///
/// # Examples
/// ```
/// use std::thread;
/// let words = vec!["a", "b"];
/// let handle = thread::spawn(move || words.len());
/// assert_eq!(handle.join().unwrap(), 2);
/// ```
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("failed to spawn thread")
}

/// Lets other threads run, if there are any that wait.
///
/// # Examples
/// ```
/// std::thread::yield_now();
/// ```
pub fn yield_now() {
    // SAFETY: the call takes nothing and cannot fail.
    unsafe { c::sched_yield() };
}

/// Whether this thread is panicking, which destructors may want to know.
///
/// # Examples
/// ```
/// assert!(!std::thread::panicking());
/// ```
pub fn panicking() -> bool {
    crate::panicking::panicking()
}

/// Lets the thread rest, at least so long.
///
/// # Examples
/// ```
/// use std::time::{Duration, Instant};
/// let start = Instant::now();
/// std::thread::sleep(Duration::from_millis(3));
/// assert!(start.elapsed() >= Duration::from_millis(3));
/// ```
pub fn sleep(duration: Duration) {
    threads::sleep(duration);
}

/// Does nothing for so many milliseconds.
///
/// # Examples
/// ```
/// #![allow(deprecated)]
/// std::thread::sleep_ms(1);
/// ```
pub fn sleep_ms(milliseconds: u32) {
    sleep(Duration::from_millis(milliseconds as u64));
}

/// Does nothing until a time.
///
/// # Examples
/// ```
/// use std::time::{Duration, Instant};
/// let end = Instant::now() + Duration::from_millis(1);
/// std::thread::sleep_until(end);
/// assert!(Instant::now() >= end);
/// ```
pub fn sleep_until(deadline: Instant) {
    let now = Instant::now();
    if let Some(rest) = deadline.checked_duration_since(now) {
        sleep(rest);
    }
}

/// Waits until somebody unparks this thread, or did so before.
///
/// # Examples
/// ```
/// use std::thread;
/// let handle = thread::spawn(thread::park);
/// handle.thread().unpark();
/// handle.join().unwrap();
/// ```
pub fn park() {
    let thread = current();
    let word = &thread.inner.parker;
    loop {
        if word.compare_exchange(1, 0, Acquire, Relaxed).is_ok() {
            return;
        }
        if word.compare_exchange(0, 2, Acquire, Relaxed).is_ok() || word.load(Relaxed) == 2 {
            locks::futex_wait(word, 2, None);
        }
    }
}

/// As `park`, but no longer than a time.
///
/// # Examples
/// ```
/// std::thread::park_timeout(std::time::Duration::from_millis(1));
/// ```
pub fn park_timeout(duration: Duration) {
    let thread = current();
    let word = &thread.inner.parker;
    if word.compare_exchange(1, 0, Acquire, Relaxed).is_ok() {
        return;
    }
    if word.compare_exchange(0, 2, Acquire, Relaxed).is_ok() {
        locks::futex_wait(word, 2, Some(duration));
    }
    word.swap(0, Acquire);
}

/// How many threads can run at the same time.
///
/// # Examples
/// ```
/// assert!(std::thread::available_parallelism().unwrap().get() >= 1);
/// ```
pub fn available_parallelism() -> io::Result<NonZero<usize>> {
    // SAFETY: the call takes any number.
    match NonZero::new(unsafe { c::sysconf(c::SC_NPROCESSORS_ONLN) } as usize) {
        Some(count) => Ok(count),
        None => Err(io::Error::last_os_error()),
    }
}
