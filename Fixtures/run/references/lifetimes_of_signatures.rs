// Lifetimes of signatures in right programs: nothing here asks more of a caller than was written.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell, RefMut};
use std::collections::{BTreeMap, HashMap};
use std::fmt::{self, Debug, Display};
use std::rc::Rc;
struct Parser<'a, 'b> {
    src: &'a str,
    pos: usize,
    names: &'b mut Vec<&'a str>,
}
impl<'a, 'b> Parser<'a, 'b> {
    fn new(src: &'a str, names: &'b mut Vec<&'a str>) -> Self {
        Parser { src, pos: 0, names }
    }
    fn rest(&self) -> &'a str {
        &self.src[self.pos..]
    }
    fn word(&mut self) -> Option<&'a str> {
        let r = self.rest().trim_start();
        if r.is_empty() {
            return None;
        }
        let end = r.find(' ').unwrap_or(r.len());
        let w = &r[..end];
        self.pos = self.src.len() - r.len() + end;
        self.names.push(w);
        Some(w)
    }
    fn with<'c>(&'c mut self) -> Parser<'a, 'c> {
        Parser { src: self.src, pos: self.pos, names: self.names }
    }
}
struct Tokens<'s> {
    it: std::iter::Peekable<std::str::CharIndices<'s>>,
    text: &'s str,
}
impl<'s> Iterator for Tokens<'s> {
    type Item = &'s str;
    fn next(&mut self) -> Option<&'s str> {
        let (i, c) = *self.it.peek()?;
        let mut j = i;
        while let Some(&(k, d)) = self.it.peek() {
            if d.is_whitespace() != c.is_whitespace() {
                break;
            }
            j = k + d.len_utf8();
            self.it.next();
        }
        Some(&self.text[i..j])
    }
}
fn tokens(text: &str) -> Tokens<'_> {
    Tokens { it: text.char_indices().peekable(), text }
}
fn norm<'a>(s: &'a str) -> Cow<'a, str> {
    if s.contains(' ') {
        Cow::Owned(s.replace(' ', "_"))
    } else {
        Cow::Borrowed(s)
    }
}
fn split<'a>(s: &'a str, sep: &str) -> Vec<&'a str> {
    s.split(sep).collect()
}
fn split2<'a>(s: &'a str, sep: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    let v: Vec<&'a str> = s.split(sep).collect();
    v.into_iter()
}
fn first<'a>(m: &'a HashMap<String, Vec<String>>, k: &str) -> Option<&'a String> {
    m.get(k).and_then(|v| v.first())
}
fn first2<'a>(m: &'a HashMap<String, Vec<String>>, k: &str) -> Option<&'a str> {
    m.get(k)?.iter().map(|s| s.as_str()).find(|s| s.len() > k.len())
}
fn longest<'a, 'b: 'a>(x: &'a str, y: &'b str) -> &'a str {
    if x.len() > y.len() {
        x
    } else {
        y
    }
}
fn pick<'a, 'b>(x: &'a &'b str) -> &'a str {
    x
}
fn pick2<'a, 'b>(x: &'a &'b str) -> &'b str {
    *x
}
fn pick3<'a>(x: &&'a str, y: &mut &'a str) -> &'a str {
    *y = *x;
    y
}
fn swap<'a>(x: &mut &'a str, y: &mut &'a str) {
    std::mem::swap(x, y);
}
struct Node<T> {
    v: T,
    next: Option<Box<Node<T>>>,
}
struct List<T> {
    head: Option<Box<Node<T>>>,
}
impl<T> List<T> {
    fn push_back(&mut self, v: T) {
        let mut cur = &mut self.head;
        while let Some(n) = cur {
            cur = &mut n.next;
        }
        *cur = Some(Box::new(Node { v, next: None }));
    }
    fn iter(&self) -> Iter<'_, T> {
        Iter { n: self.head.as_deref() }
    }
    fn last_mut(&mut self) -> Option<&mut T> {
        let mut cur = self.head.as_mut()?;
        while cur.next.is_some() {
            cur = cur.next.as_mut().unwrap();
        }
        Some(&mut cur.v)
    }
    fn find(&mut self, f: impl Fn(&T) -> bool) -> Option<&mut T> {
        let mut cur = self.head.as_deref_mut();
        while let Some(n) = cur {
            if f(&n.v) {
                return Some(&mut n.v);
            }
            cur = n.next.as_deref_mut();
        }
        None
    }
}
struct Iter<'a, T> {
    n: Option<&'a Node<T>>,
}
impl<'a, T> Iterator for Iter<'a, T> {
    type Item = &'a T;
    fn next(&mut self) -> Option<Self::Item> {
        self.n.map(|n| {
            self.n = n.next.as_deref();
            &n.v
        })
    }
}
trait Shape {
    fn name(&self) -> &str;
    fn boxed<'a>(&'a self) -> Box<dyn Fn() -> String + 'a>;
}
struct Sq(String);
impl Shape for Sq {
    fn name(&self) -> &str {
        &self.0
    }
    fn boxed<'a>(&'a self) -> Box<dyn Fn() -> String + 'a> {
        Box::new(move || self.0.clone())
    }
}
fn names<'a>(v: &'a [Box<dyn Shape>]) -> Vec<&'a str> {
    v.iter().map(|s| s.name()).collect()
}
fn big<'a>(v: &'a [Box<dyn Shape>], n: &str) -> Option<&'a dyn Shape> {
    v.iter().find(|s| s.name() == n).map(|b| b.as_ref())
}
struct Cache {
    m: RefCell<HashMap<u32, Rc<str>>>,
    c: Cell<u32>,
}
impl Cache {
    fn get(&self, k: u32) -> Rc<str> {
        self.c.set(self.c.get() + 1);
        self.m.borrow_mut().entry(k).or_insert_with(|| k.to_string().into()).clone()
    }
    fn peek(&self) -> Ref<'_, HashMap<u32, Rc<str>>> {
        self.m.borrow()
    }
    fn m(&self) -> RefMut<'_, HashMap<u32, Rc<str>>> {
        self.m.borrow_mut()
    }
}
struct Wrapper<'a, T: ?Sized>(&'a T);
impl<'a, T: Display + ?Sized> Display for Wrapper<'a, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}
impl<'a, T: ?Sized> Wrapper<'a, T> {
    fn get(self) -> &'a T {
        self.0
    }
    fn map<U: ?Sized>(&self, f: impl FnOnce(&'a T) -> &'a U) -> Wrapper<'a, U> {
        Wrapper(f(self.0))
    }
}
fn group<'a>(w: &[&'a str]) -> BTreeMap<usize, Vec<&'a str>> {
    let mut m: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    for s in w {
        m.entry(s.len()).or_default().push(s);
    }
    m
}
fn maxby<'a, F>(w: &[&'a str], f: F) -> Option<&'a str>
where
    F: Fn(&str) -> usize,
{
    let mut best: Option<&'a str> = None;
    for &s in w {
        if best.map_or(true, |b| f(s) > f(b)) {
            best = Some(s);
        }
    }
    best
}
fn compose<'a, A, B, C>(f: impl Fn(A) -> B + 'a, g: impl Fn(B) -> C + 'a) -> Box<dyn Fn(A) -> C + 'a> {
    Box::new(move |x| g(f(x)))
}
fn err(s: &str) -> Result<i32, Box<dyn std::error::Error>> {
    let n: i32 = s.trim().parse()?;
    if n < 0 {
        return Err(format!("neg {s}").into());
    }
    Ok(n)
}
fn debug(items: &[&dyn Debug]) -> String {
    items.iter().map(|d| format!("{d:?}")).collect::<Vec<_>>().join(",")
}
struct Visitor<'v> {
    out: &'v mut dyn FnMut(&str),
}
impl<'v> Visitor<'v> {
    fn go(&mut self, s: &str) {
        for p in s.split(',') {
            (self.out)(p);
        }
    }
}
fn entry<'m>(m: &'m mut HashMap<String, i32>, k: &str) -> &'m mut i32 {
    if m.contains_key(k) {
        return m.get_mut(k).unwrap();
    }
    m.insert(k.to_string(), 0);
    m.get_mut(k).unwrap()
}
fn stat(n: i32) -> &'static str {
    match n {
        0 => "zero",
        _ => {
            let t: &str = "other";
            t
        }
    }
}
fn mixed<'a>(s: &'a str) -> (&'a str, &'static str) {
    let p = (s, "lit");
    let (a, b) = p;
    (a, b)
}
fn main() {
    let mut names_ = vec![];
    let src = String::from("a bb  ccc");
    {
        let mut p = Parser::new(&src, &mut names_);
        while let Some(w) = p.word() {
            print!("{w};");
        }
        p.with().word();
    }
    println!("{names_:?}");
    println!("{:?}", tokens("ab c  d").collect::<Vec<_>>());
    println!("{} {}", norm("a b"), norm("ab"));
    println!("{:?} {:?}", split("a,b", ","), split2("x-y", "-").count());
    let mut m = HashMap::new();
    m.insert("k".to_string(), vec!["v".to_string(), "long".into()]);
    println!("{:?} {:?}", first(&m, "k"), first2(&m, "k"));
    println!("{} {} {}", longest("a", "bb"), pick(&"p"), pick2(&"q"));
    let mut y = "y";
    println!("{}", pick3(&"x", &mut y));
    let mut z = "z";
    swap(&mut y, &mut z);
    println!("{y}{z}");
    let mut l = List { head: None };
    for i in 0..4 {
        l.push_back(i);
    }
    *l.last_mut().unwrap() += 10;
    *l.find(|v| *v == 1).unwrap() = 7;
    println!("{:?}", l.iter().collect::<Vec<_>>());
    let v: Vec<Box<dyn Shape>> = vec![Box::new(Sq("sq".into()))];
    println!("{:?} {} {}", names(&v), big(&v, "sq").unwrap().name(), v[0].boxed()());
    let c = Cache { m: RefCell::new(HashMap::new()), c: Cell::new(0) };
    println!("{} {}", c.get(3), c.peek().len());
    c.m().clear();
    let w = Wrapper("hello");
    println!("{} {}", w, w.map(|s| &s[1..]));
    println!("{}", w.get());
    println!("{:?} {:?}", group(&["a", "bb", "cc"]), maxby(&["a", "bb"], |s| s.len()));
    println!("{}", compose(|x: i32| x + 1, |y: i32| y * 2)(3));
    println!("{:?} {:?}", err("5").unwrap(), err("-5").map_err(|e| e.to_string()));
    println!("{}", debug(&[&1, &"a"]));
    let mut acc = vec![];
    Visitor { out: &mut |s| acc.push(s.len()) }.go("a,bb");
    println!("{acc:?}");
    let mut h = HashMap::new();
    *entry(&mut h, "q") += 2;
    println!("{h:?} {} {:?}", stat(1), mixed("m"));
}
