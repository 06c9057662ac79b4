// A closure keeps the value of a shared reference, not the place of the variable that holds it; and what
// has a destructor is captured whole.
struct P(i32);
impl P {
    fn get(&self) -> i32 {
        self.0
    }
    fn later(&'static self) -> std::thread::JoinHandle<i32> {
        std::thread::spawn(|| self.get() + self.0)
    }
}
static S: P = P(5);

fn getter<'a>(p: &'a P) -> impl Fn() -> i32 + 'a {
    || p.get()
}
fn boxed<'a>(text: &'a str) -> Box<dyn Fn(&str) -> bool + 'a> {
    Box::new(|other| text.len() == other.len() && text.contains(other))
}
fn both<'a>(text: &'a str, n: &'a i32) -> impl FnMut() -> (usize, i32) + 'a {
    let mut count = 0;
    move || {
        count += 1;
        (text.len() + count, *n)
    }
}

struct Guard(String, i32);
impl Drop for Guard {
    fn drop(&mut self) {
        println!("drop {} {}", self.0, self.1);
    }
}

fn main() {
    println!("{}", S.later().join().unwrap());
    let p = P(7);
    let (a, b) = (getter(&p), getter(&S));
    println!("{} {}", a(), b());
    println!("{} {}", boxed("abc")("abc"), boxed("abc")("ab"));
    println!("{:?}", both("four", &9)());

    let mut g = Guard("a".to_string(), 1);
    let mut f = move || g.0.push('b');
    f();
    drop(f);
    let g = Guard("c".to_string(), 2);
    let f = move || g.1 + 1;
    println!("{}", f());
    let g = Guard("d".to_string(), 3);
    let f = || drop(g);
    f();
    // The variable changes between two closures: each has what it held.
    let mut r = &1;
    let one = (|| *r + 1)();
    r = &10;
    let mut assign = || r = &20;
    assign();
    println!("{one} {r}");
    let names = ["x", "y"];
    let key = "y";
    println!("{:?} {:?}", names.iter().position(|n| *n == key), names.iter().filter(|n| **n != key).count());
}
