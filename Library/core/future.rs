//! Asynchronous values.

use crate::fmt;
use crate::ops::DerefMut;
use crate::pin::Pin;
use crate::ptr::NonNull;
use crate::task::{Context, Poll};

/// A computation that is driven by polling.
#[must_use = "futures do nothing unless you `.await` or poll them"]
#[lang = "future_trait"]
pub trait Future {
    /// What it computes.
    #[lang = "future_output"]
    type Output;
    /// Goes on as far as it can: `Ready` with the result, or `Pending` after having seen to it that the
    /// waker is woken when it can go on. Not called again after `Ready`.
    ///
    /// # Examples
    /// ```
    /// use std::future::Future;
    /// use std::pin::Pin;
    /// use std::task::{Context, Poll, Waker};
    /// struct Twice(u32);
    /// impl Future for Twice {
    ///     type Output = &'static str;
    ///     fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<&'static str> {
    ///         self.0 += 1;
    ///         if self.0 == 2 {
    ///             return Poll::Ready("done");
    ///         }
    ///         cx.waker().wake_by_ref();
    ///         Poll::Pending
    ///     }
    /// }
    /// let mut cx = Context::from_waker(Waker::noop());
    /// let mut future = Twice(0);
    /// assert!(Pin::new(&mut future).poll(&mut cx).is_pending());
    /// assert_eq!(Pin::new(&mut future).poll(&mut cx), Poll::Ready("done"));
    /// ```
    #[lang = "poll"]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output>;
}

impl<F: ?Sized + Future + Unpin> Future for &mut F {
    type Output = F::Output;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        F::poll(Pin::new(&mut **self), cx)
    }
}

impl<P: DerefMut<Target: Future>> Future for Pin<P> {
    type Output = <<P as crate::ops::Deref>::Target as Future>::Output;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        // The pointee of the inner pin is pinned itself.
        // SAFETY: the pointee of the inner pin is pinned itself.
        unsafe { self.get_unchecked_mut() }.as_mut().poll(cx)
    }
}

/// What `.await` accepts.
pub trait IntoFuture {
    /// What the future computes.
    type Output;
    /// The future that it becomes.
    type IntoFuture: Future<Output = Self::Output>;
    /// The future that `.await` waits for.
    #[lang = "into_future"]
    fn into_future(self) -> Self::IntoFuture;
}

impl<F: Future> IntoFuture for F {
    type Output = F::Output;
    type IntoFuture = F;
    #[inline]
    fn into_future(self) -> F {
        self
    }
}

/// The argument with which the compiler resumes an `async` body.
#[lang = "ResumeTy"]
#[doc(hidden)]
#[derive(Debug, Copy, Clone)]
pub struct ResumeTy(NonNull<Context<'static>>);

// SAFETY: the compiler uses it only while the context that it stands for is there.
unsafe impl Send for ResumeTy {}
// SAFETY: as above.
unsafe impl Sync for ResumeTy {}

#[lang = "get_context"]
#[doc(hidden)]
#[inline]
// SAFETY: the compiler calls it with what the body was just resumed with.
pub unsafe fn get_context<'a, 'b>(cx: ResumeTy) -> &'a mut Context<'b> {
    // SAFETY: that context lives as long as the call of `poll`.
    unsafe { &mut *(cx.0.as_ptr() as *mut Context<'b>) }
}

/// A future that is ready at once.
#[derive(Debug, Clone)]
pub struct Ready<T>(Option<T>);

impl<T> Unpin for Ready<T> {}
impl<T> Future for Ready<T> {
    type Output = T;
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<T> {
        Poll::Ready(self.0.take().expect("`Ready` polled after completion"))
    }
}
impl<T> Ready<T> {
    /// The value.
    ///
    /// # Panics
    /// Panics if it was given away by polling.
    pub fn into_inner(self) -> T {
        self.0.expect("Called `into_inner()` on `Ready` after completion")
    }
}
/// A future that has its value already.
///
/// # Examples
/// ```
/// use std::future::{ready, Future};
/// use std::pin::pin;
/// use std::task::{Context, Poll, Waker};
/// let mut cx = Context::from_waker(Waker::noop());
/// assert_eq!(pin!(ready(5)).poll(&mut cx), Poll::Ready(5));
/// ```
pub fn ready<T>(value: T) -> Ready<T> {
    Ready(Some(value))
}

/// A future that is never ready.
pub struct Pending<T> {
    _data: crate::marker::PhantomData<fn() -> T>,
}
impl<T> Future for Pending<T> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<T> {
        Poll::Pending
    }
}
impl<T> Clone for Pending<T> {
    fn clone(&self) -> Self {
        pending()
    }
}
impl<T> fmt::Debug for Pending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pending").finish()
    }
}
/// A future that never has a value.
///
/// # Examples
/// ```
/// use std::future::{pending, Future};
/// use std::pin::pin;
/// use std::task::{Context, Waker};
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(pin!(pending::<u8>()).poll(&mut cx).is_pending());
/// ```
pub fn pending<T>() -> Pending<T> {
    Pending { _data: crate::marker::PhantomData }
}

/// A future made of a closure.
pub struct PollFn<F> {
    f: F,
}
impl<F: Unpin> Unpin for PollFn<F> {}
impl<T, F: FnMut(&mut Context<'_>) -> Poll<T>> Future for PollFn<F> {
    type Output = T;
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        // SAFETY: the closure is called in its place, not moved.
        (unsafe { &mut self.get_unchecked_mut().f })(cx)
    }
}
impl<F> fmt::Debug for PollFn<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PollFn").finish()
    }
}
/// A future that is polled by calling a closure.
///
/// # Examples
/// ```
/// use std::future::{poll_fn, Future};
/// use std::pin::pin;
/// use std::task::{Context, Poll, Waker};
/// let mut left = 2;
/// let mut future = pin!(poll_fn(|_| {
///     left -= 1;
///     if left == 0 { Poll::Ready("now") } else { Poll::Pending }
/// }));
/// let mut cx = Context::from_waker(Waker::noop());
/// assert!(future.as_mut().poll(&mut cx).is_pending());
/// assert_eq!(future.poll(&mut cx), Poll::Ready("now"));
/// ```
pub fn poll_fn<T, F: FnMut(&mut Context<'_>) -> Poll<T>>(f: F) -> PollFn<F> {
    PollFn { f }
}
