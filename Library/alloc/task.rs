//! Wakers made of shared values.

use crate::sync::Arc;
use core::mem::ManuallyDrop;
use core::task::{RawWaker, RawWakerVTable, Waker};

/// Wakes a task through an `Arc`.
pub trait Wake {
    fn wake(self: Arc<Self>);
    fn wake_by_ref(self: &Arc<Self>) {
        self.clone().wake();
    }
}

impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for Waker {
    fn from(waker: Arc<W>) -> Waker {
        unsafe { Waker::from_raw(raw_waker(waker)) }
    }
}
impl<W: Wake + Send + Sync + 'static> From<Arc<W>> for RawWaker {
    fn from(waker: Arc<W>) -> RawWaker {
        raw_waker(waker)
    }
}

unsafe fn clone_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) -> RawWaker {
    unsafe { Arc::increment_strong_count(waker as *const W) };
    RawWaker::new(waker, vtable::<W>())
}
unsafe fn wake<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    let waker = unsafe { Arc::from_raw(waker as *const W) };
    <W as Wake>::wake(waker);
}
unsafe fn wake_by_ref<W: Wake + Send + Sync + 'static>(waker: *const ()) {
    let waker = unsafe { ManuallyDrop::new(Arc::from_raw(waker as *const W)) };
    <W as Wake>::wake_by_ref(&waker);
}
unsafe fn drop_waker<W: Wake + Send + Sync + 'static>(waker: *const ()) {
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
