// What format!'s arguments made is dropped before the text is used.

#[derive(Debug)]
struct Noisy(u8);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn main() {
    println!("{}", format!("{:?}", Noisy(1)));
    println!("{:?} {}", Noisy(2), format!("{:?}", Noisy(3)));
    let text = format!("{:?}{}", Noisy(4), format!("{:?}", Noisy(5)));
    println!("{text} {}", text.len());
}
