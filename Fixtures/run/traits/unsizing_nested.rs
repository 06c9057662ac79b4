// Structs whose last field is a struct that is unsized in turn; cells of arrays as cells of slices.

use std::cell::Cell;
use std::fmt::Debug;

struct Inner<T: ?Sized> {
    count: usize,
    data: T,
}

struct Outer<T: ?Sized> {
    name: &'static str,
    inner: Inner<T>,
}

fn main() {
    let sized = Outer { name: "numbers", inner: Inner { count: 3, data: [1, 2, 3] } };
    let outer: &Outer<[i32]> = &sized;
    let inner: &Inner<[i32]> = &outer.inner;
    println!("{} {} {:?} {}", outer.name, inner.count, &inner.data, outer.inner.data[1]);
    let object: Box<Outer<dyn Debug>> = Box::new(Outer { name: "text", inner: Inner { count: 1, data: "x" } });
    println!("{} {} {:?}", object.name, object.inner.count, &object.inner.data);

    let array = Cell::new([0; 4]);
    let cells = (&array as &Cell<[_]>).as_slice_of_cells();
    cells[2].set(5);
    println!("{:?}", array.get());
}
