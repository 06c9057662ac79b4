// Lints that are errors where they are denied, silent where they are allowed.

#![deny(unused_variables, unused_mut)]

#[must_use]
fn important() -> u8 {
    1
}

fn variables(argument: u8) { //~ unused_variables
    let forgotten = 5; //~ unused_variables
    let mut constant = 5; //~ unused_mut
    let mut assigned = 1; //~ unused_variables
    assigned = constant;
    let _ignored = 1;
    let mut count = 0;
    let mut add = || count += 1;
    add();
}

#[allow(unused)]
fn quiet() {
    let forgotten = 5;
}

#[deny(warnings)]
fn values() -> u8 {
    important(); //~ unused_must_use
    Ok::<u8, u8>(1); //~ unused_must_use
    1 == 2; //~ unused_must_use
    return 1;
    let _unreachable = 5; //~ unreachable_code
    match 1 {
        _ => 1,
        1 => 2, //~ unreachable_patterns
    }
}

#[allow(overflowing_literals)]
fn wraps() -> u8 {
    300
}

fn too_large() -> u8 {
    300 //~ overflowing_literals
}

fn main() {
    values();
    variables(1);
    quiet();
    wraps();
    too_large();
}
