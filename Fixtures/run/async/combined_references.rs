// `join!`, `try_join!` and `select!` take expressions, references to futures, and what becomes a future.
// rustc: no
use std::time::Duration;
use stdlib::task::{self, join, select, sleep, spawn, timeout, try_join};
use stdlib::channel;
use std::pin::pin;
async fn number(n: u32) -> u32 { task::yield_now().await; n }
fn main() {
    task::block_on(async {
        // join of expressions and references
        let (a, b) = join!(number(1), async { 2 });
        assert_eq!((a, b), (1, 2));
        let mut h = spawn(number(3));
        let (c, d) = join!(&mut h, number(4));
        assert_eq!((c.unwrap(), d), (3, 4));
        let mut sleeping = pin!(sleep(Duration::from_millis(5)));
        let (tx, mut rx) = channel::bounded::<u32>(4);
        let sender = spawn(async move { for i in 0..3 { tx.send(i).await.unwrap(); sleep(Duration::from_millis(1)).await; } });
        let mut seen = 0;
        let mut slept = false;
        loop {
            select! {
                _ = &mut sleeping, if !slept => { slept = true; }
                Some(v) = rx.recv() => { seen += v + 1; }
                else => break,
            }
        }
        assert_eq!(seen, 6);
        sender.await.unwrap();
        let r = try_join!(async { Ok::<u32, String>(1) }, async { Ok::<u32, String>(2) });
        assert_eq!(r, Ok((1, 2)));
        // The first error ends it; what waits longer is dropped.
        let late = async { sleep(Duration::from_secs(60)).await; Ok::<u32, String>(1) };
        let failing = async { task::yield_now().await; Err::<u32, String>("no".to_string()) };
        assert_eq!(try_join!(late, failing), Err("no".to_string()));
        // A handle may be waited for again after `select!`.
        let mut slow = spawn(async { sleep(Duration::from_millis(20)).await; 8 });
        let first = select! { value = &mut slow => value.unwrap(), _ = sleep(Duration::from_millis(1)) => 0 };
        assert_eq!((first, slow.await.unwrap()), (0, 8));
        let notify = stdlib::sync::Notify::new();
        let mut notified = pin!(notify.notified());
        assert!(!notified.as_mut().enable());
        notify.notify_one();
        assert!(notified.as_mut().enable());
        notified.await;
        let f = number(9);
        let mut f = Box::pin(f);
        let v = select! { v = &mut f => v, _ = sleep(Duration::from_secs(5)) => 0 };
        assert_eq!(v, 9);
        let x = select! { biased; _ = async {} => 1, _ = async {} => 2 };
        assert_eq!(x, 1);
        let y = timeout(Duration::from_millis(50), async { 5 }).await;
        assert_eq!(y.unwrap(), 5);
        let (one,) = join!(number(1));
        assert_eq!(one, 1);
        let mut j = pin!(number(5));
        let (a, b) = join!(j.as_mut(), number(6),);
        assert_eq!(a + b, 11);
        let z = select! {
            v = number(1) => { v }
            v = number(2) => { v }
        };
        assert!(z == 1 || z == 2);
        println!("ok");
    });
}
