// return in a constant.

const X: u32 = return 0; //~ E0572

fn main() {}
