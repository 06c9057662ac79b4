// A closure that is called with another number of arguments.

fn main() {
    let f = |x: i32| x + 1;
    f(1, 2); //~ E0057
    f(); //~ E0057
}
