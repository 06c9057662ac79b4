//! The system's signals to this process, as events that are waited for.
//!
//! ```
//! use stdlib::signal::{listen, Kind};
//! use stdlib::task::block_on;
//!
//! extern "C" {
//!     fn raise(signal: i32) -> i32;
//! }
//!
//! block_on(async {
//!     let mut hangups = listen(Kind::HANGUP)?;
//!     unsafe { raise(Kind::HANGUP.number()) };
//!     hangups.recv().await
//! })
//! .unwrap();
//! ```

use crate::reactor::Source;
use std::fmt;
use std::future::poll_fn;
use std::io;
use std::ptr;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};
use std::sync::Mutex;
use std::task::{Context, Poll};

extern "C" {
    fn eventfd(value: u32, flags: i32) -> i32;
    fn read(fd: i32, buffer: *mut u64, count: usize) -> isize;
    fn write(fd: i32, bytes: *const u64, count: usize) -> isize;
    fn signal(number: i32, handler: usize) -> usize;
    fn __errno_location() -> *mut i32;
}

/// A signal's number. The constants are those of Linux on most processors.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Kind(i32);

/// The kernel's numbers end at 64.
const NUMBERS: usize = 65;

macro_rules! kinds {
    ($($(#[$meta:meta])* $name:ident $number:literal)*) => {
        impl Kind {
            $($(#[$meta])* pub const $name: Kind = Kind($number);)*
            fn name(self) -> Option<&'static str> {
                match self.0 {
                    $($number => Some(stringify!($name)),)*
                    _ => None,
                }
            }
        }
    };
}
kinds! {
    /// The terminal is gone; for services: read the configuration again.
    HANGUP 1
    /// Ctrl-C.
    INTERRUPT 2
    /// Ctrl-\\.
    QUIT 3
    USER1 10
    USER2 12
    /// A pipe or connection that nobody reads was written to.
    PIPE 13
    ALARM 14
    /// The process is asked to end.
    TERMINATE 15
    /// A child has ended or was stopped.
    CHILD 17
    /// The process goes on after it was stopped.
    CONTINUE 18
    WINDOW_CHANGE 28
    IO 29
}
impl Kind {
    /// The signal with this number.
    pub const fn from_number(number: i32) -> Kind {
        Kind(number)
    }
    /// The signal's number.
    pub const fn number(self) -> i32 {
        self.0
    }
    /// Signals that cannot be caught, and those that say that the program itself went wrong.
    fn is_refused(self) -> bool {
        const ILLEGAL: i32 = 4;
        const TRAP: i32 = 5;
        const BUS: i32 = 7;
        const FLOATING_POINT: i32 = 8;
        const KILL: i32 = 9;
        const SEGMENT: i32 = 11;
        const STOP: i32 = 19;
        matches!(self.0, ILLEGAL | TRAP | BUS | FLOATING_POINT | KILL | SEGMENT | STOP)
            || self.0 < 1
            || self.0 as usize >= NUMBERS
    }
}
impl fmt::Debug for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.name() {
            Some(name) => f.write_str(name),
            None => write!(f, "Kind({})", self.0),
        }
    }
}

/// Who listens to a signal. It is never freed nor its descriptor closed, because a handler may be looking at
/// it; the next listener to the same signal uses it again.
struct Listener {
    event: i32,
    is_used: AtomicBool,
    next: *const Listener,
}

/// For each signal its listeners, the newest first.
static LISTENERS: [AtomicPtr<Listener>; NUMBERS] = [const { AtomicPtr::new(ptr::null_mut()) }; NUMBERS];

/// What each signal did before anybody listened; held while listeners come and go.
static FORMER: Mutex<[usize; NUMBERS]> = Mutex::new([0; NUMBERS]);

fn listeners(number: i32) -> impl Iterator<Item = &'static Listener> {
    let mut next = LISTENERS[number as usize].load(Ordering::Acquire) as *const Listener;
    std::iter::from_fn(move || {
        let listener = unsafe { next.as_ref() }?;
        next = listener.next;
        Some(listener)
    })
}

