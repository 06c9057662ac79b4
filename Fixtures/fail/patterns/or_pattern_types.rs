// Alternatives that bind a name with two types.

fn f(o: (Option<i32>, Option<u8>)) {
    match o {
        (Some(a), None) | (None, Some(a)) => {} //~ E0308
        _ => {}
    }
}

fn main() {}
