// Types that nothing determines.

fn make<T>() -> Option<T> {
    None
}

fn main() {
    let a = Vec::new(); //~ E0282
}

fn second() {
    let b = make(); //~ E0282
}

fn third() {
    let c = |x| x; //~ E0282
}
