//! The macros of the core library. Those marked `rustc_builtin_macro` are expanded by the compiler.

/// Ends the thread with a message, unwinding its stack: what `unwrap`, `assert!` and indexing do when
/// something is wrong with the program itself.
///
/// # Examples
/// ```
/// let count = 0;
/// let result = std::panic::catch_unwind(|| {
///     panic!("{count} left");
/// });
/// assert_eq!(result.unwrap_err().downcast_ref::<String>().unwrap(), "0 left");
/// ```
#[macro_export]
#[rustc_builtin_macro(core_panic)]
macro_rules! panic {
    ($($argument:tt)*) => {};
}

#[doc(hidden)]
#[macro_export]
macro_rules! __panic_2015 {
    () => ($crate::panicking::panic("explicit panic"));
    ($message:literal $(,)?) => ($crate::panicking::panic($message));
    ($message:expr $(,)?) => ($crate::panicking::panic_str_2015($message));
    ($format:expr, $($argument:tt)+) => ($crate::panicking::panic_fmt($crate::format_args!($format, $($argument)+)));
}

#[doc(hidden)]
#[macro_export]
macro_rules! __panic_2021 {
    () => ($crate::panicking::panic("explicit panic"));
    ($($argument:tt)+) => ($crate::panicking::panic_fmt($crate::format_args!($($argument)+)));
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unreachable_2015 {
    () => ($crate::panicking::panic("internal error: entered unreachable code"));
    ($message:expr $(,)?) => ($crate::panicking::unreachable_display(&$message));
    ($format:expr, $($argument:tt)*) => (
        $crate::panicking::panic_fmt($crate::format_args!(
            $crate::concat!("internal error: entered unreachable code: ", $format), $($argument)*))
    );
}

#[doc(hidden)]
#[macro_export]
macro_rules! __unreachable_2021 {
    () => ($crate::panicking::panic("internal error: entered unreachable code"));
    ($($argument:tt)+) => (
        $crate::panicking::panic_fmt($crate::format_args!(
            "internal error: entered unreachable code: {}", $crate::format_args!($($argument)+)))
    );
}

/// Panics: says that a place cannot be reached.
///
/// # Examples
/// ```
/// fn parity(n: u32) -> &'static str {
///     match n % 2 {
///         0 => "even",
///         1 => "odd",
///         _ => unreachable!("a remainder of 2 is below 2"),
///     }
/// }
/// assert_eq!(parity(3), "odd");
/// ```
#[macro_export]
#[rustc_builtin_macro(unreachable)]
macro_rules! unreachable {
    ($($argument:tt)*) => {};
}

/// Panics unless a condition holds.
///
/// # Examples
/// ```
/// let list = [1, 2];
/// assert!(!list.is_empty(), "the list {list:?} has elements");
/// ```
#[macro_export]
#[rustc_builtin_macro]
macro_rules! assert {
    ($condition:expr $(,)?) => {};
    ($condition:expr, $($argument:tt)+) => {};
}

/// Panics unless both are equal; the message has both values.
///
/// # Examples
/// ```
/// assert_eq!(1 + 1, 2, "arithmetic still works");
/// ```
#[macro_export]
macro_rules! assert_eq {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if !(*left == *right) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(kind, &*left, &*right, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($argument:tt)+) => {
        match (&$left, &$right) {
            (left, right) => {
                if !(*left == *right) {
                    let kind = $crate::panicking::AssertKind::Eq;
                    $crate::panicking::assert_failed(kind, &*left, &*right,
                        $crate::option::Option::Some($crate::format_args!($($argument)+)));
                }
            }
        }
    };
}

/// Panics if both are equal; the message has both values.
///
/// # Examples
/// ```
/// assert_ne!("a", "b");
/// ```
#[macro_export]
macro_rules! assert_ne {
    ($left:expr, $right:expr $(,)?) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left == *right {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(kind, &*left, &*right, $crate::option::Option::None);
                }
            }
        }
    };
    ($left:expr, $right:expr, $($argument:tt)+) => {
        match (&$left, &$right) {
            (left, right) => {
                if *left == *right {
                    let kind = $crate::panicking::AssertKind::Ne;
                    $crate::panicking::assert_failed(kind, &*left, &*right,
                        $crate::option::Option::Some($crate::format_args!($($argument)+)));
                }
            }
        }
    };
}

