// A macro call that fits no rule.

macro_rules! pair {
    ($a:expr, $b:expr) => {
        ($a, $b)
    };
}

fn main() {
    pair!(1, 2);
    pair!(1); //~ ERROR
    pair!(1, 2, 3); //~ ERROR
}
