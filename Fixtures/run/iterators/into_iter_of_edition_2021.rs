// From edition 2021 on arrays are iterated by value; until 2024 boxed slices by reference.
fn main() {
    let sum: i32 = [1, 2].into_iter().map(|n: i32| n).sum();
    let boxed: Box<[i32]> = vec![3, 4].into_boxed_slice();
    let other: i32 = boxed.into_iter().map(|n: &i32| *n).sum();
    println!("{sum} {other} {}", boxed.len());
}
