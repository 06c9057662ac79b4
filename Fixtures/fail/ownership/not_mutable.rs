// Changes through what is not mutable.

struct Point {
    x: i32,
}

impl Point {
    fn shift(&mut self) {}
    fn peek(&self) {
        self.x = 1; //~ E0594
    }
}

static LIMIT: i32 = 1;

fn by_reference(p: &Point, v: &Vec<i32>) {
    p.x = 2; //~ E0594
    v.push(1); //~ E0596
}

fn main() {
    let p = Point { x: 1 }; //~ E0596
    p.x = 3; //~ E0594
    p.shift();
    let q = &mut p;
    LIMIT = 2; //~ E0594
    let s = String::new();
    s.push('a'); //~ E0596
    let c = || p.x = 4; //~ E0594
}
