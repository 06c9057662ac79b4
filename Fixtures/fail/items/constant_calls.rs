// A constant that calls a function which is not const.

fn run() -> u32 {
    1
}

const VALUE: u32 = run(); //~ E0015

fn main() {}
