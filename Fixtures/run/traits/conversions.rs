// From and Into, TryFrom, FromStr, AsRef, Display and ToString, error sources.

use std::convert::TryFrom;
use std::fmt;
use std::str::FromStr;

#[derive(Debug, Clone, Copy, PartialEq)]
struct Celsius(f64);
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fahrenheit(f64);

impl From<Celsius> for Fahrenheit {
    fn from(c: Celsius) -> Self {
        Fahrenheit(c.0 * 9.0 / 5.0 + 32.0)
    }
}

#[derive(Debug, PartialEq)]
struct Even(u32);

#[derive(Debug, PartialEq)]
enum ColorError {
    Length(usize),
    Digit(std::num::ParseIntError),
}

impl fmt::Display for ColorError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ColorError::Length(n) => write!(f, "length {n} instead of 7"),
            ColorError::Digit(e) => write!(f, "bad digit: {e}"),
        }
    }
}

impl std::error::Error for ColorError {}

impl From<std::num::ParseIntError> for ColorError {
    fn from(e: std::num::ParseIntError) -> Self {
        ColorError::Digit(e)
    }
}

impl TryFrom<u32> for Even {
    type Error = String;
    fn try_from(n: u32) -> Result<Self, String> {
        if n % 2 == 0 { Ok(Even(n)) } else { Err(format!("{n} is odd")) }
    }
}

#[derive(Debug, PartialEq)]
struct Color(u8, u8, u8);

impl FromStr for Color {
    type Err = ColorError;
    fn from_str(text: &str) -> Result<Color, ColorError> {
        if text.len() != 7 {
            return Err(ColorError::Length(text.len()));
        }
        let part = |i: usize| u8::from_str_radix(&text[i..i + 2], 16);
        Ok(Color(part(1)?, part(3)?, part(5)?))
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

fn length<S: AsRef<str>>(s: S) -> usize {
    s.as_ref().len()
}

fn greet(name: impl Into<String>) -> String {
    let mut s: String = name.into();
    s.insert_str(0, "hi ");
    s
}

fn parse(text: &str) -> Result<Color, Box<dyn std::error::Error>> {
    let color: Color = text.parse()?;
    Ok(color)
}

fn main() {
    let f: Fahrenheit = Celsius(100.0).into();
    println!("{f:?} {:?}", Fahrenheit::from(Celsius(-40.0)));
    println!("{:?} {:?}", Even::try_from(4), Even::try_from(5));
    let result: Result<Even, _> = 7u32.try_into();
    println!("{result:?}");
    println!("{:?} {}", "#ff8000".parse::<Color>(), Color(1, 2, 255));
    println!("{}", "#ff".parse::<Color>().unwrap_err());
    println!("{}", Color::from_str("#zz0000").unwrap_err());
    println!("{} {}", length("abc"), length(String::from("abcd")));
    println!("{} {}", greet("you"), greet(String::from("me")));
    match parse("red") {
        Ok(c) => println!("{c}"),
        Err(e) => println!("error: {e}"),
    }
    println!("{}", Color(0, 0, 0).to_string().len());
    let v: Vec<u8> = "bytes".into();
    let b: Box<str> = "boxed".into();
    let s: String = 'c'.into();
    println!("{v:?} {b} {s} {:?}", Option::from(3));
}
