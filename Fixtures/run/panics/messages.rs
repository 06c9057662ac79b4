// exit: 101
// stderr: messages.rs:22:44
// stderr: called `Result::unwrap()` on an `Err` value: "bad input"
// The default message names the place and the value; assertions say both sides.

use std::panic::catch_unwind;

fn check(f: fn()) -> String {
    match catch_unwind(f) {
        Ok(()) => "fine".to_string(),
        Err(e) => match e.downcast::<String>() {
            Ok(s) => *s,
            Err(e) => e.downcast_ref::<&str>().map_or("?".to_string(), |s| s.to_string()),
        },
    }
}

fn parse(text: &str) -> Result<i32, &'static str> {
    text.parse().map_err(|_| "bad input")
}

fn strict(text: &str) -> i32 { parse(text).unwrap() }

fn main() {
    println!("{}", check(|| assert_eq!(1 + 1, 3)));
    println!("{}", check(|| assert_eq!(1 + 1, 3, "numbers {}", "differ")));
    println!("{}", check(|| assert_ne!("a", "a")));
    println!("{}", check(|| assert!(1 > 2)));
    println!("{}", check(|| assert!(1 > 2, "order")));
    println!("{}", check(|| { Option::<u8>::None.unwrap(); }));
    println!("{}", check(|| { Err::<u8, _>(7).unwrap(); }));
    println!("{}", check(|| { Ok::<u8, u8>(7).unwrap_err(); }));
    println!("{}", check(|| { Err::<u8, _>("no").expect("a byte"); }));
    println!("{}", check(|| unreachable!()));
    println!("{}", check(|| unreachable!("case {}", 4)));
    println!("{}", check(|| todo!()));
    println!("{}", check(|| unimplemented!("later")));
    println!("{}", check(|| { let v: Vec<i32> = vec![]; let i = v.len(); println!("{}", v[i]); }));
    println!("{}", check(|| { let a = [1, 2, 3]; let n = a.len() + 1; println!("{:?}", &a[n..]); }));
    println!("{}", check(|| { let (a, b) = (a_number(), a_number() + 39); println!("{}", a << b); }));
    println!("{}", check(|| { std::cell::RefCell::new(1).try_borrow().unwrap(); }));
    println!("{}", strict("12"));
    println!("{}", strict("x"));
}

fn a_number() -> u32 {
    1
}
