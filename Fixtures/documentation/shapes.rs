//! A crate whose examples end in every way that examples can.
//!
//! ```
//! assert_eq!(shapes::area(2, 3), 6);
//! ```

mod wrong;
pub use wrong::twice;

/// The area of a rectangle.
///
/// ```
/// # use shapes::area;
/// let a = area(2, 5);
/// assert_eq!(a, 10);
/// ```
///
/// # Panics
///
/// ```should_panic
/// shapes::area(0, 1);
/// ```
///
/// Sides are numbers:
///
/// ```compile_fail,E0308
/// shapes::area("a", 1);
/// ```
///
/// ```text
/// no program
/// ```
///
/// ```ignore
/// no program either
/// ```
///
/// ```no_run
/// loop { std::thread::yield_now() }
/// ```
///
/// ```
/// let side: u32 = "5".parse()?;
/// assert_eq!(shapes::area(side, side), 25);
/// Ok::<(), std::num::ParseIntError>(())
/// ```
///
/// ~~~
/// #![allow(dead_code)]
/// fn half(a: u32) -> u32 {
///     a / 2
/// }
/// fn main() {
///     assert_eq!(half(shapes::area(2, 2)), 2);
/// }
/// ~~~
pub fn area(a: u32, b: u32) -> u32 {
    assert!(a > 0);
    a * b
}
