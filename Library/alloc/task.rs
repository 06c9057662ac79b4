//! Wakers made of shared values.

use crate::sync::Arc;
use core::mem::ManuallyDrop;
use core::task::{RawWaker, RawWakerVTable, Waker};

/// Wakes a task through an `Arc`.
pub trait Wake {
    /// Wakes the task, and gives up this reference.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicBool, Ordering};
    /// use std::sync::Arc;
    /// use std::task::{Wake, Waker};
    /// struct Flag(AtomicBool);
    /// impl Wake for Flag {
    ///     fn wake(self: Arc<Self>) {
    ///         self.0.store(true, Ordering::SeqCst);
    ///     }
    /// }
    /// let flag = Arc::new(Flag(AtomicBool::new(false)));
    /// Waker::from(flag.clone()).wake();
    /// assert!(flag.0.load(Ordering::SeqCst));
    /// ```
    fn wake(self: Arc<Self>);
    /// Wakes the task, and keeps this reference.
    ///
    /// # Examples
    /// ```
    /// use std::sync::atomic::{AtomicU32, Ordering};
    /// use std::sync::Arc;
    /// use std::task::{Wake, Waker};
    /// struct Counter(AtomicU32);
    /// impl Wake for Counter {
    ///     fn wake(self: Arc<Self>) {
    ///         self.0.fetch_add(1, Ordering::SeqCst);
    ///     }
    /// }
    /// let counter = Arc::new(Counter(AtomicU32::new(0)));
    /// Waker::from(counter.clone()).wake_by_ref();
    /// assert_eq!(counter.0.load(Ordering::SeqCst), 1);
    /// ```
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Waker {
        // SAFETY: the functions of the table are those for the reference that the waker owns.
        unsafe { Waker::from_raw(raw_waker(waker)) }
    }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {
    fn from(waker: Arc<W>) -> RawWaker {
        raw_waker(waker)
    }
}

// SAFETY: for the table alone: the pointer is that of an `Arc<W>` which the waker owns.
unsafe fn clone_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) -> RawWaker {
    // SAFETY: the waker that is cloned keeps the value.
    unsafe { Arc::increment_strong_count(waker as *const W) };
    RawWaker::new(waker, vtable::<W>())
}
// SAFETY: as `clone_waker`; the waker gives its reference up.
unsafe fn wake<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    // SAFETY: the reference is the waker's, which ceases to be.
    let waker = unsafe { Arc::from_raw(waker as *const W) };
    <W as Wake>::wake(waker);
}
// SAFETY: as `clone_waker`.
unsafe fn wake_by_ref<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    // SAFETY: the waker keeps its reference, so that this copy of it is not dropped.
    let waker = unsafe { ManuallyDrop::new(Arc::from_raw(waker as *const W)) };
    <W as Wake>::wake_by_ref(&waker);
}
// SAFETY: as `clone_waker`; the waker gives its reference up.
unsafe fn drop_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    // SAFETY: the reference is the waker's, which ceases to be.
    unsafe { Arc::decrement_strong_count(waker as *const W) };
}

/// The functions for wakers of a type.
struct Functions<W>(W);
impl<W: Wake + Send + Sync + 'static> Functions<W> {
    const VTABLE: RawWakerVTable =
        RawWakerVTable::new(clone_waker::<W>, wake::<W>, wake_by_ref::<W>, drop_waker::<W>);
}

fn vtable<W: Wake + Send + Sync + 'static>() -> &'static RawWakerVTable {
    &Functions::<W>::VTABLE
}

fn raw_waker<W: Wake + Send + Sync + 'static>(waker: Arc<W>) -> RawWaker {
    RawWaker::new(Arc::into_raw(waker) as *const (), vtable::<W>())
}
