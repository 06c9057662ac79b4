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
    // SAFETY: the compiler puts the type's own destructor here.
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

/// A pointer that is only an address and may not be dereferenced.
#[inline]
pub const fn without_provenance<T>(address: usize) -> *const T {
    address as *const T
}

/// A mutable pointer that is only an address and may not be dereferenced.
#[inline]
pub const fn without_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}

/// A pointer that is aligned and not null, but points nowhere.
#[inline]
pub const fn dangling<T>() -> *const T {
    mem::align_of::<T>() as *const T
}

/// A mutable pointer that is aligned and not null, but points nowhere.
#[inline]
pub const fn dangling_mut<T>() -> *mut T {
    mem::align_of::<T>() as *mut T
}

/// A pointer from an address that was exposed before.
#[inline]
pub fn with_exposed_provenance<T>(address: usize) -> *const T {
    address as *const T
}

/// A mutable pointer from an address that was exposed before.
#[inline]
pub fn with_exposed_provenance_mut<T>(address: usize) -> *mut T {
    address as *mut T
}

/// The reference as a pointer.
///
/// # Examples
/// ```
/// let value = 5;
/// assert!(!std::ptr::from_ref(&value).is_null());
/// ```
#[inline]
pub const fn from_ref<T: ?Sized>(reference: &T) -> *const T {
    reference
}

/// The mutable reference as a pointer.
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

/// A pointer to a slice from its start and length. Nothing has to be there yet.
///
/// # Examples
/// ```
/// let slice = std::ptr::slice_from_raw_parts([1, 2, 3].as_ptr(), 2);
/// assert_eq!(slice.len(), 2);
/// ```
#[inline]
pub const fn slice_from_raw_parts<T>(data: *const T, length: usize) -> *const [T] {
    // SAFETY: all fields of the union are a pointer and a length.
    unsafe { SliceRepr { parts: SliceParts { data, length } }.shared }
}

/// A mutable pointer to a slice from its start and length.
#[inline]
pub const fn slice_from_raw_parts_mut<T>(data: *mut T, length: usize) -> *mut [T] {
    // SAFETY: all fields of the union are a pointer and a length.
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
    // SAFETY: the caller promises what the operation demands.
    unsafe { intrinsics::read_via_copy(source) }
}

/// The value at an address that need not be aligned.
///
/// # Safety
/// There is a value that may be read.
///
/// # Examples
/// ```
/// let bytes = [0u8, 1, 0, 0, 0];
/// // SAFETY: four bytes follow the first.
/// let number = unsafe { std::ptr::read_unaligned(bytes.as_ptr().add(1).cast::<u32>()) };
/// assert_eq!(number, u32::from_ne_bytes([1, 0, 0, 0]));
/// ```
#[inline]
pub const unsafe fn read_unaligned<T>(source: *const T) -> T {
    let mut value = mem::MaybeUninit::<T>::uninit();
    // SAFETY: the caller promises a value to read; the place for it is new.
    unsafe {
        intrinsics::copy_nonoverlapping(source as *const u8, value.as_mut_ptr() as *mut u8, mem::size_of::<T>());
        value.assume_init()
    }
}

/// The value, read even if the optimiser sees no use of that: for devices.
///
/// # Safety
/// There is an aligned value that may be read.
#[inline]
pub unsafe fn read_volatile<T>(source: *const T) -> T {
    // SAFETY: the caller promises what the operation demands.
    unsafe { intrinsics::volatile_load(source) }
}

/// Puts a value there, without dropping what was there.
///
/// # Safety
/// The place is aligned and may be written to.
///
/// # Examples
/// ```
/// let mut value = 1;
/// // SAFETY: it comes from a mutable reference.
/// unsafe { std::ptr::write(&mut value, 2) };
/// assert_eq!(value, 2);
/// ```
#[inline]
pub const unsafe fn write<T>(destination: *mut T, value: T) {
    // SAFETY: the caller promises what the operation demands.
    unsafe { intrinsics::write_via_move(destination, value) }
}

