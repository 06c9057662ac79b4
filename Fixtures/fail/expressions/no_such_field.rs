// Fields that are not there, of types that have fields and of those that have none.

struct Point {
    x: i32,
}

fn main() {
    let p = Point { x: 1 };
    p.y; //~ E0609
    let t = (1, 2);
    t.2; //~ E0609
    let n = 5;
    n.value; //~ E0610
}
