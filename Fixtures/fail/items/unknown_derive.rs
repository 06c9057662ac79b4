// A derive and an attribute that nobody knows.

#[derive(Shiny)] //~ ERROR
struct A;

#[sparkle] //~ ERROR
fn f() {}

fn main() {}
