// Rings, linked lists and heaps.
use std::cmp::Reverse;
use std::collections::binary_heap::PeekMut;
use std::collections::{BinaryHeap, LinkedList, VecDeque};

fn rings() {
    let mut ring: VecDeque<i32> = VecDeque::with_capacity(4);
    for n in 0..4 {
        ring.push_back(n);
    }
    println!("{:?} {:?}", ring.pop_front(), ring.pop_front());
    ring.extend([4, 5]);
    println!("{ring:?} {:?} {}", ring.as_slices().0.len() + ring.as_slices().1.len(), ring.capacity() >= 4);
    ring.push_front(-1);
    ring.insert(2, 100);
    println!("{ring:?} {:?} {:?} {}", ring.remove(1), ring.remove(99), ring[1]);
    ring.rotate_left(2);
    println!("{ring:?}");
    ring.rotate_right(1);
    ring.make_contiguous().sort();
    println!("{ring:?} {:?} {:?}", ring.binary_search(&4), ring.partition_point(|n| *n < 5));
    println!("{:?} {:?}", ring.swap_remove_front(2), ring.swap_remove_back(0));
    println!("{:?} {ring:?}", ring.iter().rev().map(|n| n * 2).collect::<Vec<_>>());
    ring.resize(6, 7);
    ring.truncate(5);
    ring.swap(0, 4);
    println!("{ring:?} {:?} {:?} {:?}", ring.front(), ring.back(), ring.get(9));
    println!("{:?}", ring.back_mut().map(|n| std::mem::replace(n, 8)));
    println!("{:?} {ring:?}", ring.clone().drain(1..3).collect::<Vec<_>>());
    let tail = ring.split_off(2);
    println!("{ring:?} {tail:?} {:?}", ring.range(..1).collect::<Vec<_>>());
    ring.append(&mut tail.clone());
    ring.retain(|n| n % 2 == 1);
    println!("{ring:?} {} {}", ring.contains(&7), ring == [7, 7, 7].into_iter().collect::<Vec<_>>());
    let mut strings: VecDeque<String> = ["a", "b", "c"].map(String::from).into();
    strings.iter_mut().for_each(|s| s.push('!'));
    *strings.push_front_mut(String::new()) += "front";
    println!("{strings:?} {:?} {}", strings.pop_back_if(|s| s.starts_with('c')), Vec::from(strings.clone()).join("-"));
    println!("{:?} {:?}", VecDeque::from(vec![1, 2]) < VecDeque::from([1, 3]), strings.into_iter().rev().last());
}

fn lists() {
    let mut list = LinkedList::from([2, 3]);
    list.push_front(1);
    list.push_back(4);
    *list.push_back_mut(0) += 5;
    println!("{list:?} {} {:?} {:?}", list.len(), list.front(), list.back());
    let mut tail = list.split_off(3);
    println!("{list:?} {tail:?} {:?}", list.contains(&2));
    tail.append(&mut list);
    println!("{tail:?} {} {:?} {:?}", list.is_empty(), tail.pop_front(), tail.pop_back());
    tail.iter_mut().for_each(|n| *n *= 10);
    println!("{:?}", tail.iter().rev().collect::<Vec<_>>());
    println!("{:?}", tail.extract_if(|n| *n > 15).collect::<Vec<_>>());
    tail.extend([7, 8, 9]);
    println!("{tail:?} {:?}", tail.clone().into_iter().map(|n| n + 1).collect::<LinkedList<_>>());
    for at in 0..=tail.len() {
        let mut left = tail.clone();
        let right = left.split_off(at);
        print!("{}+{} {:?} ", left.len(), right.len(), right.front());
    }
    println!("{:?}", tail.front_mut().map(|n| std::mem::take(n)));
}

fn heaps() {
    let mut heap = BinaryHeap::from(vec![3, 1, 4, 1, 5, 9, 2, 6]);
    println!("{:?} {}", heap.peek(), heap.len());
    println!("{:?}", heap.pop());
    heap.push(7);
    if let Some(mut top) = heap.peek_mut() {
        *top = 0;
    }
    println!("{:?}", heap.peek_mut().map(PeekMut::pop));
    heap.append(&mut BinaryHeap::from([8, 8]));
    println!("{:?} {:?}", heap.clone().into_sorted_vec(), heap.iter().count());
    heap.retain(|n| n % 2 == 0);
    let mut drained: Vec<_> = heap.drain().collect();
    drained.sort();
    println!("{drained:?} {}", heap.is_empty());
    let mut smallest: BinaryHeap<Reverse<(u32, &str)>> = [Reverse((2, "b")), Reverse((1, "a"))].into();
    smallest.extend([Reverse((0, "z"))]);
    println!("{:?} {:?}", smallest.pop().map(|r| r.0), smallest.into_vec().len());
    println!("{:?}", std::iter::from_fn({ let mut h: BinaryHeap<_> = "heap".chars().collect(); move || h.pop() }).collect::<String>());
}

fn main() {
    rings();
    lists();
    heaps();
}
