// Types whose own bounds are not met, wherever they are written.

struct Plain;

struct Holder<T: Default>(T);

struct Outer {
    inner: Holder<Plain>, //~ E0277
}

fn take(_: Holder<Plain>) {} //~ E0277

fn main() {
    let h: Holder<Plain>; //~ E0277
}
