// Async methods and `impl Trait` results of traits: defaults, generics, refined and boxed impls.

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
trait Service {
    type Request;
    type Error: std::fmt::Debug;
    async fn call(&mut self, request: Self::Request) -> Result<String, Self::Error>;
    async fn name(&self) -> String { Yield(1).await; "default".to_string() }
    async fn twice(&mut self, a: Self::Request, b: Self::Request) -> Result<String, Self::Error> {
        let first = self.call(a).await?;
        let second = self.call(b).await?;
        Ok(format!("{first}+{second} by {}", self.name().await))
    }
    fn items(&self) -> impl Iterator<Item = u32> + '_;
    fn defaulted(&self) -> impl Iterator<Item = u32> { self.items().map(|x| x * 10).collect::<Vec<_>>().into_iter() }
    async fn generic<T: Clone>(value: &T, n: usize) -> Vec<T> where Self: Sized;
}
struct Echo(Vec<u32>);
impl Service for Echo {
    type Request = u32;
    type Error = String;
    async fn call(&mut self, request: u32) -> Result<String, String> {
        Yield(1).await;
        self.0.push(request);
        if request > 100 { Err(format!("too big: {request}")) } else { Ok(request.to_string()) }
    }
    fn items(&self) -> impl Iterator<Item = u32> + '_ { self.0.iter().copied().rev() }
    async fn generic<T: Clone>(value: &T, n: usize) -> Vec<T> { Yield(1).await; vec![value.clone(); n] }
}
struct Other;
impl Service for Other {
    type Request = &'static str;
    type Error = ();
    fn call(&mut self, request: &'static str) -> impl Future<Output = Result<String, ()>> {
        async move { Yield(2).await; Ok(request.to_uppercase()) }
    }
    async fn name(&self) -> String { "other".into() }
    fn items(&self) -> impl Iterator<Item = u32> { [1, 2].into_iter() }
    fn defaulted(&self) -> impl Iterator<Item = u32> { std::iter::once(3) }
    async fn generic<T: Clone>(value: &T, _n: usize) -> Vec<T> { vec![value.clone()] }
}
async fn drive<S: Service>(mut s: S, a: S::Request, b: S::Request) -> u32 {
    println!("{:?}", s.twice(a, b).await);
    println!("{}", s.name().await);
    println!("{:?}", S::generic(&"g", 2).await);
    s.items().chain(s.defaulted()).sum()
}
trait Shape { fn area(&self) -> impl std::fmt::Display; fn pair() -> (impl Default + std::fmt::Debug, u8); }
struct Sq(f64);
impl Shape for Sq { fn area(&self) -> impl std::fmt::Display { self.0 * self.0 } fn pair() -> (impl Default + std::fmt::Debug, u8) { (String::from("p"), 4) } }
struct Named;
impl Shape for Named { fn area(&self) -> String { "no area".into() } fn pair() -> (i32, u8) { (5, 6) } }
fn show<T: Shape>(t: &T) -> String { format!("{} {:?}", t.area(), T::pair()) }
trait Sendable { fn work(&self) -> impl Future<Output = i32> + Send; }
impl Sendable for Sq { async fn work(&self) -> i32 { Yield(1).await as i32 } }
fn spawn<T: Sendable + Send + Sync + 'static>(t: T) -> i32 {
    std::thread::spawn(move || block_on(t.work())).join().unwrap()
}
impl<S: Service> Service for Box<S> {
    type Request = S::Request;
    type Error = S::Error;
    async fn call(&mut self, r: S::Request) -> Result<String, S::Error> { (**self).call(r).await }
    fn items(&self) -> impl Iterator<Item = u32> + '_ { (**self).items() }
    async fn generic<T: Clone>(value: &T, n: usize) -> Vec<T> { S::generic(value, n).await }
}
fn main() {
    println!("{}", block_on(drive(Echo(vec![]), 1, 2)));
    println!("{}", block_on(drive(Echo(vec![]), 1, 200)));
    println!("{}", block_on(drive(Other, "a", "b")));
    println!("{}", block_on(drive(Box::new(Echo(vec![9])), 1, 2)));
    println!("{} {}", show(&Sq(2.0)), show(&Named));
    println!("{}", spawn(Sq(1.0)));
    println!("{}", Named.area().len());
}
