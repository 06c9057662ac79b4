//! What runs before and after `main`.

use crate::process::Termination;

/// Called by the compiled program's entry.
#[lang = "start"]
fn lang_start<T: Termination + 'static>(
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
