// A constant that needs itself.

const A: u32 = B + 1; //~ E0391
const B: u32 = A;

fn main() {
    println!("{}", A);
}
