//! The macros of the allocation library.

/// A vector of the elements that are listed, or of so many clones of one.
///
/// # Examples
/// ```
/// let list: Vec<i32> = vec![1, 2, 3];
/// assert_eq!(list.len(), 3);
/// assert_eq!(vec!["x"; 2], ["x", "x"]);
/// ```
#[macro_export]
#[allow_internal_unstable(rustc_attrs, liballoc_internals)]
macro_rules! vec {
    () => ( $crate::vec::Vec::new() );
    ($element:expr; $count:expr) => ( $crate::vec::from_elem($element, $count) );
    ($($x:expr),+ $(,)?) => ( $crate::slice::into_vec($crate::boxed::Box::new([$($x),+])) );
}

/// The text that formatting makes, as a `String`.
///
/// # Examples
/// ```
/// assert_eq!(format!("{}-{:02}", "a", 7), "a-07");
/// ```
#[macro_export]
macro_rules! format {
    // The block drops what the arguments made before the text is used.
    ($($argument:tt)*) => {{
        let text = $crate::fmt::format($crate::__export::format_args!($($argument)*));
        text
    }};
}
