// What programs build on futures: wakers through queues, join_all, timeouts, streams, handlers, locks.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::future::{poll_fn, ready, Future, IntoFuture, Ready};
use std::pin::{pin, Pin};
use std::rc::{Rc, Weak};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{ready, Context, Poll, Wake, Waker};
use std::time::{Duration, Instant};

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
type LocalBoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

struct Task { future: Mutex<Option<BoxFuture<'static, ()>>>, queue: mpsc::SyncSender<Arc<Task>> }
impl Wake for Task {
    fn wake(self: Arc<Self>) { self.wake_by_ref(); }
    fn wake_by_ref(self: &Arc<Self>) { let _ = self.queue.send(self.clone()); }
}
struct Executor { ready: mpsc::Receiver<Arc<Task>> }
#[derive(Clone)]
struct Spawner { queue: mpsc::SyncSender<Arc<Task>> }
fn new_executor() -> (Executor, Spawner) {
    let (tx, rx) = mpsc::sync_channel(100);
    (Executor { ready: rx }, Spawner { queue: tx })
}
impl Spawner {
    fn spawn(&self, f: impl Future<Output = ()> + 'static + Send) {
        let task = Arc::new(Task { future: Mutex::new(Some(Box::pin(f))), queue: self.queue.clone() });
        self.queue.send(task).expect("queue full");
    }
}
impl Executor {
    fn run(&self) {
        while let Ok(task) = self.ready.recv() {
            let mut slot = task.future.lock().unwrap();
            if let Some(mut future) = slot.take() {
                let waker = task.clone().into();
                let cx = &mut Context::from_waker(&waker);
                if future.as_mut().poll(cx).is_pending() { *slot = Some(future); }
            }
        }
    }
}
struct Signal { state: Mutex<bool>, cond: Condvar }
impl Wake for Signal { fn wake(self: Arc<Self>) { *self.state.lock().unwrap() = true; self.cond.notify_one(); } }
fn block_on<F: IntoFuture>(f: F) -> F::Output {
    let mut fut = pin!(f.into_future());
    let signal = Arc::new(Signal { state: Mutex::new(false), cond: Condvar::new() });
    let waker = Waker::from(signal.clone());
    let mut cx = Context::from_waker(&waker);
    loop {
        match fut.as_mut().poll(&mut cx) {
            Poll::Ready(v) => break v,
            Poll::Pending => {
                let mut s = signal.state.lock().unwrap();
                while !*s { s = signal.cond.wait(s).unwrap(); }
                *s = false;
            }
        }
    }
}
fn yield_now() -> impl Future<Output = ()> {
    let mut first = true;
    poll_fn(move |cx| if std::mem::take(&mut first) { cx.waker().wake_by_ref(); Poll::Pending } else { Poll::Ready(()) })
}
struct Sleep(Instant);
impl Future for Sleep {
    type Output = ();
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if Instant::now() >= self.0 { Poll::Ready(()) } else {
            let w = cx.waker().clone(); let at = self.0;
            std::thread::spawn(move || { std::thread::sleep(at.saturating_duration_since(Instant::now())); w.wake(); });
            Poll::Pending
        }
    }
}
fn sleep(ms: u64) -> Sleep { Sleep(Instant::now() + Duration::from_millis(ms)) }

