// Generic functions, structs and enums; bounds, where clauses, several instances, turbofish.

use std::fmt::{Debug, Display};

#[derive(Debug, Clone, PartialEq)]
struct Pair<A, B> {
    first: A,
    second: B,
}

impl<A, B> Pair<A, B> {
    fn new(first: A, second: B) -> Self {
        Pair { first, second }
    }

    fn swap(self) -> Pair<B, A> {
        Pair { first: self.second, second: self.first }
    }

    fn map_first<C>(self, f: impl FnOnce(A) -> C) -> Pair<C, B> {
        Pair::new(f(self.first), self.second)
    }
}

impl<T: PartialOrd + Copy> Pair<T, T> {
    fn largest(&self) -> T {
        if self.first > self.second { self.first } else { self.second }
    }
}

impl Pair<i32, String> {
    fn special(&self) -> String {
        format!("{}:{}", self.first, self.second)
    }
}

fn largest<T>(values: &[T]) -> Option<&T>
where
    T: PartialOrd,
{
    let mut best = values.first()?;
    for value in values {
        if value > best {
            best = value;
        }
    }
    Some(best)
}

fn show_all<T: Display, U: Debug + ?Sized>(items: &[T], extra: &U) -> String {
    let mut text = String::new();
    for item in items {
        text += &item.to_string();
        text.push(' ');
    }
    text + &format!("{extra:?}")
}

enum Tree<T> {
    Leaf,
    Node(Box<Tree<T>>, T, Box<Tree<T>>),
}

impl<T: Ord + Clone> Tree<T> {
    fn insert(self, value: T) -> Tree<T> {
        match self {
            Tree::Leaf => Tree::Node(Box::new(Tree::Leaf), value, Box::new(Tree::Leaf)),
            Tree::Node(l, v, r) if value < v => Tree::Node(Box::new(l.insert(value)), v, r),
            Tree::Node(l, v, r) => Tree::Node(l, v, Box::new(r.insert(value))),
        }
    }

    fn in_order(&self, out: &mut Vec<T>) {
        if let Tree::Node(l, v, r) = self {
            l.in_order(out);
            out.push(v.clone());
            r.in_order(out);
        }
    }
}

fn default_of<T: Default>() -> T {
    T::default()
}

fn main() {
    println!("{:?}", Pair::new(1, "x").swap());
    println!("{} {}", Pair::new(1.5, 0.5).largest(), Pair::new('a', 'b').largest());
    println!("{}", Pair::new(5, String::from("five")).special());
    println!("{:?}", Pair::new("abc", 1u8).map_first(|s| s.len()));
    println!("{:?} {:?}", largest(&[3, 9, 2]), largest::<f64>(&[]));
    println!("{:?}", largest(&["pear", "zebra", "apple"]));
    println!("{}", show_all(&[1, 2], "text"));
    println!("{}", show_all(&['a', 'b'], &[Some(1), None][..]));
    let mut tree = Tree::Leaf;
    for n in [5, 2, 8, 1, 9, 3] {
        tree = tree.insert(n);
    }
    let mut out = Vec::new();
    tree.in_order(&mut out);
    println!("{out:?}");
    println!("{} {:?} {:?}", default_of::<i32>(), default_of::<String>(), default_of::<Option<u8>>());
    println!("{}", "7".parse::<u64>().unwrap() + Vec::<u64>::with_capacity(4).len() as u64);
}
