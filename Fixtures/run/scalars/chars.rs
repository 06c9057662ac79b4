// Characters: escapes, classes, case, encoding.

fn rot13(c: char) -> char {
    match c {
        'a'..='z' => ((c as u8 - b'a' + 13) % 26 + b'a') as char,
        'A'..='Z' => ((c as u8 - b'A' + 13) % 26 + b'A') as char,
        _ => c,
    }
}

fn main() {
    for c in ['a', 'Z', '5', ' ', '\n', 'é', '中', '\u{1F980}'] {
        println!(
            "{:?} {} {} {} {} {}",
            c,
            c.is_alphabetic(),
            c.is_numeric(),
            c.is_whitespace(),
            c.is_ascii(),
            c.len_utf8()
        );
    }
    println!("{}", "Hello, World".chars().map(rot13).collect::<String>());
    println!("{} {}", 'ß'.to_uppercase(), 'É'.to_lowercase());
    println!("{} {}", 'a'.to_ascii_uppercase(), 'Q'.to_ascii_lowercase());
    println!("{:?} {:?} {:?} {:?}", '\'', '"', '\\', '\0');
    println!("{} {}", '\u{41}', '\x42');
    println!("{:?}", ('a'..='e').collect::<Vec<char>>());
    println!("{}", 'a' < 'b' && 'Z' < 'a');
    let mut buffer = [0u8; 4];
    println!("{:?}", 'é'.encode_utf8(&mut buffer).as_bytes());
    println!("{} {}", '9'.is_ascii_digit(), 'g'.is_ascii_hexdigit());
    println!("{}", '\t'.escape_default());
    println!("{}", char::MAX as u32);
}
