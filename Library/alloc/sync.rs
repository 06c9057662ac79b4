//! `Arc`: shared ownership between threads.

use crate::alloc::{dealloc, exchange_malloc, Layout};
use crate::borrow::Cow;
use crate::boxed::Box;
use crate::string::String;
use crate::vec::Vec;
use core::any::Any;
use core::borrow::Borrow;
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::{PhantomData, Unsize};
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DispatchFromDyn, LegacyReceiver};
use core::panic::{RefUnwindSafe, UnwindSafe};
use core::pin::Pin;
use core::ptr::{self, NonNull};
use core::sync::atomic::{AtomicUsize, Ordering::{Acquire, Relaxed, Release}};

/// What is on the heap: the counts and the value.
#[repr(C)]
struct Inner<T: ?Sized> {
    strong: AtomicUsize,
    /// The weak references, and one for all strong ones together.
    weak: AtomicUsize,
    value: T,
}

/// A value with several owners.
pub struct Arc<T: ?Sized> {
    pointer: NonNull<Inner<T>>,
    _owned: PhantomData<Inner<T>>,
}

/// A reference that does not keep the value.
pub struct Weak<T: ?Sized> {
    /// Dangling (the highest address) when it never belonged to a value.
    pointer: NonNull<Inner<T>>,
}

unsafe impl<T: ?Sized + Sync + Send> Send for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Arc<T> {}
unsafe impl<T: ?Sized + Sync + Send> Send for Weak<T> {}
unsafe impl<T: ?Sized + Sync + Send> Sync for Weak<T> {}
impl<T: RefUnwindSafe + ?Sized> RefUnwindSafe for Arc<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Arc<T> {}
impl<T: ?Sized> Unpin for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Arc<U>> for Arc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized> LegacyReceiver for Arc<T> {}

/// Where the value stands behind the counts.
#[inline]
fn value_offset(align: usize) -> usize {
    (2 * mem::size_of::<usize>() + align - 1) & !(align - 1)
}

#[inline]
fn is_dangling<T: ?Sized>(pointer: *mut Inner<T>) -> bool {
    pointer as *mut u8 as usize == usize::MAX
}

impl<T> Arc<T> {
    #[inline]
    pub fn new(value: T) -> Arc<T> {
        unsafe {
            let pointer =
                exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>()) as *mut Inner<T>;
            ptr::write(pointer, Inner { strong: AtomicUsize::new(1), weak: AtomicUsize::new(1), value });
            Arc::from_inner(pointer)
        }
    }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Arc<T> {
        unsafe {
            let pointer = exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>())
                as *mut Inner<MaybeUninit<T>>;
            ptr::write(
                pointer,
                Inner { strong: AtomicUsize::new(0), weak: AtomicUsize::new(1), value: MaybeUninit::uninit() },
            );
            let weak = Weak { pointer: NonNull::new_unchecked(pointer as *mut Inner<T>) };
            let value = data_fn(&weak);
            let inner = weak.pointer.as_ptr();
            ptr::write(&raw mut (*inner).value, value);
            (*inner).strong.store(1, Release);
            // The strong references own the weak reference from now on.
            mem::forget(weak);
            Arc::from_inner(inner)
        }
    }
    #[inline]
    pub fn pin(value: T) -> Pin<Arc<T>> {
        unsafe { Pin::new_unchecked(Arc::new(value)) }
    }
    pub fn new_uninit() -> Arc<MaybeUninit<T>> {
        Arc::new(MaybeUninit::uninit())
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if this.inner().strong.compare_exchange(1, 0, Acquire, Relaxed).is_err() {
            return Err(this);
        }
        let this = ManuallyDrop::new(this);
        unsafe {
            let value = ptr::read(&(*this.pointer.as_ptr()).value);
            drop(Weak { pointer: this.pointer });
            Ok(value)
        }
    }
    #[inline]
    pub fn into_inner(this: Self) -> Option<T> {
        Arc::try_unwrap(this).ok()
    }
    #[inline]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Arc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}

impl<T> Arc<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Arc<T> {
        unsafe { Arc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>) }
    }
}

