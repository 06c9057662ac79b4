// Matches that do not cover everything.

enum Color {
    Red,
    Green,
    Custom(u8, bool),
}

fn f(c: Color, n: u8, o: Option<Result<i32, bool>>, s: &[i32], t: (bool, bool), text: &str) {
    match c { //~ E0004
        Color::Red => {}
        Color::Custom(_, true) => {}
    }
    match n { //~ E0004
        0..=100 => {}
        102..=255 => {}
    }
    match o { //~ E0004
        None => {}
        Some(Ok(_)) => {}
        Some(Err(true)) => {}
    }
    match s { //~ E0004
        [] => {}
        [_, _, ..] => {}
    }
    match t { //~ E0004
        (true, _) => {}
        (_, true) => {}
    }
    match text { //~ E0004
        "a" => {}
    }
    match n { //~ E0004
        x if x > 3 => {}
    }
}

fn main() {}
