// Iterators show what is left of them.

use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};

fn main() {
    let mut deque: VecDeque<u8> = VecDeque::from([2, 3]);
    deque.push_front(1);
    let mut iter = deque.iter();
    iter.next();
    println!("{:?} {:?}", iter, deque.clone().into_iter());
    let mut list: LinkedList<u8> = LinkedList::from([1, 2, 3]);
    let mut iter = list.iter();
    iter.next();
    println!("{:?}", iter);
    println!("{:?}", list.iter_mut());
    println!("{:?}", list.clone().into_iter());
    let mut map: HashMap<u8, char> = HashMap::from([(1, 'a')]);
    println!("{:?}", map.iter_mut());
    println!("{:?} {:?}", map.clone().into_iter(), map.clone().into_keys());
    println!("{:?}", map.values_mut());
    println!("{:?}", map.clone().into_values());
    println!("{:?}", map.drain());
    let mut set: HashSet<u8> = HashSet::from([1]);
    let other: HashSet<u8> = HashSet::from([1, 2]);
    println!("{:?} {:?} {:?}", set.iter(), set.clone().into_iter(), set.intersection(&other));
    println!("{:?} {:?}", other.difference(&set), other.symmetric_difference(&set));
    println!("{:?}", set.union(&HashSet::new()));
    println!("{:?}", set.drain());
    let ordered: BTreeSet<u8> = BTreeSet::from([1, 2]);
    println!("{:?} {:?}", ordered.iter(), BTreeMap::from([(1, 2)]).iter());
    println!("{:?}", BinaryHeap::from([1]).iter());
}
