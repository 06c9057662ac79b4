// Closures as results and fields: impl Fn, boxed, composed, memoising, with state.

use std::collections::HashMap;

fn adder(n: i32) -> impl Fn(i32) -> i32 {
    move |x| x + n
}

fn compose<A, B, C>(f: impl Fn(A) -> B, g: impl Fn(B) -> C) -> impl Fn(A) -> C {
    move |x| g(f(x))
}

fn counter() -> impl FnMut() -> u32 {
    let mut n = 0;
    move || {
        n += 1;
        n
    }
}

fn by_name(name: &str) -> Box<dyn Fn(f64, f64) -> f64> {
    match name {
        "add" => Box::new(|a, b| a + b),
        "power" => Box::new(|a, b| {
            let mut result = 1.0;
            for _ in 0..b as u32 {
                result *= a;
            }
            result
        }),
        _ => Box::new(|_, _| f64::NAN),
    }
}

struct Memo<F: Fn(u64) -> u64> {
    function: F,
    known: HashMap<u64, u64>,
    calls: u32,
}

impl<F: Fn(u64) -> u64> Memo<F> {
    fn new(function: F) -> Self {
        Memo { function, known: HashMap::new(), calls: 0 }
    }

    fn get(&mut self, n: u64) -> u64 {
        if let Some(&value) = self.known.get(&n) {
            return value;
        }
        self.calls += 1;
        let value = (self.function)(n);
        self.known.insert(n, value);
        value
    }
}

struct Button<'a> {
    handlers: Vec<Box<dyn FnMut(&str) + 'a>>,
}

impl<'a> Button<'a> {
    fn on_click(&mut self, handler: impl FnMut(&str) + 'a) -> &mut Self {
        self.handlers.push(Box::new(handler));
        self
    }

    fn click(&mut self, what: &str) {
        for handler in &mut self.handlers {
            handler(what);
        }
    }
}

fn main() {
    let f = compose(adder(1), |x| x * 10);
    let g = compose(f, |x| format!("<{x}>"));
    println!("{} {}", g(4), g(-1));
    let (mut a, mut b) = (counter(), counter());
    println!("{} {} {} {}", a(), a(), b(), a());
    println!("{} {}", by_name("add")(1.0, 2.0), by_name("power")(2.0, 10.0));
    println!("{}", by_name("?")(0.0, 0.0));
    let mut memo = Memo::new(|n| (1..=n).product());
    println!("{} {} {} {}", memo.get(5), memo.get(5), memo.get(10), memo.calls);
    let mut clicks = Vec::new();
    let mut total = 0;
    {
        let mut button = Button { handlers: vec![] };
        button.on_click(|w| clicks.push(w.to_string())).on_click(|w| total += w.len());
        button.click("left");
        button.click("right");
    }
    println!("{clicks:?} {total}");
    let once: Box<dyn FnOnce() -> String> = {
        let s = "moved".to_string();
        Box::new(move || s + "!")
    };
    println!("{}", once());
}
