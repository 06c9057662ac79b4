// A tuple struct with a private field outside its module.

mod bank {
    pub struct Token(u8);
}

fn main() {
    let t = bank::Token(1); //~ E0603
}
