//! The traits behind the operator `?`.

use super::ControlFlow;

/// Types on which `?` can be used.
#[lang = "Try"]
pub trait Try: FromResidual<<Self as Try>::Residual> {
    /// What `?` gives when it does not leave.
    type Output;
    /// What `?` hands to the caller when it leaves.
    type Residual;

    /// What goes on with this value.
    #[lang = "from_output"]
    fn from_output(output: Self::Output) -> Self;

    /// Whether `?` goes on or returns.
    #[lang = "branch"]
    fn branch(self) -> ControlFlow<Self::Residual, Self::Output>;
}

/// Types that a function may return when `?` leaves it with a residual `R`.
#[cfg_attr(not(rustc_check), lang = "FromResidual")]
pub trait FromResidual<R = <Self as Try>::Residual> {
    /// What a function returns for what `?` stopped at.
    #[lang = "from_residual"]
    fn from_residual(residual: R) -> Self;
}

/// Finds the type of a family (`Option`, `Result<_, E>`) that holds another output.
pub trait Residual<O> {
    /// The type that has this residual and such a value.
    type TryType: Try<Output = O, Residual = Self>;
}
