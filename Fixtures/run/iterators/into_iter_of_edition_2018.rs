// Until edition 2021 the method `into_iter` of an array gives references.
// flags: --edition 2018
fn main() {
    let array = [String::from("a"), String::from("b")];
    for item in array.into_iter() {
        let text: &String = item;
        print!("{text} ");
    }
    println!("{}", array.len());
    // By value where that is asked for.
    for item in IntoIterator::into_iter(array) {
        let text: String = item;
        print!("{text} ");
    }
    println!();
    for item in [1, 2] {
        let number: i32 = item;
        print!("{number} ");
    }
    let boxed: Box<[i32]> = vec![3, 4].into_boxed_slice();
    let sum: i32 = boxed.into_iter().map(|n: &i32| *n).sum();
    println!("{sum} {}", boxed.len());
    let references: Vec<&i32> = (&[5, 6]).into_iter().collect();
    println!("{references:?}");
}
