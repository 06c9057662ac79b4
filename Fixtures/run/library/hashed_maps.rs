// Hash maps and sets: entries, hashers, removal while visiting, set operations.
use std::collections::hash_map::{DefaultHasher, Entry, RandomState};
use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hash, Hasher};

/// A hasher whose order everybody knows; many keys collide.
#[derive(Default, Clone)]
struct Weak(u64);
impl Hasher for Weak {
    fn finish(&self) -> u64 {
        self.0 % 7
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.wrapping_mul(31).wrapping_add(*byte as u64);
        }
    }
}
type Colliding<K, V> = HashMap<K, V, BuildHasherDefault<Weak>>;

fn sorted<T: Ord>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut items: Vec<T> = items.into_iter().collect();
    items.sort();
    items
}

fn main() {
    let mut map: HashMap<String, u32> = HashMap::new();
    println!("{:?} {} {}", map.get("none"), map.is_empty(), map.capacity());
    for word in "a b c a b a".split(' ') {
        *map.entry(word.to_string()).or_default() += 1;
    }
    println!("{:?} {:?} {}", sorted(&map), map.get_key_value("a"), map["b"]);
    println!("{:?} {:?}", map.insert("c".into(), 10), map.remove("b"));
    if let Some(value) = map.get_mut("a") {
        *value += 100;
    }
    match map.entry("a".to_string()) {
        Entry::Occupied(entry) => println!("{entry:?} {:?}", entry.get()),
        Entry::Vacant(_) => unreachable!(),
    }
    println!("{:?}", map.entry("v".into()));
    println!("{:?}", map.entry("v".into()).insert_entry(1).key());
    println!("{:?}", map.get_disjoint_mut(["a", "zz", "v"]).map(|v| v.map(|v| std::mem::replace(v, 7))));
    println!("{:?} {:?}", sorted(map.keys().cloned()), sorted(map.values().copied()));
    map.values_mut().for_each(|v| *v *= 2);
    map.retain(|k, v| k != "v" && *v > 0);
    println!("{:?} {:?}", sorted(map.clone().into_values()), sorted(map.clone().into_keys()));
    println!("{:?} {}", sorted(map.drain()), map.len());
    map.shrink_to_fit();
    println!("{}", map.capacity());

    let mut colliding: Colliding<u32, u32> = (0..200).map(|n| (n, n * 2)).collect();
    for n in (0..200).step_by(3) {
        assert_eq!(colliding.remove(&n), Some(n * 2));
    }
    colliding.extend((0..50).map(|n| (n, n)));
    println!("{} {:?} {:?}", colliding.len(), colliding.get(&3), colliding.get(&51));
    println!("{}", colliding.extract_if(|k, _| k % 2 == 0).map(|(k, v)| k + v).sum::<u32>());
    println!("{} {}", colliding.iter().map(|(k, v)| k * v).sum::<u32>(), colliding == colliding.clone());
    let other: Colliding<u32, u32> = sorted(&colliding).into_iter().rev().map(|(k, v)| (*k, *v)).collect();
    println!("{} {}", other == colliding, colliding.contains_key(&1));

    let a: HashSet<i32> = (0..10).collect();
    let b = HashSet::from([5, 20]);
    println!("{:?} {:?}", sorted(a.intersection(&b)), sorted(a.symmetric_difference(&b)).len());
    println!("{:?} {:?} {:?}", sorted(&a - &b).len(), sorted(&a & &b), sorted(a.union(&b)).len());
    println!("{} {} {}", a.is_subset(&b), a.is_disjoint(&HashSet::new()), a.contains(&9));
    let mut texts: HashSet<String> = HashSet::default();
    println!("{} {} {:?}", texts.insert("x".into()), texts.insert("x".into()), texts.replace("x".into()));
    println!("{:?}", texts.get("x"));
    println!("{:?} {:?}", texts.take("x"), texts.remove("x"));
    let mut numbers: HashSet<u8> = (0..20).collect();
    println!("{:?}", sorted(numbers.extract_if(|n| n % 5 == 0)));
    numbers.retain(|n| *n < 4);
    println!("{:?}", sorted(numbers));

    let hash = |state: &RandomState, text: &str| state.hash_one(text);
    let state = RandomState::new();
    println!("{}", hash(&state, "same") == hash(&state, "same"));
    let mut hasher = DefaultHasher::new();
    (1u8, "text", [1u16, 2], Some(3.5f64.to_bits()), 'c').hash(&mut hasher);
    println!("{:x}", hasher.finish());
    let mut hasher = DefaultHasher::new();
    hasher.write(b"raw bytes of some length");
    hasher.write_u64(42);
    println!("{:x} {:?}", hasher.finish(), HashMap::from([(1, 'a')]));
    println!("{:?}", std::panic::catch_unwind(|| HashMap::<i32, i32>::new()[&1]).is_err());
}
