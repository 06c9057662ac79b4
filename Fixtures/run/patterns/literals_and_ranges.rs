// Literal patterns of every kind, ranges open and closed, constants, wildcard, guards.

const LIMIT: u32 = 1000;

fn size(n: u32) -> &'static str {
    match n {
        0 => "none",
        1 | 2 => "few",
        3..=9 => "some",
        10..100 => "many",
        LIMIT => "the limit",
        n if n % 2 == 0 => "even",
        u32::MAX => "all",
        101.. => "odd",
        _ => "between",
    }
}

fn grade(c: char) -> i32 {
    match c {
        'a'..='f' => 1,
        'A'..='F' => 2,
        '0'..='9' => 3,
        '\n' | '\t' => 4,
        _ => 5,
    }
}

fn word(s: &str) -> u8 {
    match s {
        "one" => 1,
        "two" => 2,
        "" => 0,
        _ => 255,
    }
}

fn sign(x: i64) -> i8 {
    match x {
        i64::MIN..=-1 => -1,
        0 => 0,
        1.. => 1,
    }
}

fn flags(a: bool, b: bool) -> u8 {
    match (a, b) {
        (true, true) => 3,
        (true, false) => 2,
        (false, true) => 1,
        (false, false) => 0,
    }
}

fn bytes(b: &[u8]) -> &str {
    match b {
        b"GET" => "get",
        b"PUT" | b"POST" => "write",
        [b'X', ..] => "extension",
        _ => "unknown",
    }
}

fn main() {
    for n in [0, 1, 2, 5, 10, 99, 100, 101, 1000, 1002, 1003, u32::MAX] {
        println!("{n} {}", size(n));
    }
    println!("{:?}", "aF9\n?".chars().map(grade).collect::<Vec<_>>());
    println!("{} {} {} {}", word("one"), word("two"), word(""), word("three"));
    println!("{} {} {}", sign(-5), sign(0), sign(9));
    println!("{}{}{}{}", flags(true, true), flags(true, false), flags(false, true), flags(false, false));
    println!("{} {} {} {}", bytes(b"GET"), bytes(b"POST"), bytes(b"X-A"), bytes(b""));
    let x = -3.5;
    println!("{}", match x { -3.5 => "exactly", _ => "other" });
}
