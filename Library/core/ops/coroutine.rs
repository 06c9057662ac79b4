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
    /// What it gives when it pauses.
    #[lang = "coroutine_yield"]
    type Yield;
    /// What it gives when it ends.
    #[lang = "coroutine_return"]
    type Return;
    /// Goes on to the next pause or to the end.
    ///
    /// # Panics
    /// Panics if it has ended.
    #[lang = "coroutine_resume"]
    fn resume(self: Pin<&mut Self>, argument: R) -> CoroutineState<Self::Yield, Self::Return>;
}
