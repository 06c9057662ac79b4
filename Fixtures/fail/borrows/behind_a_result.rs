// A result that holds a reference keeps what is borrowed behind it.

use std::fmt::Debug;

struct Shown<'a>(&'a dyn Debug);

fn show<T: Debug>(value: &T) -> Shown<'_> {
    Shown(value)
}

fn shown() {
    let mut v = vec![1];
    let iterator = v.iter_mut();
    let shown = show(&iterator);
    println!("{}", v.len()); //~ E0502
    println!("{:?}", shown.0);
}

fn printed() {
    let mut v = vec![1];
    println!("{:?} {:?}", v.iter_mut(), v.clone()); //~ E0502
}

fn done_before() {
    let mut v = vec![1];
    let iterator = v.iter_mut();
    println!("{:?}", show(&iterator).0);
    println!("{}", v.len());
}

fn main() {
    shown();
    printed();
    done_before();
}
