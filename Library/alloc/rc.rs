//! `Rc`: shared ownership within a thread.

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
use core::cell::Cell;

/// What is on the heap: the counts and the value.
#[repr(C)]
struct Inner<T: ?Sized> {
    strong: Cell<usize>,
    /// The weak references, and one for all strong ones together.
    weak: Cell<usize>,
    value: T,
}

/// A value with several owners.
pub struct Rc<T: ?Sized> {
    pointer: NonNull<Inner<T>>,
    _owned: PhantomData<Inner<T>>,
}

/// A reference that does not keep the value.
pub struct Weak<T: ?Sized> {
    /// Dangling (the highest address) when it never belonged to a value.
    pointer: NonNull<Inner<T>>,
}

impl<T: ?Sized> !Send for Rc<T> {}
impl<T: ?Sized> !Sync for Rc<T> {}
impl<T: ?Sized> !Send for Weak<T> {}
impl<T: ?Sized> !Sync for Weak<T> {}
impl<T: RefUnwindSafe + ?Sized> RefUnwindSafe for Rc<T> {}
impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Rc<T> {}
impl<T: ?Sized> Unpin for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Rc<U>> for Rc<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
impl<T: ?Sized> LegacyReceiver for Rc<T> {}

/// Where the value stands behind the counts.
#[inline]
fn value_offset(align: usize) -> usize {
    (2 * mem::size_of::<usize>() + align - 1) & !(align - 1)
}

#[inline]
fn is_dangling<T: ?Sized>(pointer: *mut Inner<T>) -> bool {
    pointer as *mut u8 as usize == usize::MAX
}

impl<T> Rc<T> {
    #[inline]
    pub fn new(value: T) -> Rc<T> {
        unsafe {
            let pointer =
                exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>()) as *mut Inner<T>;
            ptr::write(pointer, Inner { strong: Cell::new(1), weak: Cell::new(1), value });
            Rc::from_inner(pointer)
        }
    }
    pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> Rc<T> {
        unsafe {
            let pointer = exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>())
                as *mut Inner<MaybeUninit<T>>;
            ptr::write(
                pointer,
                Inner { strong: Cell::new(0), weak: Cell::new(1), value: MaybeUninit::uninit() },
            );
            let weak = Weak { pointer: NonNull::new_unchecked(pointer as *mut Inner<T>) };
            let value = data_fn(&weak);
            let inner = weak.pointer.as_ptr();
            ptr::write(&raw mut (*inner).value, value);
            (*inner).strong.set(1);
            // The strong references own the weak reference from now on.
            mem::forget(weak);
            Rc::from_inner(inner)
        }
    }
    #[inline]
    pub fn pin(value: T) -> Pin<Rc<T>> {
        unsafe { Pin::new_unchecked(Rc::new(value)) }
    }
    pub fn new_uninit() -> Rc<MaybeUninit<T>> {
        Rc::new(MaybeUninit::uninit())
    }
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        if Rc::strong_count(&this) != 1 {
            return Err(this);
        }
        this.inner().strong.set(0);
        let this = ManuallyDrop::new(this);
        unsafe {
            let value = ptr::read(&(*this.pointer.as_ptr()).value);
            drop(Weak { pointer: this.pointer });
            Ok(value)
        }
    }
    #[inline]
    pub fn into_inner(this: Self) -> Option<T> {
        Rc::try_unwrap(this).ok()
    }
    #[inline]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Rc::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
    }
}

impl<T> Rc<MaybeUninit<T>> {
    pub unsafe fn assume_init(self) -> Rc<T> {
        unsafe { Rc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>) }
    }
}

