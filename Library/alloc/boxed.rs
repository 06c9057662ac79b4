//! `Box`: a value on the heap.

use crate::alloc::{dealloc, exchange_malloc, Layout};
use crate::borrow::Cow;
use crate::string::String;
use crate::vec::Vec;
use core::any::Any;
use core::borrow::{Borrow, BorrowMut};
use core::cmp::Ordering;
use core::error::Error;
use core::fmt;
use core::future::Future;
use core::hash::{Hash, Hasher};
use core::iter::FusedIterator;
use core::marker::{Tuple, Unsize};
use core::mem::{self, ManuallyDrop, MaybeUninit};
use core::ops::{CoerceUnsized, Deref, DerefMut, DerefPure, DispatchFromDyn, LegacyReceiver};
use core::pin::Pin;
use core::ptr::{self, Unique};
use core::task::{Context, Poll};

/// A pointer that owns a value on the heap.
///
/// Moving out of `*box` and dropping the content are the compiler's.
#[lang = "owned_box"]
#[fundamental]
pub struct Box<T: ?Sized, #[cfg(rustc_check)] A = Global>(Unique<T>, #[cfg(rustc_check)] A);

/// The allocator that every box uses: the program's global one.
#[cfg(rustc_check)]
#[lang = "global_alloc_ty"]
#[derive(Clone, Copy)]
pub struct Global;

#[cfg(not(rustc_check))]
// SAFETY: only memory is given back: the content is never touched, so it may dangle.
unsafe impl<#[may_dangle] T: ?Sized> Drop for Box<T> {
    #[inline]
    fn drop(&mut self) {
        // The content is gone already; only the memory is left.
        // SAFETY: the pointer came from `exchange_malloc` with the layout of the value, and this is its
        // last use.
        unsafe { free_box(self.0.as_ptr()) }
    }
}
#[cfg(rustc_check)]
// SAFETY: as for the implementation above.
unsafe impl<#[may_dangle] T: ?Sized, A> Drop for Box<T, A> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: as above.
        unsafe { free_box(self.0.as_ptr()) }
    }
}

#[inline]
// SAFETY: the pointer is that of a box, whose memory nobody uses any more.
unsafe fn free_box<T: ?Sized>(pointer: *mut T) {
    // SAFETY: size and alignment are those with which the memory was allocated.
    unsafe {
        let size = core::intrinsics::size_of_val(pointer as *const T);
        let align = core::intrinsics::align_of_val(pointer as *const T);
        if size != 0 {
            dealloc(pointer as *mut u8, Layout::from_size_align_unchecked(size, align));
        }
    }
}

impl<T> Box<T> {
    /// Puts a value on the heap.
    ///
    /// # Examples
    /// ```
    /// // A type that has itself in it needs a pointer.
    /// enum Chain {
    ///     End,
    ///     Link(i32, Box<Chain>),
    /// }
    /// let chain = Chain::Link(1, Box::new(Chain::Link(2, Box::new(Chain::End))));
    /// let mut sum = 0;
    /// let mut rest = &chain;
    /// while let Chain::Link(value, next) = rest {
    ///     sum += value;
    ///     rest = next;
    /// }
    /// assert_eq!(sum, 3);
    /// ```
    #[inline]
    pub fn new(value: T) -> Self {
        // SAFETY: the memory is fresh, and large and aligned enough for the value, which it gets at once.
        unsafe {
            let pointer = exchange_malloc(mem::size_of::<T>(), mem::align_of::<T>()) as *mut T;
            ptr::write(pointer, value);
            Box::from_raw(pointer)
        }
    }
    /// Room for a value on the heap.
    ///
    /// # Examples
    /// ```
    /// let room = Box::<i32>::new_uninit();
    /// assert_eq!(*Box::write(room, 5), 5);
    /// ```
    #[inline]
    pub fn new_uninit() -> Box<MaybeUninit<T>> {
        // SAFETY: the memory is fresh and fits the type; nothing in it has to be initialised.
        unsafe { Box::from_raw(exchange_malloc(mem::size_of::<T>(), mem::align_of::<T>()) as *mut MaybeUninit<T>) }
    }
    /// Room for a value on the heap, all of whose bytes are zero.
    ///
    /// # Examples
    /// ```
    /// let zero = Box::<u64>::new_zeroed();
    /// // SAFETY: zero bytes are a valid number.
    /// assert_eq!(*unsafe { zero.assume_init() }, 0);
    /// ```
    #[inline]
    pub fn new_zeroed() -> Box<MaybeUninit<T>> {
        let mut boxed = Box::new_uninit();
        // SAFETY: the box has room for just so many bytes.
        unsafe { ptr::write_bytes(boxed.as_mut_ptr() as *mut u8, 0, mem::size_of::<T>()) };
        boxed
    }
    /// Puts a value on the heap, where it stays until it is dropped.
    ///
    /// # Examples
    /// ```
    /// let pinned = Box::pin(String::from("stays"));
    /// assert_eq!(pinned.len(), 5);
    /// ```
    #[inline]
    pub fn pin(value: T) -> Pin<Box<T>> {
        Box::into_pin(Box::new(value))
    }
    /// The value, moved off the heap.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(Box::into_inner(Box::new(3)), 3);
    /// ```
    #[inline]
    pub fn into_inner(boxed: Self) -> T {
        *boxed
    }
    /// The value as a slice of one element.
    ///
    /// # Examples
    /// ```
    /// assert_eq!(*Box::into_boxed_slice(Box::new(3)), [3]);
    /// ```
    #[inline]
    pub fn into_boxed_slice(boxed: Self) -> Box<[T]> {
        // SAFETY: a value is laid out like an array of one.
        unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(Box::into_raw(boxed), 1)) }
    }
}

