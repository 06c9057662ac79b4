// A parameter of an implementation that nothing determines.

struct Thing;

impl<T: Default> Thing { //~ E0207
    fn get(&self) {}
}

trait Make {}

impl<A, B> Make for Option<A> {} //~ E0207

fn main() {}
