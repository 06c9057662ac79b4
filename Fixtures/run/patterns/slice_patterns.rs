// Patterns of slices and arrays: fixed, with rest, rest bound, at both ends.

fn shape(values: &[i32]) -> String {
    match values {
        [] => "empty".to_string(),
        [x] => format!("one {x}"),
        [a, b] if a == b => format!("twins {a}"),
        [0, rest @ ..] => format!("zero then {rest:?}"),
        [.., 0] => "ends in zero".to_string(),
        [first, middle @ .., last] => format!("{first} [{}] {last}", middle.len()),
    }
}

fn is_palindrome(text: &[char]) -> bool {
    match text {
        [first, middle @ .., last] => first == last && is_palindrome(middle),
        _ => true,
    }
}

fn command(words: &[&str]) -> i32 {
    match words {
        ["add", a, b] => a.parse::<i32>().unwrap() + b.parse::<i32>().unwrap(),
        ["neg", a] => -a.parse::<i32>().unwrap(),
        ["sum", numbers @ ..] => numbers.iter().map(|n| n.parse::<i32>().unwrap()).sum(),
        [name, ..] => name.len() as i32,
        [] => 0,
    }
}

fn main() {
    for values in [&[][..], &[1], &[2, 2], &[0, 5, 6], &[4, 5, 0], &[1, 2, 3, 4]] {
        println!("{}", shape(values));
    }
    for word in ["racecar", "abca", "", "x"] {
        println!("{word} {}", is_palindrome(&word.chars().collect::<Vec<_>>()));
    }
    println!("{}", command(&["add", "2", "40"]));
    println!("{}", command(&["neg", "3"]));
    println!("{}", command(&["sum", "1", "2", "3"]));
    println!("{} {}", command(&["other"]), command(&[]));
    let [a, .., z] = [1, 2, 3, 4, 5];
    println!("{a} {z}");
    let [head, tail @ ..] = ["x", "y", "z"];
    println!("{head} {tail:?}");
    let mut numbers = [1, 2, 3, 4];
    if let [first, .., last] = &mut numbers {
        std::mem::swap(first, last);
    }
    println!("{numbers:?}");
    let nested = [[1, 2], [3, 4]];
    let [[_, b], [c, _]] = nested;
    println!("{b} {c}");
    let text = vec![String::from("k"), String::from("v")];
    if let [key, value] = &text[..] {
        println!("{key}={value}");
    }
}
