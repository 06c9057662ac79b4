// Variables, fields and results whose type is one function are called like the function itself.

fn double(x: i32) -> i32 {
    x * 2
}

fn describe<T: std::fmt::Debug>(value: T) -> String {
    format!("<{value:?}>")
}

#[inline(never)]
fn same<T>(value: T) -> T {
    value
}

#[inline(never)]
fn copy_of<T: Clone>(value: &T) -> T {
    value.clone()
}

struct Holder<F> {
    call: F,
}

impl<F: Fn(i32) -> i32> Holder<F> {
    fn twice(&self, x: i32) -> i32 {
        (self.call)((self.call)(x))
    }
}

fn pick(number: i32) -> i32 {
    same(double)(number) + copy_of(&double)(1)
}

fn main() {
    let g = double;
    let h = g;
    println!("{} {}", g(4), h(42));
    let text = describe::<&str>;
    println!("{}", text("a"));
    let pair = (double, Some as fn(u8) -> Option<u8>);
    println!("{} {:?}", (pair.0)(5), (pair.1)(7));
    let wrap = Some::<u8>;
    println!("{:?}", wrap(3));
    println!("{}", pick(20));
    let holder = Holder { call: double };
    println!("{} {}", holder.twice(3), (holder.call)(8));
}
