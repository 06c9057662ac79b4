// Alternatives that do not bind the same names in the same way.

fn f(o: (Option<i32>, Option<u8>)) {
    match o {
        (Some(x), _) | (_, None) => {} //~ E0408
        _ => {}
    }
}

fn main() {}
