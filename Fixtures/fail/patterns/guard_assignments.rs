// A guard does not change what it looks at.

fn main() {
    match Some(()) {
        None => {}
        option if { option = None; false } => {} //~ E0594
        Some(_) => {}
    }
}
