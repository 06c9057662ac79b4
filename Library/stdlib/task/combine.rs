//! `join!`, `try_join!` and `select!`: several futures in one task.

use std::cell::Cell;
use std::future::{Future, IntoFuture};
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future, or what it gave.
#[doc(hidden)]
pub enum MaybeDone<F: Future> {
    Waiting(F),
    Done(F::Output),
    Taken,
}
#[doc(hidden)]
pub fn maybe_done<F: IntoFuture>(future: F) -> MaybeDone<F::IntoFuture> {
    MaybeDone::Waiting(future.into_future())
}
impl<F: Future> MaybeDone<F> {
    /// Whether the future is ready now. The value stays until it is taken.
    pub fn poll_done(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        // The future is pinned as this is; it is dropped in place.
        let this = unsafe { self.get_unchecked_mut() };
        let MaybeDone::Waiting(future) = this else { return true };
        match unsafe { Pin::new_unchecked(future) }.poll(cx) {
            Poll::Ready(value) => {
                *this = MaybeDone::Done(value);
                true
            }
            Poll::Pending => false,
        }
    }
    /// The value, which is there and is taken once.
    pub fn take(self: Pin<&mut Self>) -> F::Output {
        let this = unsafe { self.get_unchecked_mut() };
        match this {
            MaybeDone::Done(_) => {}
            _ => panic!("a joined future has no value"),
        }
        match std::mem::replace(this, MaybeDone::Taken) {
            MaybeDone::Done(value) => value,
            _ => unreachable!(),
        }
    }
}

impl<T, E, F: Future<Output = Result<T, E>>> MaybeDone<F> {
    /// Whether the future gave an error, which stays until it is taken.
    pub fn is_error(&self) -> bool {
        matches!(self, MaybeDone::Done(Err(_)))
    }
    /// The error, which is there and is taken once.
    pub fn take_error(self: Pin<&mut Self>) -> Option<E> {
        if self.is_error() { self.take().err() } else { None }
    }
    /// The value, which is there and is taken once.
    pub fn take_value(self: Pin<&mut Self>) -> T {
        match self.take() {
            Ok(value) => value,
            Err(_) => unreachable!(),
        }
    }
}

/// The branch of `select!` that was ready first.
#[doc(hidden)]
pub enum Selected<A = (), B = (), C = (), D = (), E = (), F = (), G = (), H = ()> {
    A(A),
    B(B),
    C(C),
    D(D),
    E(E),
    F(F),
    G(G),
    H(H),
    /// No branch can become ready any more.
    None,
}

/// A number below `bound`, different enough from call to call for fairness.
#[doc(hidden)]
pub fn random_below(bound: u32) -> u32 {
    thread_local! {
        static STATE: Cell<u64> = const { Cell::new(0x9E37_79B9_7F4A_7C15) };
    }
    STATE.with(|state| {
        let mut value = state.get();
        value ^= value << 13;
        value ^= value >> 7;
        value ^= value << 17;
        state.set(value);
        (((value >> 32) * bound as u64) >> 32) as u32
    })
}

/// Waits for all futures in the same task and gives their values as a tuple.
#[macro_export]
macro_rules! join {
    ($($future:expr),+ $(,)?) => { $crate::join!(@name [a b c d e f g h i j k l] [] $($future,)+) };
    (@name [$name:ident $($names:ident)*] [$($done:tt)*] $future:expr, $($rest:tt)*) => {
        $crate::join!(@name [$($names)*] [$($done)* ($name $future)] $($rest)*)
    };
    (@name [$($names:ident)*] [$(($name:ident $future:expr))+]) => {{
        $(let mut $name = ::std::pin::pin!($crate::task::maybe_done($future));)+
        ::std::future::poll_fn(|context| {
            let mut is_done = true;
            $(is_done &= $name.as_mut().poll_done(context);)+
            if is_done { ::std::task::Poll::Ready(()) } else { ::std::task::Poll::Pending }
        })
        .await;
        let values = ($($name.as_mut().take(),)+);
        values
    }};
}

