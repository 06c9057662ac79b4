// `Vec` and slices: growth, removal, draining, sorting, searching, with values that are dropped.
use std::cell::Cell;
use std::cmp::{Ordering, Reverse};

thread_local!(static DROPPED: Cell<u32> = Cell::new(0));

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Counted(i32);
impl Drop for Counted {
    fn drop(&mut self) {
        DROPPED.with(|d| d.set(d.get() + 1));
    }
}
fn counted(range: std::ops::Range<i32>) -> Vec<Counted> {
    range.map(Counted).collect()
}
fn dropped(name: &str) {
    println!("{name}: dropped {}", DROPPED.with(|d| d.replace(0)));
}

fn removal() {
    let mut v = counted(0..10);
    v.truncate(8);
    dropped("truncate");
    println!("{:?} {:?}", v.remove(2).0, v.swap_remove(0).0);
    v.retain(|c| c.0 % 3 != 0);
    println!("{:?}", v.iter().map(|c| c.0).collect::<Vec<_>>());
    dropped("retain");
    println!("{:?}", v.drain(1..3).map(|c| c.0).collect::<Vec<_>>());
    drop(v.drain(..1));
    dropped("drain");
    v.extend(counted(20..25));
    v.dedup_by_key(|c| c.0 / 2);
    println!("{:?}", v.iter().map(|c| c.0).collect::<Vec<_>>());
    let removed: Vec<_> = v.splice(1..2, counted(50..53)).collect();
    println!("{} {}", removed.len(), v.len());
    println!("{:?}", v.extract_if(.., |c| c.0 > 50).map(|c| c.0).collect::<Vec<_>>());
    let kept = std::mem::ManuallyDrop::new(v.split_off(v.len() - 1));
    let mut iterator = v.into_iter();
    iterator.next();
    println!("{:?}", iterator.as_slice().len());
    drop(iterator);
    dropped("rest");
    let boxed: Box<[Counted]> = counted(0..3).into_boxed_slice();
    let [a, _, _]: [Counted; 3] = *Box::<[_; 3]>::try_from(boxed).unwrap();
    drop(a);
    dropped("array");
    drop(std::mem::ManuallyDrop::into_inner(kept));
}

fn growth() {
    let mut v = Vec::new();
    let mut capacities = vec![];
    for i in 0..100u64 {
        v.push(i);
        if capacities.last() != Some(&v.capacity()) {
            capacities.push(v.capacity());
        }
    }
    println!("{capacities:?}");
    v.reserve_exact(100);
    v.shrink_to(150);
    println!("{}", v.capacity());
    v.shrink_to_fit();
    println!("{} {}", v.capacity(), Vec::<()>::new().capacity());
    let mut s = String::new();
    s.push('a');
    println!("{} {}", s.capacity(), vec![0u8; 3].capacity());
    v.resize(2, 0);
    v.resize_with(4, || 9);
    v.insert(1, 7);
    v.extend_from_within(..2);
    println!("{v:?} {:?} {:?}", v.pop_if(|x| *x > 5), v.first_chunk::<2>());
    v.append(&mut vec![1, 2]);
    v.dedup();
    println!("{v:?} {:?}", v.iter().rev().skip_while(|x| **x < 3).collect::<Vec<_>>());
}

fn sorting() {
    let mut words = ["pear", "fig", "apple", "date", "kiwi", "plum"];
    words.sort_by_key(|w| w.len());
    println!("{words:?}");
    words.sort_by(|a, b| b.cmp(a));
    println!("{words:?}");
    words.sort_unstable_by_key(|w| Reverse(w.chars().last()));
    words.sort_by_cached_key(|w| w.to_string());
    println!("{words:?} {:?} {:?}", words.binary_search(&"fig"), words.binary_search(&"g"));
    let mut numbers: Vec<u32> = (0..500).map(|i| (i * 7919 + 13) % 1009).collect();
    let mut copy = numbers.clone();
    numbers.sort();
    copy.sort_unstable();
    println!("{} {} {:?}", numbers == copy, numbers.is_sorted(), numbers.partition_point(|x| *x < 500));
    copy.rotate_left(123);
    let (left, median, _) = copy.select_nth_unstable(250);
    println!("{} {}", median, left.len());
    let mut floats = [2.5, -1.0, 7.0, 0.0];
    floats.sort_by(f64::total_cmp);
    println!("{floats:?} {:?}", floats.iter().copied().fold(f64::NAN, f64::max));
    println!("{:?}", [3, 1, 2].iter().max_by(|a, b| a.cmp(b)).zip([1, 2].iter().min_by_key(|x| -**x)));
    println!("{:?} {:?}", [1, 2][..].cmp(&[1, 2, 0][..]), [1.0].partial_cmp(&[f64::NAN]));
    println!("{:?}", (1, "b", 2.0) < (1, "b", 3.0));
    println!("{:?} {:?}", 5.max(3), "a".cmp("b").then(Ordering::Greater).reverse());
}

fn slices() {
    let mut a = [1, 2, 3, 4, 5, 6];
    a.copy_within(..3, 3);
    a[..2].swap_with_slice(&mut [9, 8]);
    println!("{a:?} {:?} {:?}", a.iter().position(|x| *x == 3), a.iter().rposition(|x| *x == 3));
    println!("{:?} {:?}", a.concat_pairs(), a.starts_with(&[9, 8]));
    println!("{:?} {:?}", [[1, 2], [3, 4]].concat(), [vec![1], vec![2, 3]].join(&0));
    println!("{:?} {:?}", [[1, 2], [3, 4]].as_flattened(), a.split_first());
    println!("{:?}", a.iter().map(|x| x * 2).rev().step_by(2).collect::<Vec<_>>());
    a.fill_with(Default::default);
    println!("{a:?} {:?}", [1, 2, 3].map(|x| x as f32 / 2.0));
    println!("{:?} {:?}", b"Hello".to_ascii_uppercase(), b" x ".trim_ascii());
    println!("{:?}", std::iter::zip([1, 2], "ab".chars()).unzip::<_, _, Vec<_>, String>());
}
trait Pairs {
    fn concat_pairs(&self) -> Vec<i32>;
}
impl Pairs for [i32; 6] {
    fn concat_pairs(&self) -> Vec<i32> {
        self.chunks_exact(2).map(|p| p[0] * 10 + p[1]).collect()
    }
}

fn main() {
    removal();
    growth();
    sorting();
    slices();
}
