// Values of types without a size.

fn f(text: str) {} //~ E0277

fn g() -> [i32] { //~ E0277
    loop {}
}

fn main() {
    let s: str = *"x"; //~ E0277
    let v: Vec<dyn Fn()> = vec![]; //~ E0277
}
