//! What a handler may return, and how it becomes a response.

use super::Response;
use std::convert::Infallible;
use std::fmt::Display;
use std::future::{Future, Ready};
use std::ops::FromResidual;
use std::pin::Pin;

/// What can be made a response.
pub trait IntoResponse {
    /// The response that it becomes.
    fn into_response(self) -> Response;
}
impl IntoResponse for Response {
    fn into_response(self) -> Response {
        self
    }
}
impl IntoResponse for &'static str {
    fn into_response(self) -> Response {
        Response::ok(self)
    }
}
impl IntoResponse for String {
    fn into_response(self) -> Response {
        Response::ok(self)
    }
}
impl<T: IntoResponse, E: Display> IntoResponse for Result<T, E> {
    fn into_response(self) -> Response {
        match self {
            Ok(value) => value.into_response(),
            Err(error) => failed(&error),
        }
    }
}

/// The error's text is for the log, not for the client.
fn failed(error: &dyn Display) -> Response {
    eprintln!("http: a handler failed: {error}");
    Response::with_status(500, "Internal Server Error")
}

/// In a function that returns a response, `?` turns an error into a 500.
impl<E: Display> FromResidual<Result<Infallible, E>> for Response {
    fn from_residual(residual: Result<Infallible, E>) -> Response {
        match residual {
            Err(error) => failed(&error),
            Ok(never) => match never {},
        }
    }
}

/// The answer of a handler: there, or on its way.
pub enum Step<F> {
    Now(Response),
    Later(F),
}

/// An answer that is there, or on its way in a box: what routers and other handlers of the library return.
pub type Reply = Step<Pin<Box<dyn Future<Output = Response>>>>;

impl<F: Future> Step<F>
where
    F::Output: IntoResponse,
{
    /// The response, waited for where it is not there.
    pub async fn finish(self) -> Response {
        match self {
            Step::Now(response) => response,
            Step::Later(future) => future.await.into_response(),
        }
    }
}
impl<F: Future + 'static> Step<F>
where
    F::Output: IntoResponse,
{
    pub(crate) fn boxed(self) -> Reply {
        match self {
            Step::Now(response) => Step::Now(response),
            Step::Later(future) => Step::Later(Box::pin(async move { future.await.into_response() })),
        }
    }
}

/// Marks handlers that answer at once.
pub struct Now(());
/// Marks handlers that return a future.
pub struct Later(());

/// Marks handlers that answer at once or later.
pub struct Either(());

/// What handlers may return: responses, results of them, and futures of those.
pub trait IntoReply<M> {
    /// What the future gives.
    type Output: IntoResponse;
    /// The future that answers.
    type Future: Future<Output = Self::Output>;
    /// The answer, or the future of it.
    fn into_reply(self) -> Step<Self::Future>;
}
impl<T: IntoResponse> IntoReply<Now> for T {
    type Output = T;
    type Future = Ready<T>;
    fn into_reply(self) -> Step<Ready<T>> {
        Step::Now(self.into_response())
    }
}
impl<F: Future> IntoReply<Later> for F
where
    F::Output: IntoResponse,
{
    type Output = F::Output;
    type Future = F;
    fn into_reply(self) -> Step<F> {
        Step::Later(self)
    }
}
impl<F: Future> IntoReply<Either> for Step<F>
where
    F::Output: IntoResponse,
{
    type Output = F::Output;
    type Future = F;
    fn into_reply(self) -> Step<F> {
        self
    }
}
