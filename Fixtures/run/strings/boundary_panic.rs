// exit: 101
// Slicing inside a character is a panic.

fn prefix(text: &str, end: usize) -> &str {
    &text[..end]
}

fn main() {
    let text = "aéb";
    println!("{}", prefix(text, 1));
    println!("{}", prefix(text, 3));
    println!("{}", prefix(text, 2));
}
