//! Raw pointers.

mod non_null;
mod pointer_methods;
mod unique;

pub use self::non_null::NonNull;
pub use self::unique::Unique;
pub use crate::intrinsics::{copy, copy_nonoverlapping, write_bytes};

use crate::cmp::Ordering;
use crate::{fmt, hash, intrinsics, mem};

/// Runs the destructor of the value at `to_drop`. The compiler supplies the body.
///
/// # Safety
/// There is a value, aligned, that is not used afterwards.
///
/// # Examples
/// ```
/// use std::mem::ManuallyDrop;
/// use std::rc::Rc;
/// let count = Rc::new(());
/// let mut kept = ManuallyDrop::new(Rc::clone(&count));
/// // SAFETY: it is dropped once, here.
/// unsafe { std::ptr::drop_in_place(&mut *kept as *mut Rc<()>) };
/// assert_eq!(Rc::strong_count(&count), 1);
/// ```
#[lang = "drop_in_place"]
#[allow(unconditional_recursion)]
pub unsafe fn drop_in_place<T: ?Sized>(to_drop: *mut T) {
    unsafe { drop_in_place(to_drop) }
}

/// The null pointer.
///
/// # Examples
/// ```
/// let pointer: *const u8 = std::ptr::null();
/// assert!(pointer.is_null());
/// assert_eq!(pointer as usize, 0);
/// ```
#[inline]
pub const fn null<T>() -> *const T {
    0usize as *const T
}

/// The null pointer.
///
/// # Examples
/// ```
/// let pointer: *mut u32 = std::ptr::null_mut();
/// assert!(pointer.is_null());
/// ```
#[inline]
pub const fn null_mut<T>() -> *mut T {
    0usize as *mut T
}

#[inline]
pub const fn without_provenance<T>(address: usize) -> *const T {
    address as *const T
}

#[inline]
pub const fn without_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}

#[inline]
pub const fn dangling<T>() -> *const T {
    mem::align_of::<T>() as *const T
}

#[inline]
pub const fn dangling_mut<T>() -> *mut T {
    mem::align_of::<T>() as *mut T
}

#[inline]
pub fn with_exposed_provenance<T>(address: usize) -> *const T {
    address as *const T
}

#[inline]
pub fn with_exposed_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}

#[inline]
pub const fn from_ref<T: ?Sized>(reference: &T) -> *const T {
    reference
}

#[inline]
pub const fn from_mut<T: ?Sized>(reference: &mut T) -> *mut T {
    reference
}

/// The two words of a pointer to a slice.
#[repr(C)]
pub(crate) struct SliceParts<T> {
    pub data: *const T,
    pub length: usize,
}
impl<T> Clone for SliceParts<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for SliceParts<T> {}

#[repr(C)]
pub(crate) union SliceRepr<T> {
    pub parts: SliceParts<T>,
    pub shared: *const [T],
    pub mutable: *mut [T],
}

#[inline]
pub const fn slice_from_raw_parts<T>(data: *const T, length: usize) -> *const [T] {
    unsafe { SliceRepr { parts: SliceParts { data, length } }.shared }
}

#[inline]
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, length: usize) -> *mut [T] {
    unsafe { SliceRepr { parts: SliceParts { data: data as *const T, length } }.mutable }
}

/// The value at the place, which stays as it is. Of what is not `Copy`, only one of both may be used on.
///
/// # Safety
/// There is a value of the type, aligned.
///
/// # Examples
/// ```
/// let number = 12;
/// // SAFETY: a reference leads to a value.
/// assert_eq!(unsafe { std::ptr::read(&number) }, 12);
/// ```
#[inline]
pub const unsafe fn read<T>(source: *const T) -> T {
    unsafe { intrinsics::read_via_copy(source) }
}

#[inline]
pub const unsafe fn read_unaligned<T>(source: *const T) -> T {
    let mut value = mem::MaybeUninit::<T>::uninit();
    unsafe {
        intrinsics::copy_nonoverlapping(source as *const u8, value.as_mut_ptr() as *mut u8, mem::size_of::<T>());
        value.assume_init()
    }
}

#[inline]
pub unsafe fn read_volatile<T>(source: *const T) -> T {
    unsafe { intrinsics::volatile_load(source) }
}

#[inline]
pub const unsafe fn write<T>(destination: *mut T, value: T) {
    unsafe { intrinsics::write_via_move(destination, value) }
}

#[inline]
pub const unsafe fn write_unaligned<T>(destination: *mut T, value: T) {
    unsafe {
        intrinsics::copy_nonoverlapping(&value as *const T as *const u8, destination as *mut u8, mem::size_of::<T>());
    }
    mem::forget(value);
}

#[inline]
pub unsafe fn write_volatile<T>(destination: *mut T, value: T) {
    unsafe { intrinsics::volatile_store(destination, value) }
}

