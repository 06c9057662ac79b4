// Derives whose fields lack the trait, and for items that cannot have them.

struct Plain;

#[derive(Clone, Debug, PartialEq)]
struct Holder {
    plain: Plain, //~ E0277 E0369
}

#[derive(Copy)]
struct NotClone; //~ E0277

fn main() {}