/// Waits for all futures in the same task and gives their values as a tuple in `Ok`, or for the first that gives an
/// error, and drops the others.
///
/// ```
/// use stdlib::task::{block_on, try_join};
/// let sum = block_on(async {
///     let (a, b) = try_join!(async { "1".parse::<i32>() }, async { "2".parse::<i32>() })?;
///     Ok::<i32, std::num::ParseIntError>(a + b)
/// });
/// assert_eq!(sum, Ok(3));
/// ```
#[macro_export]
macro_rules! try_join {
    ($($future:expr),+ $(,)?) => { $crate::try_join!(@name [a b c d e f g h i j k l] [] $($future,)+) };
    (@name [$name:ident $($names:ident)*] [$($done:tt)*] $future:expr, $($rest:tt)*) => {
        $crate::try_join!(@name [$($names)*] [$($done)* ($name $future)] $($rest)*)
    };
    (@name [$($names:ident)*] [$(($name:ident $future:expr))+]) => {{
        $(let mut $name = ::std::pin::pin!($crate::task::maybe_done($future));)+
        ::std::future::poll_fn(|context| {
            let mut is_done = true;
            $(
                is_done &= $name.as_mut().poll_done(context);
                if let ::std::option::Option::Some(error) = $name.as_mut().take_error() {
                    return ::std::task::Poll::Ready(::std::result::Result::Err(error));
                }
            )+
            if is_done {
                ::std::task::Poll::Ready(::std::result::Result::Ok(($($name.as_mut().take_value(),)+)))
            } else {
                ::std::task::Poll::Pending
            }
        })
        .await
    }};
}

/// Waits for the first of several futures, drops the others and runs the branch of the one that was ready:
///
/// ```text
/// select! {
///     value = future => expression,
///     Some(value) = other, if condition => { … }
///     else => expression,
/// }
/// ```
///
/// A branch whose condition is false is left out, one whose pattern does not match is left out from then on.
/// `else` runs when no branch is left; without it that panics. The futures are looked at in an order that
/// changes; with `biased;` in front, in the order of the branches.
#[macro_export]
macro_rules! select {
    (biased; $($branches:tt)+) => { $crate::select!(@next [0] [A B C D E F G H] [] $($branches)+) };
    // All branches are known.
    (@next $start:tt $names:tt $known:tt) => {
        $crate::select!(@make $start $known { panic!("no branch of `select!` can become ready") })
    };
    (@next $start:tt $names:tt $known:tt else => $body:expr $(,)?) => {
        $crate::select!(@make $start $known { $body })
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr, if $condition:expr => $body:block, $($rest:tt)*) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) ($condition) $body)] $($rest)*)
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr, if $condition:expr => $body:block $($rest:tt)*) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) ($condition) $body)] $($rest)*)
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr, if $condition:expr => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) ($condition) { $body })]
            $($($rest)*)?)
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr => $body:block, $($rest:tt)*) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) (true) $body)] $($rest)*)
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr => $body:block $($rest:tt)*) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) (true) $body)] $($rest)*)
    };
    (@next $start:tt [$name:ident $($names:ident)*] [$($known:tt)*]
        $pattern:pat = $future:expr => $body:expr $(, $($rest:tt)*)?) => {
        $crate::select!(@next $start [$($names)*] [$($known)* ($name ($pattern) ($future) (true) { $body })]
            $($($rest)*)?)
    };
    (@make [$start:expr] [$(($name:ident ($pattern:pat) ($future:expr) ($condition:expr) $body:block))+] $else:block) => {{
        #[allow(unused_variables, unused_mut, unreachable_patterns, non_snake_case)]
        let selected: $crate::task::Selected<$($crate::select!(@any $name)),+> = {
            $(let mut $name = ($condition, $future);)+
            $(let mut $name = ($name.0, ::std::pin::pin!(::std::future::IntoFuture::into_future($name.1)));)+
            let count = 0u32 $(+ $crate::select!(@one $name))+;
            let start: u32 = if $start == 0 { 0 } else { $crate::task::random_below(count) };
            ::std::future::poll_fn(|context| {
                let mut is_waiting = false;
                for turn in 0..count {
                    let turn = (start + turn) % count;
                    let mut branch = 0u32;
                    $(
                        if turn == branch && $name.0 {
                            match ::std::future::Future::poll($name.1.as_mut(), context) {
                                ::std::task::Poll::Ready(value) => {
                                    $name.0 = false;
                                    let matches = match &value { $pattern => true, _ => false };
                                    if matches {
                                        return ::std::task::Poll::Ready($crate::task::Selected::$name(value));
                                    }
                                }
                                ::std::task::Poll::Pending => is_waiting = true,
                            }
                        }
                        branch += 1;
                    )+
                }
                if is_waiting { ::std::task::Poll::Pending } else { ::std::task::Poll::Ready($crate::task::Selected::None) }
            })
            .await
        };
        #[allow(unreachable_patterns)]
        match selected {
            $($crate::task::Selected::$name($pattern) => $body,)+
            $crate::task::Selected::None => $else,
            _ => unreachable!(),
        }
    }};
    (@any $name:ident) => { _ };
    (@one $name:ident) => { 1 };
    ($($branches:tt)+) => { $crate::select!(@next [1] [A B C D E F G H] [] $($branches)+) };
}