impl<T> Box<MaybeUninit<T>> {
    /// The box of the values, which have to have been written.
    ///
    /// # Safety
    /// The value has been written.
    ///
    /// # Examples
    /// ```
    /// let mut room = Box::<i32>::new_uninit();
    /// room.write(4);
    /// // SAFETY: it was written just now.
    /// assert_eq!(*unsafe { room.assume_init() }, 4);
    /// ```
    #[inline]
    pub unsafe fn assume_init(self) -> Box<T> {
        // SAFETY: the caller has written the value; `MaybeUninit` has the layout of what it wraps.
        unsafe { Box::from_raw(Box::into_raw(self) as *mut T) }
    }
    /// Writes the value and gives the box of it.
    ///
    /// # Examples
    /// ```
    /// let room = Box::<String>::new_uninit();
    /// assert_eq!(*Box::write(room, "text".to_string()), "text");
    /// ```
    #[inline]
    pub fn write(mut boxed: Self, value: T) -> Box<T> {
        (*boxed).write(value);
        // SAFETY: the line above wrote it.
        unsafe { boxed.assume_init() }
    }
}

impl<T> Box<[T]> {
    /// Room for so many elements on the heap.
    ///
    /// # Examples
    /// ```
    /// let mut room = Box::<[u8]>::new_uninit_slice(2);
    /// room[0].write(1);
    /// room[1].write(2);
    /// // SAFETY: both were written.
    /// assert_eq!(*unsafe { room.assume_init() }, [1, 2]);
    /// ```
    pub fn new_uninit_slice(length: usize) -> Box<[MaybeUninit<T>]> {
        let mut elements = Vec::with_capacity(length);
        // SAFETY: the vector has that capacity, and such elements need no initialisation.
        unsafe { elements.set_len(length) };
        elements.into_boxed_slice()
    }
    /// Room for so many elements on the heap, all of whose bytes are zero.
    ///
    /// # Examples
    /// ```
    /// let zeros = Box::<[u16]>::new_zeroed_slice(3);
    /// // SAFETY: zero bytes are valid numbers.
    /// assert_eq!(*unsafe { zeros.assume_init() }, [0; 3]);
    /// ```
    pub fn new_zeroed_slice(length: usize) -> Box<[MaybeUninit<T>]> {
        let mut elements = Box::<[T]>::new_uninit_slice(length);
        // SAFETY: the slice has so many elements.
        unsafe { ptr::write_bytes(elements.as_mut_ptr(), 0, length) };
        elements
    }
}
impl<T> Box<[MaybeUninit<T>]> {
    /// The box of the values, which have to have been written.
    ///
    /// # Safety
    /// Each element has been written.
    ///
    /// # Examples
    /// ```
    /// let mut room = Box::<[u8]>::new_uninit_slice(1);
    /// room[0].write(9);
    /// // SAFETY: the only element was written.
    /// assert_eq!(*unsafe { room.assume_init() }, [9]);
    /// ```
    pub unsafe fn assume_init(self) -> Box<[T]> {
        // SAFETY: the caller has written the elements; the layouts are the same.
        unsafe { Box::from_raw(Box::into_raw(self) as *mut [T]) }
    }
}

