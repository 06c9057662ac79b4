// Small library functions take the place of their calls: what they unwind through, drop, return in
// memory and tell their callers of is as if they had been called.

use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe, Location};

struct Noisy<'a>(&'a str, &'a Cell<u32>);

impl Drop for Noisy<'_> {
  fn drop(&mut self) {
    self.1.set(self.1.get() + 1);
    println!("drop {} as number {}", self.0, self.1.get());
  }
}

#[track_caller]
#[inline]
fn line() -> u32 {
  Location::caller().line()
}

#[track_caller]
#[inline]
fn line_of_caller() -> u32 {
  line()
}

#[derive(Clone, Debug, PartialEq)]
struct Wide {
  values: [u64; 6],
  name: String,
}

fn wide(seed: u64) -> Wide {
  Wide { values: [seed, seed + 1, seed + 2, seed + 3, seed + 4, seed + 5], name: format!("w{seed}") }
}

struct Countdown(u32);

impl Iterator for Countdown {
  type Item = u32;
  #[inline]
  fn next(&mut self) -> Option<u32> {
    if self.0 == 0 {
      return None;
    }
    self.0 -= 1;
    Some(self.0)
  }
}

fn locations() {
  println!("{} {}", line(), line_of_caller());
  let lines: Vec<u32> = [(); 2].iter().map(|_| line()).collect();
  println!("{lines:?}");
  panic::set_hook(Box::new(|info| {
    let place = info.location().unwrap();
    println!("panic at {}:{}", place.line(), place.column());
  }));
  let none: Option<u32> = None;
  let _ = panic::catch_unwind(|| none.unwrap());
  let _ = panic::catch_unwind(|| Some(3).filter(|x| *x > 3).expect("no"));
  let _ = panic::catch_unwind(|| Err::<u8, _>("bad").unwrap());
}

fn unwinding() {
  let count = Cell::new(0);
  let result = panic::catch_unwind(AssertUnwindSafe(|| {
    let _first = Noisy("first", &count);
    let second = Some(Noisy("second", &count));
    let third = second.map(|inner| {
      let _local = Noisy("local", &count);
      if inner.0.len() == 6 {
        panic!("in the closure");
      }
      inner
    });
    drop(third);
  }));
  println!("{} {}", result.is_err(), count.get());
  let result = panic::catch_unwind(AssertUnwindSafe(|| {
    let _outer = Noisy("outer", &count);
    for i in (0..4).map(|i| (i, Noisy("each", &count))).filter(|(i, _)| i % 2 == 0) {
      if i.0 == 2 {
        panic!("in the loop");
      }
    }
  }));
  println!("{} {}", result.is_err(), count.get());
}

fn memory() {
  let mut list: Vec<Wide> = (0..3).map(wide).collect();
  list.push(wide(10));
  let taken = list.pop().map(|mut w| {
    w.values[0] = 99;
    w
  });
  println!("{:?}", taken.as_ref().map(|w| w.values));
  let kept = std::mem::replace(&mut list[0], wide(7));
  println!("{} {} {:?}", kept.name, list[0].name, list.iter().max_by_key(|w| w.values[5]).map(|w| &w.name));
  let copy = list[1].clone();
  println!("{}", copy == list[1] && copy != list[2]);
  let mut a = wide(1);
  let mut b = wide(2);
  std::mem::swap(&mut a, &mut b);
  println!("{} {}", a.name, b.name);
  let either: Result<Wide, String> = Err("none".to_string());
  println!("{}", either.unwrap_or_else(|e| Wide { values: [0; 6], name: e }).name);
}

fn functions() {
  let words: Vec<Option<String>> = ["a", "b"].iter().copied().map(str::to_string).map(Some).collect();
  println!("{words:?}");
  let mut total = 0;
  Countdown(4).chain(Countdown(2)).for_each(|x| total += x);
  println!("{total} {}", Countdown(5).zip(1..).map(|(a, b)| a * b).sum::<u32>());
  let mut steps = vec![];
  let mut add = |x: u32| steps.push(x);
  Countdown(3).for_each(&mut add);
  println!("{steps:?} {:?}", Countdown(9).step_by(4).collect::<Vec<_>>());
  fn depth(n: u32) -> u32 {
    Some(n).filter(|n| *n > 0).map_or(0, |n| 1 + depth(n - 1))
  }
  println!("{}", depth(100));
}

fn main() {
  memory();
  functions();
  locations();
  unwinding();
}
