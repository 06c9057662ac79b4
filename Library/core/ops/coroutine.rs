//! Coroutines, what the compiler makes of `async` bodies.

use crate::pin::Pin;

/// The result of resuming a coroutine.
#[lang = "coroutine_state"]
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Hash)]
pub enum CoroutineState<Y, R> {
    Yielded(Y),
    Complete(R),
}

/// Implemented by the compiler for coroutine bodies.
#[lang = "coroutine"]
#[fundamental]
pub trait Coroutine<R = ()> {
    #[lang = "coroutine_yield"]
    type Yield;
    #[lang = "coroutine_return"]
    type Return;
    #[lang = "coroutine_resume"]
    fn resume(self: Pin<&mut Self>, argument: R) -> CoroutineState<Self::Yield, Self::Return>;
}
