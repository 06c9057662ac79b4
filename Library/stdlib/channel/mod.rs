//! Channels between tasks, of one thread or of several.

mod broadcast;
mod mpsc;
mod oneshot;
mod watch;

pub use broadcast::{broadcast, BroadcastReceiver, BroadcastSender, Missed};
pub use mpsc::{bounded, unbounded, Receiver, SendError, Sender, TryRecvError, TrySendError, UnboundedSender};
pub use oneshot::{oneshot, OneshotReceiver, OneshotSender, RecvError};
pub use watch::{watch, Unchanging, WatchReceiver, WatchSender};