impl<T: ?Sized> Rc<T> {
    #[inline]
    unsafe fn from_inner(pointer: *mut Inner<T>) -> Self {
        unsafe { Rc { pointer: NonNull::new_unchecked(pointer), _owned: PhantomData } }
    }
    #[inline]
    fn inner(&self) -> &Inner<T> {
        unsafe { self.pointer.as_ref() }
    }
    pub fn into_raw(this: Self) -> *const T {
        let this = ManuallyDrop::new(this);
        Rc::as_ptr(&*this)
    }
    #[inline]
    pub fn as_ptr(this: &Self) -> *const T {
        unsafe { &raw const (*this.pointer.as_ptr()).value }
    }
    #[inline]
    pub fn downgrade(this: &Self) -> Weak<T> {
        this.inner().weak.set(this.inner().weak.get() + 1);
        Weak { pointer: this.pointer }
    }
    #[inline]
    pub fn weak_count(this: &Self) -> usize {
        this.inner().weak.get() - 1
    }
    #[inline]
    pub fn strong_count(this: &Self) -> usize {
        this.inner().strong.get()
    }
    #[inline]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        if Rc::is_unique(this) { Some(unsafe { &mut (*this.pointer.as_ptr()).value }) } else { None }
    }
    #[inline]
    fn is_unique(this: &Self) -> bool {
        this.inner().weak.get() == 1 && this.inner().strong.get() == 1
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

impl<T> Rc<T> {
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        unsafe {
            let inner = (pointer as *mut u8).sub(value_offset(mem::align_of::<T>())) as *mut Inner<T>;
            Rc::from_inner(inner)
        }
    }
    pub unsafe fn increment_strong_count(pointer: *const T) {
        let this = unsafe { ManuallyDrop::new(Rc::from_raw(pointer)) };
        let _clone: ManuallyDrop<Rc<T>> = ManuallyDrop::new((*this).clone());
    }
    pub unsafe fn decrement_strong_count(pointer: *const T) {
        unsafe { drop(Rc::from_raw(pointer)) };
    }
}

impl<T: Clone> Rc<T> {
    pub fn make_mut(this: &mut Self) -> &mut T {
        if !Rc::is_unique(this) {
            // With weak references only, the value could move out; a clone is as good.
            *this = Rc::new((**this).clone());
        }
        unsafe { &mut (*this.pointer.as_ptr()).value }
    }
}

impl<T: ?Sized> Deref for Rc<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &self.inner().value
    }
}

impl<T: ?Sized> Clone for Rc<T> {
    #[inline]
    fn clone(&self) -> Rc<T> {
        let strong = &self.inner().strong;
        strong.set(strong.get() + 1);
        Rc { pointer: self.pointer, _owned: PhantomData }
    }
}

unsafe impl<#[may_dangle] T: ?Sized> Drop for Rc<T> {
    #[inline]
    fn drop(&mut self) {
        unsafe {
            let strong = &(*self.pointer.as_ptr()).strong;
            let left = strong.get() - 1;
            strong.set(left);
            if left == 0 {
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
    pub fn upgrade(&self) -> Option<Rc<T>> {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) {
            return None;
        }
        unsafe {
            let strong = (*pointer).strong.get();
            if strong == 0 {
                return None;
            }
            (*pointer).strong.set(strong + 1);
            Some(Rc::from_inner(pointer))
        }
    }
    pub fn strong_count(&self) -> usize {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) { 0 } else { unsafe { (*pointer).strong.get() } }
    }
    pub fn weak_count(&self) -> usize {
        let pointer = self.pointer.as_ptr();
        if is_dangling(pointer) {
            return 0;
        }
        unsafe {
            let weak = (*pointer).weak.get();
            if (*pointer).strong.get() > 0 { weak - 1 } else { 0 }
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
            unsafe { (*pointer).weak.set((*pointer).weak.get() + 1) };
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
            let left = (*pointer).weak.get() - 1;
            (*pointer).weak.set(left);
            if left == 0 {
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
impl<T: Default> Default for Rc<T> {
    fn default() -> Rc<T> {
        Rc::new(Default::default())
    }
}
impl<T: ?Sized + PartialEq> PartialEq for Rc<T> {
    #[inline]
    fn eq(&self, other: &Rc<T>) -> bool {
        **self == **other
    }
}
impl<T: ?Sized + Eq> Eq for Rc<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Rc<T> {
    fn partial_cmp(&self, other: &Rc<T>) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}
impl<T: ?Sized + Ord> Ord for Rc<T> {
    fn cmp(&self, other: &Rc<T>) -> Ordering {
        (**self).cmp(&**other)
    }
}
impl<T: ?Sized + Hash> Hash for Rc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state)
    }
}
impl<T: ?Sized + fmt::Display> fmt::Display for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> fmt::Pointer for Rc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Rc::as_ptr(self), f)
    }
}
impl<T: ?Sized + Error> Error for Rc<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl<T: ?Sized> Borrow<T> for Rc<T> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> AsRef<T> for Rc<T> {
    fn as_ref(&self) -> &T {
        &**self
    }
}

