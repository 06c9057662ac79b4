// exit: 101
// stderr: index out of bounds: the len is 3 but the index is 3
// An index outside of an array or slice is a panic.

fn at(values: &[i32], index: usize) -> i32 {
    values[index]
}

fn main() {
    let values = [10, 20, 30];
    for i in 0..=3 {
        println!("{}", at(&values, i));
    }
}
