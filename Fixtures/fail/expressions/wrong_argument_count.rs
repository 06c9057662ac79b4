// Calls with too few and too many arguments.

struct Pair(i32, i32);

impl Pair {
    fn sum(&self, extra: i32) -> i32 {
        self.0 + self.1 + extra
    }
}

fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn main() {
    add(1); //~ E0061
    add(1, 2, 3); //~ E0061
    let p = Pair(1); //~ E0061
    p.sum(); //~ E0061
    Pair(1, 2).sum(1, 2); //~ E0061
}
