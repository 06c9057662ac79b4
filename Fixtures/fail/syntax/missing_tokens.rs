// Tokens that are missing.

fn main() {
    let x 5; //~ ERROR
}
