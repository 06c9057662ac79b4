// Random operations on every collection; each must agree with a plain vector and keep its invariants.
#[macro_use]
mod common;
use common::{drive, Log, Random};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ops::Bound;

fn maps(random: &mut Random, log: &mut Log) {
    let keys = random.pick(&[3, 20, 300, 3000]);
    let (mut tree, mut table) = (BTreeMap::new(), HashMap::new());
    let mut model: Vec<(u16, u32)> = Vec::new();
    for step in 0..600u32 {
        let key = random.below(keys) as u16;
        let place = model.binary_search_by_key(&key, |item| item.0);
        match random.below(16) {
            0..=5 => {
                let old = match place {
                    Ok(at) => Some(std::mem::replace(&mut model[at].1, step)),
                    Err(at) => {
                        model.insert(at, (key, step));
                        None
                    }
                };
                assert_eq!((tree.insert(key, step), table.insert(key, step)), (old, old));
            }
            6 | 7 => {
                let old = place.ok().map(|at| model.remove(at).1);
                assert_eq!((tree.remove(&key), table.remove(&key)), (old, old));
            }
            8 => {
                *tree.entry(key).and_modify(|v| *v ^= 1).or_insert(7) += 1;
                *table.entry(key).and_modify(|v| *v ^= 1).or_insert(7) += 1;
                match place {
                    Ok(at) => model[at].1 = (model[at].1 ^ 1) + 1,
                    Err(at) => model.insert(at, (key, 8)),
                }
            }
            9 => {
                let end = key.saturating_add(random.below(keys / 2 + 1) as u16);
                let low = if random.chance(2) { Bound::Excluded(key) } else { Bound::Included(key) };
                let inside = |k: u16| k <= end && (k > key || k == key && low == Bound::Included(key));
                if low == Bound::Excluded(key) && key == end {
                    continue;
                }
                let expected: Vec<_> = model.iter().filter(|item| inside(item.0)).copied().collect();
                let range = || tree.range((low, Bound::Included(end))).map(|(k, v)| (*k, *v));
                assert!(range().eq(expected.iter().copied()));
                assert!(range().rev().eq(expected.iter().rev().copied()));
                note!(log, "range {key} {end} {}", expected.len());
            }
            10 => {
                let bit = random.below(8);
                let keep = |k: u16, v: u32| (k as u32 + v) >> bit & 7 != 0;
                tree.retain(|k, v| keep(*k, *v));
                table.retain(|k, v| keep(*k, *v));
                model.retain(|(k, v)| keep(*k, *v));
            }
            11 => {
                let mut right = tree.split_off(&key);
                note!(log, "split {} {}", tree.len(), right.len());
                assert!(tree.keys().all(|k| *k < key) && right.keys().all(|k| *k >= key));
                tree.append(&mut right);
                assert!(right.is_empty());
            }
            12 => {
                let first = if model.is_empty() { None } else { Some(model.remove(0)) };
                assert_eq!(tree.pop_first(), first);
                if let Some((k, v)) = first {
                    assert_eq!(table.remove_entry(&k), Some((k, v)));
                }
            }
            13 => {
                assert_eq!(tree.last_key_value(), model.last().map(|(k, v)| (k, v)));
                for value in tree.values_mut() {
                    *value += 1;
                }
                table.iter_mut().for_each(|(_, v)| *v += 1);
                model.iter_mut().for_each(|item| item.1 += 1);
            }
            14 => {
                table.shrink_to_fit();
                tree = tree.into_iter().collect();
                table.reserve(random.below(50));
            }
            _ => {
                assert_eq!(tree.get(&key), place.ok().map(|at| &model[at].1));
                assert_eq!(table.get_key_value(&key), place.ok().map(|at| (&model[at].0, &model[at].1)));
            }
        }
        assert_eq!((tree.len(), table.len()), (model.len(), model.len()));
    }
    assert!(tree.iter().map(|(k, v)| (*k, *v)).eq(model.iter().copied()));
    let mut pairs: Vec<_> = table.drain().collect();
    pairs.sort();
    assert_eq!(pairs, model);
    let (mut ends, mut front) = (tree.into_iter(), Vec::new());
    while let Some(item) = if random.chance(2) { ends.next() } else { ends.next_back() } {
        front.push(item);
    }
    note!(log, "{front:?}");
}

