// Types that implement Iterator, DoubleEndedIterator, IntoIterator, FromIterator, Extend.

use std::collections::HashMap;

struct Fibonacci {
    current: u64,
    next: u64,
}

impl Iterator for Fibonacci {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let result = self.current;
        (self.current, self.next) = (self.next, self.current + self.next);
        Some(result)
    }
}

struct Countdown(u32);

impl Iterator for Countdown {
    type Item = u32;
    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        self.0 -= 1;
        Some(self.0 + 1)
    }
    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.0 as usize, Some(self.0 as usize))
    }
}

impl ExactSizeIterator for Countdown {}

#[derive(Debug, Default)]
struct Bag {
    items: Vec<String>,
}

impl FromIterator<String> for Bag {
    fn from_iter<I: IntoIterator<Item = String>>(iter: I) -> Self {
        let mut bag = Bag::default();
        bag.extend(iter);
        bag
    }
}

impl Extend<String> for Bag {
    fn extend<I: IntoIterator<Item = String>>(&mut self, iter: I) {
        for item in iter {
            self.items.push(item);
        }
        self.items.sort();
    }
}

impl IntoIterator for Bag {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a> IntoIterator for &'a Bag {
    type Item = &'a String;
    type IntoIter = std::slice::Iter<'a, String>;
    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

struct Pairs<'a, T> {
    rest: &'a [T],
}

impl<'a, T> Iterator for Pairs<'a, T> {
    type Item = (&'a T, &'a T);
    fn next(&mut self) -> Option<Self::Item> {
        let [a, b, rest @ ..] = self.rest else {
            return None;
        };
        self.rest = rest;
        Some((a, b))
    }
}

impl<'a, T> DoubleEndedIterator for Pairs<'a, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        match self.rest {
            [rest @ .., a, b] => {
                self.rest = rest;
                Some((a, b))
            }
            _ => None,
        }
    }
}

fn evens() -> impl Iterator<Item = u32> {
    (0..).step_by(2)
}

fn boxed<'a>(text: &'a str, reverse: bool) -> Box<dyn Iterator<Item = char> + 'a> {
    if reverse { Box::new(text.chars().rev()) } else { Box::new(text.chars()) }
}

fn main() {
    println!("{:?}", Fibonacci { current: 0, next: 1 }.take(12).collect::<Vec<_>>());
    let sum: u64 = Fibonacci { current: 0, next: 1 }.take_while(|n| *n < 4_000_000).filter(|n| n % 2 == 0).sum();
    println!("{sum}");
    println!("{} {:?}", Countdown(4).len(), Countdown(4).zip(evens().skip(3)).collect::<Vec<_>>());
    for n in Countdown(3) {
        print!("{n} ");
    }
    println!();
    let mut bag: Bag = ["pear", "fig"].iter().map(|s| s.to_string()).collect();
    bag.extend(vec!["kiwi".to_string()]);
    for item in &bag {
        print!("{item} ");
    }
    println!("{}", bag.into_iter().map(|s| s.len()).sum::<usize>());
    let list = [1, 2, 3, 4, 5];
    println!("{:?} {:?}", Pairs { rest: &list }.collect::<Vec<_>>(), Pairs { rest: &list }.rev().next());
    println!("{}{}", boxed("abc", true).collect::<String>(), boxed("xyz", false).nth(1).unwrap());
    let map: HashMap<char, usize> = "hello".chars().zip(0..).collect();
    println!("{} {}", map[&'l'], map.len());
    let (a, b): (Vec<_>, Vec<_>) = (1..7).partition(|n| n % 3 == 0);
    println!("{a:?} {b:?}");
    let text: String = vec!["a", "b"].into_iter().collect();
    let result: Result<Vec<i32>, String> = vec![Ok(1), Err("e".to_string()), Ok(2)].into_iter().collect();
    println!("{text} {result:?}");
}
