// References: auto-ref, auto-deref, reborrowing, unsizing, deref coercions, mutable access through layers.

struct Inner {
    value: i32,
}

struct Outer {
    inner: Box<Inner>,
    list: Vec<Inner>,
}

impl Inner {
    fn get(&self) -> i32 {
        self.value
    }
    fn set(&mut self, value: i32) {
        self.value = value;
    }
}

impl Outer {
    fn inner_mut(&mut self) -> &mut Inner {
        &mut self.inner
    }
}

fn length(s: &str) -> usize {
    s.len()
}

fn sum(values: &[i32]) -> i32 {
    values.iter().sum()
}

fn increment(n: &mut i32) {
    *n += 1;
}

fn increment_twice(n: &mut i32) {
    increment(n);
    increment(&mut *n);
}

fn longest<'a>(a: &'a str, b: &'a str) -> &'a str {
    if a.len() >= b.len() { a } else { b }
}

fn first_word(s: &str) -> &str {
    s.split(' ').next().unwrap_or("")
}

fn pick<'a>(map: &'a mut [(char, i32)], key: char) -> Option<&'a mut i32> {
    for (k, v) in map {
        if *k == key {
            return Some(v);
        }
    }
    None
}

fn main() {
    let owned = String::from("coerced");
    let boxed = Box::new(String::from("in a box"));
    println!("{} {} {}", length(&owned), length(&boxed), length("plain"));
    println!("{} {} {}", sum(&[1, 2, 3]), sum(&vec![4, 5]), sum(&Box::new([6])[..]));
    let mut n = 0;
    increment_twice(&mut n);
    let r = &mut n;
    increment(r);
    increment(r);
    println!("{n}");
    let mut outer = Outer { inner: Box::new(Inner { value: 1 }), list: vec![Inner { value: 2 }] };
    outer.inner.set(10);
    outer.inner_mut().value += 5;
    outer.list[0].set(7);
    (&mut outer).list[0].value *= 2;
    println!("{} {} {}", outer.inner.get(), (&&outer).inner.value, outer.list[0].get());
    let rrr = &&&outer;
    println!("{}", rrr.inner.get());
    let longer;
    {
        let a = "abc";
        longer = longest(a, first_word("defgh ij"));
    }
    println!("{longer}");
    let mut pairs = [('a', 1), ('b', 2)];
    if let Some(v) = pick(&mut pairs, 'b') {
        *v = 20;
    }
    println!("{pairs:?}");
    println!("{:?}", pick(&mut pairs, 'z'));
    let array = [1, 2, 3];
    let slice: &[i32] = &array;
    let object: &dyn std::fmt::Debug = &slice;
    println!("{object:?} {}", *&*&array[1]);
    let a = 5;
    let (p, q) = (&a, &5);
    println!("{} {} {}", p == q, std::ptr::eq(p, &a), p + q);
    let mut v = vec![1, 2, 3];
    let last = v.last_mut().unwrap();
    *last = 30;
    let (x, y) = v.split_at_mut(1);
    x[0] += y[1];
    println!("{v:?}");
    let mut slot = &mut v[0];
    let mut other = 99;
    *slot += 1;
    slot = &mut other;
    *slot += 1;
    println!("{other} {}", v[0]);
    let text: &'static str = "static";
    let bytes: &[u8; 6] = b"static";
    println!("{}", text.as_bytes() == bytes);
}
