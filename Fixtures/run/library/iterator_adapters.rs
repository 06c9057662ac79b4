// Iterators as values: defaults, text forms, both ends.
use std::iter::{self, Chain, Cloned, Copied, Enumerate, Flatten, Fuse, Rev};
use std::slice::Iter;

fn main() {
    let numbers = [1, 2, 3, 4, 5];
    println!("{:?}", numbers.iter().filter(|x| **x > 1).map(|x| x * 2));
    println!("{:?}", numbers.iter().filter_map(|x| Some(x)).inspect(|_| ()));
    println!("{:?} {:?}", numbers.iter().skip(2), numbers.iter().take(2).enumerate());
    println!("{:?}", iter::empty::<i32>().chain(5..6));
    println!("{:?}", numbers.iter().copied().map_while(|x| Some(x)));
    println!("{}", Chain::<Iter<u8>, Iter<u8>>::default().count());
    println!("{}", Cloned::<Iter<u8>>::default().len() + Copied::<Iter<u8>>::default().len());
    println!("{}", Enumerate::<Iter<u8>>::default().len() + Rev::<Iter<u8>>::default().len());
    println!("{}", Flatten::<Iter<[u8; 2]>>::default().count() + Fuse::<Iter<u8>>::default().count());
    println!("{:?}", iter::repeat(7).take(3).rev().collect::<Vec<_>>());
    println!("{:?}", iter::once_with(|| 5).rev().next());
    let mut peekable = "12ab".chars().peekable();
    let mut sum = 0;
    while let Some(digit) = peekable.next_if_map(|c| c.to_digit(10).ok_or(c)) {
        sum += digit;
    }
    println!("{sum} {:?} {:?}", peekable.next_if_eq(&'a'), peekable.peek());
    println!("{:?}", peekable.next_if_map_mut(|c| c.is_alphabetic().then(|| c.to_ascii_uppercase())));
    let mut both = (0..10).step_by(3).zip("abcd".chars());
    println!("{:?} {:?}", both.size_hint(), both.next());
    println!("{:?}", (0..10).step_by(3).rev().collect::<Vec<_>>());
    println!("{:?}", numbers.iter().rev().skip(1).step_by(2).rev().collect::<Vec<_>>());
    println!("{:?}", numbers.into_iter().rev().enumerate().rev().collect::<Vec<_>>());
    println!("{:?}", std::array::repeat::<_, 3>(String::from("x")));
    println!("{:?}", ["a", "b"].into_iter().collect::<Box<str>>());
}
