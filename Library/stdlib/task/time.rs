//! Waiting for time to pass.

use super::{event_loop, loop_of, Run};
use std::fmt;
use std::future::Future;
use std::pin::{pin, Pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// A future that is ready at a moment.
pub struct Sleep {
    deadline: Instant,
    /// The number of its loop, and its timer there. A task that moves takes it to another loop.
    timer: Option<(u64, u32)>,
    is_over: bool,
}

/// Waits for at least `duration`; time is measured in milliseconds, rounded up.
pub fn sleep(duration: Duration) -> Sleep {
    let now = Instant::now();
    // What no clock can tell is as good as never.
    sleep_until(now.checked_add(duration).unwrap_or(now + Duration::from_secs(1 << 32)))
}

/// Waits for a moment.
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep { deadline, timer: None, is_over: false }
}

impl Sleep {
    /// The moment that is waited for.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }
    /// Gives it another deadline; the timer moves when it is polled again.
    pub fn reset(&mut self, deadline: Instant) {
        self.stop();
        self.deadline = deadline;
        self.is_over = false;
    }
    fn stop(&mut self) {
        if let Some((number, timer)) = self.timer.take() {
            let is_here = super::with_loop(|this| match this {
                Some(this) if this.number() == number => {
                    this.wheel.borrow_mut().cancel(timer);
                    true
                }
                _ => false,
            });
            if !is_here {
                cancel_elsewhere(number, timer);
            }
        }
    }
}

/// Lets the loop that a timer belongs to cancel it.
fn cancel_elsewhere(number: u64, timer: u32) {
    struct Cancel(u32);
    impl Run for Cancel {
        fn run(self: Arc<Self>) {
            event_loop(|this| this.wheel.borrow_mut().cancel(self.0));
        }
        fn cancel(&self) {}
    }
    if let Some(shared) = loop_of(number) {
        shared.schedule(Arc::new(Cancel(timer)));
    }
}

impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_over {
            return Poll::Ready(());
        }
        let deadline = self.deadline;
        let kept = self.timer;
        // None when it is over; else its timer, in this loop.
        let timer = event_loop(|this| match kept {
            Some((number, timer)) if number == this.number() => {
                this.wheel.borrow_mut().set_waker(timer, cx.waker()).then_some((number, timer))
            }
            // It has moved here because it was woken, mostly.
            Some(_) if Instant::now() >= deadline => None,
            _ => {
                let tick = this.tick_after(deadline);
                let timer = this.wheel.borrow_mut().insert(tick, this.next_order(), cx.waker().clone());
                Some((this.number(), timer))
            }
        });
        if timer != kept {
            self.stop();
            self.timer = timer;
        }
        self.is_over = timer.is_none();
        if self.is_over { Poll::Ready(()) } else { Poll::Pending }
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The error of `timeout`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed(());
impl fmt::Display for Elapsed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("deadline has elapsed")
    }
}
impl std::error::Error for Elapsed {}

/// Waits for `future`, but no longer than `duration`; then the future is dropped.
pub async fn timeout<F: Future>(duration: Duration, future: F) -> Result<F::Output, Elapsed> {
    let mut future = pin!(future);
    let mut limit = sleep(duration);
    std::future::poll_fn(move |cx| {
        if let Poll::Ready(value) = future.as_mut().poll(cx) {
            return Poll::Ready(Ok(value));
        }
        Pin::new(&mut limit).poll(cx).map(|()| Err(Elapsed(())))
    })
    .await
}

/// Ticks that are `period` apart; the first one is at once.
pub struct Interval {
    period: Duration,
    next: Instant,
}

/// Ticks at once, and then once each period.
///
/// # Panics
/// Panics if the period is zero.
///
/// # Examples
/// ```
/// use std::time::{Duration, Instant};
/// use stdlib::task::{block_on, interval};
/// block_on(async {
///     let start = Instant::now();
///     let mut ticks = interval(Duration::from_millis(2));
///     for _ in 0..3 {
///         ticks.tick().await;
///     }
///     assert!(start.elapsed() >= Duration::from_millis(4));
/// });
/// ```
pub fn interval(period: Duration) -> Interval {
    assert!(period > Duration::ZERO, "`period` must be non-zero.");
    Interval { period, next: Instant::now() }
}

impl Interval {
    /// Waits for the next tick and gives the moment at which it was due.
    pub async fn tick(&mut self) -> Instant {
        let due = self.next;
        if due > Instant::now() {
            sleep_until(due).await;
        }
        self.next = due + self.period;
        due
    }
}
