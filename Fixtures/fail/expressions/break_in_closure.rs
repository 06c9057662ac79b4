// break inside a closure inside a loop.

fn main() {
    loop {
        let f = || {
            break; //~ E0267
        };
        f();
        break;
    }
}
