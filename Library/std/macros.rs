//! The macros of the standard library.

/// Panics with the message that formatting makes, or with a value in the editions before 2021.
///
/// # Examples
/// ```
/// let number = 5;
/// let result = std::panic::catch_unwind(|| panic!("number {number}"));
/// assert_eq!(result.unwrap_err().downcast_ref::<String>().unwrap(), "number 5");
/// ```
#[macro_export]
#[rustc_builtin_macro(std_panic)]
macro_rules! panic {
    ($($argument:tt)*) => {};
}

/// Writes what formatting makes to the standard output. Panics if that fails.
///
/// # Examples
/// ```
/// print!("{} and {}", 1, 2);
/// ```
#[macro_export]
macro_rules! print {
    ($($argument:tt)*) => { $crate::io::_print($crate::format_args!($($argument)*)) };
}

/// Writes what formatting makes and a line's end to the standard output. Panics if that fails.
///
/// # Examples
/// ```
/// println!("{:>5}", 1.5);
/// ```
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

/// Writes what formatting makes to the standard error stream. Panics if that fails.
///
/// # Examples
/// ```
/// eprint!("{} and {}", 1, 2);
/// ```
#[macro_export]
macro_rules! eprint {
    ($($argument:tt)*) => { $crate::io::_eprint($crate::format_args!($($argument)*)) };
}

/// Writes what formatting makes and a line's end to the standard error stream. Panics if that fails.
///
/// # Examples
/// ```
/// eprintln!("it took {} s", 2);
/// ```
#[macro_export]
macro_rules! eprintln {
    () => { $crate::eprint!("\n") };
    ($($argument:tt)*) => { $crate::io::_eprint($crate::format_args_nl!($($argument)*)) };
}

/// Shows a value with its expression and place on the standard error stream, and gives it back.
///
/// # Examples
/// ```
/// let sum = dbg!(1 + 2) + 3;
/// assert_eq!(sum, 6);
/// ```
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

/// Declares variables of which each thread has its own, made when it first uses them.
///
/// # Examples
/// ```
/// use std::cell::Cell;
/// thread_local! {
///     static COUNT: Cell<u32> = Cell::new(1);
///     static NAME: String = String::from("Ada");
/// }
/// COUNT.set(COUNT.get() + 1);
/// assert_eq!((COUNT.get(), NAME.with(|name| name.len())), (2, 3));
/// ```
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
