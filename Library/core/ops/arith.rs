//! Arithmetic operators, and their implementations for the numeric types.

/// The operator `+`.
#[lang = "add"]
pub trait Add<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a + b` is.
    ///
    /// # Examples
    /// ```
    /// use std::ops::Add;
    /// #[derive(Debug, PartialEq)]
    /// struct Metres(f64);
    /// impl Add for Metres {
    ///     type Output = Metres;
    ///     fn add(self, other: Metres) -> Metres {
    ///         Metres(self.0 + other.0)
    ///     }
    /// }
    /// assert_eq!(Metres(1.0) + Metres(0.5), Metres(1.5));
    /// ```
    fn add(self, rhs: Rhs) -> Self::Output;
}

/// The operator `+=`.
#[lang = "add_assign"]
pub trait AddAssign<Rhs = Self> {
    /// What `a += b` does.
    ///
    /// # Examples
    /// ```
    /// use std::ops::AddAssign;
    /// struct Total(u32);
    /// impl AddAssign<u32> for Total {
    ///     fn add_assign(&mut self, other: u32) {
    ///         self.0 += other;
    ///     }
    /// }
    /// let mut total = Total(1);
    /// total += 2;
    /// assert_eq!(total.0, 3);
    /// ```
    fn add_assign(&mut self, rhs: Rhs);
}

/// The operator `-`.
#[lang = "sub"]
pub trait Sub<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a - b` is.
    fn sub(self, rhs: Rhs) -> Self::Output;
}

/// The operator `-=`.
#[lang = "sub_assign"]
pub trait SubAssign<Rhs = Self> {
    /// What `a -= b` does.
    fn sub_assign(&mut self, rhs: Rhs);
}

/// The operator `*`.
#[lang = "mul"]
pub trait Mul<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a * b` is.
    fn mul(self, rhs: Rhs) -> Self::Output;
}

/// The operator `*=`.
#[lang = "mul_assign"]
pub trait MulAssign<Rhs = Self> {
    /// What `a *= b` does.
    fn mul_assign(&mut self, rhs: Rhs);
}

/// The operator `/`.
#[lang = "div"]
pub trait Div<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a / b` is.
    fn div(self, rhs: Rhs) -> Self::Output;
}

/// The operator `/=`.
#[lang = "div_assign"]
pub trait DivAssign<Rhs = Self> {
    /// What `a /= b` does.
    fn div_assign(&mut self, rhs: Rhs);
}

/// The operator `%`.
#[lang = "rem"]
pub trait Rem<Rhs = Self> {
    /// The type of the result.
    type Output;
    /// What `a % b` is.
    fn rem(self, rhs: Rhs) -> Self::Output;
}

/// The operator `%=`.
#[lang = "rem_assign"]
pub trait RemAssign<Rhs = Self> {
    /// What `a %= b` does.
    fn rem_assign(&mut self, rhs: Rhs);
}

/// The operator `-` before its operand.
#[lang = "neg"]
pub trait Neg {
    /// The type of the result.
    type Output;
    /// What `-a` is.
    fn neg(self) -> Self::Output;
}

macro_rules! arithmetic {
    ($trait_name:ident $method:ident $assign_trait:ident $assign:ident $op:tt: $($t:ty)*) => { $(
        impl $trait_name for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn $method(self, other: $t) -> $t {
                self $op other
            }
        }
        impl $assign_trait for $t {
            #[inline]
            #[track_caller]
            fn $assign(&mut self, other: $t) {
                *self = *self $op other
            }
        }
        forward_ref_binop! { $trait_name $method for $t, $t; }
        forward_ref_op_assign! { $assign_trait $assign for $t, $t; }
    )* };
}

macro_rules! arithmetic_for {
    ($($t:ty)*) => {
        arithmetic! { Add add AddAssign add_assign +: $($t)* }
        arithmetic! { Sub sub SubAssign sub_assign -: $($t)* }
        arithmetic! { Mul mul MulAssign mul_assign *: $($t)* }
        arithmetic! { Div div DivAssign div_assign /: $($t)* }
        arithmetic! { Rem rem RemAssign rem_assign %: $($t)* }
    };
}

arithmetic_for! { usize u8 u16 u32 u64 u128 isize i8 i16 i32 i64 i128 f32 f64 }

macro_rules! negation {
    ($($t:ty)*) => { $(
        impl Neg for $t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn neg(self) -> $t {
                -self
            }
        }
        impl Neg for &$t {
            type Output = $t;
            #[inline]
            #[track_caller]
            fn neg(self) -> $t {
                -*self
            }
        }
    )* };
}

negation! { isize i8 i16 i32 i64 i128 f32 f64 }
