// exit: 101
// stderr: the third one
// A panic runs the drops of all frames it leaves, in order.

struct Guard(&'static str);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("drop {} (panicking: {})", self.0, std::thread::panicking());
    }
}

fn inner(n: u32) -> u32 {
    let _guard = Guard("inner");
    if n == 3 {
        panic!("the {} one", "third");
    }
    n * 2
}

fn outer(n: u32) -> u32 {
    let _first = Guard("first");
    let list = vec![Guard("list a"), Guard("list b")];
    let result = inner(n);
    drop(list);
    result
}

fn main() {
    let _main = Guard("main");
    println!("{}", outer(1));
    println!("{}", outer(3));
    println!("never");
}
