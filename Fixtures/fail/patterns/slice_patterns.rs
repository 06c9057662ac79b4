// Slice patterns for other types and other lengths.

fn f(a: [i32; 3], v: Vec<i32>) {
    let [x, y] = a; //~ E0527
    let [p, q, r, s, ..] = a; //~ E0528
    match v {
        [] => {} //~ E0529
        _ => {}
    }
}

fn main() {}
