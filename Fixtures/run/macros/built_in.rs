// The built-in macros: assertions, formatting, environment at compile time, text of tokens, places.

mod deeper {
    pub fn path() -> &'static str {
        module_path!()
    }
}

fn debug_value(n: i32) -> i32 {
    dbg!(n * 2) + 1
}

fn main() {
    println!("{} {}", line!(), column!());
    println!("{}", file!().ends_with("built_in.rs"));
    println!("{}", deeper::path().ends_with("::deeper"));
    println!("{}", stringify!(a + b * (c, d)));
    println!("{}", concat!("x", 1, 2.5, true, 'c'));
    println!("{:?}", vec![1; 3].iter().chain(&vec![2, 3]).collect::<Vec<_>>());
    println!("{} {}", matches!(5, 1..=9), matches!("a", "b" | "c"));
    assert!(1 + 1 == 2, "arithmetic");
    assert_eq!(vec![1], [1]);
    assert_ne!(1, 2, "different {}", 3);
    debug_assert!(true);
    println!("{}", debug_value(4));
    eprintln!("to standard error {}", 1);
    eprint!("");
    let text = format!("{:>4}|{}", 7, format_args!("{}-{}", 1, 2));
    println!("{text}");
    println!("{}", option_env!("POLY_NO_SUCH_VARIABLE").is_none());
    println!("{}", cfg!(any(target_os = "linux", target_os = "wasi")));
    println!("{}", include_str!("built_in.rs").lines().count() > 20);
    print!("no newline");
    println!();
    let braces = format!("{{}} {{{}}}", 5);
    println!("{braces}");
    if false {
        unreachable!("never {}", 1);
    }
}
