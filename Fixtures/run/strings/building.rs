// String: growing, inserting, removing, formatting into, comparing with &str.

use std::fmt::Write;

fn join(words: &[&str], separator: &str) -> String {
    let mut result = String::new();
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            result.push_str(separator);
        }
        result.push_str(word);
    }
    result
}

fn caesar(text: &str, shift: u8) -> String {
    let mut result = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_lowercase() {
            result.push(((c as u8 - b'a' + shift) % 26 + b'a') as char);
        } else {
            result.push(c);
        }
    }
    result
}

fn main() {
    println!("{}", join(&["a", "bc", "", "d"], "--"));
    println!("{}", caesar("hello, zebra", 3));
    let mut s = String::from("world");
    s.insert(0, ' ');
    s.insert_str(0, "hello");
    s += "!";
    s = s + "?" + &String::from("!");
    println!("{s} {}", s.len());
    println!("{:?} {}", s.pop(), s.remove(0));
    s.truncate(4);
    println!("{s:?} {}", s == "ello");
    s.clear();
    println!("{s:?} {}", s.is_empty());
    write!(s, "{}-{:03}", "id", 7).unwrap();
    writeln!(s).unwrap();
    println!("{s:?}");
    let owned: String = "abc".to_string();
    let copy = owned.clone();
    let borrowed: &str = &owned;
    println!("{} {} {}", owned == copy, borrowed == "abc", "abc" == owned);
    println!("{}", String::from_utf8(vec![104, 105]).unwrap());
    println!("{}", String::from_utf8(vec![0xFF]).is_err());
    println!("{:?}", owned.into_bytes());
    let mut letters: Vec<char> = "sorting".chars().collect();
    letters.sort();
    letters.dedup();
    println!("{}", letters.iter().collect::<String>());
    println!("{}", ["x", "y", "z"].concat());
    println!("{}", vec!["x".to_string(), "y".to_string()].join("/"));
    let mut kept = String::from("a1b2c3");
    kept.retain(|c| c.is_alphabetic());
    println!("{kept} {}", kept.to_uppercase());
    println!("{}", format!("{kept}{kept:>5}").replace(' ', "."));
    println!("{:?}", "k=v;k2=v2".split(';').map(str::to_owned).collect::<Vec<String>>());
}