impl<T: ?Sized> Box<T> {
    /// The box that `into_raw` took apart; once for each such call.
    ///
    /// # Safety
    /// The pointer came from `into_raw`, and no other box was made of it.
    ///
    /// # Examples
    /// ```
    /// let pointer = Box::into_raw(Box::new(String::from("kept")));
    /// // SAFETY: it comes from `into_raw`.
    /// let text = unsafe { Box::from_raw(pointer) };
    /// assert_eq!(*text, "kept");
    /// ```
    #[inline]
    pub unsafe fn from_raw(raw: *mut T) -> Self {
        // SAFETY: the caller owns what the pointer points to, and it comes from a box, so it is not null.
        unsafe { Box(Unique::new_unchecked(raw), #[cfg(rustc_check)] Global) }
    }
    /// The box that `into_non_null` took apart; once for each such call.
    ///
    /// # Safety
    /// The pointer came from `into_non_null` (or is that of `into_raw`), and no other box was made of it.
    ///
    /// # Examples
    /// ```
    /// let pointer = Box::into_non_null(Box::new(3));
    /// // SAFETY: it comes from `into_non_null`, once.
    /// assert_eq!(*unsafe { Box::from_non_null(pointer) }, 3);
    /// ```
    #[inline]
    pub unsafe fn from_non_null(pointer: ptr::NonNull<T>) -> Self {
        // SAFETY: the caller's promise is that of `from_raw`.
        unsafe { Box::from_raw(pointer.as_ptr()) }
    }
    /// The pointer to the value, which is the caller's now.
    ///
    /// # Examples
    /// ```
    /// let pointer = Box::into_raw(Box::new(3));
    /// // SAFETY: the box is given back to be freed.
    /// drop(unsafe { Box::from_raw(pointer) });
    /// ```
    #[inline]
    pub fn into_raw(boxed: Self) -> *mut T {
        let boxed = ManuallyDrop::new(boxed);
        boxed.0.as_ptr()
    }
    /// The pointer to the value, which is the caller's now.
    ///
    /// # Examples
    /// ```
    /// let pointer = Box::into_non_null(Box::new(3));
    /// // SAFETY: the box is given back to be freed.
    /// drop(unsafe { Box::from_non_null(pointer) });
    /// ```
    #[inline]
    pub fn into_non_null(boxed: Self) -> ptr::NonNull<T> {
        // SAFETY: the pointer of a box is never null.
        unsafe { ptr::NonNull::new_unchecked(Box::into_raw(boxed)) }
    }
    /// A pointer to the value.
    ///
    /// # Examples
    /// ```
    /// let boxed = Box::new(7);
    /// // SAFETY: the box is alive.
    /// assert_eq!(unsafe { *Box::as_ptr(&boxed) }, 7);
    /// ```
    #[inline]
    pub fn as_ptr(boxed: &Self) -> *const T {
        boxed.0.as_ptr() as *const T
    }
    /// A mutable pointer to the value.
    ///
    /// # Examples
    /// ```
    /// let mut boxed = Box::new(7);
    /// // SAFETY: the box is alive, and nothing else refers to the value.
    /// unsafe { *Box::as_mut_ptr(&mut boxed) += 1 };
    /// assert_eq!(*boxed, 8);
    /// ```
    #[inline]
    pub fn as_mut_ptr(boxed: &mut Self) -> *mut T {
        boxed.0.as_ptr()
    }
    /// The value for as long as the caller says, up to the rest of the program's life.
    ///
    /// # Examples
    /// ```
    /// let numbers: &'static mut [i32; 2] = Box::leak(Box::new([1, 2]));
    /// numbers[0] = 5;
    /// assert_eq!(numbers, &[5, 2]);
    /// ```
    #[inline]
    pub fn leak<'a>(boxed: Self) -> &'a mut T
    where
        T: 'a,
    {
        // SAFETY: the value is nobody else's, and nobody frees it.
        unsafe { &mut *Box::into_raw(boxed) }
    }
    /// The box, whose value stays where it is until it is dropped.
    ///
    /// # Examples
    /// ```
    /// let pinned = Box::into_pin(Box::new(4));
    /// assert_eq!(*pinned, 4);
    /// ```
    #[inline]
    pub fn into_pin(boxed: Self) -> Pin<Self> {
        // SAFETY: the value lies on the heap: moving the box does not move it.
        unsafe { Pin::new_unchecked(boxed) }
    }
}

impl<T: ?Sized> Deref for Box<T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> DerefMut for Box<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut **self
    }
}
// SAFETY: dereferencing a box has no effect besides the access.
unsafe impl<T: ?Sized> DerefPure for Box<T> {}
impl<T: ?Sized> LegacyReceiver for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Box<U>> for Box<T> {}
impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<Box<U>> for Box<T> {}
impl<T: ?Sized> Unpin for Box<T> {}

