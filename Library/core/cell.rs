//! Shareable containers with interior mutability.

mod lazy;
mod once;

pub use self::lazy::LazyCell;
pub use self::once::OnceCell;

use crate::cmp::Ordering;
use crate::fmt::{self, Debug, Display};
use crate::marker::{PhantomData, Unsize};
use crate::mem;
use crate::ops::{CoerceUnsized, Deref, DerefMut};
use crate::ptr::{self, NonNull};

/// The core of interior mutability: content that may change behind a shared reference.
#[lang = "unsafe_cell"]
#[repr(transparent)]
pub struct UnsafeCell<T: ?Sized> {
    value: T,
}

impl<T: ?Sized> !Sync for UnsafeCell<T> {}
impl<T: ?Sized> !crate::marker::Freeze for UnsafeCell<T> {}

impl<T> UnsafeCell<T> {
    /// A cell with a value.
    #[inline]
    pub const fn new(value: T) -> UnsafeCell<T> {
        UnsafeCell { value }
    }
    /// The value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: ?Sized> UnsafeCell<T> {
    /// The value, a copy of it, or a pointer to it.
    #[inline]
    pub const fn get(&self) -> *mut T {
        self as *const UnsafeCell<T> as *const T as *mut T
    }
    /// The value, as no one else can reach it.
    #[inline]
    pub const fn get_mut(&mut self) -> &mut T {
        &mut self.value
    }
    /// The value as a cell.
    #[inline]
    pub const fn from_mut(reference: &mut T) -> &mut UnsafeCell<T> {
        // SAFETY: the wrapper has the layout of what it wraps, and the reference is the only one.
        unsafe { &mut *(reference as *mut T as *mut UnsafeCell<T>) }
    }
    /// The pointer to the value.
    #[inline]
    pub const fn raw_get(this: *const Self) -> *mut T {
        this as *const T as *mut T
    }
}

impl<T: Default> Default for UnsafeCell<T> {
    fn default() -> UnsafeCell<T> {
        UnsafeCell::new(T::default())
    }
}
impl<T> From<T> for UnsafeCell<T> {
    fn from(value: T) -> UnsafeCell<T> {
        UnsafeCell::new(value)
    }
}
impl<T: CoerceUnsized<U>, U> CoerceUnsized<UnsafeCell<U>> for UnsafeCell<T> {}

/// A cell whose content is moved in and out.
#[repr(transparent)]
pub struct Cell<T: ?Sized> {
    value: UnsafeCell<T>,
}

// SAFETY: the cell owns its value and goes to the other thread with it.
unsafe impl<T: ?Sized + Send> Send for Cell<T> {}
impl<T: ?Sized> !Sync for Cell<T> {}

impl<T> Cell<T> {
    /// A cell with a value.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// let counter = Cell::new(0);
    /// let add = |n| counter.set(counter.get() + n);
    /// add(2);
    /// add(3);
    /// assert_eq!(counter.get(), 5);
    /// ```
    #[inline]
    pub const fn new(value: T) -> Cell<T> {
        Cell { value: UnsafeCell::new(value) }
    }
    /// Sets the value and drops the old one.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// let shared = Cell::new('a');
    /// let other = &shared;
    /// other.set('b');
    /// assert_eq!(shared.get(), 'b');
    /// ```
    #[inline]
    pub fn set(&self, value: T) {
        drop(self.replace(value));
    }
    /// Exchanges the values of two cells.
    pub fn swap(&self, other: &Self) {
        if !ptr::eq(self, other) {
            // SAFETY: both cells live, and a cell is never shared between threads.
            unsafe { ptr::swap(self.value.get(), other.value.get()) }
        }
    }
    /// The old value, leaving a new one. A `RefCell` panics if it is borrowed.
    #[inline]
    pub fn replace(&self, value: T) -> T {
        // SAFETY: no reference into a cell exists, and it is not shared between threads.
        mem::replace(unsafe { &mut *self.value.get() }, value)
    }
    /// The value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
}

