// if let with else chains, let else, while let, matches!, let with irrefutable patterns.

fn first_number(text: &str) -> Option<i32> {
    for word in text.split(' ') {
        let Ok(number) = word.parse::<i32>() else {
            continue;
        };
        return Some(number);
    }
    None
}

fn port(setting: Option<&str>) -> Result<u16, String> {
    let Some(text) = setting else {
        return Err("no setting".to_string());
    };
    let Ok(port) = text.parse() else {
        return Err(format!("`{text}` is no port"));
    };
    Ok(port)
}

fn kind(value: Result<Option<i32>, String>) -> String {
    if let Ok(Some(n)) = &value {
        format!("number {n}")
    } else if let Ok(None) = value {
        "nothing".into()
    } else if let Err(message) = value {
        message
    } else {
        unreachable!()
    }
}

fn main() {
    println!("{:?} {:?}", first_number("a b 12 c 13"), first_number("none"));
    println!("{:?} {:?} {:?}", port(Some("80")), port(Some("x")), port(None));
    println!("{} {} {}", kind(Ok(Some(3))), kind(Ok(None)), kind(Err("bad".into())));
    let mut stack = vec![1, 2, 3];
    while let Some(top) = stack.pop() {
        print!("{top} ");
        if top == 3 {
            stack.push(10);
        }
    }
    println!();
    let mut letters = "abc".chars();
    while let Some(c) = letters.next() {
        if let 'b' = c {
            continue;
        }
        print!("{c}");
    }
    println!();
    println!("{} {}", matches!('x', 'a'..='z'), matches!(Some(3), Some(n) if n > 5));
    let value = if let Some(n) = Some(4).filter(|n| n % 2 == 1) { n } else { -1 };
    println!("{value}");
    let ((a, b), [c, d]) = ((1, 2), [3, 4]);
    println!("{}", a + b + c + d);
    let late;
    if value < 0 {
        late = "negative";
    } else {
        late = "positive";
    }
    println!("{late}");
}