/// [`assert!`], but only with debug assertions.
#[macro_export]
macro_rules! debug_assert {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert!($($argument)*); } };
}

/// [`assert_eq!`], but only with debug assertions.
#[macro_export]
macro_rules! debug_assert_eq {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_eq!($($argument)*); } };
}

/// [`assert_ne!`], but only with debug assertions.
#[macro_export]
macro_rules! debug_assert_ne {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_ne!($($argument)*); } };
}

/// Whether a value matches a pattern, perhaps with a condition.
///
/// # Examples
/// ```
/// assert!(matches!(Some(5), Some(n) if n > 3));
/// assert!(!matches!('x', 'a'..='f'));
/// ```
#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false
        }
    };
}

/// The value of a result, or its error returned: the operator `?` of old.
#[macro_export]
macro_rules! r#try {
    ($expression:expr $(,)?) => {
        match $expression {
            $crate::result::Result::Ok(value) => value,
            $crate::result::Result::Err(error) => {
                return $crate::result::Result::Err($crate::convert::From::from(error));
            }
        }
    };
}

/// Writes formatted text into whatever has a `write_fmt`: a `fmt::Write` or an `io::Write`.
///
/// # Examples
/// ```
/// use std::fmt::Write;
/// let mut text = String::new();
/// write!(text, "{}+{}", 1, 2).unwrap();
/// assert_eq!(text, "1+2");
/// ```
#[macro_export]
macro_rules! write {
    ($destination:expr, $($argument:tt)*) => { $destination.write_fmt($crate::format_args!($($argument)*)) };
}

/// [`write!`] with a newline at the end.
///
/// # Examples
/// ```
/// use std::io::Write;
/// let mut bytes = Vec::new();
/// writeln!(bytes, "{:>3}", 7).unwrap();
/// assert_eq!(bytes, b"  7\n");
/// ```
#[macro_export]
macro_rules! writeln {
    ($destination:expr $(,)?) => { $crate::write!($destination, "\n") };
    ($destination:expr, $($argument:tt)*) => { $destination.write_fmt($crate::format_args_nl!($($argument)*)) };
}

/// Panics: says that something is not implemented and perhaps never will be.
#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($argument:tt)+) => { $crate::panic!("not implemented: {}", $crate::format_args!($($argument)+)) };
}

/// Panics: says that something is still to be written.
#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($argument:tt)+) => { $crate::panic!("not yet implemented: {}", $crate::format_args!($($argument)+)) };
}

/// Ends the compilation with an error.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! compile_error { ($($argument:tt)*) => {}; }
/// Formatted text that is not made yet: what the formatting macros hand on.
///
/// # Examples
/// ```
/// assert_eq!(std::fmt::format(format_args!("{:02}:{:02}", 7, 5)), "07:05");
/// ```
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! format_args { ($($argument:tt)*) => {}; }
/// [`format_args!`] in constants.
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! const_format_args { ($($argument:tt)*) => {}; }
/// [`format_args!`] with a newline at the end.
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! format_args_nl { ($($argument:tt)*) => {}; }
/// The value that an environment variable had when the program was compiled; an error if it had none.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! env { ($($argument:tt)*) => {}; }
/// The value that an environment variable had when the program was compiled, if it had one.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! option_env { ($($argument:tt)*) => {}; }
/// Literals as one text.
///
/// # Examples
/// ```
/// assert_eq!(concat!("n = ", 5, ", ", true), "n = 5, true");
/// ```
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat { ($($argument:tt)*) => {}; }
/// Literals as one array of bytes.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat_bytes { ($($argument:tt)*) => {}; }
/// The line on which it stands.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! line { () => {}; }
/// The column in which it stands.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! column { () => {}; }
/// The file in which it stands.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! file { () => {}; }
/// The text of what stands between the parentheses.
///
/// # Examples
/// ```
/// assert_eq!(stringify!(a + b), "a + b");
/// ```
#[macro_export]
#[rustc_builtin_macro]
macro_rules! stringify { ($($argument:tt)*) => {}; }
/// The text of a file, read when the program was compiled.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_str { ($($argument:tt)*) => {}; }
/// The bytes of a file, read when the program was compiled.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_bytes { ($($argument:tt)*) => {}; }
/// What a file has, as if it stood here.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include { ($($argument:tt)*) => {}; }
/// The path of the module in which it stands.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! module_path { () => {}; }
/// Whether the program is compiled with this configuration.
///
/// # Examples
/// ```
/// assert!(cfg!(any(unix, not(unix))));
/// ```
#[macro_export]
#[rustc_builtin_macro]
macro_rules! cfg { ($($argument:tt)*) => {}; }
/// Makes a function a test.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! test { ($($argument:tt)*) => {}; }

