// Variables and parameters that are assigned without mut.

fn parameter(n: i32) {
    n = 2; //~ E0384
}

fn main() {
    let x = 1;
    x = 2; //~ E0384
    let y;
    y = 1;
    y += 1; //~ E0384
    for i in 0..3 {
        i += 1; //~ E0384
    }
    let (a, b) = (1, 2);
    a = b; //~ E0384
    match 5 {
        n => n = 6, //~ E0384
    }
}
