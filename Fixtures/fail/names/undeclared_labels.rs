// Labels that are not there, and one that a closure cannot reach.

fn main() {
    'a: loop {
        break 'b; //~ E0426
    }
    loop {
        continue 'c; //~ E0426
    }
}
