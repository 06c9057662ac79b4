//! Bit operators, and their implementations for the integers and `bool`.

/// The operator `!`.
#[lang = "not"]
pub trait Not {
    /// The type of the result.
    type Output;
    /// What `!a` is.
    fn not(self) -> Self::Output;
}

/// The operator `&`.
#[lang = "bitand"]
pub trait BitAnd<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a & b` is.
    fn bitand(self, rhs: Rhs) -> Self::Output;
}

/// The operator `&=`.
#[lang = "bitand_assign"]
pub trait BitAndAssign<Rhs = Self> {
    /// What `a &= b` does.
    fn bitand_assign(&mut self, rhs: Rhs);
}

/// The operator `|`.
#[lang = "bitor"]
pub trait BitOr<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a | b` is.
    fn bitor(self, rhs: Rhs) -> Self::Output;
}

/// The operator `|=`.
#[lang = "bitor_assign"]
pub trait BitOrAssign<Rhs = Self> {
    /// What `a |= b` does.
    fn bitor_assign(&mut self, rhs: Rhs);
}

/// The operator `^`.
#[lang = "bitxor"]
pub trait BitXor<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a ^ b` is.
    fn bitxor(self, rhs: Rhs) -> Self::Output;
}

/// The operator `^=`.
#[lang = "bitxor_assign"]
pub trait BitXorAssign<Rhs = Self> {
    /// What `a ^= b` does.
    fn bitxor_assign(&mut self, rhs: Rhs);
}

/// The operator `<<`.
#[lang = "shl"]
pub trait Shl<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a << b` is.
    fn shl(self, rhs: Rhs) -> Self::Output;
}

/// The operator `<<=`.
#[lang = "shl_assign"]
pub trait ShlAssign<Rhs = Self> {
    /// What `a <<= b` does.
    fn shl_assign(&mut self, rhs: Rhs);
}

/// The operator `>>`.
#[lang = "shr"]
pub trait Shr<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a >> b` is.
    fn shr(self, rhs: Rhs) -> Self::Output;
}

/// The operator `>>=`.
#[lang = "shr_assign"]
pub trait ShrAssign<Rhs = Self> {
    /// What `a >>= b` does.
    fn shr_assign(&mut self, rhs: Rhs);
}

macro_rules! not_for {
    ($($t:ty)*) => { $(
        impl Not for $t {
            type Output = $t;
            #[inline]
            fn not(self) -> $t {
                !self
            }
        }
        impl Not for &$t {
            type Output = $t;
            #[inline]
            fn not(self) -> $t {
                !*self
            }
        }
    )* };
}
not_for! { bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

impl Not for ! {
    type Output = !;
    fn not(self) -> ! {
        match self {}
    }
}

macro_rules! bitwise {
    ($trait_name:ident $method:ident $assign_trait:ident $assign:ident $op:tt: $($t:ty)*) => { $(
        impl $trait_name for $t {
            type Output = $t;
            #[inline]
            fn $method(self, other: $t) -> $t {
                self $op other
            }
        }
        impl $assign_trait for $t {
            #[inline]
            fn $assign(&mut self, other: $t) {
                *self = *self $op other
            }
        }
        forward_ref_binop! { $trait_name $method for $t, $t; }
        forward_ref_op_assign! { $assign_trait $assign for $t, $t; }
    )* };
}
bitwise! { BitAnd bitand BitAndAssign bitand_assign &: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
bitwise! { BitOr bitor BitOrAssign bitor_assign |: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
bitwise! { BitXor bitxor BitXorAssign bitxor_assign ^: bool usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }

macro_rules! shift {
    ($t:ty: $($by:ty)*) => { $(
        impl Shl<$by> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shl(self, other: $by) -> $t {
                self << other
            }
        }
        impl ShlAssign<$by> for $t {
            #[inline]
            #[track_caller]
            fn shl_assign(&mut self, other: $by) {
                *self = *self << other
            }
        }
        impl Shr<$by> for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn shr(self, other: $by) -> $t {
                self >> other
            }
        }
        impl ShrAssign<$by> for $t {
            #[inline]
            #[track_caller]
            fn shr_assign(&mut self, other: $by) {
                *self = *self >> other
            }
        }
        forward_ref_binop! { Shl shl for $t, $by; Shr shr for $t, $by; }
        forward_ref_op_assign! { ShlAssign shl_assign for $t, $by; ShrAssign shr_assign for $t, $by; }
    )* };
}
macro_rules! shift_all {
    ($($t:ty)*) => { $(shift! { $t: usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 })* };
}
shift_all! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 }
