// HashMap with its usual methods: counting, grouping, entries, removal; own keys.

use std::collections::{HashMap, HashSet};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Kind {
    Fruit,
    Root,
}

#[derive(PartialEq, Eq, Hash, Clone, Debug, PartialOrd, Ord)]
struct Key {
    kind: Kind,
    id: u32,
}

fn sorted<K: Ord + Clone, V: Clone>(map: &HashMap<K, V>) -> Vec<(K, V)> {
    let mut list: Vec<(K, V)> = map.iter().map(|(k, v)| (k.clone(), v.clone())).collect();
    list.sort_by(|a, b| a.0.cmp(&b.0));
    list
}

fn main() {
    let text = "the cat and the dog and the bird";
    let mut counts = HashMap::new();
    for word in text.split(' ') {
        *counts.entry(word).or_insert(0) += 1;
    }
    println!("{:?}", sorted(&counts));
    let mut by_length: HashMap<usize, Vec<&str>> = HashMap::new();
    for word in text.split(' ') {
        by_length.entry(word.len()).or_default().push(word);
    }
    println!("{:?}", sorted(&by_length));
    println!("{:?} {:?} {}", counts.get("cat"), counts.get("cow"), counts["the"]);
    println!("{:?} {:?}", counts.insert("cat", 10), counts.insert("cow", 1));
    println!("{:?} {:?} {}", counts.remove("dog"), counts.remove("dog"), counts.len());
    println!("{} {}", counts.contains_key("the"), counts.contains_key("dog"));
    if let Some(n) = counts.get_mut("the") {
        *n += 100;
    }
    for (_, n) in counts.iter_mut() {
        *n += 1;
    }
    for n in counts.values_mut() {
        *n *= 2;
    }
    println!("{:?} {}", sorted(&counts), counts.values().sum::<i32>());
    counts.retain(|k, _| k.starts_with('c'));
    let mut keys: Vec<_> = counts.keys().copied().collect();
    keys.sort();
    println!("{keys:?}");
    let mut stock: HashMap<Key, f32> = HashMap::new();
    stock.insert(Key { kind: Kind::Root, id: 1 }, 2.5);
    stock.insert(Key { kind: Kind::Fruit, id: 1 }, 1.5);
    stock.entry(Key { kind: Kind::Fruit, id: 1 }).and_modify(|p| *p += 1.0).or_insert(9.0);
    stock.entry(Key { kind: Kind::Fruit, id: 2 }).and_modify(|p| *p += 1.0).or_insert_with(|| 9.0);
    println!("{:?}", sorted(&stock));
    let big: HashMap<u64, u64> = (0..1000).map(|n| (n * 7919 % 1009, n)).collect();
    println!("{} {}", big.len(), (0..1009).filter(|k| big.contains_key(k)).count());
    println!("{}", big.iter().map(|(k, v)| k * v % 31).sum::<u64>());
    let from_array = HashMap::from([("a", 1), ("b", 2)]);
    let same: HashMap<_, _> = vec![("b", 2), ("a", 1)].into_iter().collect();
    println!("{}", from_array == same);
    let mut total = 0;
    for (name, value) in from_array {
        total += value * name.len();
    }
    println!("{total}");
    let letters: HashSet<char> = "mississippi".chars().collect();
    let others: HashSet<char> = "simple".chars().collect();
    let mut common: Vec<_> = letters.intersection(&others).collect();
    common.sort();
    println!("{} {common:?} {}", letters.len(), letters.contains(&'z'));
    let mut cleared = same.clone();
    cleared.clear();
    println!("{} {}", cleared.is_empty(), same.len());
}
