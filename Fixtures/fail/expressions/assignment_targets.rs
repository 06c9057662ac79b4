// Left sides that are no places.

const LIMIT: i32 = 3;

fn value() -> i32 {
    1
}

fn main() {
    1 = 2; //~ E0070
    value() = 3; //~ E0070
    value() += 1; //~ E0067
    LIMIT = 4; //~ E0070
}
