// Struct expressions of types that are not there or no structs.

type Number = i32;

fn main() {
    let a = Missing { a: 1 }; //~ E0422
    let b = main { a: 1 }; //~ E0574
}