impl<T: Clone> Clone for Box<T> {
    #[inline]
    fn clone(&self) -> Self {
        Box::new((**self).clone())
    }
    #[inline]
    fn clone_from(&mut self, source: &Self) {
        (**self).clone_from(&**source);
    }
}
impl<T: Clone> Clone for Box<[T]> {
    fn clone(&self) -> Self {
        crate::slice::to_vec(self).into_boxed_slice()
    }
}
impl Clone for Box<str> {
    fn clone(&self) -> Self {
        String::from(&**self).into_boxed_str()
    }
}
impl<T: Default> Default for Box<T> {
    fn default() -> Self {
        Box::new(T::default())
    }
}
impl<T> Default for Box<[T]> {
    fn default() -> Self {
        Vec::new().into_boxed_slice()
    }
}
impl Default for Box<str> {
    fn default() -> Self {
        String::new().into_boxed_str()
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Box<T> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        PartialEq::eq(&**self, &**other)
    }
}
impl<T: ?Sized + Eq> Eq for Box<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for Box<T> {
    #[inline]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        PartialOrd::partial_cmp(&**self, &**other)
    }
}
impl<T: ?Sized + Ord> Ord for Box<T> {
    #[inline]
    fn cmp(&self, other: &Self) -> Ordering {
        Ord::cmp(&**self, &**other)
    }
}
impl<T: ?Sized + Hash> Hash for Box<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}
impl<T: ?Sized + Hasher> Hasher for Box<T> {
    fn finish(&self) -> u64 {
        (**self).finish()
    }
    fn write(&mut self, bytes: &[u8]) {
        (**self).write(bytes)
    }
}

impl<T: ?Sized + fmt::Display> fmt::Display for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}
impl<T: ?Sized + fmt::Debug> fmt::Debug for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
impl<T: ?Sized> fmt::Pointer for Box<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Box::as_ptr(self), f)
    }
}

impl<I: ?Sized + Iterator> Iterator for Box<I> {
    type Item = I::Item;
    #[inline]
    fn next(&mut self) -> Option<I::Item> {
        (**self).next()
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (**self).size_hint()
    }
    fn nth(&mut self, n: usize) -> Option<I::Item> {
        (**self).nth(n)
    }
}
impl<I: ?Sized + DoubleEndedIterator> DoubleEndedIterator for Box<I> {
    fn next_back(&mut self) -> Option<I::Item> {
        (**self).next_back()
    }
}
impl<I: ?Sized + ExactSizeIterator> ExactSizeIterator for Box<I> {
    fn len(&self) -> usize {
        (**self).len()
    }
}
impl<I: ?Sized + FusedIterator> FusedIterator for Box<I> {}

impl<Args: Tuple, F: ?Sized + FnOnce<Args>> FnOnce<Args> for Box<F> {
    type Output = <F as FnOnce<Args>>::Output;
    #[inline]
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output {
        <F as FnOnce<Args>>::call_once(*self, args)
    }
}
impl<Args: Tuple, F: ?Sized + FnMut<Args>> FnMut<Args> for Box<F> {
    #[inline]
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output {
        <F as FnMut<Args>>::call_mut(&mut **self, args)
    }
}
impl<Args: Tuple, F: ?Sized + Fn<Args>> Fn<Args> for Box<F> {
    #[inline]
    extern "rust-call" fn call(&self, args: Args) -> Self::Output {
        <F as Fn<Args>>::call(&**self, args)
    }
}

impl<F: ?Sized + Future + Unpin> Future for Box<F> {
    type Output = F::Output;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        F::poll(Pin::new(&mut **self), cx)
    }
}