/// Puts a value at an address that need not be aligned, without dropping what was there.
///
/// # Safety
/// The place may be written to.
#[inline]
pub const unsafe fn write_unaligned<T>(destination: *mut T, value: T) {
    // SAFETY: the caller promises a place to write to; the value is forgotten, not dropped.
    unsafe {
        intrinsics::copy_nonoverlapping(&value as *const T as *const u8, destination as *mut u8, mem::size_of::<T>());
    }
    mem::forget(value);
}

/// Puts a value there even if the optimiser sees no use of that: for devices.
///
/// # Safety
/// The place is aligned and may be written to.
#[inline]
pub unsafe fn write_volatile<T>(destination: *mut T, value: T) {
    // SAFETY: the caller promises what the operation demands.
    unsafe { intrinsics::volatile_store(destination, value) }
}

/// Swaps two values, whose places may overlap.
///
/// # Safety
/// Both are aligned values that may be read and written to.
///
/// # Examples
/// ```
/// let mut pair = [1, 2];
/// let start = pair.as_mut_ptr();
/// // SAFETY: both elements are in the array.
/// unsafe { std::ptr::swap(start, start.add(1)) };
/// assert_eq!(pair, [2, 1]);
/// ```
#[inline]
pub const unsafe fn swap<T>(x: *mut T, y: *mut T) {
    // SAFETY: the caller promises both values; the copy between them is new.
    unsafe {
        let a = read(x);
        let b = read(y);
        write(x, b);
        write(y, a);
    }
}

/// Swaps so many values with others.
///
/// # Safety
/// All are aligned values that may be read and written to, and no place is among both.
pub unsafe fn swap_nonoverlapping<T>(x: *mut T, y: *mut T, count: usize) {
    let mut index = 0;
    while index < count {
        // As bytes: what lies in padding is exchanged too.
        // SAFETY: the caller promises so many values on both sides.
        unsafe { swap(x.add(index).cast::<mem::MaybeUninit<T>>(), y.add(index).cast::<mem::MaybeUninit<T>>()) };
        index += 1;
    }
}

/// The value that was there, leaving another.
///
/// # Safety
/// There is an aligned value that may be read and written to.
#[inline]
pub const unsafe fn replace<T>(destination: *mut T, value: T) -> T {
    // SAFETY: the caller promises a value to read, which is written anew.
    unsafe {
        let result = read(destination);
        write(destination, value);
        result
    }
}

/// Whether both point to the same place with the same length or vtable.
///
/// # Examples
/// ```
/// let pair = [1, 1];
/// assert!(std::ptr::eq(&pair[0], &pair[0]) && !std::ptr::eq(&pair[0], &pair[1]));
/// ```
#[inline]
pub fn eq<T: ?Sized>(a: *const T, b: *const T) -> bool {
    a == b
}

/// Whether both point to the same place, whatever their lengths and vtables are.
#[inline]
pub fn addr_eq<T: ?Sized, U: ?Sized>(p: *const T, q: *const U) -> bool {
    (p as *const ()) == (q as *const ())
}

/// The value of `offset_of!`: how far the field `field` is from the start of its value.
#[doc(hidden)]
#[inline]
// SAFETY: the caller promises a field within the value.
pub const unsafe fn byte_distance<T, F: ?Sized>(start: *const T, field: *const F) -> usize {
    // SAFETY: both are in one value.
    unsafe { (field as *const u8).offset_from(start as *const u8) as usize }
}

/// Feeds the address to a hasher, not what is there.
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
    // SAFETY: functions that are `Copy` are pointers, as large as addresses.
    let (f, g): (usize, usize) =
        unsafe { (crate::intrinsics::transmute_unchecked(f), crate::intrinsics::transmute_unchecked(g)) };
    f == g
}
