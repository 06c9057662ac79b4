// unsafe that does not agree with the trait.

unsafe trait Danger {}
trait Calm {}

struct A;

impl Danger for A {} //~ E0200
unsafe impl Calm for A {} //~ E0199

fn main() {}
