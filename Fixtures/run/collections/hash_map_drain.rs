// Draining a map keeps its memory, also when it stops early.
use std::collections::{HashMap, HashSet};

fn main() {
    let mut map: HashMap<u32, String> = (0..1000).map(|n| (n, n.to_string())).collect();
    let capacity = map.capacity();
    let sum: u32 = map.drain().map(|(key, text)| key + text.len() as u32).sum();
    println!("{sum} {} {}", map.len(), map.capacity() == capacity);

    map.extend((0..500).map(|n| (n, "again".to_string())));
    println!("{} {}", map.drain().take(3).count(), map.capacity() == capacity);
    map.insert(7, "seven".to_string());
    println!("{map:?}");

    let mut set: HashSet<u8> = (0..200).collect();
    let capacity = set.capacity();
    println!("{:?}", set.drain().size_hint());
    println!("{} {}", set.len(), set.capacity() == capacity);
    println!("{:?}", set.drain().next());
    let mut empty: HashMap<u8, u8> = HashMap::new();
    println!("{:?}", empty.drain().next());
    println!("{}", empty.capacity());
}
