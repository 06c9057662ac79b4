// Tokens that are missing.

fn main() {
    let x 5; //~ ERROR
    let y = 3
    let z = 4;
}
