//! Macros that shorten this crate's own repetitive implementations.

/// Implements a marker trait for each of the types.
macro_rules! marker_impls {
    ($trait_name:ident for $($t:ty),* $(,)?) => { $(impl $trait_name for $t {})* };
}

/// An implementation of a binary operator for references, by copying the operands.
macro_rules! forward_ref_binop {
    ($($trait_name:ident $method:ident for $t:ty, $u:ty;)*) => { $(
        impl<'a> $trait_name<$u> for &'a $t {
            type Output = <$t as $trait_name<$u>>::Output;
            #[inline]
            #[track_caller]
            fn $method(self, other: $u) -> <$t as $trait_name<$u>>::Output {
                $trait_name::$method(*self, other)
            }
        }
        impl $trait_name<&$u> for $t {
            type Output = <$t as $trait_name<$u>>::Output;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$u) -> <$t as $trait_name<$u>>::Output {
                $trait_name::$method(self, *other)
            }
        }
        impl $trait_name<&$u> for &$t {
            type Output = <$t as $trait_name<$u>>::Output;
            #[inline]
            #[track_caller]
            fn $method(self, other: &$u) -> <$t as $trait_name<$u>>::Output {
                $trait_name::$method(*self, *other)
            }
        }
    )* };
}

/// An implementation of an assigning operator for a reference on the right.
macro_rules! forward_ref_op_assign {
    ($($trait_name:ident $method:ident for $t:ty, $u:ty;)*) => { $(
        impl $trait_name<&$u> for $t {
            #[inline]
            #[track_caller]
            fn $method(&mut self, other: &$u) {
                $trait_name::$method(self, *other)
            }
        }
    )* };
}

/// A call of an intrinsic without arguments, which the checking compiler wants in a constant.
#[cfg(rustc_check)]
macro_rules! nullary {
    ($call:expr) => { const { $call } };
}
#[cfg(not(rustc_check))]
macro_rules! nullary {
    ($call:expr) => { $call };
}

/// The three iterators over the one value of type `T` that an option or a result may have; the
/// expression gives the option of it.
macro_rules! optional_value_iterators {
    ([$($parameter:ident),*] $owner:ty, $value:ident => $option:expr) => {
        impl<$($parameter),*> IntoIterator for $owner {
            type Item = T;
            type IntoIter = IntoIter<T>;
            #[inline]
            fn into_iter(self) -> IntoIter<T> {
                let $value = self;
                IntoIter { inner: $option }
            }
        }
        impl<'a, $($parameter),*> IntoIterator for &'a $owner {
            type Item = &'a T;
            type IntoIter = Iter<'a, T>;
            #[inline]
            fn into_iter(self) -> Iter<'a, T> {
                self.iter()
            }
        }
        impl<'a, $($parameter),*> IntoIterator for &'a mut $owner {
            type Item = &'a mut T;
            type IntoIter = IterMut<'a, T>;
            #[inline]
            fn into_iter(self) -> IterMut<'a, T> {
                self.iter_mut()
            }
        }
        optional_value_iterators! {
            /// An iterator over a shared reference to the value.
            Iter['a] &'a T;
            /// An iterator over a mutable reference to the value.
            IterMut['a] &'a mut T;
            /// An iterator over the value.
            IntoIter[] T;
        }
        impl<T> Clone for Iter<'_, T> {
            fn clone(&self) -> Self {
                Iter { inner: self.inner }
            }
        }
        impl<T: Clone> Clone for IntoIter<T> {
            fn clone(&self) -> Self {
                IntoIter { inner: self.inner.clone() }
            }
        }
    };
    ($($(#[$documentation:meta])* $name:ident[$($a:lifetime)?] $item:ty;)*) => { $(
        $(#[$documentation])*
        #[derive(Debug)]
        pub struct $name<$($a,)? T> {
            inner: Option<$item>,
        }
        impl<$($a,)? T> Iterator for $name<$($a,)? T> {
            type Item = $item;
            #[inline]
            fn next(&mut self) -> Option<$item> {
                self.inner.take()
            }
            #[inline]
            fn size_hint(&self) -> (usize, Option<usize>) {
                let length = self.inner.is_some() as usize;
                (length, Some(length))
            }
        }
        impl<$($a,)? T> DoubleEndedIterator for $name<$($a,)? T> {
            #[inline]
            fn next_back(&mut self) -> Option<$item> {
                self.inner.take()
            }
        }
        impl<$($a,)? T> ExactSizeIterator for $name<$($a,)? T> {}
        impl<$($a,)? T> FusedIterator for $name<$($a,)? T> {}
    )* };
}
