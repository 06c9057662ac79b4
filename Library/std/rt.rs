//! What runs before and after `main`.

use crate::process::Termination;

/// The personality routine under the name that the checking compiler gives it.
#[cfg(rustc_check)]
#[lang = "eh_personality"]
// SAFETY: for the unwinder alone, which passes what it promises to personality routines.
unsafe extern "C" fn rust_eh_personality(
    version: i32,
    actions: i32,
    class: u64,
    exception: *mut u8,
    context: *mut u8,
) -> i32 {
    extern "C" {
        fn poly_eh_personality(version: i32, actions: i32, class: u64, exception: *mut u8, context: *mut u8) -> i32;
    }
    // SAFETY: the arguments are those of the unwinder.
    unsafe { poly_eh_personality(version, actions, class, exception, context) }
}

/// Called by the compiled program's entry.
#[lang = "start"]
pub(crate) fn lang_start<T: Termination + 'static>(
    main: fn() -> T,
    _argc: isize,
    _argv: *const *const u8,
    _sigpipe: u8,
) -> isize {
    run(|| main().report().to_i32())
}

/// The entry of a `.poly` program whose `main` gives a number: the exit code.
#[lang = "start_integer"]
fn lang_start_integer<T: MainNumber + 'static>(
    main: fn() -> T,
    _argc: isize,
    _argv: *const *const u8,
    _sigpipe: u8,
) -> isize {
    run(|| main().exit_code())
}

fn run(main: impl FnOnce() -> i32) -> isize {
    let code = match crate::panicking::catch(main) {
        Ok(code) => code as isize,
        Err(_) => 101,
    };
    crate::io::cleanup();
    code
}

trait MainNumber {
    fn exit_code(self) -> i32;
}

macro_rules! main_numbers {
    ($($number:ty)*) => {
        $(impl MainNumber for $number {
            fn exit_code(self) -> i32 {
                self as i32
            }
        })*
    };
}
main_numbers!(i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize);
