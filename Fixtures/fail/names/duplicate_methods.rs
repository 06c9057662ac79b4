// Methods with the same name, in one implementation and in two.

impl Point {
    fn m(&self) {}
    fn m(&self) {} //~ E0592
}

impl Point {
    fn n() {} //~ E0592
}

impl Point {
    fn n() {}
}

struct Point;

fn main() {}
