/// ```
/// assert_eq!(shapes::twice(2), 5);
/// ```
///
/// ```should_panic
/// shapes::twice(1);
/// ```
///
/// ```compile_fail
/// shapes::twice(1);
/// ```
pub fn twice(a: u32) -> u32 {
    a * 2
}
