// Case mappings of characters between others that map differently, escapes of joining characters, and which
// of several errors a number is refused with.
fn main() {
    println!("{} {} {}", 'ſ'.to_uppercase(), 'Ž'.to_lowercase(), 'ž'.to_uppercase());
    println!("{} {} {}", "ſtraße".to_uppercase(), 'ƀ'.to_uppercase(), 'ŷ'.to_uppercase());
    println!("{} {}", "e\u{301}".escape_debug(), "\u{301}e\u{301}".escape_debug());
    println!("{:?} {}", "e\u{301}", '\u{301}'.escape_debug());
    let again = "\u{301}a\n".escape_debug();
    println!("{} {}", again.clone().count(), again);
    for text in ["1110 ", "11 0", "300", "-129", "-129x", "", "+", "-", "12x", "99999999999999999999x"] {
        println!("{text:?} {:?}", text.parse::<i8>().map_err(|error| error.kind().clone()));
    }
    println!("{:?} {:?}", u8::from_str_radix("4009", 8), u8::from_str_radix("409", 8));
}
