//! The macros of the core library. Those marked `rustc_builtin_macro` are expanded by the compiler.

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

#[macro_export]
#[rustc_builtin_macro(unreachable)]
macro_rules! unreachable {
    ($($argument:tt)*) => {};
}

#[macro_export]
#[rustc_builtin_macro]
macro_rules! assert {
    ($condition:expr $(,)?) => {};
    ($condition:expr, $($argument:tt)+) => {};
}

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

#[macro_export]
macro_rules! debug_assert {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert!($($argument)*); } };
}

#[macro_export]
macro_rules! debug_assert_eq {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_eq!($($argument)*); } };
}

#[macro_export]
macro_rules! debug_assert_ne {
    ($($argument:tt)*) => { if $crate::cfg!(debug_assertions) { $crate::assert_ne!($($argument)*); } };
}

#[macro_export]
macro_rules! matches {
    ($expression:expr, $pattern:pat $(if $guard:expr)? $(,)?) => {
        match $expression {
            $pattern $(if $guard)? => true,
            _ => false
        }
    };
}

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

#[macro_export]
macro_rules! write {
    ($destination:expr, $($argument:tt)*) => { $destination.write_fmt($crate::format_args!($($argument)*)) };
}

#[macro_export]
macro_rules! writeln {
    ($destination:expr $(,)?) => { $crate::write!($destination, "\n") };
    ($destination:expr, $($argument:tt)*) => { $destination.write_fmt($crate::format_args_nl!($($argument)*)) };
}

#[macro_export]
macro_rules! unimplemented {
    () => { $crate::panicking::panic("not implemented") };
    ($($argument:tt)+) => { $crate::panic!("not implemented: {}", $crate::format_args!($($argument)+)) };
}

#[macro_export]
macro_rules! todo {
    () => { $crate::panicking::panic("not yet implemented") };
    ($($argument:tt)+) => { $crate::panic!("not yet implemented: {}", $crate::format_args!($($argument)+)) };
}

#[macro_export]
#[rustc_builtin_macro]
macro_rules! compile_error { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! format_args { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! const_format_args { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(fmt_internals)]
macro_rules! format_args_nl { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! env { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! option_env { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! concat_bytes { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! line { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! column { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! file { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! stringify { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_str { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include_bytes { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! include { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! module_path { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! cfg { ($($argument:tt)*) => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! test { ($($argument:tt)*) => {}; }

// Derives.
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Clone { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Copy { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Debug { () => {}; }
#[macro_export]
#[rustc_builtin_macro(Default, attributes(default))]
macro_rules! Default { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! PartialEq { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Eq { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! PartialOrd { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Ord { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
#[allow_internal_unstable(coverage_attribute, core_intrinsics)]
macro_rules! Hash { () => {}; }
#[macro_export]
#[rustc_builtin_macro]
macro_rules! derive { () => {}; }
#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! offset_of { ($($argument:tt)*) => {}; }

#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! cfg_select { ($($arms:tt)*) => {}; }

#[macro_export]
#[cfg_attr(not(rustc_check), rustc_builtin_macro)]
macro_rules! asm { ($($argument:tt)*) => {}; }
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
        unsafe extern "C" fn poly_alloc(size: usize, align: usize) -> *mut u8 {
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::alloc(&$allocator, layout)
            }
        }
        #[no_mangle]
        unsafe extern "C" fn poly_alloc_zeroed(size: usize, align: usize) -> *mut u8 {
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::alloc_zeroed(&$allocator, layout)
            }
        }
        #[no_mangle]
        unsafe extern "C" fn poly_realloc(pointer: *mut u8, old: usize, align: usize, new: usize) -> *mut u8 {
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(old, align);
                $crate::alloc::GlobalAlloc::realloc(&$allocator, pointer, layout, new)
            }
        }
        #[no_mangle]
        unsafe extern "C" fn poly_dealloc(pointer: *mut u8, size: usize, align: usize) {
            unsafe {
                let layout = $crate::alloc::Layout::from_size_align_unchecked(size, align);
                $crate::alloc::GlobalAlloc::dealloc(&$allocator, pointer, layout)
            }
        }
    };
}

#[macro_export]
macro_rules! addr_of {
    ($place:expr) => { &raw const $place };
}

#[macro_export]
macro_rules! addr_of_mut {
    ($place:expr) => { &raw mut $place };
}
