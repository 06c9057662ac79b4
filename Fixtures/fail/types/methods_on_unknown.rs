// A method of a value whose type is not known yet.

fn main() {
    let x = "5".parse().unwrap(); //~ E0282
    x.pow(2);
}
