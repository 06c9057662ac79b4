//! Traits of tuples. (Clone and Copy of tuples are the compiler's.)

use crate::cmp::Ordering::{self, Equal};
use crate::fmt;
use crate::hash::{Hash, Hasher};

macro_rules! tuples {
    ($($($name:ident $index:tt),+;)*) => { $(
        impl<$($name: PartialEq),+> PartialEq for ($($name,)+) {
            #[inline]
            fn eq(&self, other: &Self) -> bool {
                $(self.$index == other.$index)&&+
            }
            #[inline]
            fn ne(&self, other: &Self) -> bool {
                $(self.$index != other.$index)||+
            }
        }
        impl<$($name: Eq),+> Eq for ($($name,)+) {}
        impl<$($name: PartialOrd),+> PartialOrd for ($($name,)+) {
            #[inline]
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                $(match self.$index.partial_cmp(&other.$index) {
                    Some(Equal) => {}
                    unequal => return unequal,
                })+
                Some(Equal)
            }
        }
        impl<$($name: Ord),+> Ord for ($($name,)+) {
            #[inline]
            fn cmp(&self, other: &Self) -> Ordering {
                $(match self.$index.cmp(&other.$index) {
                    Equal => {}
                    unequal => return unequal,
                })+
                Equal
            }
        }
        impl<$($name: Default),+> Default for ($($name,)+) {
            #[inline]
            fn default() -> Self {
                ($($name::default(),)+)
            }
        }
        impl<$($name: Hash),+> Hash for ($($name,)+) {
            #[inline]
            fn hash<S: Hasher>(&self, state: &mut S) {
                $(self.$index.hash(state);)+
            }
        }
        impl<$($name: fmt::Debug),+> fmt::Debug for ($($name,)+) {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut builder = f.debug_tuple("");
                $(builder.field(&self.$index);)+
                builder.finish()
            }
        }
    )* };
}

tuples! {
    A 0;
    A 0, B 1;
    A 0, B 1, C 2;
    A 0, B 1, C 2, D 3;
    A 0, B 1, C 2, D 3, E 4;
    A 0, B 1, C 2, D 3, E 4, F 5;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10;
    A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7, I 8, J 9, K 10, L 11;
}

macro_rules! arrays_of_tuples {
    ($($count:tt $($name:ident $element:ident),+;)*) => { $(
        impl<T> From<[T; $count]> for ($($name,)+) {
            #[inline]
            fn from(array: [T; $count]) -> Self {
                let [$($element),+] = array;
                ($($element,)+)
            }
        }
        impl<T> From<($($name,)+)> for [T; $count] {
            #[inline]
            fn from(tuple: ($($name,)+)) -> Self {
                let ($($element,)+) = tuple;
                [$($element),+]
            }
        }
    )* };
}
arrays_of_tuples! {
    1 T a;
    2 T a, T b;
    3 T a, T b, T c;
    4 T a, T b, T c, T d;
    5 T a, T b, T c, T d, T e;
    6 T a, T b, T c, T d, T e, T f;
}