impl<T: Copy> Cell<T> {
    /// The value, a copy of it, or a pointer to it.
    ///
    /// # Examples
    /// ```
    /// use std::cell::Cell;
    /// assert_eq!(Cell::new(1.5).get(), 1.5);
    /// ```
    #[inline]
    pub fn get(&self) -> T {
        // SAFETY: no reference into a cell exists, and it is not shared between threads.
        unsafe { *self.value.get() }
    }
    /// Sets the value to what the function makes of it.
    #[inline]
    pub fn update(&self, f: impl FnOnce(T) -> T) {
        let old = self.get();
        self.set(f(old));
    }
}

impl<T: ?Sized> Cell<T> {
    /// A pointer to the value.
    #[inline]
    pub const fn as_ptr(&self) -> *mut T {
        self.value.get()
    }
    /// The value, as no one else can reach it.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
    /// The value as a cell.
    #[inline]
    pub fn from_mut(reference: &mut T) -> &Cell<T> {
        // SAFETY: the wrapper has the layout of what it wraps, and the reference is the only one.
        unsafe { &*(reference as *mut T as *const Cell<T>) }
    }
}

impl<T: Default> Cell<T> {
    /// The value, leaving the default.
    #[inline]
    pub fn take(&self) -> T {
        self.replace(Default::default())
    }
}

impl<T> Cell<[T]> {
    /// The elements as cells.
    pub fn as_slice_of_cells(&self) -> &[Cell<T>] {
        // SAFETY: a cell has the layout of what it holds.
        unsafe { &*(self as *const Cell<[T]> as *const [Cell<T>]) }
    }
}

impl<T, const N: usize> Cell<[T; N]> {
    /// The elements as cells.
    pub const fn as_array_of_cells(&self) -> &[Cell<T>; N] {
        // SAFETY: a cell has the layout of what it holds.
        unsafe { &*(self as *const Cell<[T; N]> as *const [Cell<T>; N]) }
    }
}
impl<T, const N: usize> AsRef<[Cell<T>; N]> for Cell<[T; N]> {
    fn as_ref(&self) -> &[Cell<T>; N] {
        self.as_array_of_cells()
    }
}
impl<T, const N: usize> AsRef<[Cell<T>]> for Cell<[T; N]> {
    fn as_ref(&self) -> &[Cell<T>] {
        self.as_array_of_cells()
    }
}
impl<T> AsRef<[Cell<T>]> for Cell<[T]> {
    fn as_ref(&self) -> &[Cell<T>] {
        self.as_slice_of_cells()
    }
}

impl<T: Copy> Clone for Cell<T> {
    #[inline]
    fn clone(&self) -> Cell<T> {
        Cell::new(self.get())
    }
}
impl<T: Default> Default for Cell<T> {
    fn default() -> Cell<T> {
        Cell::new(Default::default())
    }
}
impl<T: PartialEq + Copy> PartialEq for Cell<T> {
    fn eq(&self, other: &Cell<T>) -> bool {
        self.get() == other.get()
    }
}
impl<T: Eq + Copy> Eq for Cell<T> {}
impl<T: PartialOrd + Copy> PartialOrd for Cell<T> {
    fn partial_cmp(&self, other: &Cell<T>) -> Option<Ordering> {
        self.get().partial_cmp(&other.get())
    }
}
impl<T: Ord + Copy> Ord for Cell<T> {
    fn cmp(&self, other: &Cell<T>) -> Ordering {
        self.get().cmp(&other.get())
    }
}
impl<T> From<T> for Cell<T> {
    fn from(value: T) -> Cell<T> {
        Cell::new(value)
    }
}
impl<T: CoerceUnsized<U>, U> CoerceUnsized<Cell<U>> for Cell<T> {}

/// A cell whose borrows are checked at run time.
pub struct RefCell<T: ?Sized> {
    /// Positive: the number of shared borrows; -1: borrowed mutably (lower when split).
    borrow: Cell<isize>,
    value: UnsafeCell<T>,
}

/// `try_borrow` failed.
pub struct BorrowError {
    _private: (),
}
impl Debug for BorrowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowError").finish()
    }
}
impl Display for BorrowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefCell already mutably borrowed")
    }
}
impl crate::error::Error for BorrowError {}

