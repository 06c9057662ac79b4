// A parameter that an alias does not use.

type Unused<T> = i32; //~ E0091

fn main() {}