fn sets(random: &mut Random, log: &mut Log) {
    let range = random.pick(&[8, 40, 500]);
    let mut make = || (0..random.below(120)).map(|_| random.below(range) as i32).collect::<Vec<_>>();
    let (left, right) = (make(), make());
    let (a, b): (BTreeSet<i32>, BTreeSet<i32>) = (left.iter().copied().collect(), right.iter().copied().collect());
    let (x, y): (HashSet<i32>, HashSet<i32>) = (left.into_iter().collect(), right.into_iter().collect());
    let sorted = |items: Vec<&i32>| {
        let mut items: Vec<i32> = items.into_iter().copied().collect();
        items.sort_unstable();
        items
    };
    let both = [
        (a.union(&b).copied().collect::<Vec<_>>(), sorted(x.union(&y).collect())),
        (a.intersection(&b).copied().collect(), sorted(x.intersection(&y).collect())),
        (a.difference(&b).copied().collect(), sorted(x.difference(&y).collect())),
        (a.symmetric_difference(&b).copied().collect(), sorted(x.symmetric_difference(&y).collect())),
    ];
    for (tree, table) in both {
        assert_eq!(tree, table);
        note!(log, "{tree:?}");
    }
    assert_eq!(a.is_subset(&b), x.is_subset(&y));
    assert_eq!(a.is_disjoint(&b), x.is_disjoint(&y));
    note!(log, "{:?} {:?} {}", &a | &b, a.cmp(&b), a == b);
}

