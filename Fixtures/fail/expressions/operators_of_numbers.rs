// Operators that a number's type does not have at all, and methods of numbers without a type.

fn main() {
    let mut x = 12f32;
    x <<= 2; //~ E0368
    let y = 1.5f64 & 2; //~ E0369
    let mut n = 1i32;
    n += 2.0; //~ E0277
    2.0.neg(); //~ E0689
    2.0.powi(2); //~ E0689
}