impl<T: ?Sized> Borrow<T> for Box<T> {
    fn borrow(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> BorrowMut<T> for Box<T> {
    fn borrow_mut(&mut self) -> &mut T {
        &mut **self
    }
}
impl<T: ?Sized> AsRef<T> for Box<T> {
    fn as_ref(&self) -> &T {
        &**self
    }
}
impl<T: ?Sized> AsMut<T> for Box<T> {
    fn as_mut(&mut self) -> &mut T {
        &mut **self
    }
}

impl<T> From<T> for Box<T> {
    fn from(value: T) -> Self {
        Box::new(value)
    }
}
impl<T: ?Sized> From<Box<T>> for Pin<Box<T>> {
    fn from(boxed: Box<T>) -> Self {
        Box::into_pin(boxed)
    }
}
impl<T: Clone> From<&[T]> for Box<[T]> {
    fn from(slice: &[T]) -> Box<[T]> {
        crate::slice::to_vec(slice).into_boxed_slice()
    }
}
impl From<&str> for Box<str> {
    fn from(text: &str) -> Box<str> {
        String::from(text).into_boxed_str()
    }
}
impl<T: Clone> From<&mut [T]> for Box<[T]> {
    fn from(slice: &mut [T]) -> Box<[T]> {
        crate::slice::to_vec(slice).into_boxed_slice()
    }
}
impl From<&mut str> for Box<str> {
    fn from(text: &mut str) -> Box<str> {
        String::from(&*text).into_boxed_str()
    }
}
impl From<Box<str>> for Box<[u8]> {
    fn from(text: Box<str>) -> Box<[u8]> {
        // SAFETY: the bytes of a text are as long as it, and any bytes are valid.
        unsafe { Box::from_raw(Box::into_raw(text) as *mut [u8]) }
    }
}
impl<T: Clone> From<Cow<'_, [T]>> for Box<[T]> {
    fn from(slice: Cow<'_, [T]>) -> Box<[T]> {
        slice.into_owned().into_boxed_slice()
    }
}
impl From<Cow<'_, str>> for Box<str> {
    fn from(text: Cow<'_, str>) -> Box<str> {
        text.into_owned().into_boxed_str()
    }
}
impl<T, const N: usize> From<[T; N]> for Box<[T]> {
    fn from(array: [T; N]) -> Box<[T]> {
        Box::new(array)
    }
}
impl<T, const N: usize> TryFrom<Vec<T>> for Box<[T; N]> {
    type Error = Vec<T>;
    fn try_from(vec: Vec<T>) -> Result<Self, Vec<T>> {
        if vec.len() != N {
            return Err(vec);
        }
        // SAFETY: there are exactly N elements, which lie as in an array.
        Ok(unsafe { Box::from_raw(Box::into_raw(vec.into_boxed_slice()) as *mut [T; N]) })
    }
}
impl<T: ?Sized> Default for Pin<Box<T>>
where
    Box<T>: Default,
{
    fn default() -> Self {
        Box::into_pin(Box::default())
    }
}
impl<T, const N: usize> TryFrom<Box<[T]>> for Box<[T; N]> {
    type Error = Box<[T]>;
    fn try_from(boxed: Box<[T]>) -> Result<Self, Box<[T]>> {
        // SAFETY: the length is N: the elements lie as in an array.
        if boxed.len() == N { Ok(unsafe { Box::from_raw(Box::into_raw(boxed) as *mut [T; N]) }) } else { Err(boxed) }
    }
}
impl<T> FromIterator<T> for Box<[T]> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        iter.into_iter().collect::<Vec<_>>().into_boxed_slice()
    }
}
macro_rules! box_str_from_parts {
    ($($part:ty),*) => { $(
        impl<'a> FromIterator<$part> for Box<str> {
            fn from_iter<I: IntoIterator<Item = $part>>(iter: I) -> Self {
                String::from_iter(iter).into_boxed_str()
            }
        }
    )* };
}
box_str_from_parts! { &'a char, &'a str, String, Box<str>, Cow<'a, str> }
impl FromIterator<char> for Box<str> {
    fn from_iter<I: IntoIterator<Item = char>>(iter: I) -> Self {
        iter.into_iter().collect::<String>().into_boxed_str()
    }
}
impl<T> !Iterator for Box<[T]> {}
impl<T> IntoIterator for Box<[T]> {
    type Item = T;
    type IntoIter = crate::vec::IntoIter<T>;
    fn into_iter(self) -> crate::vec::IntoIter<T> {
        crate::slice::into_vec(self).into_iter()
    }
}
impl<'a, T> IntoIterator for &'a Box<[T]> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;
    fn into_iter(self) -> core::slice::Iter<'a, T> {
        self.iter()
    }
}

