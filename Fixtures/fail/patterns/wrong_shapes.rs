// Patterns with the wrong number of parts or names of fields.

struct Point {
    x: i32,
    y: i32,
}

struct Pair(i32, i32);

enum Shape {
    Circle(f64),
    Square { side: f64 },
    Empty,
}

fn f(p: Point, q: Pair, s: Shape) {
    let Pair(a) = q; //~ E0023
    let Point { x } = p; //~ E0027
    let Point { x, y, z } = p; //~ E0026
    match s {
        Shape::Circle(a, b) => {} //~ E0023
        Shape::Square { .. } => {}
        Shape::Empty => {}
    }
}

fn main() {}
