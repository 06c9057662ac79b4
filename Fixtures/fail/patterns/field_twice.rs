// A field that a pattern names twice.

struct Point {
    x: i32,
    y: i32,
}

fn f(p: Point) {
    let Point { x: a, x: b, y } = p; //~ E0025
}

fn main() {}
