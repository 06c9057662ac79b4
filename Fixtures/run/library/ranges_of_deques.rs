// Ranges of a deque that goes round its end, cells compared, a thread that borrows.

use std::collections::VecDeque;
use std::sync::OnceLock;
fn main() {
    let mut deque: VecDeque<i32> = (0..6).collect();
    deque.rotate_left(2);
    deque.push_front(9);
    deque.push_back(7);
    for start in 0..=deque.len() {
        for end in start..=deque.len() {
            let part: Vec<i32> = deque.range(start..end).copied().collect();
            assert_eq!(part, deque.iter().copied().collect::<Vec<_>>()[start..end]);
            assert_eq!(deque.range(start..end).len(), end - start);
            let back: Vec<i32> = deque.range_mut(start..end).rev().map(|n| *n).collect();
            assert_eq!(back, part.into_iter().rev().collect::<Vec<_>>());
        }
    }
    println!("{:?}", deque.range(2..=4).collect::<Vec<_>>());
    let (a, b) = (OnceLock::from(3), OnceLock::new());
    println!("{} {} {}", a == b, b == OnceLock::new(), a == OnceLock::from(3));
    let text = String::from("borrowed");
    let handle = unsafe { std::thread::Builder::new().spawn_unchecked(|| text.len()).unwrap() };
    println!("{}", handle.join().unwrap());
}
