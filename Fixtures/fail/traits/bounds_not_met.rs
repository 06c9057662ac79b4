// Arguments of types that lack the traits asked for.

use std::collections::HashMap;

#[derive(Debug)]
struct Plain;

fn show<T: std::fmt::Display>(_: T) {}

fn copy<T>(_: T)
where
    T: Copy + Clone,
{
}

struct Holder<T: Default>(T);

fn main() {
    show(Plain); //~ E0277
    show(vec![1]); //~ E0277
    copy(String::new()); //~ E0277
    let x: u8 = Default::default();
    let y = [1, 2].iter().sum::<String>(); //~ E0277
    let mut m = HashMap::new();
    m.insert(Plain, 1); //~ E0277
}
