// Documents that were changed at random: reading one never panics, what is read is written and read again as the same,
// and errors lie within the text. With `list`, each text is printed with what became of it, for Fuzzing/json to compare.
// Arguments: the first seed, how many.
#[path = "library/common.rs"]
mod common;
use common::Random;
use stdlib::json::{self, Deserialize, Serialize, Value};

#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[json(rename_all = "camelCase")]
struct Record {
    id: u64,
    first_name: String,
    #[json(default)]
    score: f64,
    tags: Vec<Option<String>>,
    #[json(flatten)]
    place: Place,
    kind: Kind,
}
#[derive(Serialize, Deserialize, PartialEq, Debug)]
struct Place {
    x: i32,
    y: (f32, bool),
}
#[derive(Serialize, Deserialize, PartialEq, Debug)]
#[json(tag = "type")]
enum Kind {
    Plain,
    Other { value: i64 },
}

const SEEDS: [&str; 5] = [
    r#"{"a": [1, 2.5, -3e-7, null, true, "x\u00e9\n\ud83d\ude00"], "b": {"c": {}, "a": false}, "": [[[]]], "q": "a\"b\\c\/"}"#,
    r#"[0, -0.0, 1e308, 5e-324, 123456789012345678901234567890, "é名前", {"a key of more than 23 bytes": "v"}, [ ] , { } ]"#,
    r#"{"id": 18446744073709551615, "firstName": "A b", "score": 12.75, "tags": ["x", null], "x": -5, "y": [0.1, true], "kind": {"type": "Other", "value": -9}}"#,
    "[\n  {\n    \"name\": \"value\",\n    \"list\": [\n      1,\n      22,\n      333,\n      4444444444\n    ]\n  }\n]\n",
    r#"["0123456789012345678901234567890123456789\t", "😀😀", 0.30000000000000004, 1125899906842624.125, -1.7976931348623157E+308, 1E400]"#,
];
const PIECES: [&str; 24] = [
    "\"", "\\", "{", "}", "[", "]", ",", ":", "0", "9", "-", ".", "e", "E+", "null", "true", " ", "\n", "\\u", "\\ud800", "\u{1}", "é", "1e", "\"k\":",
];

fn document(random: &mut Random) -> Vec<u8> {
    let mut text = random.pick(&SEEDS).as_bytes().to_vec();
    for _ in 0..random.below(5) {
        let place = random.below(text.len() + 1);
        match random.below(6) {
            0 if place < text.len() => text[place] = random.next() as u8,
            1 => text.truncate(place),
            2 => {
                let end = (place + random.below(12)).min(text.len());
                text.drain(place..end);
            }
            3 => {
                let end = (place + random.below(40)).min(text.len());
                let part = text[place..end].to_vec();
                text.splice(place..place, part);
            }
            _ => {
                text.splice(place..place, random.pick(&PIECES).bytes());
            }
        }
    }
    text
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (first, count): (u64, u64) = (arguments[0].parse().unwrap(), arguments[1].parse().unwrap());
    let list = arguments.get(2).is_some_and(|word| word == "list");
    let mut good = 0;
    for seed in first..first + count {
        let text = document(&mut Random::new(seed));
        let result = json::parse::<Value>(&text);
        match &result {
            Ok(value) => {
                good += 1;
                let written = json::stringify(value);
                let again: Value = json::parse(&written).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
                assert_eq!(json::stringify(&again), written, "seed {seed}");
                assert_eq!(json::stringify(&json::parse::<Value>(json::stringify_pretty(value)).unwrap()), written, "seed {seed}");
            }
            Err(error) => {
                let lines = text.iter().filter(|&&byte| byte == b'\n').count() + 1;
                assert!(error.line() <= lines && error.column() <= text.len() + 1, "seed {seed}: {error}");
            }
        }
        if let Ok(record) = json::parse::<Record>(&text) {
            assert!(result.is_ok(), "seed {seed}");
            let again: Record = json::parse(json::stringify(&record)).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
            assert_eq!(json::stringify(&again), json::stringify(&record), "seed {seed}");
        }
        if list && let Ok(text) = std::str::from_utf8(&text) {
            let error = result.as_ref().err().map(|error| error.to_string());
            println!("{}", json::stringify(&(text, result.as_ref().ok().map(json::stringify), error)));
        }
    }
    if !list {
        println!("{count} documents, {good} good");
    }
}
