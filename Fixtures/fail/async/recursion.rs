// Futures that would hold themselves.

use std::future::Future;
use std::pin::Pin;

async fn direct(n: u32) -> u32 { //~ E0733
    if n == 0 { 0 } else { direct(n - 1).await + 1 }
}

async fn first() { //~ E0733
    second().await
}
async fn second() {
    first().await
}

async fn boxed(n: u32) -> u32 {
    if n == 0 {
        0
    } else {
        let next: Pin<Box<dyn Future<Output = u32>>> = Box::pin(boxed(n - 1));
        next.await
    }
}

async fn both<A: Future, B: Future>(a: A, b: B) -> (A::Output, B::Output) {
    (a.await, b.await)
}
async fn nested() {
    both(both(async {}, async {}), both(async {}, async {})).await;
}

fn main() {}
