// What nothing reached from `main` uses; derived Clone and Debug read no fields.

#![deny(dead_code)]

const USED: i32 = 1;
const NEVER: i32 = 2; //~ dead_code
static LONELY: i32 = 3; //~ dead_code
const LIMIT: i32 = 9;

fn never() { //~ dead_code
    only_by_never();
}

fn only_by_never() {} //~ dead_code

fn recursive(depth: u32) -> u32 { //~ dead_code
    if depth == 0 { 0 } else { recursive(depth - 1) }
}

fn _silent() {}

#[allow(dead_code)]
fn allowed() {
    by_allowed();
}

fn by_allowed() {}

struct Unused { //~ dead_code
    field: i32,
}

#[derive(Clone, Debug, PartialEq)]
struct Pair {
    left: i32,
    right: i32,
}

#[derive(Clone, Debug)]
struct Half {
    seen: i32,
    unseen: i32, //~ dead_code
}

enum Shape {
    Dot,
    Line(i32), //~ dead_code
    Box { side: i32 },
}

enum Empty { //~ dead_code
    A,
}

impl Shape {
    fn size(&self) -> i32 {
        match self {
            Shape::Dot => 0,
            Shape::Line(length) => *length,
            Shape::Box { side } => *side,
        }
    }

    fn forgotten(&self) {} //~ dead_code

    fn make() -> Shape {
        Self::Box { side: USED }
    }
}

trait Act {
    fn act(&self) -> i32;
}

impl Act for Half {
    fn act(&self) -> i32 {
        helper(self.seen)
    }
}

fn helper(value: i32) -> i32 {
    match value {
        LIMIT => 0,
        other => other,
    }
}

fn generic<T: Act>(value: &T) -> i32 {
    value.act()
}

fn main() {
    let half = Half { seen: 1, unseen: 2 };
    println!("{:?} {}", half.clone(), generic(&half));
    println!("{}", Pair { left: 1, right: 2 } == Pair { left: 1, right: 3 });
    let shapes = [Shape::Dot, Shape::make()];
    println!("{}", shapes.iter().map(Shape::size).sum::<i32>());
}