impl<T: ?Sized> Arc<T> {
    #[inline]
    unsafe fn from_inner(pointer: *mut Inner<T>) -> Self {
        unsafe { Arc { pointer: NonNull::new_unchecked(pointer), _owned: PhantomData } }
    }
    #[inline]
    fn inner(&self) -> &Inner<T> {
        unsafe { self.pointer.as_ref() }
    }
    pub fn into_raw(this: Self) -> *const T {
        let this = ManuallyDrop::new(this);
        Arc::as_ptr(&*this)
    }
    #[inline]
    pub fn as_ptr(this: &Self) -> *const T {
        unsafe { &raw const (*this.pointer.as_ptr()).value }
    }
    #[inline]
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.inner().weak.fetch_add(1, Relaxed);
        Weak { pointer: this.pointer }
    }
    #[inline]
    pub fn weak_count(this: &Self) -> usize {
        this.inner().weak.load(Acquire) - 1
    }
    #[inline]
    pub fn strong_count(this: &Self) -> usize {
        this.inner().strong.load(Acquire)
    }
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Arc::is_unique(this) { Some(unsafe { &mut (*this.pointer.as_ptr()).value }) } else { None }
    }
    #[inline]
    fn is_unique(this: &Self) -> bool {
        this.inner().weak.load(Acquire) == 1 && this.inner().strong.load(Acquire) == 1
    }
    #[inline]
    pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T {
        unsafe { &mut (*this.pointer.as_ptr()).value }
    }
    #[inline]
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        this.pointer.as_ptr() as *const () == other.pointer.as_ptr() as *const ()
    }
    #[cold]
    #[inline(never)]
    unsafe fn drop_slow(&mut self) {
        unsafe {
            // The weak reference of all strong ones goes when the value is gone, also by a panic.
            let _weak = Weak { pointer: self.pointer };
            ptr::drop_in_place(&raw mut (*self.pointer.as_ptr()).value);
        }
    }
}

impl<T> Arc<T> {
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        unsafe {
            let inner = (pointer as *mut u8).sub(value_offset(mem::align_of::<T>())) as *mut Inner<T>;
            Arc::from_inner(inner)
        }
    }
    pub unsafe fn increment_strong_count(pointer: *const T) {
        let this = unsafe { ManuallyDrop::new(Arc::from_raw(pointer)) };
        let _clone: ManuallyDrop<Arc<T>> = ManuallyDrop::new((*this).clone());
    }
    pub unsafe fn decrement_strong_count(pointer: *const T) {
        unsafe { drop(Arc::from_raw(pointer)) };
    }
}

impl<T: Clone> Arc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if !Arc::is_unique(this) {
            // With weak references only, the value could move out; a clone is as good.
            *this = Arc::new((**this).clone());
        }
        unsafe { &mut (*this.pointer.as_ptr()).value }
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T: ?Sized> Clone for Arc<T> {
    #[inline]
    fn clone(&self) -> Arc<T> {
        self.inner().strong.fetch_add(1, Relaxed);
        Arc { pointer: self.pointer, _owned: PhantomData }
    }
}

unsafe impl<#[may_dangle] T: ?Sized> Drop for Arc<T> {
    #[inline]
    fn drop(&mut self) {
        unsafe {
            if (*self.pointer.as_ptr()).strong.fetch_sub(1, Release) == 1 {
                self.drop_slow();
            }
        }
    }
}

impl<T> Weak<T> {
    pub const fn new() -> Weak<T> {
        Weak { pointer: unsafe { NonNull::new_unchecked(usize::MAX as *mut Inner<T>) } }
    }
}

impl<T: ?Sized> Weak<T> {
    pub fn as_ptr(&self) -> *const T {
        unsafe { &raw const (*self.pointer.as_ptr()).value }
    }
    pub fn upgrade(&self) -> Option<Arc<T>> {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) {
            return None;
        }
        unsafe {
            let mut strong = (*pointer).strong.load(Relaxed);
            while strong != 0 {
                match (*pointer).strong.compare_exchange_weak(strong, strong + 1, Acquire, Relaxed) {
                    Ok(_) => return Some(Arc::from_inner(pointer)),
                    Err(now) => strong = now,
                }
            }
            None
        }
    }
    pub fn strong_count(&self) -> usize {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) { 0 } else { unsafe { (*pointer).strong.load(Acquire) } }
    }
    pub fn weak_count(&self) -> usize {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) {
            return 0;
        }
        unsafe {
            let weak = (*pointer).weak.load(Acquire);
            if (*pointer).strong.load(Acquire) > 0 { weak - 1 } else { 0 }
        }
    }
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.pointer.as_ptr() as *const () == other.pointer.as_ptr() as *const ()
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    #[inline]
    fn clone(&self) -> Weak<T> {
        let pointer = self.pointer.as_ptr();
        if !is_dangling(pointer) {
            unsafe { (*pointer).weak.fetch_add(1, Relaxed) };
        }
        Weak { pointer: self.pointer }
    }
}

unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) {
            return;
        }
        unsafe {
            if (*pointer).weak.fetch_sub(1, Release) == 1 {
                let size = core::intrinsics::size_of_val(pointer as *const Inner<T>);
                let align = core::intrinsics::align_of_val(pointer as *const Inner<T>);
                dealloc(pointer as *mut u8, Layout::from_size_align_unchecked(size, align));
            }
        }
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}
impl<T> Default for Weak<T> {
    fn default() -> Weak<T> {
        Weak::new()
    }
}
impl<T: Default> Default for Arc<T> {
    fn default() -> Arc<T> {
        Arc::new(Default::default())
    }
}
impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    #[inline]
    fn eq(&self, other: &Arc<T>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq> Eq for Arc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Arc<T>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Arc<T>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> fmt::Pointer for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Arc::as_ptr(self), f)
    }
}
impl<T: ?Sized + Error> Error for Arc<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl<T: ?Sized> Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T {
        &**self
    }
}

/// Moves elements behind counts of their own.
unsafe fn from_elements<T>(elements: *const T, count: usize) -> Arc<[T]> {
    unsafe {
        let align = if mem::align_of::<T>() > mem::align_of::<usize>() { mem::align_of::<T>() } else { mem::align_of::<usize>() };
        let offset = value_offset(mem::align_of::<T>());
        let size = (offset + count * mem::size_of::<T>() + align - 1) & !(align - 1);
        let memory = exchange_malloc(size, align);
        let inner = ptr::slice_from_raw_parts_mut(memory as *mut T, count) as *mut Inner<[T]>;
        ptr::write(&raw mut (*inner).strong, AtomicUsize::new(1));
        ptr::write(&raw mut (*inner).weak, AtomicUsize::new(1));
        ptr::copy_nonoverlapping(elements, memory.add(offset) as *mut T, count);
        Arc::from_inner(inner)
    }
}

impl<T> From<T> for Arc<T> {
    fn from(value: T) -> Self {
        Arc::new(value)
    }
}
impl<T, const N: usize> From<[T; N]> for Arc<[T]> {
    fn from(array: [T; N]) -> Arc<[T]> {
        Arc::<[T; N]>::from(array)
    }
}
impl<T: Clone> From<&[T]> for Arc<[T]> {
    fn from(slice: &[T]) -> Arc<[T]> {
        Arc::from(crate::slice::to_vec(slice))
    }
}
impl<T> From<Vec<T>> for Arc<[T]> {
    fn from(mut vec: Vec<T>) -> Arc<[T]> {
        unsafe {
            let shared = from_elements(vec.as_ptr(), vec.len());
            vec.set_len(0);
            shared
        }
    }
}
impl From<&str> for Arc<str> {
    fn from(text: &str) -> Arc<str> {
        unsafe {
            let bytes = ManuallyDrop::new(from_elements(text.as_ptr(), text.len()));
            Arc::from_inner(bytes.pointer.as_ptr() as *mut Inner<str>)
        }
    }
}
impl From<String> for Arc<str> {
    fn from(text: String) -> Arc<str> {
        Arc::from(&text[..])
    }
}
impl<'a> From<Cow<'a, str>> for Arc<str> {
    fn from(text: Cow<'a, str>) -> Arc<str> {
        Arc::from(&text[..])
    }
}
impl<T> From<Box<T>> for Arc<T> {
    fn from(boxed: Box<T>) -> Arc<T> {
        Arc::new(*boxed)
    }
}
impl<T> From<Box<[T]>> for Arc<[T]> {
    fn from(boxed: Box<[T]>) -> Arc<[T]> {
        Arc::from(crate::slice::into_vec(boxed))
    }
}
impl<T> FromIterator<T> for Arc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Arc::from(iter.into_iter().collect::<Vec<T>>())
    }
}
impl Default for Arc<str> {
    fn default() -> Self {
        Arc::from("")
    }
}
impl<T> Default for Arc<[T]> {
    fn default() -> Self {
        Arc::from(Vec::new())
    }
}

impl Arc<dyn Any + Send + Sync> {
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        if (*self).is::<T>() {
            unsafe { Ok(Arc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>)) }
        } else {
            Err(self)
        }
    }
}
