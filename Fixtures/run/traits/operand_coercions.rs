// What pending bounds say of a parameter before an argument is coerced to it; comparisons of pointers.

use std::collections::HashSet;

fn first(value: i32) -> i32 {
    value
}

fn main() {
    let seen: HashSet<(i32, i32)> = [(1, 2)].into();
    println!("{}", [(1, 2), (3, 4)].iter().filter(|pair| seen.contains(pair)).count());

    let pointer: fn(i32) -> i32 = first;
    println!("{} {}", pointer == first, pointer(1));

    let value = 5;
    let raw: *const i32 = &value;
    println!("{}", raw == &value);

    std::env::set_var("FIXTURE_OF_OPERANDS", "set");
    println!("{:?}", std::env::var("FIXTURE_OF_OPERANDS"));
    std::env::remove_var("FIXTURE_OF_OPERANDS");
}
