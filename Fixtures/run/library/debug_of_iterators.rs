// What iterators and errors show of themselves.

use std::alloc::Layout;
use std::collections::{BTreeSet, BinaryHeap, HashSet, LinkedList, VecDeque};

fn main() {
    let numbers = [1, 2, 3];
    println!("{:?}", numbers.iter().skip_while(|_| true));
    println!("{:?}", numbers.iter().take_while(|_| true));
    println!("{:?}", numbers.iter().step_by(2));
    println!("{:?}", numbers.iter().cycle());
    println!("{:?}", std::iter::repeat_n(3, 2));
    println!("{:?} {:?}", numbers.chunks(2), numbers.rchunks(2));
    println!("{:?} {:?}", numbers.chunks_exact(2), numbers.windows(2));
    println!("{:?}", VecDeque::from([1, 2]).into_iter());
    let mut heap = BinaryHeap::from([1, 2]);
    println!("{:?} {:?}", heap.iter(), heap.clone().into_iter());
    println!("{:?}", heap.peek_mut());
    println!("{:?}", LinkedList::from([1, 2]).into_iter());
    println!("{:?}", BTreeSet::from([1, 2]).iter());
    let (one, two) = (HashSet::from([1]), HashSet::from([2]));
    println!("{:?} {:?} {:?}", one.iter(), one.difference(&two), one.intersection(&two));
    println!("{:?} {:?}", one.union(&one), one.symmetric_difference(&one).clone());
    println!("{:?} {:?}", "x".parse::<bool>(), Layout::new::<u32>());
}
