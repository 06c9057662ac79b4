// Ranges of types without order.

fn main() {
    match "a" {
        "a"..="z" => {} //~ E0029
        _ => {}
    }
}