/// Called by the system, between any two instructions of the program: nothing but plain system calls.
extern "C" fn handle(number: i32) {
    let error = unsafe { *__errno_location() };
    let mut next = LISTENERS[number as usize % NUMBERS].load(Ordering::Acquire) as *const Listener;
    while let Some(listener) = unsafe { next.as_ref() } {
        if listener.is_used.load(Ordering::Acquire) {
            let one = 1u64;
            unsafe { write(listener.event, &one, 8) };
        }
        next = listener.next;
    }
    unsafe { *__errno_location() = error };
}

/// The signals of one kind from now on. While there is one, the signal does not do what it does otherwise;
/// when the last is dropped, it does so again.
pub struct Signals {
    source: Source,
    listener: &'static Listener,
    kind: Kind,
}

/// Listens to a signal. Those that say that the program itself went wrong cannot be listened to.
pub fn listen(kind: Kind) -> io::Result<Signals> {
    if kind.is_refused() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "this signal cannot be listened to"));
    }
    let mut former = FORMER.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    let is_first = !listeners(kind.0).any(|listener| listener.is_used.load(Ordering::Acquire));
    let listener = match listeners(kind.0).find(|listener| !listener.is_used.load(Ordering::Acquire)) {
        Some(listener) => listener,
        None => {
            const EFD_NONBLOCK_CLOEXEC: i32 = 0o2004000;
            let event = unsafe { eventfd(0, EFD_NONBLOCK_CLOEXEC) };
            if event < 0 {
                return Err(io::Error::last_os_error());
            }
            let place = &LISTENERS[kind.0 as usize];
            let next = place.load(Ordering::Acquire);
            let listener = Box::leak(Box::new(Listener { event, is_used: AtomicBool::new(false), next }));
            place.store(listener, Ordering::Release);
            listener
        }
    };
    let source = Source::new(listener.event)?;
    // What a handler told the listener before this one.
    let mut count = 0u64;
    unsafe { read(listener.event, &mut count, 8) };
    listener.is_used.store(true, Ordering::Release);
    if is_first {
        let previous = unsafe { signal(kind.0, handle as extern "C" fn(i32) as usize) };
        if previous == usize::MAX {
            listener.is_used.store(false, Ordering::Release);
            return Err(io::Error::last_os_error());
        }
        former[kind.0 as usize] = previous;
    }
    Ok(Signals { source, listener, kind })
}

impl Signals {
    /// Waits for the next signal; several that came since the last one count as one.
    pub async fn recv(&mut self) -> io::Result<()> {
        poll_fn(|cx| self.poll_recv(cx)).await
    }
    /// As `recv`, by polling.
    pub fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.source.poll_read(cx, || {
            let mut count = 0u64;
            let read = unsafe { read(self.listener.event, &mut count, 8) };
            if read < 0 { Err(io::Error::last_os_error()) } else { Ok(()) }
        })
    }
    /// What is listened to.
    pub fn kind(&self) -> Kind {
        self.kind
    }
}
impl Drop for Signals {
    fn drop(&mut self) {
        let former = FORMER.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        self.listener.is_used.store(false, Ordering::Release);
        if !listeners(self.kind.0).any(|listener| listener.is_used.load(Ordering::Acquire)) {
            unsafe { signal(self.kind.0, former[self.kind.0 as usize]) };
        }
    }
}
impl fmt::Debug for Signals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signals").field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// Waits for Ctrl-C, or whatever else interrupts the program.
pub async fn interrupted() -> io::Result<()> {
    listen(Kind::INTERRUPT)?.recv().await
}

/// Waits until the program is asked to end, by Ctrl-C or by the system; which of both it was.
pub async fn asked_to_end() -> io::Result<Kind> {
    let (mut interrupt, mut terminate) = (listen(Kind::INTERRUPT)?, listen(Kind::TERMINATE)?);
    poll_fn(|cx| {
        for signals in [&mut interrupt, &mut terminate] {
            if let Poll::Ready(result) = signals.poll_recv(cx) {
                return Poll::Ready(result.map(|()| signals.kind));
            }
        }
        Poll::Pending
    })
    .await
}
