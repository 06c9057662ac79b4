//! The traits of callable values.

use crate::future::Future;
use crate::marker::Tuple;

/// Callable through a shared reference.
#[lang = "fn"]
#[fundamental]
#[rustc_paren_sugar]
pub trait Fn<Args: Tuple>: FnMut<Args> {
    /// Calls it with a tuple of arguments.
    extern "rust-call" fn call(&self, args: Args) -> Self::Output;
}

/// Callable through a mutable reference.
#[lang = "fn_mut"]
#[fundamental]
#[rustc_paren_sugar]
pub trait FnMut<Args: Tuple>: FnOnce<Args> {
    /// Calls it with a tuple of arguments.
    extern "rust-call" fn call_mut(&mut self, args: Args) -> Self::Output;
}

/// Callable once, by value.
#[lang = "fn_once"]
#[fundamental]
#[rustc_paren_sugar]
pub trait FnOnce<Args: Tuple> {
    /// What a call gives.
    #[lang = "fn_once_output"]
    type Output;
    /// Calls it with a tuple of arguments.
    extern "rust-call" fn call_once(self, args: Args) -> Self::Output;
}

impl<A: Tuple, F: ?Sized + Fn<A>> Fn<A> for &F {
    #[inline]
    extern "rust-call" fn call(&self, args: A) -> F::Output {
        (**self).call(args)
    }
}
impl<A: Tuple, F: ?Sized + Fn<A>> FnMut<A> for &F {
    #[inline]
    extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output {
        (**self).call(args)
    }
}
impl<A: Tuple, F: ?Sized + Fn<A>> FnOnce<A> for &F {
    type Output = F::Output;
    #[inline]
    extern "rust-call" fn call_once(self, args: A) -> F::Output {
        (*self).call(args)
    }
}
impl<A: Tuple, F: ?Sized + FnMut<A>> FnMut<A> for &mut F {
    #[inline]
    extern "rust-call" fn call_mut(&mut self, args: A) -> F::Output {
        (*self).call_mut(args)
    }
}
impl<A: Tuple, F: ?Sized + FnMut<A>> FnOnce<A> for &mut F {
    type Output = F::Output;
    #[inline]
    extern "rust-call" fn call_once(self, args: A) -> F::Output {
        (*self).call_mut(args)
    }
}

/// Asynchronously callable through a shared reference.
#[lang = "async_fn"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFn<Args: Tuple>: AsyncFnMut<Args> {
    /// Calls it with a tuple of arguments: the future of the result.
    extern "rust-call" fn async_call(&self, args: Args) -> Self::CallRefFuture<'_>;
}

/// Asynchronously callable through a mutable reference.
#[lang = "async_fn_mut"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFnMut<Args: Tuple>: AsyncFnOnce<Args> {
    /// The future of a call, which may borrow from the closure.
    #[lang = "call_ref_future"]
    type CallRefFuture<'a>: Future<Output = Self::Output>
    where
        Self: 'a;
    /// Calls it with a tuple of arguments: the future of the result.
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> Self::CallRefFuture<'_>;
}

/// Asynchronously callable once, by value.
#[lang = "async_fn_once"]
#[fundamental]
#[rustc_paren_sugar]
pub trait AsyncFnOnce<Args: Tuple> {
    /// What the future of a call computes.
    #[lang = "async_fn_once_output"]
    type Output;
    /// The future of a call.
    #[lang = "call_once_future"]
    type CallOnceFuture: Future<Output = Self::Output>;
    /// Calls it with a tuple of arguments: the future of the result.
    extern "rust-call" fn async_call_once(self, args: Args) -> Self::CallOnceFuture;
}

// Whatever gives futures when it is called is asynchronously callable.
#[cfg(not(rustc_check))]
impl<Args: Tuple, F: Fn<Args>> AsyncFn<Args> for F
where
    <F as FnOnce<Args>>::Output: Future,
{
    #[inline]
    extern "rust-call" fn async_call(&self, args: Args) -> <F as FnOnce<Args>>::Output {
        self.call(args)
    }
}
#[cfg(not(rustc_check))]
impl<Args: Tuple, F: FnMut<Args>> AsyncFnMut<Args> for F
where
    <F as FnOnce<Args>>::Output: Future,
{
    type CallRefFuture<'a>
        = <F as FnOnce<Args>>::Output
    where
        Self: 'a;
    #[inline]
    extern "rust-call" fn async_call_mut(&mut self, args: Args) -> <F as FnOnce<Args>>::Output {
        self.call_mut(args)
    }
}
#[cfg(not(rustc_check))]
impl<Args: Tuple, F: FnOnce<Args>> AsyncFnOnce<Args> for F
where
    <F as FnOnce<Args>>::Output: Future,
{
    type Output = <<F as FnOnce<Args>>::Output as Future>::Output;
    type CallOnceFuture = <F as FnOnce<Args>>::Output;
    #[inline]
    extern "rust-call" fn async_call_once(self, args: Args) -> <F as FnOnce<Args>>::Output {
        self.call_once(args)
    }
}

#[cfg(rustc_check)]
mod internal_implementation_detail {
    #[lang = "async_fn_kind_helper"]
    trait AsyncFnKindHelper<GoalKind> {
        #[lang = "async_fn_kind_upvars"]
        type Upvars<'closure_env, Inputs, Upvars, BorrowedUpvarsAsFnPtr>;
    }
}
