//! What a panic handler is told.

use crate::fmt;

pub use crate::{
    __panic_2015 as panic_2015, __panic_2021 as panic_2021, __unreachable_2015 as unreachable_2015,
    __unreachable_2021 as unreachable_2021,
};

/// A place in the source.
#[lang = "panic_location"]
#[derive(Copy, Clone, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Location<'a> {
    file: &'a str,
    line: u32,
    col: u32,
}

impl<'a> Location<'a> {
    /// The place that called the function that asks, or, if that is `#[track_caller]`, its caller.
    ///
    /// # Examples
    /// ```
    /// use std::panic::Location;
    /// #[track_caller]
    /// fn here() -> u32 {
    ///     Location::caller().line()
    /// }
    /// assert_eq!(here(), line!());
    /// ```
    #[track_caller]
    #[inline]
    pub const fn caller() -> &'static Location<'static> {
        crate::intrinsics::caller_location()
    }
    /// The file's name.
    #[inline]
    pub const fn file(&self) -> &str {
        self.file
    }
    /// The line, from 1.
    #[inline]
    pub const fn line(&self) -> u32 {
        self.line
    }
    /// The column, from 1, in characters.
    #[inline]
    pub const fn column(&self) -> u32 {
        self.col
    }
}

impl fmt::Display for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.col)
    }
}
impl fmt::Debug for Location<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Location")
            .field("file", &self.file)
            .field("line", &self.line)
            .field("column", &self.col)
            .finish()
    }
}

/// The message of a panic and where it happened.
#[lang = "panic_info"]
pub struct PanicInfo<'a> {
    message: &'a fmt::Arguments<'a>,
    location: &'a Location<'a>,
    can_unwind: bool,
}

/// The message of a panic.
pub struct PanicMessage<'a> {
    message: &'a fmt::Arguments<'a>,
}

impl<'a> PanicInfo<'a> {
    pub(crate) fn new(message: &'a fmt::Arguments<'a>, location: &'a Location<'a>, can_unwind: bool) -> Self {
        PanicInfo { message, location, can_unwind }
    }
    /// The message.
    pub fn message(&self) -> PanicMessage<'_> {
        PanicMessage { message: self.message }
    }
    /// Where the panic began. There always is one.
    pub fn location(&self) -> Option<&Location<'_>> {
        Some(self.location)
    }
    #[doc(hidden)]
    pub fn static_location(&self) -> &'a Location<'a> {
        self.location
    }
    #[doc(hidden)]
    pub fn can_unwind(&self) -> bool {
        self.can_unwind
    }
    #[doc(hidden)]
    pub fn arguments(&self) -> &'a fmt::Arguments<'a> {
        self.message
    }
}

impl fmt::Display for PanicInfo<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("panicked at ")?;
        self.location.fmt(f)?;
        write!(f, ":\n{}", self.message)
    }
}

impl PanicMessage<'_> {
    /// The message, if nothing in it had to be formatted.
    pub fn as_str(&self) -> Option<&'static str> {
        self.message.as_str()
    }
}
impl fmt::Display for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(*self.message)
    }
}
impl fmt::Debug for PanicMessage<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_fmt(*self.message)
    }
}

/// Types that are in a usable state after a panic.
pub auto trait UnwindSafe {}

/// Types whose references are in a usable state after a panic.
pub auto trait RefUnwindSafe {}

impl<T: ?Sized> !UnwindSafe for &mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for &T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *const T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for *mut T {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for crate::ptr::NonNull<T> {}
impl<T: UnwindSafe + ?Sized> UnwindSafe for crate::ptr::Unique<T> {}
impl<T: ?Sized> !RefUnwindSafe for crate::cell::UnsafeCell<T> {}
impl<T: crate::fmt::Debug> crate::fmt::Debug for AssertUnwindSafe<T> {
    fn fmt(&self, f: &mut crate::fmt::Formatter<'_>) -> crate::fmt::Result {
        f.debug_tuple("AssertUnwindSafe").field(&self.0).finish()
    }
}
impl<T: Default> Default for AssertUnwindSafe<T> {
    fn default() -> Self {
        AssertUnwindSafe(T::default())
    }
}
impl<T> UnwindSafe for AssertUnwindSafe<T> {}
impl<T> RefUnwindSafe for AssertUnwindSafe<T> {}

/// Says that its content is usable after a panic.
pub struct AssertUnwindSafe<T>(pub T);

impl<T> crate::ops::Deref for AssertUnwindSafe<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> crate::ops::DerefMut for AssertUnwindSafe<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
impl<R, F: FnOnce() -> R> FnOnce<()> for AssertUnwindSafe<F> {
    type Output = R;
    #[inline]
    extern "rust-call" fn call_once(self, _arguments: ()) -> R {
        (self.0)()
    }
}
impl<F: crate::future::Future> crate::future::Future for AssertUnwindSafe<F> {
    type Output = F::Output;
    fn poll(self: crate::pin::Pin<&mut Self>, cx: &mut crate::task::Context<'_>) -> crate::task::Poll<Self::Output> {
        // SAFETY: the wrapper is pinned, and its only field is never moved.
        let inner = unsafe { crate::pin::Pin::map_unchecked_mut(self, |wrapper| &mut wrapper.0) };
        F::poll(inner, cx)
    }
}

/// The content of a panic on its way to whoever catches it.
pub unsafe trait PanicPayload {
    /// The payload, which stays where it is.
    fn get(&mut self) -> &(dyn crate::any::Any + Send);
}
