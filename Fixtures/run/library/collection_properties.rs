// Collections against simple models, with a fixed generator: every answer goes into a check sum.
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, LinkedList, VecDeque};

struct Random(u64);
impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}
/// Adds to a check sum.
fn mix(sum: &mut u64, value: impl std::fmt::Debug) {
    for byte in format!("{value:?}").bytes() {
        *sum = (*sum ^ byte as u64).wrapping_mul(0x100000001b3);
    }
}

fn maps(seed: u64, keys: usize) -> u64 {
    let mut random = Random(seed);
    let (mut tree, mut table) = (BTreeMap::new(), HashMap::new());
    let mut model: Vec<(u32, u64)> = Vec::new();
    let mut sum = 0;
    for step in 0..2500u64 {
        let key = random.below(keys) as u32;
        let place = model.binary_search_by_key(&key, |item| item.0);
        match random.below(10) {
            0..=3 => {
                let expected = match place {
                    Ok(at) => Some(std::mem::replace(&mut model[at].1, step)),
                    Err(at) => {
                        model.insert(at, (key, step));
                        None
                    }
                };
                assert_eq!(tree.insert(key, step), expected);
                assert_eq!(table.insert(key, step), expected);
            }
            4..=6 => {
                let expected = place.ok().map(|at| model.remove(at).1);
                assert_eq!(tree.remove(&key), expected);
                assert_eq!(table.remove(&key), expected);
            }
            7 => {
                *tree.entry(key).or_insert(1) += 1;
                *table.entry(key).or_insert(1) += 1;
                match place {
                    Ok(at) => model[at].1 += 1,
                    Err(at) => model.insert(at, (key, 2)),
                }
            }
            8 => {
                let end = key + random.below(keys / 4 + 1) as u32;
                let expected: Vec<_> = model.iter().filter(|i| i.0 >= key && i.0 < end).map(|i| (&i.0, &i.1)).collect();
                assert!(tree.range(key..end).eq(expected.iter().copied()));
                assert!(tree.range(key..end).rev().eq(expected.into_iter().rev()));
                mix(&mut sum, tree.range(key..).next());
                mix(&mut sum, tree.range(..key).next_back());
            }
            _ => {
                assert_eq!(tree.first_key_value().map(|p| *p.0), model.first().map(|i| i.0));
                assert_eq!(tree.get(&key), table.get(&key));
                if random.below(20) == 0 {
                    let mut right = tree.split_off(&key);
                    mix(&mut sum, right.len());
                    tree.append(&mut right);
                }
                if random.below(20) == 0 {
                    let modulus = random.below(5) as u64 + 2;
                    tree.retain(|_, v| *v % modulus != 0);
                    table.retain(|_, v| *v % modulus != 0);
                    model.retain(|i| i.1 % modulus != 0);
                }
            }
        }
        assert_eq!(tree.len(), model.len());
        assert_eq!(table.len(), model.len());
    }
    assert!(tree.iter().eq(model.iter().map(|i| (&i.0, &i.1))));
    let mut items: Vec<_> = table.into_iter().collect();
    items.sort();
    assert_eq!(items, model);
    mix(&mut sum, model);
    let mut ends = tree.into_iter();
    while let (Some(first), last) = (ends.next(), ends.next_back()) {
        mix(&mut sum, (first, last));
    }
    sum
}

