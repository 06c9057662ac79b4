// Implementations that lack items, or have too many.

trait Shape {
    const SIDES: u32;
    type Unit;
    fn area(&self) -> f64;
    fn name(&self) -> String {
        String::new()
    }
}

struct Square;
struct Circle;

impl Shape for Square { //~ E0046
    const SIDES: u32 = 4;
    type Unit = f64;
}

impl Shape for Circle {
    const SIDES: u32 = 0;
    type Unit = f64;
    fn area(&self) -> f64 {
        1.0
    }
}

fn main() {}
