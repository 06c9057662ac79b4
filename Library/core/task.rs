//! Polling and waking.

use crate::convert::Infallible;
use crate::marker::PhantomData;
use crate::ops::{ControlFlow, FromResidual, Try};
use crate::{fmt, mem};

/// Whether a value is there already.
#[must_use = "this `Poll` may be a `Pending` variant, which should be handled"]
#[lang = "Poll"]
#[derive(Copy, Clone, Debug, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub enum Poll<T> {
    #[lang = "Ready"]
    Ready(T),
    #[lang = "Pending"]
    Pending,
}

impl<T> Poll<T> {
    /// What the function makes of the value, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::task::Poll;
    /// assert_eq!(Poll::Ready(2).map(|n| n * 2), Poll::Ready(4));
    /// assert_eq!(Poll::<i32>::Pending.map(|n| n * 2), Poll::Pending);
    /// ```
    #[inline]
    pub fn map<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<U> {
        match self {
            Poll::Ready(value) => Poll::Ready(f(value)),
            Poll::Pending => Poll::Pending,
        }
    }
    /// Whether the value is there.
    #[inline]
    pub const fn is_ready(&self) -> bool {
        matches!(*self, Poll::Ready(_))
    }
    /// Whether the value is still to come.
    #[inline]
    pub const fn is_pending(&self) -> bool {
        !self.is_ready()
    }
}

impl<T, E> Poll<Result<T, E>> {
    /// Changes the value of a result that is `Ok`.
    ///
    /// # Examples
    /// ```
    /// use std::task::Poll;
    /// let polled: Poll<Result<u8, ()>> = Poll::Ready(Ok(1));
    /// assert_eq!(polled.map_ok(|n| n + 1), Poll::Ready(Ok(2)));
    /// ```
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Result<U, E>> {
        self.map(|result| result.map(f))
    }
    /// Changes the error of a result that is one.
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Result<T, U>> {
        self.map(|result| result.map_err(f))
    }
}

impl<T, E> Poll<Option<Result<T, E>>> {
    /// Changes the value of an item that is one.
    pub fn map_ok<U, F: FnOnce(T) -> U>(self, f: F) -> Poll<Option<Result<U, E>>> {
        self.map(|item| item.map(|result| result.map(f)))
    }
    /// Changes the error of an item that is one.
    pub fn map_err<U, F: FnOnce(E) -> U>(self, f: F) -> Poll<Option<Result<T, U>>> {
        self.map(|item| item.map(|result| result.map_err(f)))
    }
}

impl<T> From<T> for Poll<T> {
    fn from(value: T) -> Poll<T> {
        Poll::Ready(value)
    }
}

impl<T, E> Try for Poll<Result<T, E>> {
    type Output = Poll<T>;
    type Residual = Result<Infallible, E>;
    #[inline]
    fn from_output(output: Poll<T>) -> Self {
        output.map(Ok)
    }
    #[inline]
    fn branch(self) -> ControlFlow<Result<Infallible, E>, Poll<T>> {
        match self {
            Poll::Ready(Ok(value)) => ControlFlow::Continue(Poll::Ready(value)),
            Poll::Ready(Err(error)) => ControlFlow::Break(Err(error)),
            Poll::Pending => ControlFlow::Continue(Poll::Pending),
        }
    }
}
impl<T, E, F: From<E>> FromResidual<Result<Infallible, E>> for Poll<Result<T, F>> {
    #[inline]
    fn from_residual(residual: Result<Infallible, E>) -> Self {
        match residual {
            Err(error) => Poll::Ready(Err(From::from(error))),
            Ok(never) => match never {},
        }
    }
}

/// Takes the value out of a `Ready`, or returns `Pending`.
#[macro_export]
#[doc(hidden)]
macro_rules! __ready {
    ($expression:expr $(,)?) => {
        match $expression {
            $crate::task::Poll::Ready(value) => value,
            $crate::task::Poll::Pending => return $crate::task::Poll::Pending,
        }
    };
}
pub use crate::__ready as ready;

/// A waker's data and functions.
#[derive(PartialEq, Copy, Clone, Debug)]
pub struct RawWaker {
    data: *const (),
    vtable: &'static RawWakerVTable,
}

impl RawWaker {
    /// A waker's parts.
    pub const fn new(data: *const (), vtable: &'static RawWakerVTable) -> RawWaker {
        RawWaker { data, vtable }
    }
}

/// The functions of a waker.
#[derive(PartialEq, Copy, Clone, Debug)]
pub struct RawWakerVTable {
    clone: unsafe fn(*const ()) -> RawWaker,
    wake: unsafe fn(*const ()),
    wake_by_ref: unsafe fn(*const ()),
    drop: unsafe fn(*const ()),
}

