// What a number is compared with can be inferred: numbers are equal to numbers only.
fn main() {
    let (count, total) = (5usize, 10usize);
    assert_eq!(total, (0..count).sum());
    assert!(3.5f64 == [1.5, 2.0].iter().sum());
    let factor: i64 = 120;
    println!("{} {}", factor == (1..=5).product(), "7".parse() == Ok(7u8));
}
