// Derived PartialEq, Eq, PartialOrd, Ord, Hash, Clone, Copy, Default.

use std::cmp::Ordering;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
enum Rank {
    Low,
    #[default]
    Middle,
    High,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
struct Version {
    major: u32,
    minor: u32,
    label: Option<String>,
}

#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Value {
    Nothing,
    Number(f64),
    Pair(i32, i32),
    Named { name: String, rank: Rank },
}

#[derive(Debug, Default, Clone, PartialEq)]
struct Everything<T> {
    number: i32,
    float: f32,
    flag: bool,
    letter: char,
    text: String,
    list: Vec<T>,
    option: Option<T>,
    pair: (u8, T),
    array: [T; 3],
    rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
struct Marker<const N: usize>;

fn hash_of<T: Hash>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn version(major: u32, minor: u32, label: Option<&str>) -> Version {
    Version { major, minor, label: label.map(String::from) }
}

fn main() {
    println!("{} {} {}", Rank::Low < Rank::High, Rank::Middle >= Rank::High, Rank::Low == Rank::Low);
    println!("{:?} {:?}", Rank::High.cmp(&Rank::Low), Rank::default());
    let mut versions = vec![
        version(1, 2, None),
        version(1, 2, Some("beta")),
        version(0, 9, None),
        version(1, 2, Some("alpha")),
    ];
    versions.sort();
    for v in &versions {
        println!("{v:?}");
    }
    println!("{:?}", versions.iter().max().unwrap().clone().label);
    println!("{:?} {:?}", Value::Number(1.0).partial_cmp(&Value::Number(f64::NAN)), Value::Nothing < Value::Pair(0, 0));
    println!("{:?}", Value::Pair(1, 5).partial_cmp(&Value::Pair(1, 4)));
    let a = Value::Named { name: "a".into(), rank: Rank::Low };
    let b = Value::Named { name: "a".into(), rank: Rank::High };
    println!("{} {} {:?}", a == b, a != b.clone(), a.partial_cmp(&b) == Some(Ordering::Less));
    println!("{:?}", Everything::<i64>::default());
    println!("{}", Everything::<u8>::default() == Everything { number: 1, ..Default::default() });
    println!("{} {}", hash_of(&version(1, 2, None)) == hash_of(&version(1, 2, None)), hash_of(&Rank::Low) == hash_of(&Rank::High));
    println!("{}", hash_of(&(1u8, "x")) == hash_of(&(1u8, String::from("x"))));
    println!("{}", Marker::<3> == Marker::<3>);
    let copied = Rank::High;
    let again = copied;
    println!("{copied:?} {again:?} {:?}", std::cmp::max(Rank::Low, Rank::Middle));
    println!("{:?} {:?}", (1, 'a').cmp(&(1, 'b')), [1, 2].partial_cmp(&[1, 1]).map(Ordering::reverse));
    println!("{:?} {}", 3.clamp(5, 9), "b".max("a"));
}
