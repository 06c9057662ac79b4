//! Variables of which every thread has its own.

use crate::cell::{Cell, RefCell, UnsafeCell};
use crate::error::Error;
use crate::fmt;
use crate::sys::threads::at_thread_exit;

/// The memory of a thread-local variable.
pub struct LocalSlot<T> {
    value: UnsafeCell<Option<T>>,
    /// 0 not initialised, 1 alive, 2 destroyed.
    state: Cell<u8>,
}

// Every thread has its own.
// SAFETY: the slot is a static of one thread.
unsafe impl<T> Sync for LocalSlot<T> {}

// SAFETY: at the end of the thread whose slot it is, once.
unsafe extern "C" fn destroy<T>(slot: *mut u8) {
    // SAFETY: the pointer is that of the slot, which lives as long as the thread.
    unsafe {
        let slot = &*(slot as *const LocalSlot<T>);
        slot.state.set(2);
        drop((*slot.value.get()).take());
    }
}

impl<T> LocalSlot<T> {
    /// A slot without a value.
    #[doc(hidden)]
    pub const fn new() -> LocalSlot<T> {
        LocalSlot { value: UnsafeCell::new(None), state: Cell::new(0) }
    }

    /// The address of the value, initialised; null when it is destroyed already.
    #[doc(hidden)]
    #[inline]
    pub fn get_or_init(&self, given: Option<&mut Option<T>>, init: fn() -> T) -> *const T {
        match self.state.get() {
            // SAFETY: only this thread has the slot, and a value that is there stays until the thread
            // ends.
            1 => match unsafe { &*self.value.get() } {
                Some(value) => value,
                None => crate::ptr::null(),
            },
            2 => crate::ptr::null(),
            _ => self.initialize(given, init),
        }
    }

    #[cold]
    fn initialize(&self, given: Option<&mut Option<T>>, init: fn() -> T) -> *const T {
        let value = match given.and_then(|given| given.take()) {
            Some(value) => value,
            None => init(),
        };
        // SAFETY: only this thread has the slot, and no reference to the value is given before this is
        // done.
        unsafe {
            let old = crate::mem::replace(&mut *self.value.get(), Some(value));
            if self.state.get() == 0 && crate::mem::needs_drop::<T>() {
                at_thread_exit(self as *const LocalSlot<T> as *mut u8, destroy::<T>);
            }
            self.state.set(1);
            drop(old);
            match &*self.value.get() {
                Some(value) => value,
                None => crate::ptr::null(),
            }
        }
    }
}

/// The key of a thread-local variable.
pub struct LocalKey<T: 'static> {
    get: fn(Option<&mut Option<T>>) -> *const T,
}

/// The variable was destroyed already.
#[derive(Clone, Copy, Eq, PartialEq)]
#[non_exhaustive]
pub struct AccessError;
impl fmt::Debug for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AccessError").finish()
    }
}
impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt("already destroyed", f)
    }
}
impl Error for AccessError {}

#[cold]
#[track_caller]
fn access_failed() -> ! {
    panic!("cannot access a Thread Local Storage value during or after destruction: AccessError")
}

