// &str: slicing by byte offsets, searching, splitting, trimming, parsing.

fn initials(name: &str) -> String {
    name.split_whitespace().filter_map(|word| word.chars().next()).collect()
}

fn key_value(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once('=')?;
    Some((key.trim(), value.trim()))
}

fn main() {
    let text = "The quick brown fox";
    println!("{} {} {}", &text[4..9], &text[..3], &text[16..]);
    println!("{:?} {:?} {:?}", text.find("quick"), text.find('z'), text.rfind('o'));
    println!("{} {} {}", text.starts_with("The"), text.ends_with('x'), text.contains("brown f"));
    println!("{}", initials("ada augusta  lovelace"));
    println!("{:?} {:?}", key_value("name = value = more"), key_value("nothing"));
    println!("{:?}", "a,b,,c".split(',').collect::<Vec<_>>());
    println!("{:?}", "a,b,,c".splitn(2, ',').collect::<Vec<_>>());
    println!("{:?}", "one\ntwo\r\nthree\n".lines().collect::<Vec<_>>());
    println!("{:?} {:?}", "  pad ".trim_start(), "xxpadxx".trim_matches('x'));
    println!("{:?}", "prefix-rest".strip_prefix("prefix-"));
    println!("{:?} {:?}", "42".parse::<i32>(), "-7".parse::<u32>().is_err());
    println!("{:?}", "4x".parse::<i32>());
    println!("{}", "ab".repeat(3));
    println!("{}", "one two".replace("o", "0"));
    println!("{} {}", "Grüße".to_uppercase(), "ÀB".to_lowercase());
    println!("{:?}", "Grüße".char_indices().collect::<Vec<_>>());
    println!("{:?}", "Grüße".bytes().map(|b| b as u32).sum::<u32>());
    println!("{} {}", "Grüße".len(), "Grüße".chars().count());
    println!("{:?}", "Grüße".chars().rev().collect::<String>());
    println!("{} {:?}", "apple" < "banana", "a".cmp("B"));
    println!("{:?} {:?}", text.get(0..3), "é".get(0..1));
    println!("{}", "line one
line two \
      continued");
    println!(r"raw \n {}", r#"with "quotes""#);
    println!("{:?}", b"bytes\x01");
    println!("{:?}", "tab\t quote\" uni\u{7f} é");
}