enum MaybeDone<F: Future> { Pending(F), Done(Option<F::Output>) }
struct JoinAll<F: Future> { items: Vec<Pin<Box<MaybeDone<F>>>> }
impl<F: Future> MaybeDone<F> {
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> bool {
        unsafe {
            let this = self.get_unchecked_mut();
            match this {
                MaybeDone::Pending(f) => match Pin::new_unchecked(f).poll(cx) {
                    Poll::Ready(v) => { *this = MaybeDone::Done(Some(v)); true }
                    Poll::Pending => false,
                },
                MaybeDone::Done(_) => true,
            }
        }
    }
    fn take(self: Pin<&mut Self>) -> Option<F::Output> {
        unsafe { match self.get_unchecked_mut() { MaybeDone::Done(v) => v.take(), _ => None } }
    }
}
impl<F: Future> Future for JoinAll<F> {
    type Output = Vec<F::Output>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let mut all = true;
        for item in self.items.iter_mut() { all &= item.as_mut().poll(cx); }
        if all { Poll::Ready(self.items.iter_mut().filter_map(|i| i.as_mut().take()).collect()) } else { Poll::Pending }
    }
}
fn join_all<I: IntoIterator>(iter: I) -> JoinAll<I::Item> where I::Item: Future {
    JoinAll { items: iter.into_iter().map(|f| Box::pin(MaybeDone::Pending(f))).collect() }
}
macro_rules! join {
    ($($name:ident = $e:expr),* $(,)?) => {{
        $(let mut $name = pin!($e); let mut $name = (None, $name);)*
        poll_fn(move |cx| {
            let mut done = true;
            $(if $name.0.is_none() { match $name.1.as_mut().poll(cx) { Poll::Ready(v) => $name.0 = Some(v), Poll::Pending => done = false } })*
            if done { Poll::Ready(($($name.0.take().unwrap(),)*)) } else { Poll::Pending }
        }).await
    }};
}
#[derive(Debug)]
enum AppError { Parse(std::num::ParseIntError), Other(Box<dyn Error>), Timeout }
impl fmt::Display for AppError { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { write!(f, "app: {self:?}") } }
impl Error for AppError {}
impl From<std::num::ParseIntError> for AppError { fn from(e: std::num::ParseIntError) -> Self { AppError::Parse(e) } }
async fn parse(s: &str) -> Result<i32, AppError> { yield_now().await; Ok(s.trim().parse::<i32>()?) }
async fn sum(list: &[&str]) -> Result<i32, Box<dyn Error>> {
    let mut total = 0;
    for s in list { total += match parse(s).await { Ok(n) => n, Err(AppError::Parse(_)) if s.is_empty() => 0, Err(e) => return Err(e.into()) }; }
    Ok(total)
}
async fn timeout<F: Future>(ms: u64, f: F) -> Result<F::Output, AppError> {
    let mut f = pin!(f); let mut t = pin!(sleep(ms));
    poll_fn(|cx| { if let Poll::Ready(v) = f.as_mut().poll(cx) { return Poll::Ready(Ok(v)); } t.as_mut().poll(cx).map(|()| Err(AppError::Timeout)) }).await
}
trait Stream { type Item; fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>>; }
struct Countdown(u32);
impl Stream for Countdown { type Item = u32; fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<u32>> {
    if self.0 == 0 { return Poll::Ready(None); }
    self.0 -= 1; if self.0 % 2 == 0 { self.0 += 0; } cx.waker().wake_by_ref(); Poll::Ready(Some(self.0)) } }
struct Next<'a, S: ?Sized>(&'a mut S);
impl<S: Stream + Unpin + ?Sized> Future for Next<'_, S> { type Output = Option<S::Item>;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> { Pin::new(&mut *self.0).poll_next(cx) } }
trait StreamExt: Stream { fn next(&mut self) -> Next<'_, Self> where Self: Unpin { Next(self) }
    async fn fold<B, F: FnMut(B, Self::Item) -> Fut, Fut: Future<Output = B>>(mut self, init: B, mut f: F) -> B where Self: Sized + Unpin {
        let mut acc = init; while let Some(x) = self.next().await { acc = f(acc, x).await; } acc } }
