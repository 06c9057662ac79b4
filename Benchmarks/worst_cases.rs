// Operations whose cost must grow as documented on inputs that were chosen to be bad. For each case and
// size one line: `name size nanoseconds` (the least of three times), then a digest of the results.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::time::Instant;

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) ^ self.0.rotate_left(20)
    }
}

fn measure(name: &str, size: usize, digest: &mut u64, mut work: impl FnMut() -> u64) {
    let mut least = u128::MAX;
    for _ in 0..3 {
        let start = Instant::now();
        let result = black_box(work());
        least = least.min(start.elapsed().as_nanos());
        *digest = digest.rotate_left(7) ^ result;
    }
    println!("{name} {size} {least}");
}

fn pattern(kind: &str, size: usize) -> Vec<u64> {
    let mut random = Random(size as u64);
    let n = size as u64;
    match kind {
        "random" => (0..n).map(|_| random.next()).collect(),
        "sorted" => (0..n).collect(),
        "reversed" => (0..n).rev().collect(),
        "equal" => vec![7; size],
        "few-keys" => (0..n).map(|_| random.next() % 4).collect(),
        "organ-pipe" => (0..n / 2).chain((0..n - n / 2).rev()).collect(),
        "sawtooth" => (0..n).map(|k| k % 64).collect(),
        "swapped-ends" => (0..n).map(|k| if k == 0 { n } else if k == n - 1 { 0 } else { k }).collect(),
        // Median-of-three killer (Musser 1997).
        _ => {
            let half = n / 2;
            (0..half).map(|k| if k % 2 == 0 { k } else { half + k - k % 2 }).chain((0..n - half).map(|k| 2 * k + 1)).collect()
        }
    }
}

fn main() {
    let largest: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1 << 18);
    let mut digest = 0;
    let mut size = largest / 16;
    while size <= largest {
        for kind in ["random", "sorted", "reversed", "equal", "few-keys", "organ-pipe", "sawtooth", "swapped-ends", "killer"] {
            let data = pattern(kind, size);
            measure(&format!("sort/{kind}"), size, &mut digest, || {
                let mut list = data.clone();
                list.sort();
                list[size / 2]
            });
            measure(&format!("sort_unstable/{kind}"), size, &mut digest, || {
                let mut list = data.clone();
                list.sort_unstable();
                list[size / 3]
            });
            measure(&format!("select_nth/{kind}"), size, &mut digest, || {
                let mut list = data.clone();
                *list.select_nth_unstable(size / 2).1
            });
            measure(&format!("btree/{kind}"), size, &mut digest, || {
                let mut map = BTreeMap::new();
                for (index, key) in data.iter().enumerate() {
                    map.insert(*key, index);
                }
                let sum = map.values().fold(0u64, |sum, index| sum.wrapping_add(*index as u64));
                map.retain(|key, _| key % 2 == 0);
                sum ^ map.len() as u64
            });
        }
        // Keys that agree in their low, or in their high bits.
        for (name, shift) in [("dense", 0), ("low-bits-equal", 20), ("high-bits-only", 44)] {
            measure(&format!("hash/{name}"), size, &mut digest, || {
                let mut map: HashMap<u64, u64> = HashMap::new();
                for key in 0..size as u64 {
                    *map.entry(key << shift).or_default() += key;
                }
                for key in (0..size as u64).step_by(2) {
                    map.remove(&(key << shift));
                }
                map.values().fold(0, |sum, value| sum ^ value)
            });
        }
        measure("str/find-periodic", size, &mut digest, || {
            let text = "a".repeat(size) + "b";
            let needle = "a".repeat(size / 2) + "b";
            text.find(&needle).unwrap_or(0) as u64
        });
        measure("str/find-absent", size, &mut digest, || {
            let text = "ab".repeat(size / 2);
            let needle = "ba".repeat(size / 8) + "c";
            text.find(&needle).map_or(1, |place| place as u64)
        });
        measure("string/push", size, &mut digest, || {
            let mut text = String::new();
            for index in 0..size {
                text.push(if index % 3 == 0 { 'é' } else { 'e' });
            }
            text.len() as u64
        });
        size *= 4;
    }
    println!("digest {digest}");
}
