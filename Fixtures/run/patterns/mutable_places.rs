// `ref mut` in a pattern makes the matched place mutable: `IndexMut` and `DerefMut` are called.

use std::cell::RefCell;
use std::ops::{Index, IndexMut};

struct Grid(Vec<(i32, Option<i32>)>);
impl Index<usize> for Grid {
    type Output = (i32, Option<i32>);
    fn index(&self, index: usize) -> &Self::Output {
        println!("index {index}");
        &self.0[index]
    }
}
impl IndexMut<usize> for Grid {
    fn index_mut(&mut self, index: usize) -> &mut Self::Output {
        println!("index_mut {index}");
        &mut self.0[index]
    }
}

fn main() {
    let mut grid = Grid(vec![(1, None), (2, Some(20))]);
    let (ref mut number, _) = grid[0];
    *number += 10;
    match grid[1] {
        (_, Some(ref mut inner)) => *inner += 1,
        (_, None) => unreachable!(),
    }
    if let (ref mut number, Some(_)) = grid[1] {
        *number *= 5;
    }
    let (ref number, option) = grid[1];
    println!("{number} {option:?}");

    let cell = RefCell::new(Some(String::from("a")));
    match *cell.borrow_mut() {
        Some(ref mut text) => text.push('b'),
        None => {}
    }
    while let Some(ref mut text) = *cell.borrow_mut() {
        text.push('c');
        if text.len() == 3 {
            break;
        }
    }
    println!("{:?} {:?}", grid.0, cell);
}
