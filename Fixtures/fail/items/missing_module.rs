// A module whose file is not there.

mod nowhere_to_be_found; //~ E0583

fn main() {}
