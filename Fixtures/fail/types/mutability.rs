// A shared reference where a mutable one is asked for.

fn change(n: &mut i32) {
    *n += 1;
}

fn main() {
    let mut x = 1;
    change(&x); //~ E0308
    change(x); //~ E0308
    let r: &mut i32 = &x; //~ E0308
}
