// A bound that has one answer settles a call's type before its argument is coerced.
use std::collections::{BTreeMap, BTreeSet};

fn common<V: Ord + Copy>(left: &[V], right: &BTreeSet<V>) -> Vec<V> {
    left.iter().filter(|v| right.contains(v)).copied().collect()
}

fn missing<V: Ord + Copy>(left: &[V], right: &BTreeMap<V, usize>) -> Option<V> {
    left.iter().find(|v| !right.contains_key(v)).copied()
}

fn main() {
    let set: BTreeSet<_> = [1, 3, 5].into();
    println!("{:?}", common(&[1, 2, 3], &set));
    let map: BTreeMap<_, _> = [('a', 1), ('c', 2)].into();
    println!("{:?} {:?}", missing(&['a', 'b'], &map), missing(&['c'], &map));
}
