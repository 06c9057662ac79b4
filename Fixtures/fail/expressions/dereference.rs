// Dereferencing what is no pointer.

fn main() {
    let x = 5u32;
    println!("{}", *x); //~ E0614
}