#[inline]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    unsafe {
        let a = read(x);
        let b = read(y);
        write(x, b);
        write(y, a);
    }
}

pub unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut index = 0;
    while index < count {
        // As bytes: what lies in padding is exchanged too.
        unsafe { swap(x.add(index).cast::<mem::MaybeUninit<T>>(), y.add(index).cast::<mem::MaybeUninit<T>>()) };
        index += 1;
    }
}

#[inline]
pub const unsafe fn replace<T>(destination: *mut T, value: T) -> T {
    unsafe {
        let result = read(destination);
        write(destination, value);
        result
    }
}

#[inline]
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}

#[inline]
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool {
    (p as *const ()) == (q as *const ())
}

/// The value of `offset_of!`: how far the field `field` is from the start of its value.
#[doc(hidden)]
#[inline]
pub const unsafe fn byte_distance<T, F: ?Sized>(start: *const T, field: *const F) -> usize {
    unsafe { (field as *const u8).offset_from(start as *const u8) as usize }
}

pub fn hash<T: ?Sized, S: hash::Hasher>(pointee: *const T, state: &mut S) {
    hash::Hash::hash(&pointee, state);
}

pub use crate::{addr_of, addr_of_mut};

macro_rules! pointer_traits {
    ($($pointer:tt)*) => {
        impl<T: ?Sized> PartialEq for *$($pointer)* T {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self == *other
            }
        }
        impl<T: ?Sized> Eq for *$($pointer)* T {}
        impl<T: ?Sized> PartialOrd for *$($pointer)* T {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }
        impl<T: ?Sized> Ord for *$($pointer)* T {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                if *self < *other {
                    Ordering::Less
                } else if *self == *other {
                    Ordering::Equal
                } else {
                    Ordering::Greater
                }
            }
        }
        impl<T: ?Sized> hash::Hash for *$($pointer)* T {
            #[inline]
            fn hash<H: hash::Hasher>(&self, state: &mut H) {
                state.write_usize(*self as *const () as usize);
            }
        }
        impl<T: ?Sized> fmt::Debug for *$($pointer)* T {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt(*self as *const () as usize, f)
            }
        }
        impl<T: ?Sized> fmt::Pointer for *$($pointer)* T {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt(*self as *const () as usize, f)
            }
        }
    };
}
pointer_traits! { const }
pointer_traits! { mut }

// Function pointers compare and print by their address.
macro_rules! function_pointers {
    ($([$($generics:ident)*] $t:ty;)*) => { $(
        impl<Ret, $($generics),*> PartialEq for $t {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                *self as usize == *other as usize
            }
        }
        impl<Ret, $($generics),*> Eq for $t {}
        impl<Ret, $($generics),*> PartialOrd for $t {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                (*self as usize).partial_cmp(&(*other as usize))
            }
        }
        impl<Ret, $($generics),*> Ord for $t {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                (*self as usize).cmp(&(*other as usize))
            }
        }
        impl<Ret, $($generics),*> hash::Hash for $t {
            fn hash<HH: hash::Hasher>(&self, state: &mut HH) {
                state.write_usize(*self as usize)
            }
        }
        impl<Ret, $($generics),*> fmt::Pointer for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt(*self as usize, f)
            }
        }
        impl<Ret, $($generics),*> fmt::Debug for $t {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::pointer_fmt(*self as usize, f)
            }
        }
    )* };
}
macro_rules! function_pointers_of {
    ($([$($generics:ident)*])*) => { $(
        function_pointers! {
            [$($generics)*] fn($($generics),*) -> Ret;
            [$($generics)*] unsafe fn($($generics),*) -> Ret;
            [$($generics)*] extern "C" fn($($generics),*) -> Ret;
            [$($generics)*] unsafe extern "C" fn($($generics),*) -> Ret;
        }
    )* };
}
function_pointers_of! { [] [A] [A B] [A B C] [A B C D] [A B C D E] [A B C D E F] [A B C D E F G] [A B C D E F G H] }

/// How many elements of a size it takes from an address to a multiple of `align`.
fn elements_to_alignment(address: usize, size: usize, align: usize) -> usize {
    let misalignment = address & (align - 1);
    if misalignment == 0 {
        return 0;
    }
    if size % align == 0 {
        return usize::MAX;
    }
    let mut count = 1;
    while count < align {
        if misalignment.wrapping_add(count.wrapping_mul(size)) & (align - 1) == 0 {
            return count;
        }
        count += 1;
    }
    usize::MAX
}

/// Whether two function pointers have the same address. It says little of the functions: different
/// ones may share an address, and one may have several.
#[inline]
pub fn fn_addr_eq<T: Copy, U: Copy>(f: T, g: U) -> bool {
    let (f, g): (usize, usize) =
        unsafe { (crate::intrinsics::transmute_unchecked(f), crate::intrinsics::transmute_unchecked(g)) };
    f == g
}
