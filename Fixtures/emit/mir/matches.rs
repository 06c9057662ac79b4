// Matches become switches; bindings, guards and or-patterns.

enum Shape {
    Circle(u32),
    Rectangle { width: u32, height: u32 },
    Nothing,
}

fn area(shape: &Shape) -> u32 {
    match shape {
        Shape::Circle(r) if *r > 10 => 100,
        Shape::Circle(r) => 3 * r * r,
        Shape::Rectangle { width: n @ 1..=5, height: _ } | Shape::Rectangle { width: _, height: n } => *n,
        Shape::Nothing => 0,
    }
}

fn main() {
    area(&Shape::Nothing);
}