/// Moves elements behind counts of their own.
unsafe fn from_elements<T>(elements: *const T, count: usize) -> Rc<[T]> {
    unsafe {
        let align = if mem::align_of::<T>() > mem::align_of::<usize>() { mem::align_of::<T>() } else { mem::align_of::<usize>() };
        let offset = value_offset(mem::align_of::<T>());
        let size = (offset + count * mem::size_of::<T>() + align - 1) & !(align - 1);
        let memory = exchange_malloc(size, align);
        let inner = ptr::slice_from_raw_parts_mut(memory as *mut T, count) as *mut Inner<[T]>;
        ptr::write(&raw mut (*inner).strong, Cell::new(1));
        ptr::write(&raw mut (*inner).weak, Cell::new(1));
        ptr::copy_nonoverlapping(elements, memory.add(offset) as *mut T, count);
        Rc::from_inner(inner)
    }
}

impl<T> From<T> for Rc<T> {
    fn from(value: T) -> Self {
        Rc::new(value)
    }
}
impl<T, const N: usize> From<[T; N]> for Rc<[T]> {
    fn from(array: [T; N]) -> Rc<[T]> {
        Rc::<[T; N]>::from(array)
    }
}
impl<T: Clone> From<&[T]> for Rc<[T]> {
    fn from(slice: &[T]) -> Rc<[T]> {
        Rc::from(crate::slice::to_vec(slice))
    }
}
impl<T> From<Vec<T>> for Rc<[T]> {
    fn from(mut vec: Vec<T>) -> Rc<[T]> {
        unsafe {
            let shared = from_elements(vec.as_ptr(), vec.len());
            vec.set_len(0);
            shared
        }
    }
}
impl From<&str> for Rc<str> {
    fn from(text: &str) -> Rc<str> {
        unsafe {
            let bytes = ManuallyDrop::new(from_elements(text.as_ptr(), text.len()));
            Rc::from_inner(bytes.pointer.as_ptr() as *mut Inner<str>)
        }
    }
}
impl From<String> for Rc<str> {
    fn from(text: String) -> Rc<str> {
        Rc::from(&text[..])
    }
}
impl<'a> From<Cow<'a, str>> for Rc<str> {
    fn from(text: Cow<'a, str>) -> Rc<str> {
        Rc::from(&text[..])
    }
}
impl<T> From<Box<T>> for Rc<T> {
    fn from(boxed: Box<T>) -> Rc<T> {
        Rc::new(*boxed)
    }
}
impl<T> From<Box<[T]>> for Rc<[T]> {
    fn from(boxed: Box<[T]>) -> Rc<[T]> {
        Rc::from(crate::slice::into_vec(boxed))
    }
}
impl<T> FromIterator<T> for Rc<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Rc::from(iter.into_iter().collect::<Vec<T>>())
    }
}
impl Default for Rc<str> {
    fn default() -> Self {
        Rc::from("")
    }
}
impl<T> Default for Rc<[T]> {
    fn default() -> Self {
        Rc::from(Vec::new())
    }
}

impl Rc<dyn Any> {
    pub fn downcast<T: Any>(self) -> Result<Rc<T>, Self> {
        if (*self).is::<T>() {
            unsafe { Ok(Rc::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>)) }
        } else {
            Err(self)
        }
    }
}
