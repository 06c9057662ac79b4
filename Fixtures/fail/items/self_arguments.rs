// self of a type that is no receiver.

struct Thing;

impl Thing {
    fn a(self: i32) {} //~ E0307
    fn b(self: &String) {} //~ E0307
}

fn main() {}
