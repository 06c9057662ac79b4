//! Dynamic types.

use crate::fmt;
use crate::hash;

/// A globally unique name of a type.
#[derive(Clone, Copy)]
#[lang = "type_id"]
pub struct TypeId {
    data: [*const (); 16 / crate::mem::size_of::<*const ()>()],
}

// SAFETY: the pointers are numbers that nobody dereferences.
unsafe impl Send for TypeId {}
// SAFETY: as above.
unsafe impl Sync for TypeId {}

impl TypeId {
    /// The number of a type. Types that differ in lifetimes only do not occur, for all are `'static`.
    ///
    /// # Examples
    /// ```
    /// use std::any::TypeId;
    /// assert_eq!(TypeId::of::<String>(), TypeId::of::<String>());
    /// assert_ne!(TypeId::of::<u32>(), TypeId::of::<i32>());
    /// ```
    pub const fn of<T: ?Sized + 'static>() -> TypeId {
        nullary!(crate::intrinsics::type_id::<T>())
    }
    #[inline]
    fn bits(&self) -> u128 {
        // SAFETY: both are sixteen bytes without padding.
        unsafe { crate::mem::transmute(*self) }
    }
}
impl PartialEq for TypeId {
    #[inline]
    fn eq(&self, other: &TypeId) -> bool {
        self.bits() == other.bits()
    }
}
impl Eq for TypeId {}
impl PartialOrd for TypeId {
    fn partial_cmp(&self, other: &TypeId) -> Option<crate::cmp::Ordering> {
        self.bits().partial_cmp(&other.bits())
    }
}
impl Ord for TypeId {
    fn cmp(&self, other: &TypeId) -> crate::cmp::Ordering {
        self.bits().cmp(&other.bits())
    }
}
impl hash::Hash for TypeId {
    #[inline]
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.bits() as u64);
    }
}
impl fmt::Debug for TypeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TypeId({:#034x})", self.bits())
    }
}

/// Every `'static` type: values whose type can be asked at run time.
pub trait Any: 'static {
    /// The number of the value's type.
    ///
    /// # Examples
    /// ```
    /// use std::any::{Any, TypeId};
    /// let boxed: Box<dyn Any> = Box::new(5u8);
    /// assert_eq!((*boxed).type_id(), TypeId::of::<u8>());
    /// ```
    fn type_id(&self) -> TypeId;
}

impl<T: 'static + ?Sized> Any for T {
    fn type_id(&self) -> TypeId {
        TypeId::of::<T>()
    }
}

macro_rules! downcasts {
    ($($t:ty)*) => { $(
        impl $t {
            /// Whether the value is of this type.
            ///
            /// # Examples
            /// ```
            /// use std::any::Any;
            /// let value: &dyn Any = &5u8;
            /// assert!(value.is::<u8>() && !value.is::<i8>());
            /// ```
            #[inline]
            pub fn is<T: Any>(&self) -> bool {
                TypeId::of::<T>() == self.type_id()
            }
            /// The value, if it is of this type.
            ///
            /// # Examples
            /// ```
            /// use std::any::Any;
            /// let values: [&dyn Any; 2] = [&5u8, &"five"];
            /// assert_eq!(values.map(|value| value.downcast_ref::<&str>().is_some()), [false, true]);
            /// ```
            #[inline]
            pub fn downcast_ref<T: Any>(&self) -> Option<&T> {
                // SAFETY: the type was just compared.
                if self.is::<T>() { unsafe { Some(&*(self as *const $t as *const T)) } } else { None }
            }
            /// The value, mutable, if it is of this type.
            ///
            /// # Examples
            /// ```
            /// use std::any::Any;
            /// let mut number = 5;
            /// let value: &mut dyn Any = &mut number;
            /// *value.downcast_mut::<i32>().unwrap() += 1;
            /// assert_eq!(number, 6);
            /// ```
            #[inline]
            pub fn downcast_mut<T: Any>(&mut self) -> Option<&mut T> {
                // SAFETY: the type was just compared.
                if self.is::<T>() { unsafe { Some(&mut *(self as *mut $t as *mut T)) } } else { None }
            }
        }
    )* };
}
downcasts! { (dyn Any) (dyn Any + Send) (dyn Any + Send + Sync) }

/// The name of a type, for diagnostics.
pub const fn type_name<T: ?Sized>() -> &'static str {
    nullary!(crate::intrinsics::type_name::<T>())
}

/// The name of a value's type, for diagnostics.
///
/// # Examples
/// ```
/// assert_eq!(std::any::type_name_of_val(&1.5), "f64");
/// ```
pub const fn type_name_of_val<T: ?Sized>(_value: &T) -> &'static str {
    type_name::<T>()
}
