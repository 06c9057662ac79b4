// Aliases that turn in a circle, or bound to nothing.

type A = B; //~ E0391
type B = A;

fn main() {}
