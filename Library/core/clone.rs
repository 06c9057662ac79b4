//! Explicit duplication.

/// Types whose values can be duplicated.
#[lang = "clone"]
pub trait Clone: Sized {
    #[lang = "clone_fn"]
    fn clone(&self) -> Self;

    #[inline]
    fn clone_from(&mut self, source: &Self) {
        *self = source.clone()
    }
}

#[cfg(rustc_check)]
#[lang = "trivial_clone"]
pub unsafe trait TrivialClone: Clone {}

#[doc(hidden)]
pub struct AssertParamIsClone<T: Clone + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

#[doc(hidden)]
pub struct AssertParamIsCopy<T: Copy + ?Sized> {
    _field: crate::marker::PhantomData<T>,
}

macro_rules! clone_by_copy {
    ($($t:ty)*) => { $(
        impl Clone for $t {
            #[inline]
            fn clone(&self) -> Self {
                *self
            }
        }
    )* };
}
clone_by_copy! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 bool char }

impl Clone for ! {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *const T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for *mut T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> Clone for &T {
    #[inline]
    fn clone(&self) -> Self {
        *self
    }
}
impl<T: ?Sized> !Clone for &mut T {}

pub use crate::Clone;
