// Awaiting futures that are pending at first; arguments and captures across awaits.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = Box::pin(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
            return value;
        }
        println!("pending");
    }
}

struct Yield(bool);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            Poll::Ready(())
        } else {
            self.0 = true;
            cx.waker().wake_by_ref();
            Poll::Pending
        }
    }
}

async fn one() -> i32 {
    Yield(false).await;
    1
}
async fn add(a: i32, b: &str) -> usize {
    let x = one().await;
    let y = one().await;
    (a + x + y) as usize + b.len()
}

fn main() {
    println!("{}", block_on(async { 5 }));
    println!("{}", block_on(one()));
    println!("{}", block_on(add(3, "hello")));
    let s = String::from("owned");
    let n = block_on(async {
        let mut total = 0;
        for i in 0..3 {
            total += i;
            Yield(false).await;
        }
        println!("{s} {total}");
        total
    });
    println!("{n}");
}
