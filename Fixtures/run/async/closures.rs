// Async closures and the AsyncFn traits: what they capture, lend and consume.

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) { return value; }
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
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
async fn twice(f: impl AsyncFn(i32) -> i32) -> i32 { f(1).await + f(2).await }
async fn thrice<F: AsyncFnMut(&str)>(mut f: F) { f("a").await; f("b").await; f("c").await; }
async fn once<F, T>(f: F) -> T where F: AsyncFnOnce() -> T { f().await }
async fn plain<F, Fut>(f: F) -> u32 where F: Fn(u32) -> Fut, Fut: Future<Output = u32> { f(5).await + f(6).await }
async fn free(x: i32) -> i32 { x * 100 }
async fn by_ref(f: &impl AsyncFn(i32) -> i32) -> i32 { f(7).await }
fn main() {
    let base = 10;
    println!("{}", block_on(twice(async |x| { Yield(1).await; x + base })));
    println!("{}", block_on(twice(free)));
    println!("{}", block_on(twice(|x| async move { x - 1 })));
    let mut log = Vec::new();
    block_on(thrice(async |s: &str| { Yield(1).await; log.push(s.to_string()); }));
    println!("{log:?}");
    let owned = String::from("owned");
    println!("{}", block_on(once(async || { Yield(1).await; owned })));
    let other = vec![1, 2, 3];
    println!("{}", block_on(once(async move || { Yield(1).await; other.len() })));
    println!("{}", block_on(plain(async |x| { Yield(1).await; x + 1 })));
    let c = async |a: D, (b, _): (D, D)| -> usize { println!("in"); Yield(1).await; a.0.len() + b.0.len() };
    let f = c(D("a"), (D("bb"), D("ccc")));
    println!("made");
    println!("{}", block_on(f));
    let k = String::from("kept");
    let lend = async move |n: usize| -> String { Yield(1).await; k[..n].to_string() };
    block_on(async { println!("{} {}", lend(1).await, lend(2).await); println!("{}", twice(async |x| x + lend(3).await.len() as i32).await); });
    println!("{}", block_on(by_ref(&async |x| x + base)));
    let r: Result<u8, String> = block_on(once(async || { let n: u8 = "300".parse().map_err(|_| "bad".to_string())?; Ok(n) }));
    println!("{r:?}");
    let mut total = 0;
    let mut add = async |n: i32| { Yield(1).await; total += n; total };
    block_on(async { add(1).await; println!("{}", add(2).await); });
    println!("{total}");
}
