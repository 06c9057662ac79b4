// Structures of a thin pointer and something else become structures of a wide pointer and that.
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::fmt::Display;

fn main() {
    let cell: RefCell<[i32; 3]> = RefCell::new([1, 2, 3]);
    {
        let mut array: RefMut<'_, [i32; 3]> = cell.borrow_mut();
        array[0] = 4;
        let mut slice: RefMut<'_, [i32]> = array;
        slice[2] = 5;
        println!("{:?} {}", &*slice, cell.try_borrow().is_err());
    }
    let array: Ref<'_, [i32; 3]> = cell.borrow();
    let slice: Ref<'_, [i32]> = array;
    println!("{:?} {}", &*slice, cell.try_borrow_mut().is_err());
    drop(slice);
    let number = RefCell::new(7);
    let shown: Ref<'_, dyn Display> = number.borrow();
    println!("{shown} {}", number.try_borrow_mut().is_err());
    drop(shown);
    println!("{}", number.try_borrow_mut().is_ok());
    let cells = Cell::new([1, 2]);
    let slice: &Cell<[i32]> = &cells;
    slice.as_slice_of_cells()[1].set(9);
    println!("{:?}", cells.get());
}
