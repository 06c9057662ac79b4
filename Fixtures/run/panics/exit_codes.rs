// exit: 42
// std::process::exit ends at once: no drops, buffered lines are written.

struct Never;

impl Drop for Never {
    fn drop(&mut self) {
        println!("dropped");
    }
}

fn stop(code: i32) -> ! {
    print!("leaving with {code}");
    std::process::exit(code)
}

fn choose(n: Option<i32>) -> i32 {
    match n {
        Some(n) => n,
        None => stop(42),
    }
}

fn main() {
    let _never = Never;
    println!("{}", choose(Some(1)));
    println!("{}", choose(None));
}
