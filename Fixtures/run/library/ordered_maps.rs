// B-tree maps and sets: ranges, entries, ends, splitting, set operations, comparisons.
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Included, Unbounded};

fn maps() {
    let mut map: BTreeMap<i32, &str> = [(5, "five"), (1, "one"), (9, "nine"), (3, "three")].into();
    println!("{map:?} {:#?}", map.get(&3));
    println!("{:?} {:?}", map.first_key_value(), map.last_key_value());
    println!("{:?} {:?}", map.range(2..6).collect::<Vec<_>>(), map.range(..=1).next_back());
    println!("{:?}", map.range((Excluded(1), Included(9))).rev().map(|(k, _)| *k).collect::<Vec<_>>());
    println!("{:?}", map.range::<i32, _>((Unbounded, Excluded(&1))).count());
    for (_, value) in map.range_mut(3..) {
        *value = if value.len() > 4 { "long" } else { "short" };
    }
    println!("{:?} {:?} {:?}", map.insert(3, "drei"), map.remove(&5), map.remove_entry(&50));
    map.entry(7).or_insert("seven");
    map.entry(3).and_modify(|v| *v = "3!").or_insert("none");
    println!("{:?} {:?}", map.entry(100).or_insert_with_key(|k| if *k > 50 { "big" } else { "small" }), 9);
    match map.entry(1) {
        Entry::Occupied(mut entry) => println!("{:?} {} {entry:?}", entry.insert("uno"), entry.get()),
        Entry::Vacant(_) => unreachable!(),
    }
    if let Entry::Vacant(entry) = map.entry(2) {
        println!("{entry:?}");
        println!("{}", entry.into_key());
    }
    println!("{:?}", map.entry(4).insert_entry("vier").remove_entry());
    if let Some(mut first) = map.first_entry() {
        *first.get_mut() = "first";
    }
    println!("{:?} {:?}", map.last_entry().map(|e| e.remove()), map.pop_first());
    println!("{:?} {:?} {:?}", map.keys().collect::<Vec<_>>(), map.values().collect::<Vec<_>>(), map.get_key_value(&7));
    let mut right = map.split_off(&7);
    println!("{map:?} {right:?}");
    right.append(&mut BTreeMap::from([(7, "new"), (8, "eight")]));
    println!("{right:?} {:?}", right.pop_last());
    right.retain(|k, _| *k != 7);
    println!("{right:?} {} {}", right.len(), right.contains_key(&8));
    let mut numbers: BTreeMap<u32, u32> = (0..20).map(|n| (n, n * n)).collect();
    let odd: Vec<_> = numbers.extract_if(5..15, |k, v| { *v += 1; k % 2 == 1 }).collect();
    println!("{odd:?} {:?}", numbers.values().sum::<u32>());
    println!("{:?}", numbers.extract_if(.., |_, _| true).next());
    println!("{} {:?}", numbers.len(), numbers.iter_mut().rev().map(|(k, v)| { *v = *k; *v }).take(3).collect::<Vec<_>>());
    println!("{:?} {:?}", numbers.into_keys().max(), BTreeMap::from([("b", 1), ("a", 2)]).into_values().collect::<Vec<_>>());
    let (a, b) = (BTreeMap::from([(1, 'a'), (2, 'b')]), BTreeMap::from([(1, 'a'), (3, 'b')]));
    println!("{:?} {} {:?}", a.cmp(&b), a == a.clone(), a.range(5..).next());
    println!("{:?} {}", std::panic::catch_unwind(|| a.range(3..1).count()).is_err(), b[&3]);
    let mut text = BTreeMap::new();
    for word in "the quick brown the lazy dog the end".split(' ') {
        *text.entry(word.to_string()).or_insert(0) += 1;
    }
    println!("{text:?} {:?} {:?}", text.get("the"), text.range("e".to_string().."q".to_string()).collect::<Vec<_>>());
    let nested: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::from([("x", BTreeMap::from([(1, 2)])), ("y", BTreeMap::new())]);
    println!("{nested:#?}");
}

fn sets() {
    let a: BTreeSet<i32> = (1..8).collect();
    let b = BTreeSet::from([2, 4, 6, 8, 10]);
    println!("{:?} {:?}", a.intersection(&b).collect::<Vec<_>>(), a.difference(&b).collect::<Vec<_>>());
    println!("{:?} {:?}", a.union(&b).count(), a.symmetric_difference(&b).collect::<Vec<_>>());
    println!("{:?} {:?} {:?} {:?}", &a & &b, &a - &b, (&a | &b).len(), &a ^ &b);
    println!("{} {} {}", a.is_subset(&(0..9).collect()), a.is_disjoint(&b), a.is_superset(&BTreeSet::from([3])));
    let mut set = BTreeSet::from(["b".to_string(), "a".into(), "c".into()]);
    println!("{} {} {:?}", set.insert("a".into()), set.insert("d".into()), set.replace("b".into()));
    println!("{:?}", set.take("c"));
    println!("{:?} {:?}", set.get("d"), set.range::<str, _>((Included("b"), Unbounded)).next());
    println!("{:?} {:?}", set.first(), set.last());
    println!("{:?} {:?}", set.pop_first(), set.pop_last());
    println!("{:?}", set.split_off("a"));
    let mut numbers: BTreeSet<u8> = (0..10).collect();
    println!("{:?}", numbers.extract_if(3.., |n| n % 3 == 0).collect::<Vec<_>>());
    numbers.retain(|n| *n < 5);
    println!("{numbers:?} {:?} {:?}", numbers.iter().rev().next(), numbers.contains(&4));
    let mut order: Vec<_> = [BTreeSet::from([2]), BTreeSet::from([1, 5]), BTreeSet::new()].into();
    order.sort();
    println!("{order:?}");
}

fn main() {
    maps();
    sets();
}
