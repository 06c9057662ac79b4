// Methods of implementations that differ from the trait's.

trait Worker {
    fn no_self(n: i32) -> i32;
    fn by_ref(&self) -> i32;
    fn two(&self, a: i32, b: i32);
    fn typed(&self, a: i32) -> u8;
    fn generic<T>(&self, t: T);
}

struct A;

impl Worker for A {
    fn no_self(&self, n: i32) -> i32 { //~ E0185
        n
    }
    fn by_ref() -> i32 { //~ E0186
        1
    }
    fn two(&self, a: i32) {} //~ E0050
    fn typed(&self, a: i64) -> u8 { //~ E0053
        0
    }
    fn generic(&self, t: i32) {} //~ E0049
}

fn main() {}
