// Items in an implementation that the trait does not have.

trait Shape {
    fn area(&self) -> f64;
}

struct Circle;

impl Shape for Circle {
    const CORNERS: u32 = 0; //~ E0438
    type Color = u8; //~ E0437
    fn area(&self) -> f64 {
        1.0
    }
    fn paint(&self) {} //~ E0407
}

fn main() {}
