// Values that cannot be formatted as asked for.

struct Plain;

fn main() {
    println!("{}", Plain); //~ E0277
    println!("{:?}", Plain); //~ E0277
    println!("{:x}", 1.5); //~ E0277
    println!("{}", vec![1]); //~ E0277
}
