// Futures dropped while suspended, `?` in async functions, recursion through boxes.

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};

struct D(&'static str);
impl Drop for D {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
struct Yield(bool);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            Poll::Ready(())
        } else {
            self.0 = true;
            Poll::Pending
        }
    }
}
fn yields() -> Yield {
    Yield(false)
}

async fn params(a: D, _: D, (b, c): (D, D), _unused: D) {
    println!("start");
    let local = D("local");
    yields().await;
    drop(b);
    {
        let inner = D("inner");
        yields().await;
        println!("{} {}", inner.0, local.0);
    }
    yields().await;
    println!("end {} {}", a.0, c.0);
}

fn run(polls: usize) {
    println!("-- {polls}");
    let future = params(D("a"), D("ignored"), (D("b"), D("c")), D("unused"));
    let mut cx = Context::from_waker(Waker::noop());
    let mut future = pin!(future);
    for _ in 0..polls {
        println!("{:?}", future.as_mut().poll(&mut cx));
    }
    println!("leaving");
}

async fn fallible(fail: bool) -> Result<String, String> {
    let _d = D("guard");
    yields().await;
    if fail { Err("failed".to_string())? }
    Ok("fine".into())
}
async fn caller(fail: bool) -> Result<usize, String> {
    let text = fallible(fail).await?;
    let _after = D("after");
    yields().await;
    Ok(text.len())
}
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
    }
}

fn factorial(n: u64) -> Pin<Box<dyn Future<Output = u64>>> {
    Box::pin(async move {
        yields().await;
        if n == 0 { 1 } else { n * factorial(n - 1).await }
    })
}
async fn boxed(n: u64) -> u64 {
    if n < 2 { return n; }
    Box::pin(boxed(n - 1)).await + Box::pin(boxed(n - 2)).await
}

fn main() {
    for polls in 0..5 {
        run(polls);
    }
    println!("{:?} {:?}", block_on(caller(false)), block_on(caller(true)));
    println!("{} {}", block_on(factorial(10)), block_on(boxed(10)));
}
