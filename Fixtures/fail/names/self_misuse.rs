// self and Self where there is none; imports of self.

fn free() -> i32 {
    self.value //~ E0424
}

fn typed() -> Self { //~ E0411
    0
}

struct Thing;

impl Thing {
    fn create() -> i32 {
        self.go() //~ E0424
    }
    fn go(&self) -> i32 {
        1
    }
}

fn main() {}
