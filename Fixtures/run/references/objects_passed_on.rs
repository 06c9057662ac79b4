// A mutable reference to an object is passed on several times beside other references: each call's borrow ends
// with it, as the object's own bound may be shortened.
use std::fmt::Write;

struct Node {
    key: u32,
    left: Option<Box<Node>>,
    right: Option<Box<Node>>,
}

fn walk(node: &Option<Box<Node>>, visit: &mut dyn FnMut(u32)) {
    if let Some(node) = node {
        walk(&node.left, visit);
        visit(node.key);
        walk(&node.right, visit);
    }
}

fn leaf(key: u32) -> Option<Box<Node>> {
    Some(Box::new(Node { key, left: None, right: None }))
}

struct Visitor<'a> {
    sink: &'a mut dyn FnMut(&str),
    seen: usize,
}

impl Visitor<'_> {
    fn go(&mut self, text: &str) {
        (self.sink)(text);
        twice(self.sink, text);
        twice(&mut *self.sink, text);
        self.seen += 1;
        if self.seen < 2 {
            self.go(text);
        }
    }
}

fn twice(sink: &mut dyn FnMut(&str), text: &str) {
    sink(text);
    if text.len() > 2 {
        twice(sink, "x");
    }
    sink(text);
}

fn take(items: &mut dyn Iterator<Item = u32>, text: &str) -> u32 {
    items.next().unwrap_or(0) + text.len() as u32
}

fn put(text: &str, out: &mut dyn Write) -> Result<(), std::fmt::Error> {
    out.write_str(text)
}

fn puts(text: &str, out: &mut dyn Write) -> Result<(), std::fmt::Error> {
    put(text, out)?;
    put(text, &mut *out)?;
    let other = &mut *out;
    put("-", other)?;
    put(text, out)
}

fn main() {
    let tree = Some(Box::new(Node { key: 2, left: leaf(1), right: leaf(3) }));
    let mut keys = Vec::new();
    walk(&tree, &mut |key| keys.push(key));
    println!("{keys:?}");

    let mut all = String::new();
    let mut sink = |text: &str| all.push_str(text);
    Visitor { sink: &mut sink, seen: 0 }.go("abc");
    println!("{all}");

    let mut numbers = [1, 2, 3].into_iter();
    let items: &mut dyn Iterator<Item = u32> = &mut numbers;
    let first = take(items, "a");
    let second = take(items, "bc");
    println!("{first} {second} {}", items.count());

    let mut out = String::new();
    puts("t", &mut out).unwrap();
    println!("{out}");
}