impl RawWakerVTable {
    /// A waker's functions: to clone it, to wake and consume it, to wake, and to drop it.
    #[cfg_attr(not(rustc_check), rustc_promotable)]
    pub const fn new(
        clone: unsafe fn(*const ()) -> RawWaker,
        wake: unsafe fn(*const ()),
        wake_by_ref: unsafe fn(*const ()),
        drop: unsafe fn(*const ()),
    ) -> Self {
        Self { clone, wake, wake_by_ref, drop }
    }
}

/// Wakes the task it belongs to.
#[repr(transparent)]
pub struct Waker {
    waker: RawWaker,
}

impl Unpin for Waker {}
// SAFETY: who makes a waker promises functions that any thread may call.
unsafe impl Send for Waker {}
// SAFETY: as above.
unsafe impl Sync for Waker {}

impl Waker {
    /// Wakes the task: whoever runs it polls it again.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// use std::sync::Arc;
    /// use std::task::{Wake, Waker};
    /// struct Counter(AtomicU32);
    /// impl Wake for Counter {
    ///     fn wake(self: Arc<Self>) {
    ///         self.0.fetch_add(1, Ordering::Relaxed);
    ///     }
    /// }
    /// let counter = Arc::new(Counter(AtomicU32::new(0)));
    /// let waker = Waker::from(counter.clone());
    /// waker.wake_by_ref();
    /// waker.wake();
    /// assert_eq!(counter.0.load(Ordering::Relaxed), 2);
    /// ```
    pub fn wake(self) {
        let waker = mem::ManuallyDrop::new(self);
        // SAFETY: the functions belong to the data, and the waker's drop is not called any more.
        unsafe { (waker.waker.vtable.wake)(waker.waker.data) };
    }
    /// Wakes the task and keeps the waker.
    pub fn wake_by_ref(&self) {
        // SAFETY: the functions belong to the data.
        unsafe { (self.waker.vtable.wake_by_ref)(self.waker.data) }
    }
    /// Whether both wake the same task. `false` says nothing: two wakers of one task may look different.
    pub fn will_wake(&self, other: &Waker) -> bool {
        self.waker.data == other.waker.data && crate::ptr::eq(self.waker.vtable, other.waker.vtable)
    }
    /// A waker of a pointer and functions.
    ///
    /// # Safety
    /// The functions do what [`RawWakerVTable`] says, from any thread, when called with the pointer.
    pub const unsafe fn new(data: *const (), vtable: &'static RawWakerVTable) -> Self {
        Waker { waker: RawWaker { data, vtable } }
    }
    /// A waker of its parts.
    ///
    /// # Safety
    /// The functions do what [`RawWakerVTable`] says, from any thread, when called with the pointer.
    pub const unsafe fn from_raw(waker: RawWaker) -> Waker {
        Waker { waker }
    }
    /// A waker that does nothing, for polling in tests.
    ///
    /// # Examples
    /// ```
    /// use std::task::{Context, Waker};
    /// assert!(Context::from_waker(Waker::noop()).waker().will_wake(Waker::noop()));
    /// ```
    pub fn noop() -> &'static Waker {
        const VTABLE: RawWakerVTable = RawWakerVTable::new(|_| RAW, |_| {}, |_| {}, |_| {});
        const RAW: RawWaker = RawWaker::new(crate::ptr::null(), &VTABLE);
        static WAKER: Waker = Waker { waker: RAW };
        &WAKER
    }
    /// The pointer that its functions are called with.
    pub fn data(&self) -> *const () {
        self.waker.data
    }
    /// Its functions.
    pub fn vtable(&self) -> &'static RawWakerVTable {
        self.waker.vtable
    }
}

impl Clone for Waker {
    fn clone(&self) -> Self {
        // SAFETY: the functions belong to the data.
        Waker { waker: unsafe { (self.waker.vtable.clone)(self.waker.data) } }
    }
}
impl Drop for Waker {
    fn drop(&mut self) {
        // SAFETY: the functions belong to the data, and nobody uses the waker afterwards.
        unsafe { (self.waker.vtable.drop)(self.waker.data) }
    }
}
impl fmt::Debug for Waker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let vtable = self.waker.vtable as *const RawWakerVTable;
        f.debug_struct("Waker").field("data", &self.waker.data).field("vtable", &vtable).finish()
    }
}

/// What a future is told when it is polled.
#[lang = "Context"]
pub struct Context<'a> {
    waker: &'a Waker,
    _marker: PhantomData<fn(&'a ()) -> &'a ()>,
    _not_send: PhantomData<*mut ()>,
}

impl<'a> Context<'a> {
    /// What a future that this waker wakes is told.
    pub const fn from_waker(waker: &'a Waker) -> Self {
        Context { waker, _marker: PhantomData, _not_send: PhantomData }
    }
    /// Who is woken when the future can go on.
    pub const fn waker(&self) -> &'a Waker {
        self.waker
    }
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Context").field("waker", &self.waker).finish()
    }
}