// Derives.
/// Derives [`Clone`](trait@crate::clone::Clone).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Clone { () => {}; }
/// Derives [`Copy`](trait@crate::marker::Copy).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Copy { () => {}; }
/// Derives [`Debug`](trait@crate::fmt::Debug).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Debug { () => {}; }
/// Derives [`Default`](trait@crate::default::Default).
#[macro_export]
#[rustc_builtin_macro(Default, attributes(default))]
macro_rules! Default { () => {}; }
/// Derives [`PartialEq`](trait@crate::cmp::PartialEq).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! PartialEq { () => {}; }
/// Derives [`Eq`](trait@crate::cmp::Eq).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Eq { () => {}; }
/// Derives [`PartialOrd`](trait@crate::cmp::PartialOrd).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! PartialOrd { () => {}; }
/// Derives [`Ord`](trait@crate::cmp::Ord).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Ord { () => {}; }
/// Derives [`Hash`](trait@crate::hash::Hash).
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Hash { () => {}; }
/// Derives the named traits.
#[macro_export]
#[rustc_builtin_macro]
macro_rules! derive { () => {}; }
/// Where in a struct a field begins, in bytes.
///
/// # Examples
/// ```
/// #[repr(C)]
/// struct Header {
///     kind: u8,
///     length: u32,
/// }
/// assert_eq!(std::mem::offset_of!(Header, length), 4);
/// ```
#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! offset_of { ($($argument:tt)*) => {}; }

/// What the first arm has whose configuration holds.
#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! cfg_select { ($($arms:tt)*) => {}; }

/// Instructions of the machine within a function.
#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! asm { ($($argument:tt)*) => {}; }
/// Instructions of the machine outside of functions.
#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! global_asm { ($($argument:tt)*) => {}; }

/// What `#[global_allocator]` on a static adds: the functions through which all memory is asked for.
#[doc(hidden)]
#[macro_export]
macro_rules! __global_allocator {
    ($allocator:ident) => {
        #[cfg(target_family = "wasm")]
        $crate::compile_error!("`#[global_allocator]` is not supported for WebAssembly");
        #[no_mangle]
        // SAFETY: the library asks only for layouts that are some, of sizes that are not 0.
        unsafe extern "C" fn poly_alloc(size: usize, align: usize) -> *mut u8 {
            // SAFETY: as above.
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::alloc(&$allocator, layout)
            }
        }
        #[no_mangle]
        // SAFETY: as above.
        unsafe extern "C" fn poly_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
            // SAFETY: as above.
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::alloc_zeroed(&$allocator, layout)
            }
        }
        #[no_mangle]
        // SAFETY: the block comes from `poly_alloc` with this size and alignment.
        unsafe extern "C" fn poly_realloc(pointer: *mut u8, old: usize, align: usize, new: usize) -> *mut u8 {
            // SAFETY: as above.
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(old, align);
                $crate::alloc::GlobalAlloc::realloc(&$allocator, pointer, layout, new)
            }
        }
        #[no_mangle]
        // SAFETY: the block comes from `poly_alloc` with this layout, and nobody uses it afterwards.
        unsafe extern "C" fn poly_dealloc(pointer: *mut u8, size: usize, align: usize) {
            // SAFETY: as above.
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::dealloc(&$allocator, pointer, layout)
            }
        }
    };
}

/// A raw pointer to a place, without a reference to it: `&raw const`.
#[macro_export]
macro_rules! addr_of {
    ($place:expr) => { &raw const $place };
}

/// A raw mutable pointer to a place, without a reference to it: `&raw mut`.
#[macro_export]
macro_rules! addr_of_mut {
    ($place:expr) => { &raw mut $place };
}
