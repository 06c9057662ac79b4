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
