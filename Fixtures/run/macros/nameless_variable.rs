// A macro variable named by an underscore; an allowed lint.

macro_rules! count {
    () => { 0 };
    ($_:tt $($rest:tt)*) => { 1 + count!($($rest)*) };
}

#[allow(overflowing_literals)]
fn wrapped() -> (u8, i8) {
    (300, 200)
}

fn main() {
    println!("{}", count!(a + (b c) "d"));
    println!("{:?}", wrapped());
}
