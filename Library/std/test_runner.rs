//! What runs the functions marked `#[test]`: the output is that of Rust's own harness.

use crate::any::Any;
use crate::boxed::Box;
use crate::mem::MaybeUninit;
use crate::process::Termination;
use crate::string::{String, ToString};
use crate::time::Instant;
use crate::vec::Vec;

/// One test as the compiler describes it.
#[repr(C)]
pub struct TestCase {
    name: &'static str,
    function: fn(),
    /// 1: ignored, 2: should panic.
    flags: usize,
    /// What the panic's message has to contain; empty for anything.
    expected: &'static str,
    reserved: usize,
}

const IGNORED: usize = 1;
const SHOULD_PANIC: usize = 2;

/// Calls a test function, which is a value without size, and judges what it returns.
#[cfg_attr(not(rustc_check), lang = "test_entry")]
fn test_entry<F: FnOnce() -> T, T: Termination>() {
    // SAFETY: a function's type has no size, so that there is nothing to initialise.
    let function = unsafe { MaybeUninit::<F>::uninit().assume_init() };
    let code = function().report().to_i32();
    assert!(
        code == 0,
        "the test returned a termination value with a non-zero status code ({}) which indicates a failure",
        code
    );
}

struct Arguments {
    filters: Vec<String>,
    skips: Vec<String>,
    exact: bool,
    list: bool,
    ignored: bool,
    include_ignored: bool,
    quiet: bool,
}

impl Arguments {
    fn parse() -> Arguments {
        let mut result = Arguments {
            filters: Vec::new(),
            skips: Vec::new(),
            exact: false,
            list: false,
            ignored: false,
            include_ignored: false,
            quiet: false,
        };
        let mut arguments = crate::env::args().skip(1);
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--exact" => result.exact = true,
                "--list" => result.list = true,
                "--ignored" => result.ignored = true,
                "--include-ignored" => result.include_ignored = true,
                "--nocapture" => {}
                "--quiet" => result.quiet = true,
                "--skip" => {
                    if let Some(name) = arguments.next() {
                        result.skips.push(name);
                    }
                }
                _ => result.filters.push(argument),
            }
        }
        result
    }

    fn matches(&self, name: &str, pattern: &str) -> bool {
        if self.exact { name == pattern } else { name.contains(pattern) }
    }

    fn selects(&self, test: &TestCase) -> bool {
        if self.ignored && test.flags & IGNORED == 0 {
            return false;
        }
        (self.filters.is_empty() || self.filters.iter().any(|filter| self.matches(test.name, filter)))
            && !self.skips.iter().any(|skip| self.matches(test.name, skip))
    }
}

fn message(payload: &(dyn Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&'static str>() {
        text.to_string()
    } else if let Some(text) = payload.downcast_ref::<String>() {
        text.clone()
    } else {
        String::new()
    }
}

/// Runs one test; the error says why it failed, empty if its panic said so.
fn run(test: &TestCase) -> Result<(), String> {
    let result: Result<(), Box<dyn Any + Send>> = crate::panic::catch_unwind(test.function);
    if test.flags & SHOULD_PANIC == 0 {
        return result.map_err(|_| String::new());
    }
    match result {
        Ok(()) => Err(String::from("note: test did not panic as expected")),
        Err(payload) => {
            let text = message(&*payload);
            if text.contains(test.expected) {
                Ok(())
            } else {
                Err(format!(
                    "note: panic did not contain expected string\n      panic message: {:?}\n expected substring: {:?}",
                    text, test.expected
                ))
            }
        }
    }
}

/// The entry of a test program.
#[cfg_attr(not(rustc_check), lang = "test_runner")]
fn test_runner(tests: *const TestCase, count: usize, _argc: isize, _argv: *const *const u8) -> i32 {
    let arguments = Arguments::parse();
    // SAFETY: the compiler passes the table of all tests.
    let all = unsafe { crate::slice::from_raw_parts(tests, count) };
    let mut selected: Vec<&TestCase> = all.iter().filter(|test| arguments.selects(test)).collect();
    selected.sort_by(|a, b| a.name.cmp(b.name));
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    if arguments.list {
        for test in &selected {
            println!("{}: test", test.name);
        }
        println!("\n{} test{}, 0 benchmarks", selected.len(), plural(selected.len()));
        return 0;
    }
    println!("\nrunning {} test{}", selected.len(), plural(selected.len()));
    let start = Instant::now();
    let (mut passed, mut ignored) = (0, 0);
    let mut failures: Vec<(&TestCase, String)> = Vec::new();
    for test in &selected {
        let suffix = if test.flags & SHOULD_PANIC != 0 { " - should panic" } else { "" };
        let skip = test.flags & IGNORED != 0 && !arguments.ignored && !arguments.include_ignored;
        let word = if skip {
            ignored += 1;
            "ignored"
        } else {
            match run(test) {
                Ok(()) => {
                    passed += 1;
                    "ok"
                }
                Err(reason) => {
                    failures.push((*test, reason));
                    "FAILED"
                }
            }
        };
        println!("test {}{} ... {}", test.name, suffix, word);
    }
    if !failures.is_empty() {
        println!("\nfailures:\n");
        for (test, reason) in &failures {
            if !reason.is_empty() {
                println!("---- {} stdout ----\n{}\n", test.name, reason);
            }
        }
        println!("failures:");
        for (test, _) in &failures {
            println!("    {}", test.name);
        }
    }
    let outcome = if failures.is_empty() { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {}. {} passed; {} failed; {} ignored; 0 measured; {} filtered out; finished in {:.2}s\n",
        outcome,
        passed,
        failures.len(),
        ignored,
        count - selected.len(),
        start.elapsed().as_secs_f64()
    );
    crate::io::cleanup();
    if failures.is_empty() { 0 } else { 101 }
}
