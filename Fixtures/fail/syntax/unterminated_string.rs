// A string without an end.

fn main() {
    let a = "no end; //~ E0765
}
