//! Panics as the compiler and the library's macros start them.

use crate::fmt;
use crate::panic::{Location, PanicInfo};

extern "Rust" {
    /// Defined by std: reports the panic and unwinds.
    fn poly_panic_impl(info: &PanicInfo<'_>) -> !;
}

#[cfg(rustc_check)]
const fn at_compile_time(_arguments: fmt::Arguments<'_>) -> ! {
    loop {}
}

/// Every panic with a message ends here.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_fmt"]
#[cfg_attr(rustc_check, rustc_do_not_const_check)]
pub const fn panic_fmt(arguments: fmt::Arguments<'_>) -> ! {
    let info = PanicInfo::new(&arguments, Location::caller(), true);
    // SAFETY: std defines it, with this signature.
    unsafe { poly_panic_impl(&info) }
}

/// A panic that must not unwind.
#[cold]
#[inline(never)]
#[track_caller]
#[cfg_attr(rustc_check, rustc_do_not_const_check)]
pub const fn panic_nounwind_fmt(arguments: fmt::Arguments<'_>, _force_no_backtrace: bool) -> ! {
    let info = PanicInfo::new(&arguments, Location::caller(), false);
    // SAFETY: std defines it, with this signature.
    unsafe { poly_panic_impl(&info) }
}

/// A panic with a fixed message.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic"]
pub const fn panic(message: &'static str) -> ! {
    panic_fmt(fmt::Arguments::new_const(&[message]))
}

/// A panic with a fixed message that must not unwind.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_nounwind"]
#[rustc_nounwind]
pub const fn panic_nounwind(message: &'static str) -> ! {
    panic_nounwind_fmt(fmt::Arguments::new_const(&[message]), false)
}

/// A panic with a text that is not fixed, as `panic!` of edition 2015 has it.
#[cold]
#[track_caller]
pub const fn panic_str_2015(message: &str) -> ! {
    panic_display(&message)
}

/// A panic with a value as its message.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_display"]
#[cfg_attr(rustc_check, rustc_do_not_const_check)]
pub const fn panic_display<T: fmt::Display>(message: &T) -> ! {
    panic_fmt(format_args!("{}", *message))
}

/// What `unreachable!` does with a value of edition 2015.
#[cold]
#[inline(never)]
#[track_caller]
pub fn unreachable_display<T: fmt::Display>(message: &T) -> ! {
    panic_fmt(format_args!("internal error: entered unreachable code: {}", *message))
}

/// An index beyond a slice's end.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_bounds_check"]
pub fn panic_bounds_check(index: usize, len: usize) -> ! {
    panic_fmt(format_args!("index out of bounds: the len is {len} but the index is {index}"))
}

/// A dereferenced pointer that is not aligned.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_misaligned_pointer_dereference"]
#[rustc_nounwind]
pub fn panic_misaligned_pointer_dereference(required: usize, found: usize) -> ! {
    panic_nounwind_fmt(
        format_args!("misaligned pointer dereference: address must be a multiple of {required:#x} but is {found:#x}"),
        false,
    )
}

/// A dereferenced pointer that is null.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_null_pointer_dereference"]
#[rustc_nounwind]
pub fn panic_null_pointer_dereference() -> ! {
    panic_nounwind_fmt(fmt::Arguments::new_const(&["null pointer dereference occurred"]), false)
}

/// An integer that is no variant of the enum that it should become.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_invalid_enum_construction"]
#[rustc_nounwind]
pub fn panic_invalid_enum_construction(source: u128) -> ! {
    panic_nounwind_fmt(format_args!("trying to construct an enum from an invalid value {source:#x}"), false)
}

/// An unwinding left a function that must not unwind.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_cannot_unwind"]
#[rustc_nounwind]
pub fn panic_cannot_unwind() -> ! {
    panic_nounwind("panic in a function that cannot unwind")
}

/// A destructor that runs during unwinding panicked.
#[cold]
#[inline(never)]
#[track_caller]
#[lang = "panic_in_cleanup"]
#[rustc_nounwind]
pub fn panic_in_cleanup() -> ! {
    panic_nounwind_fmt(fmt::Arguments::new_const(&["panic in a destructor during cleanup"]), true)
}

/// The panics of arithmetic and of coroutines, each a function, so that their calls need no message.
pub mod panic_const {
    macro_rules! panics {
        ($($name:literal $function:ident = $message:literal;)*) => { $(
            /// Panics with the message that belongs to its name.
            #[cold]
            #[inline(never)]
            #[track_caller]
            #[lang = $name]
            pub const fn $function() -> ! {
                super::panic($message)
            }
        )* };
    }
    panics! {
        "panic_const_add_overflow" panic_const_add_overflow = "attempt to add with overflow";
        "panic_const_sub_overflow" panic_const_sub_overflow = "attempt to subtract with overflow";
        "panic_const_mul_overflow" panic_const_mul_overflow = "attempt to multiply with overflow";
        "panic_const_div_overflow" panic_const_div_overflow = "attempt to divide with overflow";
        "panic_const_rem_overflow" panic_const_rem_overflow = "attempt to calculate the remainder with overflow";
        "panic_const_neg_overflow" panic_const_neg_overflow = "attempt to negate with overflow";
        "panic_const_shl_overflow" panic_const_shl_overflow = "attempt to shift left with overflow";
        "panic_const_shr_overflow" panic_const_shr_overflow = "attempt to shift right with overflow";
        "panic_const_div_by_zero" panic_const_div_by_zero = "attempt to divide by zero";
        "panic_const_rem_by_zero" panic_const_rem_by_zero = "attempt to calculate the remainder with a divisor of zero";
        "panic_const_async_fn_resumed" panic_const_async_fn_resumed = "`async fn` resumed after completion";
        "panic_const_async_fn_resumed_panic" panic_const_async_fn_resumed_panic = "`async fn` resumed after panicking";
        "panic_const_async_fn_resumed_drop" panic_const_async_fn_resumed_drop = "`async fn` resumed after async drop";
        "panic_const_coroutine_resumed" panic_const_coroutine_resumed = "coroutine resumed after completion";
        "panic_const_coroutine_resumed_panic" panic_const_coroutine_resumed_panic = "coroutine resumed after panicking";
    }
}

/// Which comparison an assertion made.
#[derive(Debug)]
pub enum AssertKind {
    Eq,
    Ne,
    Match,
}

/// What `assert_eq!` and `assert_ne!` do when they fail.
#[cold]
#[track_caller]
#[inline(never)]
pub fn assert_failed<T: fmt::Debug + ?Sized, U: fmt::Debug + ?Sized>(
    kind: AssertKind,
    left: &T,
    right: &U,
    arguments: Option<fmt::Arguments<'_>>,
) -> ! {
    assert_failed_inner(kind, &left, &right, arguments)
}

#[cold]
#[track_caller]
#[inline(never)]
fn assert_failed_inner(
    kind: AssertKind,
    left: &dyn fmt::Debug,
    right: &dyn fmt::Debug,
    arguments: Option<fmt::Arguments<'_>>,
) -> ! {
    let operator = match kind {
        AssertKind::Eq => "==",
        AssertKind::Ne => "!=",
        AssertKind::Match => "matches",
    };
    match arguments {
        Some(message) => panic!(
            "assertion `left {operator} right` failed: {message}\n  left: {left:?}\n right: {right:?}"
        ),
        None => panic!("assertion `left {operator} right` failed\n  left: {left:?}\n right: {right:?}"),
    }
}
