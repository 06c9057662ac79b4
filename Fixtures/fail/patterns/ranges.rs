// Ranges that are empty or of types without order.

fn main() {
    match 5u8 {
        9..=1 => {} //~ E0030
        _ => {}
    }
    match 5u8 {
        3..3 => {} //~ E0579
        _ => {}
    }
}
