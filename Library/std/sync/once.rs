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

/// An operation that was not yet done, under an old name.
pub const ONCE_INIT: Once = Once::new();

/// What an initialisation is told.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}
impl OnceState {
    /// Whether an earlier call panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// Once::new().call_once_force(|state| assert!(!state.is_poisoned()));
    /// ```
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
    /// An operation that was not yet done.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// static ONCE: Once = Once::new();
    /// assert!(!ONCE.is_completed());
    /// ```
    pub const fn new() -> Once {
        Once { state: AtomicU32::new(NEW) }
    }
    /// Whether the operation is done.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// let once = Once::new();
    /// once.call_once(|| {});
    /// assert!(once.is_completed());
    /// ```
    #[inline]
    pub fn is_completed(&self) -> bool {
        self.state.load(Acquire) == DONE
    }
    /// Calls the function unless that was done before; other threads wait until it is done.
    ///
    /// # Panics
    /// If an earlier call panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// let (once, mut count) = (Once::new(), 0);
    /// once.call_once(|| count += 1);
    /// once.call_once(|| count += 1);
    /// assert_eq!(count, 1);
    /// ```
    #[inline]
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if !self.is_completed() {
            let mut f = Some(f);
            self.call(false, &mut |_| (f.take().unwrap())());
        }
    }
    /// As `call_once`, also after an earlier call panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// let (once, mut count) = (Once::new(), 0);
    /// once.call_once_force(|_| count += 1);
    /// assert_eq!(count, 1);
    /// ```
    #[inline]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, f: F) {
        if !self.is_completed() {
            let mut f = Some(f);
            self.call(true, &mut |state| (f.take().unwrap())(state));
        }
    }
    /// Waits until the operation is done.
    ///
    /// # Panics
    /// If a call panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// let once = Once::new();
    /// once.call_once(|| {});
    /// once.wait();
    /// ```
    #[track_caller]
    pub fn wait(&self) {
        self.wait_until_done(false)
    }
    /// As `wait`, also after a call panicked.
    ///
    /// # Examples
    /// ```
    /// use std::sync::Once;
    /// let once = Once::new();
    /// once.call_once(|| {});
    /// once.wait_force();
    /// ```
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

// SAFETY: the value is written by one thread, before the others see that it is there.
unsafe impl<T: Sync + Send> Sync for OnceLock<T> {}
// SAFETY: the value goes with the cell.
unsafe impl<T: Send> Send for OnceLock<T> {}

impl<T> OnceLock<T> {
    /// An empty cell.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// static NAME: OnceLock<String> = OnceLock::new();
    /// assert_eq!(NAME.get_or_init(|| "Ada".to_string()), "Ada");
    /// ```
    #[inline]
    pub const fn new() -> OnceLock<T> {
        OnceLock { once: Once::new(), value: UnsafeCell::new(MaybeUninit::uninit()) }
    }
    /// The value, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// let cell = OnceLock::new();
    /// assert_eq!(cell.get(), None);
    /// cell.set(5).unwrap();
    /// assert_eq!(cell.get(), Some(&5));
    /// ```
    #[inline]
    pub fn get(&self) -> Option<&T> {
        // SAFETY: the value was written before the operation was done.
        if self.once.is_completed() { Some(unsafe { (*self.value.get()).assume_init_ref() }) } else { None }
    }
    /// The value to be changed, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// let mut cell = OnceLock::from(5);
    /// *cell.get_mut().unwrap() += 1;
    /// assert_eq!(cell.get(), Some(&6));
    /// ```
    pub fn get_mut(&mut self) -> Option<&mut T> {
        // SAFETY: the value was written before the operation was done.
        if self.once.is_completed() { Some(unsafe { (*self.value.get()).assume_init_mut() }) } else { None }
    }
    /// Puts a value in, which comes back if there is one already.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// let cell = OnceLock::new();
    /// assert_eq!(cell.set(1), Ok(()));
    /// assert_eq!(cell.set(2), Err(2));
    /// ```
    pub fn set(&self, value: T) -> Result<(), T> {
        let mut value = Some(value);
        self.get_or_init(|| value.take().unwrap());
        match value {
            None => Ok(()),
            Some(value) => Err(value),
        }
    }
    /// The value, which the function makes if it is not there. Other threads wait meanwhile.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// let cell = OnceLock::new();
    /// assert_eq!(*cell.get_or_init(|| 1), 1);
    /// assert_eq!(*cell.get_or_init(|| 2), 1);
    /// ```
    #[inline]
    pub fn get_or_init<F: FnOnce() -> T>(&self, f: F) -> &T {
        if let Some(value) = self.get() {
            return value;
        }
        let slot = self.value.get();
        self.once.call_once_force(|_| {
            let value = f();
            // SAFETY: this is the one call that writes, and nobody reads before it is done.
            unsafe { (*slot).write(value) };
        });
        // SAFETY: the operation is done, by this thread or by another.
        unsafe { (*slot).assume_init_ref() }
    }
    /// Waits until a value is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// assert_eq!(*OnceLock::from(5).wait(), 5);
    /// ```
    pub fn wait(&self) -> &T {
        self.once.wait_force();
        // SAFETY: the operation is done, and the value was written before that.
        unsafe { (*self.value.get()).assume_init_ref() }
    }
    /// The value, if it is there.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// assert_eq!(OnceLock::from(5).into_inner(), Some(5));
    /// ```
    pub fn into_inner(mut self) -> Option<T> {
        self.take()
    }
    /// Takes the value out, and leaves the cell empty.
    ///
    /// # Examples
    /// ```
    /// use std::sync::OnceLock;
    /// let mut cell = OnceLock::from(5);
    /// assert_eq!(cell.take(), Some(5));
    /// assert_eq!(cell.get(), None);
    /// ```
    pub fn take(&mut self) -> Option<T> {
        if !self.once.is_completed() {
            return None;
        }
        self.once = Once::new();
        // SAFETY: the value was there, and the cell counts as empty from now on.
        Some(unsafe { (*self.value.get()).assume_init_read() })
    }
}
impl<T> Drop for OnceLock<T> {
    fn drop(&mut self) {
        if self.once.is_completed() {
            // SAFETY: the value is there, and nobody uses it any more.
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
impl<T: PartialEq> PartialEq for OnceLock<T> {
    fn eq(&self, other: &OnceLock<T>) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq> Eq for OnceLock<T> {}

impl<T> From<T> for OnceLock<T> {
    fn from(value: T) -> OnceLock<T> {
        let cell = OnceLock::new();
        let _ = cell.set(value);
        cell
    }
}
