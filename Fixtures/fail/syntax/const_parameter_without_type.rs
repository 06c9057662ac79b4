// A derived structure whose const parameter has no type: a message, no crash.

#[derive(Debug, Clone, PartialEq)]
struct Row<const N> { //~ ERROR
    cells: [u8; 4],
}

fn main() {}
