// Results of operator traits have the type that the implementation says.

use std::ops::Add;

struct Meters(f64);

impl Add for Meters {
    type Output = f64;
    fn add(self, other: Meters) -> f64 {
        self.0 + other.0
    }
}

fn main() {
    let m: Meters = Meters(1.0) + Meters(2.0); //~ E0308
    let n = Meters(1.0) + 2.0; //~ E0308
}