impl<T: 'static> LocalKey<T> {
    #[doc(hidden)]
    pub const fn new(get: fn(Option<&mut Option<T>>) -> *const T) -> LocalKey<T> {
        LocalKey { get }
    }
    /// Calls the function with this thread's value, which is made now if it is not there.
    ///
    /// # Panics
    /// If the value is gone because the thread ends.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// thread_local! {
    ///     static COUNT: Cell<u32> = Cell::new(1);
    /// }
    /// assert_eq!(COUNT.with(|count| count.replace(2)), 1);
    /// assert_eq!(std::thread::spawn(|| COUNT.with(|count| count.get())).join().unwrap(), 1);
    /// ```
    #[track_caller]
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        let pointer = (self.get)(None);
        if pointer.is_null() {
            access_failed();
        }
        // SAFETY: it is not null, and the value stays until the thread ends.
        f(unsafe { &*pointer })
    }
    /// As `with`, with an error instead of a panic.
    ///
    /// # Examples
    /// ```
    /// thread_local! {
    ///     static NAME: String = String::from("Ada");
    /// }
    /// assert_eq!(NAME.try_with(|name| name.len()), Ok(3));
    /// ```
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError> {
        let pointer = (self.get)(None);
        // SAFETY: it is not null, and the value stays until the thread ends.
        if pointer.is_null() { Err(AccessError) } else { Ok(f(unsafe { &*pointer })) }
    }
    #[track_caller]
    fn initialize_with<F: FnOnce(Option<T>, &T) -> R, R>(&'static self, value: T, f: F) -> R {
        let mut given = Some(value);
        let pointer = (self.get)(Some(&mut given));
        if pointer.is_null() {
            access_failed();
        }
        // SAFETY: it is not null, and the value stays until the thread ends.
        f(given, unsafe { &*pointer })
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    /// Sets this thread's value, without making the first one.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// thread_local! {
    ///     static COUNT: Cell<u32> = panic!("never made");
    /// }
    /// COUNT.set(5);
    /// assert_eq!(COUNT.get(), 5);
    /// ```
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(Cell::new(value), |value, cell| {
            if let Some(value) = value {
                cell.set(value.into_inner());
            }
        })
    }
    /// A copy of this thread's value.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// thread_local! {
    ///     static COUNT: Cell<u32> = Cell::new(5);
    /// }
    /// assert_eq!(COUNT.get(), 5);
    /// ```
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(|cell| cell.get())
    }
    /// Takes this thread's value, and leaves the type's default.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// thread_local! {
    ///     static COUNT: Cell<u32> = Cell::new(5);
    /// }
    /// assert_eq!((COUNT.take(), COUNT.get()), (5, 0));
    /// ```
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
    /// Puts another value in, and gives the one that was there.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// thread_local! {
    ///     static COUNT: Cell<u32> = Cell::new(5);
    /// }
    /// assert_eq!((COUNT.replace(6), COUNT.get()), (5, 6));
    /// ```
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    /// Calls the function with this thread's value, borrowed.
    ///
    /// # Panics
    /// If it is borrowed mutably.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// thread_local! {
    ///     static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["a"]);
    /// }
    /// assert_eq!(NAMES.with_borrow(|names| names.len()), 1);
    /// ```
    #[track_caller]
    pub fn with_borrow<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&cell.borrow()))
    }
    /// Calls the function with this thread's value, borrowed mutably.
    ///
    /// # Panics
    /// If it is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// thread_local! {
    ///     static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["a"]);
    /// }
    /// NAMES.with_borrow_mut(|names| names.push("b"));
    /// assert_eq!(NAMES.take(), ["a", "b"]);
    /// ```
    #[track_caller]
    pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }
    /// Sets this thread's value, without making the first one.
    ///
    /// # Panics
    /// If it is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// thread_local! {
    ///     static NAMES: RefCell<Vec<&'static str>> = panic!("never made");
    /// }
    /// NAMES.set(vec!["a"]);
    /// assert_eq!(NAMES.take(), ["a"]);
    /// ```
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(RefCell::new(value), |value, cell| {
            if let Some(value) = value {
                *cell.borrow_mut() = value.into_inner();
            }
        })
    }
    /// Takes this thread's value, and leaves the type's default.
    ///
    /// # Panics
    /// If it is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// thread_local! {
    ///     static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["a"]);
    /// }
    /// assert_eq!(NAMES.take(), ["a"]);
    /// assert!(NAMES.take().is_empty());
    /// ```
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
    /// Puts another value in, and gives the one that was there.
    ///
    /// # Panics
    /// If it is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// thread_local! {
    ///     static NAMES: RefCell<Vec<&'static str>> = RefCell::new(vec!["a"]);
    /// }
    /// assert_eq!(NAMES.replace(vec![]), ["a"]);
    /// ```
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}
impl<T: 'static> fmt::Debug for LocalKey<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalKey").finish_non_exhaustive()
    }
}
