// Macros that are not there.

macro_rules! known {
    () => {};
}

fn main() {
    known!();
    unknown!(); //~ ERROR
}
