// A constant where the trait has a method, and the reverse.

trait Worker {
    fn run();
    const LIMIT: u32;
    type Out;
}

struct A;

impl Worker for A { //~ E0046
    const run: u32 = 1; //~ E0323
    type LIMIT = u32; //~ E0325
    fn Out() {} //~ E0324
}

fn main() {}
