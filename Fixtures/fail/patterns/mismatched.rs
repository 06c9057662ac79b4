// Patterns of another type than the value.

fn f(n: i32, t: (i32, i32), s: &str, o: Option<i32>) {
    match n {
        "one" => {} //~ E0308
        Some(x) => {} //~ E0308
        1.5 => {} //~ E0308
        _ => {}
    }
    let (a, b, c) = t; //~ E0308
    match s {
        'c' => {} //~ E0308
        _ => {}
    }
    match o {
        Ok(x) => {} //~ E0308
        _ => {}
    }
    let [x, y] = t; //~ E0529
}

fn main() {}
