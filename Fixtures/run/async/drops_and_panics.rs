// What is dropped when a future is polled n times, panics or is cancelled.

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};
use std::panic::{catch_unwind, AssertUnwindSafe};
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0); } }
struct Yield(u8);
impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<()> {
        if self.0 == 0 { return Poll::Ready(()); }
        self.0 -= 1;
        Poll::Pending
    }
}
impl Drop for Yield { fn drop(&mut self) { println!("drop yield {}", self.0); } }
async fn inner(_d: D, panics: bool) -> D {
    let _x = D("inner local");
    Yield(1).await;
    if panics { panic!("inner") }
    D("inner result")
}
async fn outer(panics: bool) -> usize {
    let v = vec![D("v0"), D("v1")];
    let r = inner(D("param"), panics).await;
    let b = Box::new(D("boxed"));
    let moved = if panics { Some(b) } else { drop(b); None };
    Yield(1).await;
    drop(r);
    drop(moved);
    v.len()
}
fn poll_n<F: Future>(f: F, n: usize) where F::Output: std::fmt::Debug {
    let mut f = Box::pin(f);
    let mut cx = Context::from_waker(Waker::noop());
    for _ in 0..n {
        match catch_unwind(AssertUnwindSafe(|| f.as_mut().poll(&mut cx))) {
            Ok(p) => println!("{p:?}"),
            Err(e) => println!("panicked {:?}", e.downcast_ref::<&str>().map(|s| s.to_string()).or(e.downcast_ref::<String>().cloned())),
        }
    }
    println!("dropping");
}
fn make(captured: D) -> impl Future<Output = i32> {
    let other = D("other");
    async move {
        let _c = &captured;
        Yield(1).await;
        let o = other;
        Yield(1).await;
        println!("using {}", o.0);
        4
    }
}
fn main() {
    for n in 0..5 { println!("== ok {n}"); poll_n(outer(false), n); }
    for n in 0..4 { println!("== panic {n}"); poll_n(outer(true), n); }
    for n in 0..5 { println!("== make {n}"); poll_n(make(D("cap")), n); }
    println!("== temp");
    poll_n(async { let n = { let d = D("t"); Yield(1).await; d }.0.len(); Yield(1).await; n }, 2);
    println!("== match temp");
    poll_n(async { match (D("m"), Yield(2).await).0 { ref d => { println!("{}", d.0); Yield(1).await } } }, 3);
    println!("== while");
    poll_n(async { let mut i = 0; while { let _c = D("cond"); Yield(1).await; i < 2 } { let _b = D("body"); Yield(1).await; i += 1; if i == 1 { continue } } i }, 7);
}
