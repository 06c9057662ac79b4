// pub where it has no place.

trait Run {
    fn run(&self);
}

struct A;

pub impl Run for A { //~ E0449
    pub fn run(&self) {} //~ E0449
}

pub enum Color {
    pub Red, //~ E0449
}

fn main() {}
