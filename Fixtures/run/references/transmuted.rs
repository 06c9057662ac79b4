// A reference made by transmuting holds no borrow of what it was made from.

use std::mem;
fn a() {
    let mut v = 5i32;
    let x = &mut v;
    let y1: &i32 = unsafe { mem::transmute(&*x) };
    let y2 = x as *mut i32;
    println!("{}", *y1);
    let _ = y2;
}
fn b<'a>(x: &'a mut Vec<i32>) -> (&'a mut Vec<i32>, &'a mut Vec<i32>) {
    let p = unsafe { mem::transmute::<&mut Vec<i32>, &'a mut Vec<i32>>(&mut *x) };
    (p, x)
}
fn main() { a(); let mut v = vec![1]; let (p, q) = b(&mut v); p.push(1); println!("{}", q.len()); }
