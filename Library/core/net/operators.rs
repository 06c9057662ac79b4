//! Operators on IP addresses.

use super::{Ipv4Addr, Ipv6Addr};
use crate::ops::{BitAnd, BitAndAssign, BitOr, BitOrAssign, Not};

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
        impl BitAndAssign for $t {
            fn bitand_assign(&mut self, other: $t) {
                *self = *self & other;
            }
        }
        impl BitOrAssign for $t {
            fn bitor_assign(&mut self, other: $t) {
                *self = *self | other;
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