macro_rules! any_downcasts {
    ($($t:ty)*) => { $(
        impl Box<$t> {
            /// The box of the value with its type if that is `T`, or else the box as it was.
            ///
            /// # Examples
            /// ```
            /// use std::any::Any;
            /// let value: Box<dyn Any> = Box::new(5i32);
            /// let value = value.downcast::<String>().unwrap_err();
            /// assert_eq!(*value.downcast::<i32>().unwrap(), 5);
            /// ```
            pub fn downcast<T: Any>(self) -> Result<Box<T>, Self> {
                // SAFETY: the type of the value has just been compared with `T`.
                if self.is::<T>() { Ok(unsafe { Box::from_raw(Box::into_raw(self) as *mut T) }) } else { Err(self) }
            }
        }
    )* };
}
any_downcasts! { dyn Any dyn Any + Send dyn Any + Send + Sync }

impl<E: Error> Error for Box<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
}
impl<'a, E: Error + 'a> From<E> for Box<dyn Error + 'a> {
    fn from(error: E) -> Box<dyn Error + 'a> {
        Box::new(error)
    }
}
impl<'a, E: Error + Send + Sync + 'a> From<E> for Box<dyn Error + Send + Sync + 'a> {
    fn from(error: E) -> Box<dyn Error + Send + Sync + 'a> {
        Box::new(error)
    }
}

/// An error that is only a text.
struct StringError(String);
impl Error for StringError {
    fn description(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for StringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}
impl fmt::Debug for StringError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

impl<'a> From<String> for Box<dyn Error + Send + Sync + 'a> {
    fn from(text: String) -> Self {
        Box::new(StringError(text))
    }
}
impl<'a> From<String> for Box<dyn Error + 'a> {
    fn from(text: String) -> Self {
        Box::new(StringError(text))
    }
}
impl<'a, 'b> From<&'b str> for Box<dyn Error + Send + Sync + 'a> {
    fn from(text: &'b str) -> Self {
        From::from(String::from(text))
    }
}
impl<'a, 'b> From<&'b str> for Box<dyn Error + 'a> {
    fn from(text: &'b str) -> Self {
        From::from(String::from(text))
    }
}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + Send + Sync + 'a> {
    fn from(text: Cow<'b, str>) -> Self {
        From::from(text.into_owned())
    }
}
impl<'a, 'b> From<Cow<'b, str>> for Box<dyn Error + 'a> {
    fn from(text: Cow<'b, str>) -> Self {
        From::from(text.into_owned())
    }
}

impl dyn Error {
    /// The box of the value with its type, if that is `T`.
    ///
    /// # Examples
    /// ```
    /// use std::error::Error;
    /// let error: Box<dyn Error> = Box::new(std::fmt::Error);
    /// assert!(error.downcast::<std::fmt::Error>().is_ok());
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn downcast<T: Error + 'static>(self: Box<Self>) -> Result<Box<T>, Box<dyn Error>> {
        // SAFETY: the type of the value has just been compared with `T`.
        if self.is::<T>() { Ok(unsafe { Box::from_raw(Box::into_raw(self) as *mut T) }) } else { Err(self) }
    }
}
impl dyn Error + Send + Sync {
    /// The box of the value with its type, if that is `T`.
    ///
    /// # Examples
    /// ```
    /// use std::error::Error;
    /// let error: Box<dyn Error + Send + Sync> = Box::new(std::fmt::Error);
    /// assert!(error.downcast::<std::fmt::Error>().is_ok());
    /// ```
    #[cfg_attr(rustc_check, rustc_allow_incoherent_impl)]
    pub fn downcast<T: Error + 'static>(self: Box<Self>) -> Result<Box<T>, Box<Self>> {
        // SAFETY: the type of the value has just been compared with `T`.
        if self.is::<T>() { Ok(unsafe { Box::from_raw(Box::into_raw(self) as *mut T) }) } else { Err(self) }
    }
}
