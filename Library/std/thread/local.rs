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
unsafe impl<T> Sync for LocalSlot<T> {}

unsafe extern "C" fn destroy<T>(slot: *mut u8) {
    unsafe {
        let slot = &*(slot as *const LocalSlot<T>);
        slot.state.set(2);
        drop((*slot.value.get()).take());
    }
}

impl<T> LocalSlot<T> {
    pub const fn new() -> LocalSlot<T> {
        LocalSlot { value: UnsafeCell::new(None), state: Cell::new(0) }
    }

    /// The address of the value, initialised; null when it is destroyed already.
    #[inline]
    pub fn get_or_init(&self, given: Option<&mut Option<T>>, init: fn() -> T) -> *const T {
        match self.state.get() {
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
    #[track_caller]
    pub fn with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        let pointer = (self.get)(None);
        if pointer.is_null() {
            access_failed();
        }
        f(unsafe { &*pointer })
    }
    pub fn try_with<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> Result<R, AccessError> {
        let pointer = (self.get)(None);
        if pointer.is_null() { Err(AccessError) } else { Ok(f(unsafe { &*pointer })) }
    }
    #[track_caller]
    fn initialize_with<F: FnOnce(Option<T>, &T) -> R, R>(&'static self, value: T, f: F) -> R {
        let mut given = Some(value);
        let pointer = (self.get)(Some(&mut given));
        if pointer.is_null() {
            access_failed();
        }
        f(given, unsafe { &*pointer })
    }
}

impl<T: 'static> LocalKey<Cell<T>> {
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(Cell::new(value), |value, cell| {
            if let Some(value) = value {
                cell.set(value.into_inner());
            }
        })
    }
    #[track_caller]
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(|cell| cell.get())
    }
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
    #[track_caller]
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T: 'static> LocalKey<RefCell<T>> {
    #[track_caller]
    pub fn with_borrow<F: FnOnce(&T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&cell.borrow()))
    }
    #[track_caller]
    pub fn with_borrow_mut<F: FnOnce(&mut T) -> R, R>(&'static self, f: F) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.initialize_with(RefCell::new(value), |value, cell| {
            if let Some(value) = value {
                *cell.borrow_mut() = value.into_inner();
            }
        })
    }
    #[track_caller]
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(|cell| cell.take())
    }
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
