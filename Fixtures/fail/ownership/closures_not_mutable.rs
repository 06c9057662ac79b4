// Calling a closure that changes what it captured needs mut; Fn closures change nothing.

fn call(f: impl Fn()) {
    f();
}

fn main() {
    let mut n = 1;
    let f = || n += 1;
    f(); //~ E0596
    let mut m = 1;
    call(|| m += 1); //~ E0594
}
