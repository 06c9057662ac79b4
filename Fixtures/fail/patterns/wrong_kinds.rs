// Tuple patterns for unit and struct variants, and names that are no patterns.

enum Shape {
    Circle(f64),
    Square { side: f64 },
    Empty,
}

fn number() -> i32 {
    1
}

fn f(s: Shape, n: i32) {
    match s {
        Shape::Circle => {} //~ E0532
        Shape::Empty(_) => {} //~ E0532
        Shape::Square(x) => {} //~ E0164
        _ => {}
    }
    match n {
        number => {}
    }
    match n {
        number() => {} //~ E0532
        _ => {}
    }
}

fn main() {}
