//! Operators on IP addresses.

use super::{Ipv4Addr, Ipv6Addr};
use crate::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

/// What follows from the operator on two addresses: by reference, and in place.
macro_rules! address_operator {
    ($t:ident $trait:ident $method:ident $assign_trait:ident $assign:ident $op:tt) => {
        impl $trait<&$t> for $t {
            type Output = $t;
            fn $method(self, other: &$t) -> $t {
                self $op *other
            }
        }
        impl $trait<$t> for &$t {
            type Output = $t;
            fn $method(self, other: $t) -> $t {
                *self $op other
            }
        }
        impl $trait<&$t> for &$t {
            type Output = $t;
            fn $method(self, other: &$t) -> $t {
                *self $op *other
            }
        }
        impl $assign_trait for $t {
            fn $assign(&mut self, other: $t) {
                *self = *self $op other;
            }
        }
        impl $assign_trait<&$t> for $t {
            fn $assign(&mut self, other: &$t) {
                *self = *self $op *other;
            }
        }
    };
}
macro_rules! address_bits {
    ($($t:ident)*) => { $(
        impl BitAnd for $t {
            type Output = $t;
            fn bitand(self, other: $t) -> $t {
                $t::from_bits(self.to_bits() & other.to_bits())
            }
        }
        impl BitOr for $t {
            type Output = $t;
            fn bitor(self, other: $t) -> $t {
                $t::from_bits(self.to_bits() | other.to_bits())
            }
        }
        address_operator! { $t BitAnd bitand BitAndAssign bitand_assign & }
        address_operator! { $t BitOr bitor BitOrAssign bitor_assign | }
        impl Not for &$t {
            type Output = $t;
            fn not(self) -> $t {
                !*self
            }
        }
        impl Not for $t {
            type Output = $t;
            fn not(self) -> $t {
                $t::from_bits(!self.to_bits())
            }
        }
    )* };
}
address_bits! { Ipv4Addr Ipv6Addr }
