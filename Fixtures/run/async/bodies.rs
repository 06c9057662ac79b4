// Generic async functions, methods, closures that return futures, control flow around awaits.

use std::collections::HashMap;
use std::fmt::Debug;
use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}
struct Yield(u8);
impl Future for Yield {
    type Output = u8;
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<u8> {
        if self.0 == 0 { return Poll::Ready(7); }
        self.0 -= 1;
        Poll::Pending
    }
}
struct Counter { n: u32, log: Vec<String> }
impl Counter {
    async fn bump(&mut self, by: u32) -> &mut Self {
        self.n += by;
        Yield(1).await;
        self.log.push(format!("+{by}"));
        self
    }
    async fn get(&self) -> u32 { Yield(2).await; self.n }
    async fn into_log(self) -> Vec<String> { Yield(1).await; self.log }
    fn later<'a>(&'a self) -> impl Future<Output = &'a str> + 'a {
        async move { Yield(1).await; self.log[0].as_str() }
    }
}
async fn show<T: Debug + Clone>(items: &[T]) -> Vec<String> where T: PartialEq {
    let mut out = Vec::with_capacity(items.len());
    for (i, item) in items.iter().enumerate() {
        let copy = item.clone();
        Yield(1).await;
        out.push(format!("{i}:{copy:?}"));
        if copy == items[0] { out.push("first".into()); }
    }
    out
}
async fn map<A, B, F, Fut>(a: A, f: F) -> B where F: FnOnce(A) -> Fut, Fut: Future<Output = B> {
    f(a).await
}
async fn apply<F>(mut f: F) -> i32 where F: AsyncFnMutLike {
    f.go().await + f.go().await
}
trait AsyncFnMutLike { fn go(&mut self) -> Pin<Box<dyn Future<Output = i32> + '_>>; }
struct Acc(i32);
impl AsyncFnMutLike for Acc {
    fn go(&mut self) -> Pin<Box<dyn Future<Output = i32> + '_>> {
        Box::pin(async move { self.0 += 1; Yield(1).await; self.0 })
    }
}
async fn big() -> u64 {
    let mut table = [[0u64; 16]; 16];
    for i in 0..16 { for j in 0..16 {
        table[i][j] = (i * j) as u64;
        if (i + j) % 7 == 0 { Yield(1).await; }
    } }
    table.iter().flatten().sum()
}
async fn matching(x: Option<Result<u8, String>>) -> String {
    match x {
        Some(Ok(n)) if Yield(1).await == n => "seven".to_string(),
        Some(Ok(ref n)) => { Yield(1).await; format!("ok {n}") }
        Some(Err(mut e)) => { Yield(1).await; e.push('!'); e }
        None => { let n = Yield(0).await; format!("none {n}") }
    }
}
async fn labelled() -> i32 {
    let mut sum = 0;
    let v = 'outer: loop {
        for i in 0.. {
            Yield(1).await;
            if i % 2 == 0 { continue; }
            sum += i;
            if sum > 20 { break 'outer sum * 2; }
        }
    };
    let w = 'b: { if v > 10 { Yield(1).await; break 'b 3; } 4 };
    v + w
}
async fn never_returns(n: u8) -> u8 { if n > 3 { panic!("no") } else { return Yield(n).await } }
async fn unsafe_thing(p: *const i32) -> i32 { Yield(1).await; unsafe { *p } }
async unsafe fn danger() -> i32 { Yield(1).await as i32 }
mod inner { pub async fn hello(name: &str) -> String { super::Yield(1).await; format!("hello {name}") } }
const N: usize = 3;
async fn konst<const M: usize>(a: [u8; M]) -> usize { let b = a; Yield(1).await; b.len() + N }
fn main() {
    let mut c = Counter { n: 0, log: vec![] };
    block_on(async {
        c.bump(1).await.bump(2).await;
        println!("{}", c.get().await);
        println!("{}", c.later().await);
    });
    println!("{:?}", block_on(c.into_log()));
    println!("{:?}", block_on(show(&["a", "b", "a"])));
    println!("{}", block_on(map(5, |x| async move { Yield(1).await; x * 2 })));
    let fs: Vec<Pin<Box<dyn Future<Output = u64>>>> = vec![Box::pin(big()), Box::pin(async { 3 }), Box::pin(std::future::ready(9))];
    for f in fs { println!("{}", block_on(f)); }
    for x in [Some(Ok(7)), Some(Ok(8)), Some(Err("bad".to_string())), None] {
        println!("{}", block_on(matching(x)));
    }
    println!("{}", block_on(labelled()));
    println!("{}", block_on(apply(Acc(10))));
    println!("{}", block_on(never_returns(2)));
    let k = 5;
    println!("{} {}", block_on(unsafe_thing(&k)), block_on(unsafe { danger() }));
    println!("{}", block_on(inner::hello("you")));
    println!("{}", block_on(konst([1, 2])));
    let mut m: HashMap<String, Vec<u8>> = HashMap::new();
    block_on(async {
        for (i, w) in ["x", "y", "x"].into_iter().enumerate() {
            m.entry(w.to_string()).or_default().push({ Yield(1).await; i as u8 });
        }
    });
    let mut keys: Vec<_> = m.into_iter().collect();
    keys.sort();
    println!("{keys:?}");
    let closure = |n: i32| async move { n + Yield(0).await as i32 };
    println!("{}", block_on(async { closure(1).await + closure(2).await }));
    let name = String::from("nm");
    let fut = { let name = &name; async move { Yield(1).await; name.len() } };
    println!("{}", block_on(fut));
    let t = block_on(async { (Yield(1).await, String::from("t"), [Yield(0).await; 2], { let z = Yield(1).await; z + 1 }) });
    println!("{t:?}");
    let r: Result<i32, std::num::ParseIntError> = block_on(async { let a: i32 = "12".parse()?; Yield(1).await; let b: i32 = "x".parse()?; Ok(a + b) });
    println!("{r:?}");
}
trait IntoOpt { type F; fn into_opt(self) -> Self::F; }
impl<T> IntoOpt for T { type F = T; fn into_opt(self) -> T { self } }
