// self in imports.

use std::fmt::self; //~ E0429

fn main() {}