/// `try_borrow_mut` failed.
pub struct BorrowMutError {
    _private: (),
}
impl Debug for BorrowMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BorrowMutError").finish()
    }
}
impl Display for BorrowMutError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RefCell already borrowed")
    }
}
impl crate::error::Error for BorrowMutError {}

#[cold]
#[inline(never)]
#[track_caller]
fn panic_already_borrowed() -> ! {
    panic!("{}", BorrowMutError { _private: () })
}

#[cold]
#[inline(never)]
#[track_caller]
fn panic_already_mutably_borrowed() -> ! {
    panic!("{}", BorrowError { _private: () })
}

impl<T> RefCell<T> {
    /// A cell with a value.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// use std::rc::Rc;
    /// let list = Rc::new(RefCell::new(vec![1]));
    /// Rc::clone(&list).borrow_mut().push(2);
    /// assert_eq!(*list.borrow(), [1, 2]);
    /// ```
    #[inline]
    pub const fn new(value: T) -> RefCell<T> {
        RefCell { borrow: Cell::new(0), value: UnsafeCell::new(value) }
    }
    /// The value.
    #[inline]
    pub fn into_inner(self) -> T {
        self.value.into_inner()
    }
    /// The old value, leaving a new one. A `RefCell` panics if it is borrowed.
    #[inline]
    #[track_caller]
    pub fn replace(&self, value: T) -> T {
        mem::replace(&mut *self.borrow_mut(), value)
    }
    /// The old value, leaving what the function makes of it. Panics if it is borrowed.
    #[inline]
    #[track_caller]
    pub fn replace_with<F: FnOnce(&mut T) -> T>(&self, f: F) -> T {
        let place = &mut *self.borrow_mut();
        let replacement = f(place);
        mem::replace(place, replacement)
    }
    /// Exchanges the values of two cells.
    #[inline]
    #[track_caller]
    pub fn swap(&self, other: &Self) {
        mem::swap(&mut *self.borrow_mut(), &mut *other.borrow_mut())
    }
}

impl<T: ?Sized> RefCell<T> {
    /// Borrows the value. Panics if it is borrowed mutably.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// let cell = RefCell::new(3);
    /// let (one, two) = (cell.borrow(), cell.borrow());
    /// assert_eq!(*one + *two, 6);
    /// ```
    #[inline]
    #[track_caller]
    pub fn borrow(&self) -> Ref<'_, T> {
        match self.try_borrow() {
            Ok(borrow) => borrow,
            Err(_) => panic_already_mutably_borrowed(),
        }
    }

    /// Borrows the value if it is not borrowed mutably.
    #[inline]
    pub fn try_borrow(&self) -> Result<Ref<'_, T>, BorrowError> {
        let count = self.borrow.get().wrapping_add(1);
        if count <= 0 {
            return Err(BorrowError { _private: () });
        }
        self.borrow.set(count);
        Ok(Ref {
            // SAFETY: the address of a cell is not null.
            value: unsafe { NonNull::new_unchecked(self.value.get()) },
            borrow: BorrowRef { borrow: &self.borrow },
        })
    }

    /// Borrows the value mutably. Panics if it is borrowed.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// let text = RefCell::new(String::from("a"));
    /// text.borrow_mut().push('b');
    /// assert_eq!(text.into_inner(), "ab");
    /// ```
    #[inline]
    #[track_caller]
    pub fn borrow_mut(&self) -> RefMut<'_, T> {
        match self.try_borrow_mut() {
            Ok(borrow) => borrow,
            Err(_) => panic_already_borrowed(),
        }
    }

    /// Borrows the value mutably if it is not borrowed.
    #[inline]
    pub fn try_borrow_mut(&self) -> Result<RefMut<'_, T>, BorrowMutError> {
        if self.borrow.get() != 0 {
            return Err(BorrowMutError { _private: () });
        }
        self.borrow.set(-1);
        Ok(RefMut {
            // SAFETY: the address of a cell is not null.
            value: unsafe { NonNull::new_unchecked(self.value.get()) },
            borrow: BorrowRefMut { borrow: &self.borrow },
            marker: PhantomData,
        })
    }

    /// A pointer to the value.
    #[inline]
    pub fn as_ptr(&self) -> *mut T {
        self.value.get()
    }
    /// The value, as no one else can reach it.
    #[inline]
    pub fn get_mut(&mut self) -> &mut T {
        self.value.get_mut()
    }
    /// A reference to the value, without a guard that would keep others from changing it. An error while
    /// there is a mutable borrow.
    ///
    /// # Safety
    /// Nobody borrows the cell mutably while the reference is used.
    ///
    /// # Examples
    /// ```
    /// use std::cell::RefCell;
    /// let cell = RefCell::new(5);
    /// // SAFETY: the cell is not borrowed mutably.
    /// assert_eq!(unsafe { cell.try_borrow_unguarded() }.ok(), Some(&5));
    /// let _guard = cell.borrow_mut();
    /// assert!(unsafe { cell.try_borrow_unguarded() }.is_err());
    /// ```
    #[inline]
    pub unsafe fn try_borrow_unguarded(&self) -> Result<&T, BorrowError> {
        // SAFETY: the caller promises what the operation demands.
        if self.borrow.get() < 0 { Err(BorrowError { _private: () }) } else { Ok(unsafe { &*self.value.get() }) }
    }
}

