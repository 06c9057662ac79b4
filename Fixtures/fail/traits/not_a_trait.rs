// Types where a trait is asked for.

struct Thing;
struct Other;

impl Thing for Other {} //~ E0404

fn f<T: Thing>(_: T) {} //~ E0404

fn g(x: Box<dyn Other>) {} //~ E0404

fn main() {}
