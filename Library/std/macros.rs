//! The macros of the standard library.

#[macro_export]
#[rustc_builtin_macro(std_panic)]
macro_rules! panic {
    ($($argument:tt)*) => {};
}

#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => { $crate::io::_print($crate::format_args!($($argument)*)) };
}

#[macro_export]
macro_rules! println {
    () => { $crate::print!("\n") };
    ($($argument:tt)*) => { $crate::io::_print($crate::format_args_nl!($($argument)*)) };
}

/// Whether the processor is known to have the instructions: those that every x86-64 has.
#[macro_export]
macro_rules! is_x86_feature_detected {
    ("sse" $(,)?) => { true };
    ("sse2" $(,)?) => { true };
    ("fxsr" $(,)?) => { true };
    ($name:tt $(,)?) => { false };
}

#[macro_export]
macro_rules! eprint {
    ($($argument:tt)*) => { $crate::io::_eprint($crate::format_args!($($argument)*)) };
}

#[macro_export]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($argument:tt)*) => { $crate::io::_eprint($crate::format_args_nl!($($argument)*)) };
}

#[macro_export]
macro_rules! dbg {
    () => { $crate::eprintln!("[{}:{}:{}]", $crate::file!(), $crate::line!(), $crate::column!()) };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::eprintln!("[{}:{}:{}] {} = {:#?}",
                    $crate::file!(), $crate::line!(), $crate::column!(), $crate::stringify!($value), &value);
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}

#[macro_export]
#[allow_internal_unstable(thread_local)]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $t:ty = const $init:block; $($rest:tt)*) => {
        $crate::__thread_local_one!($(#[$attribute])* $visibility $name, $t, $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $t:ty = const $init:block) => {
        $crate::__thread_local_one!($(#[$attribute])* $visibility $name, $t, $init);
    };
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $t:ty = $init:expr; $($rest:tt)*) => {
        $crate::__thread_local_one!($(#[$attribute])* $visibility $name, $t, $init);
        $crate::thread_local!($($rest)*);
    };
    ($(#[$attribute:meta])* $visibility:vis static $name:ident: $t:ty = $init:expr) => {
        $crate::__thread_local_one!($(#[$attribute])* $visibility $name, $t, $init);
    };
}

#[doc(hidden)]
#[macro_export]
#[allow_internal_unstable(thread_local)]
macro_rules! __thread_local_one {
    ($(#[$attribute:meta])* $visibility:vis $name:ident, $t:ty, $init:expr) => {
        $(#[$attribute])*
        $visibility const $name: $crate::thread::LocalKey<$t> = {
            fn __init() -> $t {
                $init
            }
            fn __get(given: $crate::option::Option<&mut $crate::option::Option<$t>>) -> *const $t {
                #[thread_local]
                static SLOT: $crate::thread::LocalSlot<$t> = $crate::thread::LocalSlot::new();
                SLOT.get_or_init(given, __init)
            }
            $crate::thread::LocalKey::new(__get)
        };
    };
}
