// Discriminants that are repeated or do not fit.

enum A { //~ E0081
    One = 1,
    Other = 1,
}

#[repr(u8)]
enum C {
    Last = 255,
    Next, //~ E0370
}

fn main() {}
