// exit: 1
// stderr: Error: Parse("line 3: `x1` is no number")
// The ? operator with From conversions, Option and Result; main that returns an error.

use std::fmt;

#[derive(Debug)]
enum Failure {
    Parse(String),
    Empty,
    Negative(i64),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Parse(text) => write!(f, "parse error: {text}"),
            Failure::Empty => f.write_str("empty"),
            Failure::Negative(n) => write!(f, "{n} is negative"),
        }
    }
}

impl From<std::num::ParseIntError> for Failure {
    fn from(e: std::num::ParseIntError) -> Self {
        Failure::Parse(e.to_string())
    }
}

fn number(text: &str) -> Result<i64, Failure> {
    if text.is_empty() {
        return Err(Failure::Empty);
    }
    let n: i64 = text.trim().parse()?;
    if n < 0 { Err(Failure::Negative(n)) } else { Ok(n) }
}

fn total(texts: &[&str]) -> Result<i64, Failure> {
    let mut sum = 0;
    for text in texts {
        sum += number(text)?;
    }
    Ok(sum)
}

fn second_letter(text: &str) -> Option<char> {
    let word = text.split(' ').nth(1)?;
    let letter = word.chars().nth(1)?;
    Some(letter.to_ascii_uppercase())
}

fn sum_of_lines(text: &str) -> Result<i32, Failure> {
    text.lines()
        .enumerate()
        .map(|(i, line)| {
            line.parse::<i32>().map_err(|_| Failure::Parse(format!("line {}: `{line}` is no number", i + 1)))
        })
        .sum()
}

fn main() -> Result<(), Failure> {
    println!("{:?}", total(&["1", " 2 ", "3"]));
    for bad in [&["1", ""][..], &["-4"], &["1", "abc"]] {
        match total(bad) {
            Ok(n) => println!("{n}"),
            Err(e) => println!("{e}"),
        }
    }
    println!("{:?} {:?}", second_letter("one two"), second_letter("one"));
    println!("{}", sum_of_lines("1\n2\n3")?);
    println!("{}", sum_of_lines("1\n2\nx1\n4")?);
    println!("never");
    Ok(())
}
