// Where the end of a block is configured out, what stood before it is the value.

fn is_kept() -> bool {
    #[cfg(all())]
    {
        true
    }
    #[cfg(any())]
    {
        false
    }
}

fn is_other() -> bool {
    if is_kept() { false } else { true }
    #[cfg(any())]
    println!("not reached");
}

fn main() {
    println!("{} {}", is_kept(), is_other());
}
