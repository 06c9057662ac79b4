// Format strings that do not fit their arguments.

fn main() {
    println!("{} {}", 1); //~ ERROR
    println!("{}", 1, 2); //~ ERROR
    println!("{name}"); //~ E0425
    println!("{:?} {", 1); //~ ERROR
}
