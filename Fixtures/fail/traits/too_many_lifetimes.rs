// More lifetimes than a type has.

struct Generic<'a>(&'a str);

fn wrong(x: Generic<'_, '_>) {} //~ E0107

fn main() {}
