//! Sizes, moves and raw values.

mod manually_drop;
mod maybe_uninit;

pub use self::manually_drop::ManuallyDrop;
pub use self::maybe_uninit::MaybeUninit;
pub use crate::intrinsics::transmute;
pub use crate::offset_of;

use crate::marker::DiscriminantKind;
use crate::{fmt, hash, intrinsics, ptr};

#[inline]
pub const fn forget<T>(value: T) {
    let _ = ManuallyDrop::new(value);
}

#[inline]
pub const fn size_of<T>() -> usize {
    nullary!(intrinsics::size_of::<T>())
}

#[inline]
pub const fn size_of_val<T: ?Sized>(value: &T) -> usize {
    unsafe { intrinsics::size_of_val(value as *const T) }
}

#[inline]
pub const fn align_of<T>() -> usize {
    nullary!(intrinsics::align_of::<T>())
}

#[inline]
pub const fn align_of_val<T: ?Sized>(value: &T) -> usize {
    unsafe { intrinsics::align_of_val(value as *const T) }
}

#[inline]
pub fn min_align_of<T>() -> usize {
    align_of::<T>()
}

#[inline]
pub fn min_align_of_val<T: ?Sized>(value: &T) -> usize {
    align_of_val(value)
}

#[inline]
pub const fn needs_drop<T: ?Sized>() -> bool {
    nullary!(intrinsics::needs_drop::<T>())
}

#[inline]
pub const unsafe fn zeroed<T>() -> T {
    unsafe { MaybeUninit::zeroed().assume_init() }
}

#[inline]
pub unsafe fn uninitialized<T>() -> T {
    unsafe { MaybeUninit::uninit().assume_init() }
}

#[inline]
pub const fn swap<T>(x: &mut T, y: &mut T) {
    unsafe {
        let a = ptr::read(x);
        let b = ptr::read(y);
        ptr::write(x, b);
        ptr::write(y, a);
    }
}

#[inline]
pub fn take<T: Default>(destination: &mut T) -> T {
    replace(destination, T::default())
}

#[inline]
#[must_use]
pub const fn replace<T>(destination: &mut T, value: T) -> T {
    unsafe {
        let result = ptr::read(destination);
        ptr::write(destination, value);
        result
    }
}

#[inline]
pub fn drop<T>(_value: T) {}

#[inline]
pub const unsafe fn transmute_copy<Src, Dst>(source: &Src) -> Dst {
    unsafe { ptr::read_unaligned(source as *const Src as *const Dst) }
}

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

#[inline]
pub const fn discriminant<T>(value: &T) -> Discriminant<T> {
    Discriminant(intrinsics::discriminant_value(value))
}
