// From edition 2024 on boxed slices are iterated by value.
// flags: --edition 2024
fn main() {
    let boxed: Box<[String]> = vec![String::from("c"), String::from("d")].into_boxed_slice();
    let texts: String = boxed.into_iter().map(|text: String| text + ".").collect();
    println!("{texts}");
}
