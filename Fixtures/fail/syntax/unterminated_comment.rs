// A comment without an end.

fn main() {}

/* no end //~ E0758
