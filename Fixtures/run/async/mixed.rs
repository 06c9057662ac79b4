// Awaits in every kind of expression: places, patterns, operators, loops, nested blocks.

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut cx = Context::from_waker(Waker::noop());
    loop { if let Poll::Ready(value) = future.as_mut().poll(&mut cx) { return value; } }
}
async fn y() -> u8 { let mut n = false; std::future::poll_fn(move |_| if n { Poll::Ready(1) } else { n = true; Poll::Pending }).await }
struct D(&'static str);
impl Drop for D { fn drop(&mut self) { println!("drop {}", self.0) } }
struct S { v: Vec<u32>, name: String }
impl S {
    async fn each(&mut self) -> usize { for x in &mut self.v { *x += y().await as u32; } self.v.len() }
    async fn longest<'a>(&'a self, other: &'a str) -> &'a str { y().await; if self.name.len() > other.len() { &self.name } else { other } }
    async fn result(&mut self) -> Result<u32, Box<dyn std::error::Error>> { y().await; Ok(self.v.iter().sum()) }
    async fn run(&mut self) -> Result<(), Box<dyn std::error::Error>> {
        let r = self.result().await?;
        self.v.push(r);
        let r2 = self.result().await;
        self.v.push(1);
        println!("{:?}", r2?);
        while let Some(x) = self.v.pop() { if x == 0 { break } y().await; let Self { name, .. } = self; name.push_str("!"); }
        Ok(())
    }
}
async fn tail_temp(x: std::cell::RefCell<u32>) -> u32 { *x.borrow() }
async fn arr<const N: usize>(mut a: [Option<D>; N]) -> usize { for i in 0..N { y().await; if i % 2 == 0 { a[i].take(); } } N }
async fn nested() -> u8 { let a = async { let b = async { y().await + 1 }; b.await + y().await }; a.await * 2 }
async fn early(n: u8) -> Option<u8> { let _d = D("early"); if n == 0 { return None; } let x = Some(n)?; let r = (|| x.checked_sub(1))()?; y().await; let Some(z) = r.checked_sub(1) else { return Some(99) }; Some(z) }
async fn slices(s: &[u8]) -> u32 { match s { [] => 0, [a] => *a as u32, [a, rest @ ..] => { let t = y().await as u32; *a as u32 + t + Box::pin(slices(rest)).await } } }
static mut COUNT: u32 = 0;
async fn statics() { unsafe { COUNT += y().await as u32; } }
async fn moves() { let d = D("moved"); let e = D("stays"); y().await; let inner = async move { y().await; println!("inner {}", d.0); }; y().await; inner.await; println!("after {}", e.0); }
async fn cond(b: bool) { let d; if b { d = D("maybe"); y().await; println!("{}", d.0); } y().await; println!("end") }
async fn shadow() -> String { let s = String::from("a"); let s = { y().await; s + "b" }; let s = format!("{s}{}", y().await); s }
async fn index(mut v: Vec<u32>) -> Vec<u32> { let i = 1; v[i] = y().await as u32 + 40; v[y().await as usize - 1] += 2; v }
async fn binary() -> bool { y().await == 1 && (y().await == 2 || y().await == 1) }
async fn dynobj(d: &dyn std::fmt::Debug) -> String { y().await; format!("{d:?}") }
async fn generic_iter<I>(it: I) -> Vec<I::Item> where I: Iterator, I::Item: Clone { let mut o = vec![]; for x in it { y().await; o.push(x.clone()); } o }
fn main() {
    let mut s = S { v: vec![1, 2], name: "nm".into() };
    println!("{} {}", block_on(s.each()), block_on(s.longest("abc")));
    println!("{:?} {}", block_on(s.run()).is_ok(), s.name);
    println!("{}", block_on(tail_temp(5.into())));
    println!("{}", block_on(arr([Some(D("0")), Some(D("1")), Some(D("2"))])));
    println!("{}", block_on(nested()));
    println!("{:?} {:?} {:?}", block_on(early(0)), block_on(early(1)), block_on(early(5)));
    println!("{}", block_on(slices(&[1, 2, 3])));
    block_on(statics()); println!("{}", unsafe { COUNT });
    block_on(moves()); block_on(cond(true)); block_on(cond(false));
    println!("{} {:?} {}", block_on(shadow()), block_on(index(vec![1, 2])), block_on(binary()));
    println!("{} {:?}", block_on(dynobj(&[1, 2])), block_on(generic_iter("abc".chars())));
    let v: Vec<Box<dyn Fn(u8) -> Pin<Box<dyn Future<Output = u8>>>>> = vec![Box::new(|x| Box::pin(async move { x + y().await })), Box::new(|x| Box::pin(std::future::ready(x * 2)))];
    for f in &v { println!("{}", block_on(f(4))); }
}
