// Struct expressions with missing, unknown and repeated fields.

struct Point {
    x: i32,
    y: i32,
}

enum Shape {
    Circle { radius: f64 },
    Empty,
}

struct Pair(i32, i32);

fn main() {
    let a = Point { x: 1 }; //~ E0063
    let b = Point { x: 1, y: 2, z: 3 }; //~ E0560
    let c = Point { x: 1, x: 2, y: 3 }; //~ E0062
    let d = Shape::Circle { size: 1.0 }; //~ E0559
    let e = Shape::Empty { x: 1 }; //~ E0559
    let f = Point { ..5 }; //~ E0308
    let g = Shape::Square { side: 1 }; //~ E0599
}
