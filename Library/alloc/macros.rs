//! The macros of the allocation library.

#[macro_export]
#[allow_internal_unstable(rustc_attrs, liballoc_internals)]
macro_rules! vec {
    () => ( $crate::vec::Vec::new() );
    ($element:expr; $count:expr) => ( $crate::vec::from_elem($element, $count) );
    ($($x:expr),+ $(,)?) => ( $crate::slice::into_vec($crate::boxed::Box::new([$($x),+])) );
}

#[macro_export]
macro_rules! format {
    // The block drops what the arguments made before the text is used.
    ($($argument:tt)*) => {{
        let text = $crate::fmt::format($crate::__export::format_args!($($argument)*));
        text
    }};
}