impl<T: Default> RefCell<T> {
    /// The value, leaving the default.
    pub fn take(&self) -> T {
        self.replace(Default::default())
    }
}

// SAFETY: the cell owns its value and goes to the other thread with it.
unsafe impl<T: ?Sized + Send> Send for RefCell<T> {}
impl<T: ?Sized> !Sync for RefCell<T> {}

impl<T: Clone> Clone for RefCell<T> {
    #[inline]
    #[track_caller]
    fn clone(&self) -> RefCell<T> {
        RefCell::new(self.borrow().clone())
    }
}
impl<T: Default> Default for RefCell<T> {
    fn default() -> RefCell<T> {
        RefCell::new(Default::default())
    }
}
impl<T: ?Sized + PartialEq> PartialEq for RefCell<T> {
    fn eq(&self, other: &RefCell<T>) -> bool {
        *self.borrow() == *other.borrow()
    }
}
impl<T: ?Sized + Eq> Eq for RefCell<T> {}
impl<T: ?Sized + PartialOrd> PartialOrd for RefCell<T> {
    fn partial_cmp(&self, other: &RefCell<T>) -> Option<Ordering> {
        self.borrow().partial_cmp(&*other.borrow())
    }
}
impl<T: ?Sized + Ord> Ord for RefCell<T> {
    fn cmp(&self, other: &RefCell<T>) -> Ordering {
        self.borrow().cmp(&*other.borrow())
    }
}
impl<T> From<T> for RefCell<T> {
    fn from(value: T) -> RefCell<T> {
        RefCell::new(value)
    }
}
impl<T: CoerceUnsized<U>, U> CoerceUnsized<RefCell<U>> for RefCell<T> {}

/// The count of a shared borrow.
struct BorrowRef<'b> {
    borrow: &'b Cell<isize>,
}
impl Drop for BorrowRef<'_> {
    #[inline]
    fn drop(&mut self) {
        self.borrow.set(self.borrow.get() - 1);
    }
}
impl Clone for BorrowRef<'_> {
    #[inline]
    fn clone(&self) -> Self {
        self.borrow.set(self.borrow.get() + 1);
        BorrowRef { borrow: self.borrow }
    }
}

/// A shared borrow of a `RefCell`.
pub struct Ref<'b, T: ?Sized + 'b> {
    value: NonNull<T>,
    borrow: BorrowRef<'b>,
}

impl<T: ?Sized> Deref for Ref<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the borrow counted by this guard keeps others away.
        unsafe { self.value.as_ref() }
    }
}

