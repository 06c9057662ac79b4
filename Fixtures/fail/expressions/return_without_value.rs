// return; in a function with a result.

fn number() -> u8 {
    return; //~ E0069
}

fn main() {
    number();
}
