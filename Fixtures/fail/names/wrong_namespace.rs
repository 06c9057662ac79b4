// A type where a value is asked for, a module for a type, a value for a type.

struct Named {
    a: i32,
}

mod tools {}

fn f() {}

fn main() {
    let x = Named; //~ E0423
    let y = i32; //~ E0423
    let z: f = 1; //~ E0573
    let w: tools = 2; //~ E0573
    Named(1); //~ E0423
}
