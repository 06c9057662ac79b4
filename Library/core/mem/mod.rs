//! Sizes, moves and raw values.

mod manually_drop;
mod maybe_uninit;

pub use self::manually_drop::ManuallyDrop;
pub use self::maybe_uninit::MaybeUninit;
pub use crate::intrinsics::transmute;
pub use crate::offset_of;

use crate::marker::DiscriminantKind;
use crate::{fmt, hash, intrinsics, ptr};

/// Takes the value and does not drop it.
///
/// # Examples
/// ```
/// struct Loud;
/// impl Drop for Loud {
///     fn drop(&mut self) {
///         panic!("dropped");
///     }
/// }
/// std::mem::forget(Loud);
/// ```
#[inline]
pub const fn forget<T>(value: T) {
    let _ = ManuallyDrop::new(value);
}

/// How many bytes a value of the type takes.
///
/// # Examples
/// ```
/// use std::mem::size_of;
/// assert_eq!(size_of::<u32>(), 4);
/// assert_eq!(size_of::<[u16; 3]>(), 6);
/// // An absent box is the null pointer.
/// assert_eq!(size_of::<Option<Box<u8>>>(), size_of::<Box<u8>>());
/// ```
#[inline]
pub const fn size_of<T>() -> usize {
    nullary!(intrinsics::size_of::<T>())
}

/// How many bytes the value takes.
///
/// # Examples
/// ```
/// use std::mem::size_of_val;
/// assert_eq!(size_of_val(&[0u16; 3]), 6);
/// // Of what has no fixed size, too.
/// assert_eq!(size_of_val("four"), 4);
/// ```
#[inline]
pub const fn size_of_val<T: ?Sized>(value: &T) -> usize {
    // SAFETY: a reference points to a whole value.
    unsafe { intrinsics::size_of_val(value as *const T) }
}

/// What the addresses of the type's values are multiples of.
///
/// # Examples
/// ```
/// assert_eq!(std::mem::align_of::<u16>(), 2);
/// assert_eq!(std::mem::align_of::<(u8, u32)>(), 4);
/// ```
#[inline]
pub const fn align_of<T>() -> usize {
    nullary!(intrinsics::align_of::<T>())
}

/// The alignment in bytes of a value.
///
/// # Examples
/// ```
/// assert_eq!(std::mem::align_of_val(&5u16), 2);
/// ```
#[inline]
pub const fn align_of_val<T: ?Sized>(value: &T) -> usize {
    // SAFETY: a reference points to a whole value.
    unsafe { intrinsics::align_of_val(value as *const T) }
}

/// [`align_of`], as it was called once.
#[inline]
pub fn min_align_of<T>() -> usize {
    align_of::<T>()
}

/// [`align_of_val`], as it was called once.
#[inline]
pub fn min_align_of_val<T: ?Sized>(value: &T) -> usize {
    align_of_val(value)
}

/// Whether something happens when values of the type are dropped.
///
/// # Examples
/// ```
/// assert!(std::mem::needs_drop::<String>());
/// assert!(!std::mem::needs_drop::<[u8; 4]>());
/// ```
#[inline]
pub const fn needs_drop<T: ?Sized>() -> bool {
    nullary!(intrinsics::needs_drop::<T>())
}

/// A value of all zero bytes.
///
/// # Safety
/// That is a value of the type: a number, a raw pointer, an `Option` of a reference, and arrays and structs
/// of them.
///
/// # Examples
/// ```
/// // SAFETY: zeros are numbers.
/// assert_eq!(unsafe { std::mem::zeroed::<[u32; 2]>() }, [0, 0]);
/// ```
#[inline]
pub const unsafe fn zeroed<T>() -> T {
    // SAFETY: the caller promises that zeros are a value.
    unsafe { MaybeUninit::zeroed().assume_init() }
}

/// A value of arbitrary bytes: use [`MaybeUninit`](crate::mem::MaybeUninit) instead.
///
/// # Safety
/// Any bytes are a value of the type.
#[inline]
pub unsafe fn uninitialized<T>() -> T {
    // SAFETY: the caller promises that any bytes are a value.
    unsafe { MaybeUninit::uninit().assume_init() }
}

/// Exchanges the two values.
///
/// # Examples
/// ```
/// let mut left = vec![1];
/// let mut right = vec![2, 3];
/// std::mem::swap(&mut left, &mut right);
/// assert_eq!((left, right), (vec![2, 3], vec![1]));
/// ```
#[inline]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    // SAFETY: both are places of one value each, which differ.
    unsafe {
        let a = ptr::read(x);
        let b = ptr::read(y);
        ptr::write(x, b);
        ptr::write(y, a);
    }
}

/// Puts the type's default in and gives what was there.
///
/// # Examples
/// ```
/// let mut pending = vec!["a", "b"];
/// let batch = std::mem::take(&mut pending);
/// assert_eq!(batch.len(), 2);
/// assert!(pending.is_empty());
/// ```
#[inline]
pub fn take<T: Default>(destination: &mut T) -> T {
    replace(destination, T::default())
}

/// Puts the value in and gives what was there.
///
/// # Examples
/// ```
/// let mut state = String::from("old");
/// let before = std::mem::replace(&mut state, String::from("new"));
/// assert_eq!((before.as_str(), state.as_str()), ("old", "new"));
/// ```
#[inline]
#[must_use]
pub const fn replace<T>(destination: &mut T, value: T) -> T {
    // SAFETY: the place is one value's, which is read once and written anew.
    unsafe {
        let result = ptr::read(destination);
        ptr::write(destination, value);
        result
    }
}

/// Ends the value's life here.
///
/// # Examples
/// ```
/// use std::cell::RefCell;
/// let cell = RefCell::new(1);
/// let guard = cell.borrow_mut();
/// drop(guard);
/// // The guard would have refused this.
/// *cell.borrow_mut() += 1;
/// assert_eq!(cell.into_inner(), 2);
/// ```
#[inline]
pub fn drop<T>(_value: T) {}

/// What another type makes of a value's bytes, of which there may be more than needed.
///
/// # Safety
/// The bytes are a value of the other type, which is not larger.
///
/// # Examples
/// ```
/// // SAFETY: all bytes are numbers, and there are enough.
/// assert_eq!(unsafe { std::mem::transmute_copy::<[u8; 4], u16>(&[1, 1, 0, 0]) }, 0x101);
/// ```
#[inline]
pub const unsafe fn transmute_copy<Src, Dst>(source: &Src) -> Dst {
    // SAFETY: the caller promises a value of the other type in these bytes.
    unsafe { ptr::read_unaligned(source as *const Src as *const Dst) }
}

/// How many variants an enum has.
#[inline]
pub const fn variant_count<T>() -> usize {
    nullary!(intrinsics::variant_count::<T>())
}

/// An opaque value that says which variant of an enum a value is.
pub struct Discriminant<T>(<T as DiscriminantKind>::Discriminant);

impl<T> Copy for Discriminant<T> {}
impl<T> Clone for Discriminant<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> PartialEq for Discriminant<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Discriminant<T> {}
impl<T> hash::Hash for Discriminant<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Discriminant<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Discriminant").field(&self.0).finish()
    }
}

/// Which variant a value is, to compare and hash.
///
/// # Examples
/// ```
/// use std::mem::discriminant;
/// assert_eq!(discriminant(&Some(1)), discriminant(&Some(2)));
/// assert_ne!(discriminant(&Some(1)), discriminant(&None));
/// ```
#[inline]
pub const fn discriminant<T>(value: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(value))
}
