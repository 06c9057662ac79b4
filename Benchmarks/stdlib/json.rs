// Parses and writes a file again and again; prints the best time of each in ns. Its twin is json.js.
use std::time::Instant;
use stdlib::json::{parse, stringify, Value};

fn best(rounds: usize, mut work: impl FnMut() -> usize) -> u128 {
    (0..rounds)
        .map(|_| {
            let start = Instant::now();
            assert!(work() > 0);
            start.elapsed().as_nanos()
        })
        .min()
        .unwrap()
}

fn main() {
    let path = std::env::args().nth(1).expect("usage: json FILE");
    let text = std::fs::read(path).unwrap();
    let value: Value = parse(&text).unwrap();
    let parsing = best(30, || std::mem::size_of_val(&parse::<Value>(&text).unwrap()));
    let writing = best(30, || stringify(&value).len());
    println!("{parsing} {writing}");
}
