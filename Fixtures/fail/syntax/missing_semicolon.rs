// A statement without its semicolon.

fn main() {
    let y = 3 //~ ERROR
    let z = 4;
}
