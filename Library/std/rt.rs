//! What runs before and after `main`.

use crate::process::Termination;

/// The personality routine under the name that the checking compiler gives it.
#[cfg(rustc_check)]
#[lang = "eh_personality"]
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
    let code = match crate::panicking::catch(|| main().report().to_i32()) {
        Ok(code) => code as isize,
        Err(_) => 101,
    };
    crate::io::cleanup();
    code
}
