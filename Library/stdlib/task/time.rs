//! Waiting for time to pass.

use super::event_loop;
use std::fmt;
use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

/// A future that is ready at a moment.
pub struct Sleep {
    deadline: Instant,
    timer: Option<u32>,
    is_over: bool,
}

/// Waits for at least `duration`; time is measured in milliseconds, rounded up.
pub fn sleep(duration: Duration) -> Sleep {
    let now = Instant::now();
    // What no clock can tell is as good as never.
    sleep_until(now.checked_add(duration).unwrap_or(now + Duration::from_secs(1 << 32)))
}

pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep { deadline, timer: None, is_over: false }
}

impl Sleep {
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
        if let Some(timer) = self.timer.take() {
            super::with_loop(|this| {
                if let Some(this) = this {
                    this.wheel.borrow_mut().cancel(timer);
                }
            });
        }
    }
}

impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        if self.is_over {
            return Poll::Ready(());
        }
        match self.timer {
            None => {
                let deadline = self.deadline;
                let timer = event_loop(|this| {
                    let tick = this.tick_after(deadline);
                    this.wheel.borrow_mut().insert(tick, this.next_order(), cx.waker().clone())
                });
                self.timer = Some(timer);
                Poll::Pending
            }
            Some(timer) => {
                if event_loop(|this| this.wheel.borrow_mut().set_waker(timer, cx.waker())) {
                    return Poll::Pending;
                }
                self.stop();
                self.is_over = true;
                Poll::Ready(())
            }
        }
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
