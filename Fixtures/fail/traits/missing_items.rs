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
    const CORNERS: u32 = 0; //~ E0438
    type Unit = f64;
    type Color = u8; //~ E0437
    fn area(&self) -> f64 {
        1.0
    }
    fn paint(&self) {} //~ E0407
}

fn main() {}
