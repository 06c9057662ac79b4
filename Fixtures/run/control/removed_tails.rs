// Where the end of a block is configured out, what stood before it is the value.

fn is_unix() -> bool {
    #[cfg(unix)]
    {
        true
    }
    #[cfg(not(unix))]
    {
        false
    }
}

fn is_other() -> bool {
    if is_unix() { false } else { true }
    #[cfg(not(unix))]
    println!("not reached");
}

fn main() {
    println!("{} {}", is_unix(), is_other());
}
