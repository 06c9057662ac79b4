// Methods of `str` and `String` at their edges.
fn show<'a>(name: &str, parts: impl Iterator<Item = &'a str>) {
    println!("{name} {:?}", parts.collect::<Vec<_>>());
}

fn splitting() {
    show("split", ",a,,b,".split(','));
    show("split str", "a--b----c".split("--"));
    show("split empty", "ab".split(""));
    show("split rev", "a b c".split(' ').rev());
    show("chars", "a1b2c".split(char::is_numeric));
    show("set", "a-b_c".split(['-', '_']));
    show("terminator", "a;b;".split_terminator(';'));
    show("inclusive", "a\nb\n\nc".split_inclusive('\n'));
    show("rsplit", "a.b.c".rsplit('.'));
    show("splitn", "a=b=c".splitn(2, '='));
    show("rsplitn", "a=b=c".rsplitn(2, '='));
    show("whitespace", " \t a\u{a0}b\n ".split_whitespace());
    show("ascii", " a  b ".split_ascii_whitespace());
    show("lines", "a\r\nb\n\nc\r".lines());
    show("matches", "a1bb22".matches(|c: char| c.is_ascii_digit()));
    println!("{:?} {:?}", "k: v: w".split_once(": "), "k: v: w".rsplit_once(": "));
    println!("{:?}", "abcabc".match_indices("bc").collect::<Vec<_>>());
    println!("{:?}", "abcabc".rmatch_indices('a').collect::<Vec<_>>());
}

fn searching() {
    let text = "Löwe 老虎 Léopard";
    println!("{:?} {:?} {:?}", text.find('é'), text.find("老"), text.rfind('L'));
    println!("{:?} {:?}", text.find(|c: char| !c.is_alphabetic()), text.find("zzz"));
    println!("{} {} {}", text.contains("虎"), text.starts_with('L'), text.ends_with("ard"));
    println!("{:?} {:?}", text.strip_prefix("Lö"), text.strip_suffix(char::is_lowercase));
    println!("{:?} {:?}", text.get(0..2), text.get(0..3));
    println!("{} {}", text.is_char_boundary(2), text.floor_char_boundary(2));
    println!("{} {}", text.len(), text.chars().count());
    println!("{:?}", text.char_indices().rev().take(3).collect::<Vec<_>>());
    println!("{:?} {:?}", "aaaa".find("aa"), "aaaa".matches("aa").count());
    println!("{:?}", "mississippi".find("issip"));
    println!("{:?} {:?}", "".find(""), "abc".rfind(""));
}

fn changing() {
    println!("{} {}", "Straße ΣΑΣ ǅ ﬁ".to_uppercase(), "ΑΣ ΑΣΑ İ Ǆ".to_lowercase());
    println!("{} {}", "Grün".to_ascii_uppercase(), "ÀB".to_ascii_lowercase());
    println!("{:?} {:?} {:?}", "  x ".trim(), "xxaxx".trim_matches('x'), "123a".trim_start_matches(char::is_numeric));
    println!("{} {}", "a.b.c".replace('.', "::"), "aaa".replacen("a", "b", 2));
    println!("{} {:?}", "ab".repeat(3), "x".repeat(0));
    let mut s = String::from("hello");
    s.insert(0, '¡');
    s.insert_str(s.len(), " wörld");
    println!("{s} {:?} {:?}", s.pop(), s.remove(0));
    s.retain(|c| c != 'l');
    s.replace_range(0..2, "HE");
    println!("{s} {:?}", s.drain(..3).collect::<String>());
    println!("{s} {}", s.split_off(2));
    s.truncate(1);
    s.extend(['a', 'b']);
    s += "c";
    println!("{s:?} {} {:?}", s.clone() + "d", s.char_indices().last());
    s.clear();
    println!("{:?} {}", s, s.is_empty());
    let mut ascii = String::from("aÄ");
    ascii.make_ascii_uppercase();
    println!("{ascii} {}", "ß".eq_ignore_ascii_case("ß"));
}

fn bytes() {
    println!("{:?}", String::from_utf8(vec![0x66, 0xE2, 0x82]));
    println!("{}", String::from_utf8(vec![b'a', 0xFF, b'b']).unwrap_err());
    println!("{}", String::from_utf8_lossy(b"ok \xF0\x9F\x92 \xC3\x28 end\xE2"));
    println!("{:?}", std::str::from_utf8(&[0xED, 0xA0, 0x80]).map_err(|e| (e.valid_up_to(), e.error_len())));
    println!("{:?} {:?}", String::from_utf16(&[0x61, 0xD83D, 0xDE00]), String::from_utf16_lossy(&[0xD800, 0x62]));
    println!("{:?}", "a😀".encode_utf16().collect::<Vec<_>>());
    println!("{:?} {:?}", "é".bytes().rev().collect::<Vec<_>>(), "é".as_bytes());
    println!("{} {} {}", "a\"b\n\u{1}é".escape_default(), "é\u{200b}".escape_debug(), "a".escape_unicode());
    println!("{:?} {:?}", 'x'.len_utf8() + '😀'.len_utf16(), '€'.encode_utf8(&mut [0; 4]).len());
    println!("{:?} {:?}", "b".cmp("a\u{0}"), "a" < "á");
    println!("{:?}", ["b", "a", "B"].iter().max());
    println!("{:?} {:?}", "5".parse::<char>(), "".parse::<char>().map_err(|e| e.to_string()));
    for text in ["", "-", "+5", "-0", "128", "1_0", " 1", "abc"] {
        println!("{:?} {:?}", text.parse::<i8>().map_err(|e| e.to_string()), text.parse::<f32>().is_ok());
    }
    for text in ["inf", "-NaN", "1e5", ".5", "5.", "1e", "0x10", "infinity", "1E-400", "179769313486231580793e289"] {
        println!("{:?}", text.parse::<f64>());
    }
    println!("{:?} {:?}", "true".parse::<bool>(), "True".parse::<bool>().map_err(|e| e.to_string()));
    println!("{:?} {:?}", ["a", "b"].concat(), ["a", "b", "c"].join("/"));
}

fn main() {
    splitting();
    searching();
    changing();
    bytes();
}