impl<S: Stream + ?Sized> StreamExt for S {}
struct Map<F, G> { f: F, g: Option<G> }
impl<F: Future + Unpin, G: FnOnce(F::Output) -> T + Unpin, T> Future for Map<F, G> { type Output = T;
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> { let v = ready!(Pin::new(&mut self.f).poll(cx)); Poll::Ready((self.g.take().unwrap())(v)) } }
struct Node { name: String, children: RefCell<Vec<Rc<Node>>>, parent: RefCell<Weak<Node>> }
fn visit(node: Rc<Node>, depth: usize) -> LocalBoxFuture<'static, Vec<String>> {
    Box::pin(async move {
        let mut out = vec![format!("{}{}", " ".repeat(depth), node.name)];
        yield_now().await;
        let kids = node.children.borrow().clone();
        for c in kids { out.extend(visit(c, depth + 1).await); }
        if let Some(p) = node.parent.borrow().upgrade() { out.push(format!("^{}", p.name)); }
        out
    })
}
struct Handler { routes: BTreeMap<&'static str, Box<dyn Fn(String) -> BoxFuture<'static, String> + Send + Sync>> }
impl Handler {
    fn route<F, Fut>(&mut self, path: &'static str, f: F) -> &mut Self where F: Fn(String) -> Fut + Send + Sync + 'static, Fut: Future<Output = String> + Send + 'static {
        self.routes.insert(path, Box::new(move |s| Box::pin(f(s)))); self
    }
    async fn call(&self, path: &str, body: &str) -> Option<String> { let h = self.routes.get(path)?; Some(h(body.to_owned()).await) }
}
async fn hello(s: String) -> String { yield_now().await; format!("hello {s}") }
struct Lock<T> { locked: RefCell<bool>, waiting: RefCell<Vec<Waker>>, value: RefCell<T> }
impl<T> Lock<T> {
    async fn with<R>(&self, f: impl AsyncFnOnce(&mut T) -> R) -> R {
        poll_fn(|cx| { let mut l = self.locked.borrow_mut(); if *l { self.waiting.borrow_mut().push(cx.waker().clone()); Poll::Pending } else { *l = true; Poll::Ready(()) } }).await;
        let r = f(&mut self.value.borrow_mut()).await;
        *self.locked.borrow_mut() = false;
        for w in self.waiting.borrow_mut().drain(..) { w.wake() }
        r
    }
}
fn main() {
    let (ex, sp) = new_executor();
    let log = Arc::new(Mutex::new(Vec::new()));
    for i in 0..3u64 {
        let log = Arc::clone(&log);
        sp.spawn(async move { sleep(30 * (3 - i)).await; log.lock().unwrap().push(i); });
    }
    let sp2 = sp.clone(); let l2 = log.clone();
    sp.spawn(async move { sp2.spawn(async move { l2.lock().unwrap().push(100); }); yield_now().await; });
    drop(sp);
    ex.run();
    println!("{:?}", log.lock().unwrap());
    println!("{:?}", block_on(join_all((0..4).map(|i| async move { yield_now().await; i * i }))));
    let (a, b, c) = block_on(async { join!(x = async { yield_now().await; 1 }, y = hello("j".into()), z = ready('z')) });
    println!("{a} {b} {c}");
    println!("{:?}", block_on(sum(&["1", " 2 ", "3"])).unwrap());
    println!("{}", block_on(sum(&["1", "", "x"])).unwrap_err());
    println!("{:?} {:?}", block_on(timeout(1000, async { 5 })).unwrap(), block_on(timeout(5, sleep(500))).map_err(|e| e.to_string()));
    println!("{}", block_on(Countdown(5).fold(String::new(), |acc, x| async move { yield_now().await; acc + &x.to_string() })));
    println!("{}", block_on(Map { f: Box::pin(hello("map".into())), g: Some(|s: String| s.len()) }));
    let root = Rc::new(Node { name: "root".into(), children: RefCell::default(), parent: RefCell::new(Weak::new()) });
    for n in ["a", "b"] { let kid = Rc::new(Node { name: n.into(), children: RefCell::default(), parent: RefCell::new(Rc::downgrade(&root)) }); root.children.borrow_mut().push(kid); }
    println!("{:?}", block_on(visit(root, 0)));
    let mut h = Handler { routes: BTreeMap::new() };
    h.route("/hello", hello).route("/len", |s| async move { s.len().to_string() });
    println!("{:?} {:?} {:?}", block_on(h.call("/hello", "w")), block_on(h.call("/len", "four")), block_on(h.call("/no", "")));
    let lock = Lock { locked: RefCell::new(false), waiting: RefCell::default(), value: RefCell::new(vec![0]) };
    let total = block_on(async { join!(p = lock.with(async |v| { v.push(1); yield_now().await; v.len() }), q = lock.with(async |v| { v.push(2); v.iter().sum::<i32>() })) });
    println!("{total:?}");
    let f: Ready<u8> = ready(3); println!("{f:?}"); println!("{}", block_on(f));
    println!("{:?}", Poll::Ready(4).map(|x| x + 1)); 
    println!("{:?}", block_on(async { std::iter::repeat_with(|| 2).take(3).map(|x| async move { x }).fold(ready(0), |a, b| { let s = block_on(a) + block_on(b); ready(s) }).await }));
}