fn sequences(seed: u64) -> u64 {
    let mut random = Random(seed);
    let (mut ring, mut list, mut model) = (VecDeque::new(), LinkedList::new(), Vec::new());
    let mut sum = 0;
    for step in 0..2500 {
        let value = random.next() % 1000;
        match random.below(12) {
            0 | 1 => {
                ring.push_back(value);
                list.push_back(value);
                model.push(value);
            }
            2 | 3 => {
                ring.push_front(value);
                list.push_front(value);
                model.insert(0, value);
            }
            4 => {
                let expected = model.pop();
                assert_eq!(ring.pop_back(), expected);
                assert_eq!(list.pop_back(), expected);
            }
            5 => {
                let expected = if model.is_empty() { None } else { Some(model.remove(0)) };
                assert_eq!(ring.pop_front(), expected);
                assert_eq!(list.pop_front(), expected);
            }
            6 => {
                let at = random.below(model.len() + 1);
                ring.insert(at, value);
                model.insert(at, value);
                let mut tail = list.split_off(at);
                list.push_back(value);
                list.append(&mut tail);
            }
            7 if !model.is_empty() => {
                let at = random.below(model.len());
                assert_eq!(ring.remove(at), Some(model.remove(at)));
                let mut tail = list.split_off(at);
                tail.pop_front();
                list.append(&mut tail);
            }
            8 if !model.is_empty() => {
                let by = random.below(model.len());
                ring.rotate_left(by);
                model.rotate_left(by);
                let mut tail = list.split_off(by);
                tail.append(&mut list);
                list = tail;
            }
            9 if model.len() > 40 => {
                let (from, to) = (random.below(20), 20 + random.below(20));
                let taken: Vec<_> = ring.drain(from..to).collect();
                assert!(taken.into_iter().eq(model.drain(from..to)));
                list = model.iter().copied().collect();
            }
            10 => {
                let tail = ring.split_off(ring.len() / 2);
                mix(&mut sum, tail.iter().rev().take(3).collect::<Vec<_>>());
                ring.extend(tail);
            }
            _ => {
                if step % 100 == 0 {
                    ring.shrink_to_fit();
                    ring.retain(|v| v % 7 != 0);
                    list = list.into_iter().filter(|v| v % 7 != 0).collect();
                    model.retain(|v| v % 7 != 0);
                }
                assert_eq!(ring.get(model.len() / 2), model.get(model.len() / 2));
            }
        }
        assert_eq!(ring.len(), model.len());
        assert_eq!(list.len(), model.len());
    }
    assert!(ring.iter().eq(&model) && list.iter().eq(&model) && list.iter().rev().eq(model.iter().rev()));
    mix(&mut sum, (ring, list));
    sum
}

fn heaps_and_sorts(seed: u64) -> u64 {
    let mut random = Random(seed);
    let mut sum = 0;
    for length in [0, 1, 2, 3, 10, 20, 21, 50, 200, 1000, 3000] {
        let spread = [3, length + 1, 1 << 40][random.below(3)];
        let mut items: Vec<(usize, usize)> = (0..length).map(|at| (random.below(spread), at)).collect();
        if random.below(2) == 0 {
            items[..length / 2].sort();
        }
        let heap: BinaryHeap<_> = items.iter().copied().collect();
        let mut stable = items.clone();
        stable.sort_by_key(|item| item.0);
        assert!(stable.windows(2).all(|w| w[0] < w[1]));
        let mut unstable = items.clone();
        unstable.sort_unstable_by(|a, b| b.cmp(a));
        assert!(unstable.iter().rev().eq(&stable));
        assert_eq!(heap.clone().into_sorted_vec(), stable);
        let mut popped = heap;
        assert!(std::iter::from_fn(|| popped.pop()).eq(unstable));
        if length > 0 {
            let at = random.below(length);
            assert_eq!(*items.select_nth_unstable(at).1, stable[at]);
            assert_eq!(stable.binary_search(&stable[at]), Ok(at));
        }
        let set: BTreeSet<_> = stable.iter().map(|item| item.0).collect();
        stable.dedup_by_key(|item| item.0);
        assert!(set.iter().eq(stable.iter().map(|item| &item.0)));
        mix(&mut sum, &stable);
    }
    sum
}

fn main() {
    for seed in 1..4u64 {
        let seed = u64::wrapping_mul(seed, 0x9e3779b97f4a7c15);
        println!("{:016x} {:016x}", maps(seed, 30), maps(seed, 600));
        println!("{:016x} {:016x}", sequences(seed), heaps_and_sorts(seed));
    }
}
