// A block that is not closed.

fn main() {
    let x = (1 + 2; //~ ERROR
}
