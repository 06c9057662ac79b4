// What a type parameter's bounds let it lend is borrowed from it.

use std::ops::Deref;

fn dereferenced<U, T: Deref<Target = Vec<U>>>(value: T) -> usize {
    let list;
    {
        let inner = value;
        list = &*inner; //~ E0597
    }
    list.len()
}
fn viewed<U: Clone, T: AsRef<[U]>>(value: T) -> U {
    let list;
    {
        let inner = value;
        list = inner.as_ref(); //~ E0597
    }
    list[0].clone()
}
fn through_a_tuple<'a, T>(value: &'a (T,)) -> &'a T {
    match (&value,) {
        ((inner,),) => inner,
    }
}

fn main() {}
