// Words where they cannot be.

fn main() {
    let fn = 5; //~ ERROR
}

struct { //~ ERROR
    x: i32,
}
