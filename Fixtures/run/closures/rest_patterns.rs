// `[..]` looks at nothing, so a closure does not capture for it.

fn main() {
    let list: &mut [u8] = &mut [1, 2];
    let matched = || match list { [..] => 5 };
    let bound = || { let [..] = *list; 6 };
    let first = &mut *list;
    first[0] = 4;
    println!("{} {}", matched(), bound());
    let last = |more: u8| match *list { [.., ref last] => more + *last, [] => 0 };
    println!("{}", last(1));

    // Each operand is copied before the next is read.
    let mut number = &mut 2;
    let outer = &mut number;
    println!("{}", **outer + *number);
}