fn sequences(random: &mut Random, log: &mut Log) {
    let mut model: Vec<u32> = Vec::new();
    let mut ring: VecDeque<u32> = VecDeque::new();
    let mut list: LinkedList<u32> = LinkedList::new();
    for step in 0..500u32 {
        let at = random.below(model.len() + 1);
        match random.below(18) {
            0..=2 => {
                model.push(step);
                ring.push_back(step);
                list.push_back(step);
            }
            3 | 4 => {
                model.insert(0, step);
                ring.push_front(step);
                list.push_front(step);
            }
            5 => {
                let last = model.pop();
                assert_eq!((ring.pop_back(), list.pop_back()), (last, last));
            }
            6 => {
                let first = if model.is_empty() { None } else { Some(model.remove(0)) };
                assert_eq!((ring.pop_front(), list.pop_front()), (first, first));
            }
            7 => {
                model.insert(at, step);
                ring.insert(at, step);
                let mut tail = list.split_off(at);
                list.push_back(step);
                list.append(&mut tail);
                assert!(tail.is_empty());
            }
            8 if at < model.len() => {
                let value = model.remove(at);
                assert_eq!(ring.remove(at), Some(value));
                let mut tail = list.split_off(at);
                assert_eq!(tail.pop_front(), Some(value));
                list.append(&mut tail);
            }
            9 if !model.is_empty() => {
                let by = random.below(model.len() + 1);
                model.rotate_left(by);
                ring.rotate_left(by);
                let mut tail = list.split_off(by);
                tail.append(&mut list);
                list = tail;
            }
            10 => {
                let end = at + random.below(model.len() - at + 1);
                let gone: Vec<u32> = model.drain(at..end).collect();
                assert!(ring.drain(at..end).eq(gone.iter().copied()));
                let mut tail = list.split_off(at);
                let rest = tail.split_off(end - at);
                assert!(tail.into_iter().eq(gone));
                list.extend(rest);
            }
            11 => {
                let extra: Vec<u32> = (0..random.below(20) as u32).map(|n| n * 1000 + step).collect();
                model.extend_from_slice(&extra);
                ring.extend(&extra);
                list.extend(extra);
            }
            12 => {
                let divisor = 2 + random.below(9) as u32;
                model.retain(|v| v % divisor != 0);
                ring.retain(|v| v % divisor != 0);
                list = list.into_iter().filter(|v| v % divisor != 0).collect();
            }
            13 => {
                let end = at + random.below(model.len() - at + 1);
                let new = [step, step + 1, step + 2];
                let new = &new[..random.below(4)];
                let old: Vec<u32> = model.splice(at..end, new.iter().copied()).collect();
                note!(log, "splice {old:?}");
                ring = model.iter().copied().collect();
                list = LinkedList::from_iter(model.iter().copied());
            }
            14 => {
                model.dedup_by_key(|v| *v / 3);
                let parts = ring.make_contiguous();
                let mut kept = parts.to_vec();
                kept.dedup_by(|a, b| *a / 3 == *b / 3);
                ring = VecDeque::from(kept);
                list = ring.iter().copied().collect();
            }
            15 => {
                let length = random.below(model.len() + 10);
                model.resize(length, 5);
                ring.resize(length, 5);
                list = model.iter().copied().collect();
            }
            16 if model.len() > 1 => {
                let (a, b) = (random.below(model.len()), random.below(model.len()));
                model.swap(a, b);
                ring.swap(a, b);
                if let Some(value) = list.iter_mut().nth(a) {
                    *value = model[a];
                }
                *list.iter_mut().nth(b).unwrap() = model[b];
                if random.chance(4) {
                    let kept = model.swap_remove(a);
                    assert_eq!(ring.swap_remove_back(a), Some(kept));
                    list = model.iter().copied().collect();
                }
            }
            _ => {
                let (front, back) = ring.as_slices();
                assert_eq!([front, back].concat(), model);
                assert_eq!(ring.range(at..).copied().collect::<Vec<_>>(), model[at..]);
                let mut other = model.split_off(at);
                assert_eq!(ring.split_off(at), other);
                let mut tail = list.split_off(at);
                model.append(&mut other);
                ring.extend(model[at..].iter());
                list.append(&mut tail);
            }
        }
        if model.len() > 200 {
            model.truncate(50);
            ring.truncate(50);
            drop(list.split_off(50));
        }
        assert!(ring == model && list.len() == model.len());
        assert!(list.iter().eq(model.iter()) && list.iter().rev().eq(ring.iter().rev()));
        if model.is_sorted() {
            assert_eq!(ring.binary_search(&step).is_ok(), model.binary_search(&step).is_ok());
        }
    }
    note!(log, "{model:?} {:?}", list.back());
}

fn heaps(random: &mut Random, log: &mut Log) {
    let mut heap: BinaryHeap<(u8, String)> = BinaryHeap::new();
    let mut model: Vec<(u8, String)> = Vec::new();
    for step in 0..300 {
        match random.below(8) {
            0..=3 => {
                let item = (random.below(256) as u8, format!("{step}"));
                heap.push(item.clone());
                model.push(item);
            }
            4 | 5 => {
                model.sort();
                assert_eq!(heap.pop(), model.pop());
            }
            6 => {
                if let Some(mut top) = heap.peek_mut() {
                    model.sort();
                    top.0 /= 2;
                    model.last_mut().unwrap().0 /= 2;
                }
            }
            _ => {
                let mut other: BinaryHeap<_> = (0..random.below(9)).map(|n| (n as u8, "x".to_string())).collect();
                model.extend(other.iter().cloned());
                heap.append(&mut other);
                heap.retain(|item| item.0 != 77);
                model.retain(|item| item.0 != 77);
            }
        }
        assert_eq!((heap.len(), heap.peek()), (model.len(), model.iter().max()));
    }
    model.sort();
    let sorted = heap.into_sorted_vec();
    assert_eq!(sorted, model);
    note!(log, "{sorted:?}");
}

fn main() {
    drive(|random, log| {
        maps(random, log);
        sets(random, log);
        sequences(random, log);
        heaps(random, log);
    });
}
