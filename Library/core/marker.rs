//! Traits and types that say basic properties of types.

#[cfg(rustc_check)]
#[lang = "pointee_sized"]
#[fundamental]
pub trait PointeeSized {}

#[cfg(rustc_check)]
#[lang = "meta_sized"]
#[fundamental]
pub trait MetaSized: PointeeSized {}

/// Types with a size known when compiling.
#[cfg(not(rustc_check))]
#[lang = "sized"]
#[fundamental]
pub trait Sized {}

#[cfg(rustc_check)]
#[lang = "sized"]
#[fundamental]
pub trait Sized: MetaSized {}

/// `&Self` coerces to `&T` by forgetting a length or a concrete type.
#[lang = "unsize"]
pub trait Unsize<T: ?Sized> {}

/// Types whose values are duplicated by copying their bytes.
#[lang = "copy"]
pub trait Copy: Clone {}

/// Types that may be moved to another thread.
pub unsafe auto trait Send {}

/// Types that may be used from several threads through shared references.
#[lang = "sync"]
pub unsafe auto trait Sync {}

/// Types without interior mutability in their own bytes.
#[lang = "freeze"]
pub unsafe auto trait Freeze {}

/// Types that do not care about being pinned.
#[lang = "unpin"]
pub auto trait Unpin {}

#[cfg(rustc_check)]
#[lang = "unsafe_unpin"]
pub unsafe auto trait UnsafeUnpin {}

/// Implemented by `derive(PartialEq)`: constants of the type may be patterns.
#[lang = "structural_peq"]
pub trait StructuralPartialEq {}

/// Tuples, the argument lists of the `Fn` traits.
#[lang = "tuple_trait"]
pub trait Tuple {}

/// The type of the discriminant of an enum.
#[lang = "discriminant_kind"]
pub trait DiscriminantKind {
    /// An integer for enums that carry one, and `u8` for all other types.
    #[lang = "discriminant_type"]
    type Discriminant: Clone + Copy + crate::fmt::Debug + Eq + PartialEq + crate::hash::Hash + Send + Sync + Unpin;
}

#[cfg(rustc_check)]
#[lang = "destruct"]
pub trait Destruct: PointeeSized {}

#[cfg(rustc_check)]
#[lang = "bikeshed_guaranteed_no_drop"]
pub trait BikeshedGuaranteedNoDrop {}

#[cfg(rustc_check)]
#[lang = "const_param_ty"]
pub trait ConstParamTy_: StructuralPartialEq + Eq {}
#[cfg(rustc_check)]
marker_impls! { ConstParamTy_ for usize, u8, u16, u32, u64, u128, isize, i8, i16, i32, i64, i128, bool, char, () }

/// A type parameter that is owned in meaning but not stored.
#[lang = "phantom_data"]
pub struct PhantomData<T: ?Sized>;

impl<T: ?Sized> Clone for PhantomData<T> {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Copy for PhantomData<T> {}
impl<T: ?Sized> Default for PhantomData<T> {
    #[inline]
    fn default() -> Self {
        PhantomData
    }
}
impl<T: ?Sized> PartialEq for PhantomData<T> {
    #[inline]
    fn eq(&self, _other: &Self) -> bool {
        true
    }
}
impl<T: ?Sized> Eq for PhantomData<T> {}
impl<T: ?Sized> PartialOrd for PhantomData<T> {
    #[inline]
    fn partial_cmp(&self, _other: &Self) -> Option<crate::cmp::Ordering> {
        Some(crate::cmp::Ordering::Equal)
    }
}
impl<T: ?Sized> Ord for PhantomData<T> {
    #[inline]
    fn cmp(&self, _other: &Self) -> crate::cmp::Ordering {
        crate::cmp::Ordering::Equal
    }
}
impl<T: ?Sized> crate::hash::Hash for PhantomData<T> {
    #[inline]
    fn hash<H: crate::hash::Hasher>(&self, _state: &mut H) {}
}
impl<T: ?Sized> StructuralPartialEq for PhantomData<T> {}

/// A field that makes its owner not `Unpin`.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PhantomPinned;

impl !Unpin for PhantomPinned {}

marker_impls! { StructuralPartialEq for usize, u8, u16, u32, u64, u128, isize, i8, i16, i32, i64, i128, bool, char, (), str }
marker_impls! { Copy for usize, u8, u16, u32, u64, u128, isize, i8, i16, i32, i64, i128, f32, f64, bool, char, ! }
impl<T: ?Sized> Copy for *const T {}
impl<T: ?Sized> Copy for *mut T {}
impl<T: ?Sized> Copy for &T {}

impl<T: ?Sized> !Send for *const T {}
impl<T: ?Sized> !Send for *mut T {}
// SAFETY: a shared reference gives what other threads may have, too.
unsafe impl<T: Sync + ?Sized> Send for &T {}
impl<T: ?Sized> !Sync for *const T {}
impl<T: ?Sized> !Sync for *mut T {}

// SAFETY: it has no bytes.
unsafe impl<T: ?Sized> Freeze for PhantomData<T> {}
// SAFETY: what it points to is not in its own bytes.
unsafe impl<T: ?Sized> Freeze for *const T {}
// SAFETY: as above.
unsafe impl<T: ?Sized> Freeze for *mut T {}
// SAFETY: as above.
unsafe impl<T: ?Sized> Freeze for &T {}
// SAFETY: as above.
unsafe impl<T: ?Sized> Freeze for &mut T {}

impl<T: ?Sized> Unpin for &T {}
impl<T: ?Sized> Unpin for &mut T {}
impl<T: ?Sized> Unpin for *const T {}
impl<T: ?Sized> Unpin for *mut T {}

pub use crate::Copy;
