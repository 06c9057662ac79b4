// Sorting, selecting and searching in inputs of many shapes.
#[macro_use]
mod common;
use common::{drive, Random};
use std::cmp::Ordering;
use std::panic::{catch_unwind, AssertUnwindSafe};

/// The shapes that sorting functions treat differently.
fn input(random: &mut Random) -> Vec<u32> {
    let length = match random.below(4) {
        0 => random.below(25),
        1 => random.below(120),
        _ => random.below(3000),
    };
    let mut values: Vec<u32> = match random.below(9) {
        0 => (0..length as u32).collect(),
        1 => (0..length as u32).rev().collect(),
        2 => vec![random.below(100) as u32; length],
        3 => (0..length as u32).map(|n| n % 17).collect(),
        4 => (0..length as u32).map(|n| n.min(length as u32 - n)).collect(),
        5 => (0..length).map(|_| random.below(4) as u32).collect(),
        6 => (0..length as u32).map(|n| n / 50 * 1000 + 50 - n % 50).collect(),
        _ => (0..length).map(|_| random.next() as u32).collect(),
    };
    for _ in 0..random.below(4).min(length) {
        let (a, b) = (random.below(length), random.below(length));
        values.swap(a, b);
    }
    values
}

fn is_same_set(mut a: Vec<u32>, mut b: Vec<u32>) -> bool {
    a.sort_unstable();
    b.sort_unstable();
    a == b
}

fn main() {
    drive(|random, log| {
        let values = input(random);
        let mut stable = values.clone();
        stable.sort();
        let mut unstable = values.clone();
        unstable.sort_unstable();
        assert_eq!(stable, unstable);
        assert!(stable.is_sorted() && stable.windows(2).all(|pair| pair[0] <= pair[1]));
        note!(log, "{stable:?}");

        // Equal keys keep their order.
        let mut pairs: Vec<(u32, usize)> = values.iter().enumerate().map(|(at, v)| (v % 50, at)).collect();
        pairs.sort_by_key(|pair| pair.0);
        assert!(pairs.windows(2).all(|pair| pair[0] < pair[1]));
        pairs.sort_by(|a, b| b.0.cmp(&a.0));
        note!(log, "{pairs:?}");

        let mut texts: Vec<String> = values.iter().take(300).map(|v| (v % 999).to_string()).collect();
        texts.sort_by_cached_key(|text| text.chars().rev().collect::<String>());
        note!(log, "{texts:?}");
        texts.sort_unstable_by(|a, b| a.len().cmp(&b.len()).then_with(|| b.cmp(a)));
        texts.dedup();
        note!(log, "{texts:?}");

        let mut floats: Vec<f64> = values.iter().map(|v| f64::from_bits((*v as u64) << 32 | *v as u64)).collect();
        floats.sort_by(f64::total_cmp);
        note!(log, "{:?}", floats.iter().map(|f| f.to_bits()).collect::<Vec<_>>());
        let mut large: Vec<[u32; 9]> = values.iter().map(|v| [v % 7, *v, 2, 3, 4, 5, 6, 7, 8]).collect();
        large.sort();
        note!(log, "{:?}", large.last());

        if !values.is_empty() {
            let mut chosen = values.clone();
            let at = random.below(chosen.len());
            let (low, middle, high) = chosen.select_nth_unstable(at);
            assert_eq!(*middle, stable[at]);
            assert!(low.iter().all(|v| *v <= stable[at]) && high.iter().all(|v| *v >= stable[at]));
            assert!(is_same_set(chosen, values.clone()));
            let wanted = stable[at] ^ random.below(2) as u32;
            let found = stable.binary_search(&wanted);
            assert_eq!(found.is_ok(), stable.contains(&wanted));
            let place = found.unwrap_or_else(|place| place);
            assert!(stable[..place].iter().all(|v| *v <= wanted) && stable[place..].iter().all(|v| *v >= wanted));
            let bound = stable.partition_point(|v| *v < wanted);
            note!(log, "{wanted} {bound} {}", stable.partition_point(|v| *v <= wanted));
            let mut turned = stable.clone();
            turned.rotate_right(bound);
            turned[..at].reverse();
            note!(log, "{turned:?}");
        }

        // Whatever a comparison says, and wherever it panics, no element is lost.
        let mut confused = values.clone();
        let mut calls = random.below(2000) as i32;
        let seed = random.next();
        let mut wrong = Random::new(seed);
        let hook = std::panic::take_hook();
        std::panic::set_hook(Box::new(|_| ()));
        for _ in 0..2 {
            let _ = catch_unwind(AssertUnwindSafe(|| {
                confused.sort_by(|a, b| {
                    calls -= 1;
                    assert!(calls != 0);
                    if wrong.chance(9) { Ordering::Less } else { a.cmp(b) }
                })
            }));
            let _ = catch_unwind(AssertUnwindSafe(|| {
                confused.sort_unstable_by(|_, _| wrong.pick(&[Ordering::Less, Ordering::Equal, Ordering::Greater]))
            }));
        }
        std::panic::set_hook(hook);
        assert!(is_same_set(confused, values));
    });
}