impl<'b, T: ?Sized> Ref<'b, T> {
    /// One more borrow of the same value.
    pub fn clone(original: &Ref<'b, T>) -> Ref<'b, T> {
        Ref { value: original.value, borrow: original.borrow.clone() }
    }
    /// A borrow of a part of the value.
    pub fn map<U: ?Sized, F: FnOnce(&T) -> &U>(original: Ref<'b, T>, f: F) -> Ref<'b, U> {
        Ref { value: NonNull::from(f(&*original)), borrow: original.borrow }
    }
    /// A borrow of a part of the value, or the borrow as it was.
    pub fn filter_map<U: ?Sized, F: FnOnce(&T) -> Option<&U>>(original: Ref<'b, T>, f: F) -> Result<Ref<'b, U>, Self> {
        match f(&*original) {
            Some(value) => Ok(Ref { value: NonNull::from(value), borrow: original.borrow }),
            None => Err(original),
        }
    }
    /// Two borrows of parts of the value.
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&T) -> (&U, &V)>(
        original: Ref<'b, T>,
        f: F,
    ) -> (Ref<'b, U>, Ref<'b, V>) {
        let (a, b) = f(&*original);
        let borrow = original.borrow.clone();
        (Ref { value: NonNull::from(a), borrow }, Ref { value: NonNull::from(b), borrow: original.borrow })
    }
}

impl<T: ?Sized + Display> Display for Ref<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<'b, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Ref<'b, U>> for Ref<'b, T> {}

/// The mark of a mutable borrow.
struct BorrowRefMut<'b> {
    borrow: &'b Cell<isize>,
}
impl Drop for BorrowRefMut<'_> {
    #[inline]
    fn drop(&mut self) {
        self.borrow.set(self.borrow.get() + 1);
    }
}
impl<'b> BorrowRefMut<'b> {
    fn split(&self) -> BorrowRefMut<'b> {
        self.borrow.set(self.borrow.get() - 1);
        BorrowRefMut { borrow: self.borrow }
    }
}

/// A mutable borrow of a `RefCell`.
pub struct RefMut<'b, T: ?Sized + 'b> {
    value: NonNull<T>,
    borrow: BorrowRefMut<'b>,
    marker: PhantomData<&'b mut T>,
}

impl<'b, T: ?Sized> RefMut<'b, T> {
    /// A borrow of a part of the value.
    pub fn map<U: ?Sized, F: FnOnce(&mut T) -> &mut U>(mut original: RefMut<'b, T>, f: F) -> RefMut<'b, U> {
        let value = NonNull::from(f(&mut *original));
        RefMut { value, borrow: original.borrow, marker: PhantomData }
    }
    /// A borrow of a part of the value, or the borrow as it was.
    pub fn filter_map<U: ?Sized, F: FnOnce(&mut T) -> Option<&mut U>>(
        mut original: RefMut<'b, T>,
        f: F,
    ) -> Result<RefMut<'b, U>, Self> {
        // SAFETY: the borrow counted by this guard keeps others away.
        match f(unsafe { original.value.as_mut() }) {
            Some(value) => {
                Ok(RefMut { value: NonNull::from(value), borrow: original.borrow, marker: PhantomData })
            }
            None => Err(original),
        }
    }
    /// Two borrows of parts of the value.
    pub fn map_split<U: ?Sized, V: ?Sized, F: FnOnce(&mut T) -> (&mut U, &mut V)>(
        mut original: RefMut<'b, T>,
        f: F,
    ) -> (RefMut<'b, U>, RefMut<'b, V>) {
        let borrow = original.borrow.split();
        // SAFETY: the borrow counted by this guard keeps others away.
        let (a, b) = f(unsafe { original.value.as_mut() });
        (
            RefMut { value: NonNull::from(a), borrow, marker: PhantomData },
            RefMut { value: NonNull::from(b), borrow: original.borrow, marker: PhantomData },
        )
    }
}

impl<T: ?Sized> Deref for RefMut<'_, T> {
    type Target = T;
    #[inline]
    fn deref(&self) -> &T {
        // SAFETY: the borrow counted by this guard keeps others away.
        unsafe { self.value.as_ref() }
    }
}
impl<T: ?Sized> DerefMut for RefMut<'_, T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        // SAFETY: the borrow counted by this guard keeps others away.
        unsafe { self.value.as_mut() }
    }
}
impl<T: ?Sized + Display> Display for RefMut<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}
impl<'b, T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<RefMut<'b, U>> for RefMut<'b, T> {}
