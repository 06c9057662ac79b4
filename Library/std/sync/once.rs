//! Initialisation that happens once.

use super::atomic::{AtomicU32, Ordering::{Acquire, Relaxed, Release}};
use crate::cell::UnsafeCell;
use crate::fmt;
use crate::mem::MaybeUninit;
use crate::sys::locks::{futex_wait, futex_wake_all};

const NEW: u32 = 0;
const POISONED: u32 = 1;
const RUNNING: u32 = 2;
const DONE: u32 = 3;

/// Runs a closure once.
pub struct Once {
    state: AtomicU32,
}

pub const ONCE_INIT: Once = Once::new();

/// What an initialisation is told.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}
impl OnceState {
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

/// Sets the final state also when the initialisation panics.
struct Completion<'a> {
    state: &'a AtomicU32,
    result: u32,
}
impl Drop for Completion<'_> {
    fn drop(&mut self) {
        self.state.store(self.result, Release);
        futex_wake_all(self.state);
    }
}

impl Once {
    pub const fn new() -> Once {
        Once { state: AtomicU32::new(NEW) }
    }
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.state.load(Acquire) == DONE
    }
    #[inline]
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if !self.is_completed() {
            let mut f = Some(f);
            self.call(false, &mut |_| (f.take().unwrap())());
        }
    }
    #[inline]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if !self.is_completed() {
            let mut f = Some(f);
            self.call(true, &mut |state| (f.take().unwrap())(state));
        }
    }
    #[track_caller]
    pub fn wait(&self) {
        self.wait_until_done(false)
    }
    pub fn wait_force(&self) {
        self.wait_until_done(true)
    }
    #[track_caller]
    fn wait_until_done(&self, ignore_poisoning: bool) {
        loop {
            match self.state.load(Acquire) {
                DONE => return,
                POISONED if !ignore_poisoning => panic!("Once instance has previously been poisoned"),
                state => {
                    futex_wait(&self.state, state, None);
                }
            }
        }
    }
    #[cold]
    #[track_caller]
    fn call(&self, ignore_poisoning: bool, f: &mut dyn FnMut(&OnceState)) {
        loop {
            let state = self.state.load(Acquire);
            match state {
                DONE => return,
                POISONED if !ignore_poisoning => panic!("Once instance has previously been poisoned"),
                NEW | POISONED => {
                    if self.state.compare_exchange(state, RUNNING, Acquire, Relaxed).is_err() {
                        continue;
                    }
                    let mut completion = Completion { state: &self.state, result: POISONED };
                    f(&OnceState { poisoned: state == POISONED });
                    completion.result = DONE;
                    return;
                }
                _ => {
                    futex_wait(&self.state, RUNNING, None);
                }
            }
        }
    }
}
impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

/// A cell that is written once and shared between threads.
pub struct OnceLock<T> {
    once: Once,
    value: UnsafeCell<MaybeUninit<T>>,
}

unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
unsafe impl<T: Send> Send for OnceLock<T> {}

impl<T> OnceLock<T> {
    #[inline]
    pub const fn new() -> OnceLock<T> {
        OnceLock { once: Once::new(), value: UnsafeCell::new(MaybeUninit::uninit()) }
    }
    #[inline]
    pub fn get(&self) -> Option<&T> {
        if self.once.is_completed() { Some(unsafe { (*self.value.get()).assume_init_ref() }) } else { None }
    }
    pub fn get_mut(&mut self) -> Option<&mut T> {
        if self.once.is_completed() { Some(unsafe { (*self.value.get()).assume_init_mut() }) } else { None }
    }
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().unwrap());
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }
    #[inline]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let slot = self.value.get();
        self.once.call_once_force(|_| {
            let value = f();
            unsafe { (*slot).write(value) };
        });
        unsafe { (*slot).assume_init_ref() }
    }
    pub fn wait(&self) -> &T {
        self.once.wait_force();
        unsafe { (*self.value.get()).assume_init_ref() }
    }
    pub fn into_inner(mut self) -> Option<T> {
        self.take()
    }
    pub fn take(&mut self) -> Option<T> {
        if !self.once.is_completed() {
            return None;
        }
        self.once = Once::new();
        Some(unsafe { (*self.value.get()).assume_init_read() })
    }
}
impl<T> Drop for OnceLock<T> {
    fn drop(&mut self) {
        if self.once.is_completed() {
            unsafe { (*self.value.get()).assume_init_drop() };
        }
    }
}
impl<T> Default for OnceLock<T> {
    fn default() -> OnceLock<T> {
        OnceLock::new()
    }
}
impl<T: fmt::Debug> fmt::Debug for OnceLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut builder = f.debug_tuple("OnceLock");
        match self.get() {
            Some(value) => builder.field(value),
            None => builder.field(&format_args!("<uninit>")),
        };
        builder.finish()
    }
}
impl<T: Clone> Clone for OnceLock<T> {
    fn clone(&self) -> OnceLock<T> {
        let cell = OnceLock::new();
        if let Some(value) = self.get() {
            let _ = cell.set(value.clone());
        }
        cell
    }
}
impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> OnceLock<T> {
        let cell = OnceLock::new();
        let _ = cell.set(value);
        cell
    }
}
