// Items: generics with bounds, traits, implementations, visibility, attributes, use trees.

#[derive(Debug, Clone)]
pub(crate) struct Pair<'a, T: 'a + ?Sized, const N: usize = 3>
where
    T: Clone + for<'b> Fn(&'b u8) -> u8,
{
    pub first: &'a T,
    second: [u8; N],
}

enum Shape { Unit, Tuple(u8, pub String), Named { x: i32 } = 5 }

union Bits { a: u32, b: f32 }

unsafe trait Walk<T = u8>: Clone + 'static {
    type Item<'a>: Copy where Self: 'a;
    const LIMIT: usize = 10;
    fn go(&mut self, _: impl Fn(T) -> Self::Item<'_>) -> Box<dyn Walk<T> + Send>;
    fn default() {}
}

impl<T> !Send for Pair<'_, T> {}

impl<T: Copy> Walk<T> for Shape {
    type Item<'a> = &'a T;
}

pub use std::{fmt::{self, Display as D}, io::*};
extern "C" { fn puts(s: *const u8) -> i32; static X: u8; }
static mut COUNT: u32 = 0;
const fn f<const N: usize>(x: [u8; N]) -> (u8, !) {}
type Alias<T> = Result<T, dyn std::error::Error>;
mod inner { pub(super) fn g() {} }
macro_rules! m { ($($x:expr),* $(,)?) => { [$($x),*] }; }
