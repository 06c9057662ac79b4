//! Synchronisation of threads.

mod barrier;
mod condvar;
mod lazy_lock;
pub mod mpsc;
mod mutex;
mod once;
mod poison;
mod raw_rwlock;
mod reentrant;
mod rwlock;

pub use self::barrier::{Barrier, BarrierWaitResult};
pub use self::condvar::{Condvar, WaitTimeoutResult};
pub use self::lazy_lock::LazyLock;
pub use self::mutex::{Mutex, MutexGuard};
pub use self::once::{Once, OnceLock, OnceState, ONCE_INIT};
pub use self::poison::{LockResult, PoisonError, TryLockError, TryLockResult};
pub(crate) use self::reentrant::{ReentrantLock, ReentrantLockGuard};
pub use self::rwlock::{RwLock, RwLockReadGuard, RwLockWriteGuard};
pub use alloc_crate::sync::{Arc, Weak};
pub use core::sync::atomic;
