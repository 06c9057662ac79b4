//! Locks that tasks wait for without blocking their thread. All may be shared by threads.

mod lock;
mod notify;
mod semaphore;
pub(crate) mod wait_list;

pub use lock::{Mutex, MutexGuard, RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use notify::{Notified, Notify};
pub use semaphore::{Acquire, Closed, Permit, Semaphore};
