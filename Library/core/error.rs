//! The trait of error values.

use crate::any::TypeId;
use crate::fmt::{Debug, Display};

/// Values that say why an operation failed.
#[cfg_attr(rustc_check, rustc_has_incoherent_inherent_impls)]
pub trait Error: Debug + Display {
    /// The cause of this error, if there is one below it.
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        None
    }

    /// What `Display` says, as it was asked for once.
    fn description(&self) -> &str {
        "description() is deprecated; use Display"
    }

    /// What [`Error::source`] gives, as it was asked for once.
    fn cause(&self) -> Option<&dyn Error> {
        self.source()
    }

    #[doc(hidden)]
    fn type_id(&self, _: private::Internal) -> TypeId
    where
        Self: 'static,
    {
        TypeId::of::<Self>()
    }
}

mod private {
    /// What only this crate can name: so nobody overrides the method that takes it.
    #[derive(Debug)]
    pub struct Internal;
}

macro_rules! downcasts {
    ($($t:ty)*) => { $(
        impl $t {
            /// Whether the error is of this type.
            ///
            /// # Examples
            /// ```
            /// use std::error::Error;
            /// let error: Box<dyn Error> = Box::new("x".parse::<i32>().unwrap_err());
            /// assert!(error.is::<std::num::ParseIntError>());
            /// ```
            #[inline]
            pub fn is<T: Error + 'static>(&self) -> bool {
                TypeId::of::<T>() == self.type_id(private::Internal)
            }
            /// The error, if it is of this type.
            ///
            /// # Examples
            /// ```
            /// use std::{error::Error, num::ParseIntError};
            /// let error: Box<dyn Error> = Box::new("".parse::<i32>().unwrap_err());
            /// let number_error = error.downcast_ref::<ParseIntError>().unwrap();
            /// assert_eq!(number_error.to_string(), "cannot parse integer from empty string");
            /// ```
            #[inline]
            pub fn downcast_ref<T: Error + 'static>(&self) -> Option<&T> {
                // SAFETY: the type was just compared.
                if self.is::<T>() { unsafe { Some(&*(self as *const $t as *const T)) } } else { None }
            }
            /// The error, mutable, if it is of this type.
            #[inline]
            pub fn downcast_mut<T: Error + 'static>(&mut self) -> Option<&mut T> {
                // SAFETY: the type was just compared.
                if self.is::<T>() { unsafe { Some(&mut *(self as *mut $t as *mut T)) } } else { None }
            }
        }
    )* };
}
downcasts! { (dyn Error + 'static) (dyn Error + Send + 'static) (dyn Error + Send + Sync + 'static) }

impl<'a, T: Error + ?Sized> Error for &'a T {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Error::source(&**self)
    }
    fn cause(&self) -> Option<&dyn Error> {
        self.source()
    }
}

impl Error for ! {}

// So that texts become errors by another way than errors themselves.
impl !Error for &str {}
