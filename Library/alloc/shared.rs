//! What `Rc` and `Arc` have alike, which is all but the counting.

/// Defines a shared pointer and its weak one. Around it are the type `Count` with `new`, `get`,
/// `set`, `increment`, `decrement` (gives what is left), `increment_unless_zero`, and `take_last`
/// (from one to zero, or `false`), and the imports of `$crate::shared::prelude`.
macro_rules! shared_pointer {
    ($(#[$documentation:meta])* $shared:ident) => {
        /// What is on the heap: the counts and the value.
        #[repr(C)]
        struct Inner<T: ?Sized> {
            strong: Count,
            /// The weak references, and one for all strong ones together.
            weak: Count,
            value: T,
        }

        $(#[$documentation])*
        pub struct $shared<T: ?Sized> {
            pointer: NonNull<Inner<T>>,
            _owned: PhantomData<Inner<T>>,
        }

        /// A reference that does not keep the value.
        pub struct Weak<T: ?Sized> {
            /// Dangling (the highest address) when it never belonged to a value.
            pointer: NonNull<Inner<T>>,
        }

        impl<T: RefUnwindSafe + ?Sized> RefUnwindSafe for $shared<T> {}
        impl<T: RefUnwindSafe + ?Sized> UnwindSafe for $shared<T> {}
        impl<T: ?Sized> Unpin for $shared<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<$shared<U>> for $shared<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> DispatchFromDyn<$shared<U>> for $shared<T> {}
        impl<T: ?Sized + Unsize<U>, U: ?Sized> CoerceUnsized<Weak<U>> for Weak<T> {}
        impl<T: ?Sized> LegacyReceiver for $shared<T> {}

        /// Where the value stands behind the counts.
        #[inline]
        fn value_offset(align: usize) -> usize {
            (2 * mem::size_of::<usize>() + align - 1) & !(align - 1)
        }

        #[inline]
        fn is_dangling<T: ?Sized>(pointer: *mut Inner<T>) -> bool {
            pointer as *mut u8 as usize == usize::MAX
        }

        impl<T> $shared<T> {
            /// Puts the value on the heap, with one reference to it.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// use std::sync::Arc;
            /// let first = Rc::new(5);
            /// let second = Rc::clone(&first);
            /// assert_eq!(*first + *second, 10);
            /// assert_eq!(Rc::strong_count(&first), 2);
            /// let shared = Arc::new([1, 2]);
            /// let other = Arc::clone(&shared);
            /// assert_eq!(std::thread::spawn(move || other.len()).join().unwrap(), shared.len());
            /// ```
            #[inline]
            pub fn new(value: T) -> $shared<T> {
                // SAFETY: the memory is fresh, and large and aligned enough for the block, which it gets
                // at once.
                unsafe {
                    let pointer =
                        exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>()) as *mut Inner<T>;
                    ptr::write(pointer, Inner { strong: Count::new(1), weak: Count::new(1), value });
                    $shared::from_inner(pointer)
                }
            }
            /// A value that may keep a weak reference to itself, which the function gets and which can be
            /// upgraded only when the value is there.
            ///
            /// # Examples
            /// ```
            /// use std::rc::{Rc, Weak};
            /// struct Node {
            ///     this: Weak<Node>,
            /// }
            /// let node = Rc::new_cyclic(|this| Node { this: this.clone() });
            /// assert!(Rc::ptr_eq(&node, &node.this.upgrade().unwrap()));
            /// ```
            pub fn new_cyclic<F: FnOnce(&Weak<T>) -> T>(data_fn: F) -> $shared<T> {
                // SAFETY: while the strong count is zero nobody gets at the value, which is written before
                // the count becomes one; a panic of the function leaves the weak reference to free the
                // memory.
                unsafe {
                    let pointer = exchange_malloc(mem::size_of::<Inner<T>>(), mem::align_of::<Inner<T>>())
                        as *mut Inner<MaybeUninit<T>>;
                    ptr::write(
                        pointer,
                        Inner { strong: Count::new(0), weak: Count::new(1), value: MaybeUninit::uninit() },
                    );
                    let weak = Weak { pointer: NonNull::new_unchecked(pointer as *mut Inner<T>) };
                    let value = data_fn(&weak);
                    let inner = weak.pointer.as_ptr();
                    ptr::write(&raw mut (*inner).value, value);
                    (*inner).strong.set(1);
                    // The strong references own the weak reference from now on.
                    mem::forget(weak);
                    $shared::from_inner(inner)
                }
            }
            /// Puts a value on the heap, where it stays until it is dropped.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// assert_eq!(*Rc::pin(5), 5);
            /// ```
            #[inline]
            pub fn pin(value: T) -> Pin<$shared<T>> {
                // SAFETY: the value lies on the heap and is not moved by moving the pointer.
                unsafe { Pin::new_unchecked($shared::new(value)) }
            }
            /// Room for a value on the heap.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut room = Rc::<i32>::new_uninit();
            /// Rc::get_mut(&mut room).unwrap().write(5);
            /// // SAFETY: it was written just now.
            /// assert_eq!(*unsafe { room.assume_init() }, 5);
            /// ```
            pub fn new_uninit() -> $shared<MaybeUninit<T>> {
                $shared::new(MaybeUninit::uninit())
            }
            /// Room for a value on the heap, all of whose bytes are zero.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// // SAFETY: zero bytes are a valid number.
            /// assert_eq!(*unsafe { Rc::<u32>::new_zeroed().assume_init() }, 0);
            /// ```
            pub fn new_zeroed() -> $shared<MaybeUninit<T>> {
                $shared::new(MaybeUninit::zeroed())
            }
            /// The value if this is its only owner, or else the pointer again. Weak references lose the
            /// value.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(3);
            /// let other = Rc::clone(&one);
            /// let one = Rc::try_unwrap(one).unwrap_err();
            /// drop(other);
            /// assert_eq!(Rc::try_unwrap(one), Ok(3));
            /// ```
            pub fn try_unwrap(this: Self) -> Result<T, Self> {
                if !this.inner().strong.take_last() {
                    return Err(this);
                }
                let this = ManuallyDrop::new(this);
                // SAFETY: the strong count went from one to zero: the value is this owner's, and is read
                // once.
                unsafe {
                    let value = ptr::read(&(*this.pointer.as_ptr()).value);
                    drop(Weak { pointer: this.pointer });
                    Ok(value)
                }
            }
            /// The value if this is its only owner. Of several owners that all call this just one gets it.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(3);
            /// let other = Rc::clone(&one);
            /// assert_eq!(Rc::into_inner(one), None);
            /// assert_eq!(Rc::into_inner(other), Some(3));
            /// ```
            #[inline]
            pub fn into_inner(this: Self) -> Option<T> {
                $shared::try_unwrap(this).ok()
            }
            /// The value if this is its only owner, or else a clone of it.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(vec![1]);
            /// let other = Rc::clone(&one);
            /// assert_eq!(Rc::unwrap_or_clone(one), [1]);
            /// assert_eq!(Rc::unwrap_or_clone(other), [1]);
            /// ```
            #[inline]
            pub fn unwrap_or_clone(this: Self) -> T
            where
                T: Clone,
            {
                $shared::try_unwrap(this).unwrap_or_else(|shared| (*shared).clone())
            }
        }

        impl<T> $shared<MaybeUninit<T>> {
            /// The pointer to the value, which has to have been written.
            ///
            /// # Safety
            /// The value has been written.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut room = Rc::<u8>::new_uninit();
            /// Rc::get_mut(&mut room).unwrap().write(1);
            /// // SAFETY: it was written just now.
            /// assert_eq!(*unsafe { room.assume_init() }, 1);
            /// ```
            pub unsafe fn assume_init(self) -> $shared<T> {
                // SAFETY: the caller has written the value; the layouts are the same.
                unsafe { $shared::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<T>) }
            }
        }

        impl<T> $shared<[T]> {
            /// Room for so many elements on the heap: O(n).
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut room = Rc::<[u8]>::new_uninit_slice(1);
            /// Rc::get_mut(&mut room).unwrap()[0].write(7);
            /// // SAFETY: the only element was written.
            /// assert_eq!(*unsafe { room.assume_init() }, [7]);
            /// ```
            pub fn new_uninit_slice(length: usize) -> $shared<[MaybeUninit<T>]> {
                $shared::from(Box::new_uninit_slice(length))
            }
            /// Room for so many elements on the heap, all of whose bytes are zero: O(n).
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let zeros = Rc::<[u16]>::new_zeroed_slice(2);
            /// // SAFETY: zero bytes are valid numbers.
            /// assert_eq!(*unsafe { zeros.assume_init() }, [0, 0]);
            /// ```
            pub fn new_zeroed_slice(length: usize) -> $shared<[MaybeUninit<T>]> {
                $shared::from(Box::new_zeroed_slice(length))
            }
        }

        impl<T> $shared<[MaybeUninit<T>]> {
            /// The pointer to the elements, which have to have been written.
            ///
            /// # Safety
            /// All elements have been written.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut room = Rc::<[u8]>::new_uninit_slice(1);
            /// Rc::get_mut(&mut room).unwrap()[0].write(7);
            /// // SAFETY: the only element was written.
            /// assert_eq!(*unsafe { room.assume_init() }, [7]);
            /// ```
            pub unsafe fn assume_init(self) -> $shared<[T]> {
                // SAFETY: the caller has written the elements; the layouts are the same.
                unsafe { $shared::from_inner(ManuallyDrop::new(self).pointer.as_ptr() as *mut Inner<[T]>) }
            }
        }

        impl<T: ?Sized> $shared<T> {
            #[inline]
            // SAFETY: the pointer is that of a live block, one strong count of which is the result's.
            unsafe fn from_inner(pointer: *mut Inner<T>) -> Self {
                // SAFETY: the pointer is that of a block, which is not null.
                unsafe { $shared { pointer: NonNull::new_unchecked(pointer), _owned: PhantomData } }
            }
            #[inline]
            fn inner(&self) -> &Inner<T> {
                // SAFETY: the block lives while a strong count is this pointer's.
                unsafe { self.pointer.as_ref() }
            }
            /// The pointer to the value, whose count is the caller's now.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let pointer = Rc::into_raw(Rc::new(5));
            /// // SAFETY: it comes from `into_raw`, once.
            /// assert_eq!(*unsafe { Rc::from_raw(pointer) }, 5);
            /// ```
            pub fn into_raw(this: Self) -> *const T {
                let this = ManuallyDrop::new(this);
                $shared::as_ptr(&*this)
            }
            /// The value's address.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// assert_eq!(Rc::as_ptr(&one), Rc::as_ptr(&Rc::clone(&one)));
            /// ```
            #[inline]
            pub fn as_ptr(this: &Self) -> *const T {
                // SAFETY: the block is alive; only the address of its field is taken.
                unsafe { &raw const (*this.pointer.as_ptr()).value }
            }
            /// A weak reference to the value.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let weak = Rc::downgrade(&one);
            /// assert_eq!(weak.upgrade().as_deref(), Some(&5));
            /// drop(one);
            /// assert!(weak.upgrade().is_none());
            /// ```
            #[inline]
            pub fn downgrade(this: &Self) -> Weak<T> {
                this.inner().weak.increment();
                Weak { pointer: this.pointer }
            }
            /// How many weak references there are.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let _weak = Rc::downgrade(&one);
            /// assert_eq!(Rc::weak_count(&one), 1);
            /// ```
            #[inline]
            pub fn weak_count(this: &Self) -> usize {
                this.inner().weak.get() - 1
            }
            /// How many owners there are.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let _other = one.clone();
            /// assert_eq!(Rc::strong_count(&one), 2);
            /// ```
            #[inline]
            pub fn strong_count(this: &Self) -> usize {
                this.inner().strong.get()
            }
            /// The value to be changed, if there is no other reference to it, not even a weak one.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut one = Rc::new(5);
            /// *Rc::get_mut(&mut one).unwrap() += 1;
            /// let other = Rc::clone(&one);
            /// assert_eq!(Rc::get_mut(&mut one), None);
            /// assert_eq!(*other, 6);
            /// ```
            #[inline]
            pub fn get_mut(this: &mut Self) -> Option<&mut T> {
                // SAFETY: there is no other reference, and this one is borrowed mutably.
                if $shared::is_unique(this) { Some(unsafe { &mut (*this.pointer.as_ptr()).value }) } else { None }
            }
            #[inline]
            fn is_unique(this: &Self) -> bool {
                this.inner().weak.get() == 1 && this.inner().strong.get() == 1
            }
            /// The value to be changed, without looking whether there are other references.
            ///
            /// # Safety
            /// Nobody else reads or writes the value while the reference lives.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut one = Rc::new(5);
            /// // SAFETY: there is one owner.
            /// unsafe { *Rc::get_mut_unchecked(&mut one) += 1 };
            /// assert_eq!(*one, 6);
            /// ```
            #[inline]
            pub unsafe fn get_mut_unchecked(this: &mut Self) -> &mut T {
                // SAFETY: the caller says that nobody else uses the value.
                unsafe { &mut (*this.pointer.as_ptr()).value }
            }
            /// Whether both point to the same value.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// assert!(Rc::ptr_eq(&one, &one.clone()));
            /// assert!(!Rc::ptr_eq(&one, &Rc::new(5)));
            /// ```
            #[inline]
            pub fn ptr_eq(this: &Self, other: &Self) -> bool {
                this.pointer.as_ptr() as *const () == other.pointer.as_ptr() as *const ()
            }
            #[cold]
            #[inline(never)]
            // SAFETY: the strong count has become zero, and this is called once.
            unsafe fn drop_slow(&mut self) {
                // SAFETY: nobody else gets at the value any more, and the weak reference of all strong
                // ones keeps the block.
                unsafe {
                    // The weak reference of all strong ones goes when the value is gone, also by a panic.
                    let _weak = Weak { pointer: self.pointer };
                    ptr::drop_in_place(&raw mut (*self.pointer.as_ptr()).value);
                }
            }
        }

        impl<T: ?Sized> $shared<T> {
            /// The pointer that `into_raw` took apart.
            ///
            /// # Safety
            /// The pointer comes from `into_raw`, each call of which allows one call of this.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let pointer = Rc::into_raw(Rc::new(5));
            /// // SAFETY: it comes from `into_raw`, once.
            /// assert_eq!(*unsafe { Rc::from_raw(pointer) }, 5);
            /// ```
            pub unsafe fn from_raw(pointer: *const T) -> Self {
                // SAFETY: the caller hands over the count of a pointer that came from `into_raw`.
                unsafe { $shared::from_inner(inner_of(pointer)) }
            }
            /// Counts one owner more.
            ///
            /// # Safety
            /// The pointer comes from `into_raw`, and the value is still there.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let pointer = Rc::into_raw(Rc::new(5));
            /// // SAFETY: there are two owners, both of which are taken back.
            /// unsafe {
            ///     Rc::increment_strong_count(pointer);
            ///     drop(Rc::from_raw(pointer));
            ///     assert_eq!(*Rc::from_raw(pointer), 5);
            /// }
            /// ```
            pub unsafe fn increment_strong_count(pointer: *const T) {
                // SAFETY: the caller says that the value is there.
                unsafe { (*inner_of(pointer)).strong.increment() };
            }
            /// Counts one owner less, and drops the value with the last.
            ///
            /// # Safety
            /// As `from_raw`.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let pointer = Rc::into_raw(one.clone());
            /// // SAFETY: it comes from `into_raw`, once.
            /// unsafe { Rc::decrement_strong_count(pointer) };
            /// assert_eq!(Rc::strong_count(&one), 1);
            /// ```
            pub unsafe fn decrement_strong_count(pointer: *const T) {
                // SAFETY: the caller's promise is that of `from_raw`.
                unsafe { drop($shared::from_raw(pointer)) };
            }
        }

        /// The block that has the value a pointer points to: both have the same metadata.
        #[inline]
        // SAFETY: the pointer is that of a value in a block.
        unsafe fn inner_of<T: ?Sized>(pointer: *const T) -> *mut Inner<T> {
            // SAFETY: the value stands as far behind the counts as its alignment says.
            unsafe {
                let offset = value_offset(core::intrinsics::align_of_val(pointer));
                let mut inner = pointer as *mut Inner<T>;
                // The address is the first word of every pointer.
                *(&raw mut inner as *mut usize) -= offset;
                inner
            }
        }

        impl<T: ?Sized + Duplicate> $shared<T> {
            /// The value for this owner alone: a clone of it if there are others. Weak references
            /// lose it.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let mut one = Rc::new(5);
            /// let other = Rc::clone(&one);
            /// *Rc::make_mut(&mut one) += 1;
            /// assert_eq!((*one, *other), (6, 5));
            /// ```
            pub fn make_mut(this: &mut Self) -> &mut T {
                if !$shared::is_unique(this) {
                    if this.inner().strong.take_last() {
                        // Only weak references are left behind; the value moves to another block.
                        // SAFETY: no owner is left but this one, whose value is moved out and whose
                        // pointer is written over.
                        unsafe {
                            let moved = move_value(&**this as *const T as *mut T);
                            drop(Weak { pointer: this.pointer });
                            ptr::write(this, moved);
                        }
                    } else {
                        *this = (**this).duplicate();
                    }
                }
                // SAFETY: by now there is no other reference to the value.
                unsafe { &mut (*this.pointer.as_ptr()).value }
            }
        }

        /// Values that can be cloned behind counts of their own.
        #[doc(hidden)]
        pub trait Duplicate {
            fn duplicate(&self) -> $shared<Self>;
        }
        impl<T: Clone> Duplicate for T {
            fn duplicate(&self) -> $shared<T> {
                $shared::new(self.clone())
            }
        }
        impl<T: Clone> Duplicate for [T] {
            fn duplicate(&self) -> $shared<[T]> {
                $shared::from(self)
            }
        }
        impl Duplicate for str {
            fn duplicate(&self) -> $shared<str> {
                $shared::from(self)
            }
        }

        impl<T: ?Sized> Deref for $shared<T> {
            type Target = T;
            #[inline]
            fn deref(&self) -> &T {
                &self.inner().value
            }
        }

        impl<T: ?Sized> Clone for $shared<T> {
            #[inline]
            fn clone(&self) -> $shared<T> {
                self.inner().strong.increment();
                $shared { pointer: self.pointer, _owned: PhantomData }
            }
        }

        // SAFETY: the value is dropped, and not used otherwise.
        unsafe impl<#[may_dangle] T: ?Sized> Drop for $shared<T> {
            #[inline]
            fn drop(&mut self) {
                // SAFETY: the block lives while this count is not given back; the last owner drops the
                // value.
                unsafe {
                    if (*self.pointer.as_ptr()).strong.decrement() == 0 {
                        self.drop_slow();
                    }
                }
            }
        }

        impl<T> Weak<T> {
            /// A weak reference that belongs to no value; nothing is allocated.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Weak;
            /// assert!(Weak::<i32>::new().upgrade().is_none());
            /// ```
            pub const fn new() -> Weak<T> {
                // SAFETY: the highest address is not null.
                Weak { pointer: unsafe { NonNull::new_unchecked(usize::MAX as *mut Inner<T>) } }
            }
        }

        impl<T: ?Sized> Weak<T> {
            /// The value's address, if there still is one.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// assert_eq!(Rc::downgrade(&one).as_ptr(), Rc::as_ptr(&one));
            /// ```
            pub fn as_ptr(&self) -> *const T {
                let pointer = self.pointer.as_ptr();
                // SAFETY: the weak reference keeps the block; only the address of its field is taken.
                if is_dangling(pointer) { pointer as *const T } else { unsafe { &raw const (*pointer).value } }
            }
            /// The value's address, with the reference, which is the caller's now.
            ///
            /// # Examples
            /// ```
            /// use std::rc::{Rc, Weak};
            /// let one = Rc::new(5);
            /// let pointer = Rc::downgrade(&one).into_raw();
            /// // SAFETY: it comes from `into_raw`, once.
            /// let weak = unsafe { Weak::from_raw(pointer) };
            /// assert!(weak.upgrade().is_some());
            /// ```
            pub fn into_raw(self) -> *const T {
                ManuallyDrop::new(self).as_ptr()
            }
            /// The weak reference that `into_raw` took apart.
            ///
            /// # Safety
            /// The pointer comes from `into_raw`, each call of which allows one call of this.
            ///
            /// # Examples
            /// ```
            /// use std::rc::{Rc, Weak};
            /// let one = Rc::new(5);
            /// // SAFETY: it comes from `into_raw`, once.
            /// let weak = unsafe { Weak::from_raw(Rc::downgrade(&one).into_raw()) };
            /// assert_eq!(weak.upgrade(), Some(one));
            /// ```
            pub unsafe fn from_raw(pointer: *const T) -> Self {
                // SAFETY: the caller hands over a reference that came from `into_raw`; it is dangling or
                // that of a block.
                unsafe {
                    let dangling = pointer as *const u8 as usize == usize::MAX;
                    let inner = if dangling { pointer as *mut Inner<T> } else { inner_of(pointer) };
                    Weak { pointer: NonNull::new_unchecked(inner) }
                }
            }
            /// An owner of the value, if that is still there.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let weak = Rc::downgrade(&one);
            /// assert_eq!(*weak.upgrade().unwrap(), 5);
            /// drop(one);
            /// assert!(weak.upgrade().is_none());
            /// ```
            pub fn upgrade(&self) -> Option<$shared<T>> {
                let pointer = self.pointer.as_ptr();
                if is_dangling(pointer) {
                    return None;
                }
                // SAFETY: the weak reference keeps the block, and the value is there while its count is
                // not zero.
                unsafe {
                    if (*pointer).strong.increment_unless_zero() { Some($shared::from_inner(pointer)) } else { None }
                }
            }
            /// How many owners there are.
            ///
            /// # Examples
            /// ```
            /// use std::rc::{Rc, Weak};
            /// let one = Rc::new(5);
            /// assert_eq!(Rc::downgrade(&one).strong_count(), 1);
            /// assert_eq!(Weak::<i32>::new().strong_count(), 0);
            /// ```
            pub fn strong_count(&self) -> usize {
                let pointer = self.pointer.as_ptr();
                // SAFETY: the weak reference keeps the block.
                if is_dangling(pointer) { 0 } else { unsafe { (*pointer).strong.get() } }
            }
            /// How many weak references there are; none any more when the value is gone.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let weak = Rc::downgrade(&one);
            /// assert_eq!(weak.weak_count(), 1);
            /// drop(one);
            /// assert_eq!(weak.weak_count(), 0);
            /// ```
            pub fn weak_count(&self) -> usize {
                let pointer = self.pointer.as_ptr();
                if is_dangling(pointer) {
                    return 0;
                }
                // SAFETY: the weak reference keeps the block.
                unsafe {
                    let weak = (*pointer).weak.get();
                    if (*pointer).strong.get() > 0 { weak - 1 } else { 0 }
                }
            }
            /// Whether both belong to the same value, or both to none.
            ///
            /// # Examples
            /// ```
            /// use std::rc::Rc;
            /// let one = Rc::new(5);
            /// let weak = Rc::downgrade(&one);
            /// assert!(weak.ptr_eq(&weak.clone()));
            /// assert!(!weak.ptr_eq(&Rc::downgrade(&Rc::new(5))));
            /// ```
            pub fn ptr_eq(&self, other: &Self) -> bool {
                self.pointer.as_ptr() as *const () == other.pointer.as_ptr() as *const ()
            }
        }

        impl<T: ?Sized> Clone for Weak<T> {
            #[inline]
            fn clone(&self) -> Weak<T> {
                let pointer = self.pointer.as_ptr();
                if !is_dangling(pointer) {
                    // SAFETY: this weak reference keeps the block.
                    unsafe { (*pointer).weak.increment() };
                }
                Weak { pointer: self.pointer }
            }
        }

        // SAFETY: the value is not touched.
        unsafe impl<#[may_dangle] T: ?Sized> Drop for Weak<T> {
            fn drop(&mut self) {
                let pointer = self.pointer.as_ptr();
                if is_dangling(pointer) {
                    return;
                }
                // SAFETY: the block lives while this count is not given back; the last reference frees it
                // with its layout.
                unsafe {
                    if (*pointer).weak.decrement() == 0 {
                        let size = core::intrinsics::size_of_val(pointer as *const Inner<T>);
                        let align = core::intrinsics::align_of_val(pointer as *const Inner<T>);
                        dealloc(pointer as *mut u8, Layout::from_size_align_unchecked(size, align));
                    }
                }
            }
        }

        impl<T: ?Sized> fmt::Debug for Weak<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("(Weak)")
            }
        }
        impl<T> Default for Weak<T> {
            fn default() -> Weak<T> {
                Weak::new()
            }
        }
        impl<T: Default> Default for $shared<T> {
            fn default() -> $shared<T> {
                $shared::new(Default::default())
            }
        }
        impl<T: ?Sized + PartialEq> PartialEq for $shared<T> {
            #[inline]
            fn eq(&self, other: &$shared<T>) -> bool {
                **self == **other
            }
        }
        impl<T: ?Sized + Eq> Eq for $shared<T> {}
        impl<T: ?Sized + PartialOrd> PartialOrd for $shared<T> {
            fn partial_cmp(&self, other: &$shared<T>) -> Option<Ordering> {
                (**self).partial_cmp(&**other)
            }
        }
        impl<T: ?Sized + Ord> Ord for $shared<T> {
            fn cmp(&self, other: &$shared<T>) -> Ordering {
                (**self).cmp(&**other)
            }
        }
        impl<T: ?Sized + Hash> Hash for $shared<T> {
            fn hash<H: Hasher>(&self, state: &mut H) {
                (**self).hash(state)
            }
        }
        impl<T: ?Sized + fmt::Display> fmt::Display for $shared<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&**self, f)
            }
        }
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $shared<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Debug::fmt(&**self, f)
            }
        }
        impl<T: ?Sized> fmt::Pointer for $shared<T> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Pointer::fmt(&$shared::as_ptr(self), f)
            }
        }
        impl<T: ?Sized + Error> Error for $shared<T> {
            fn source(&self) -> Option<&(dyn Error + 'static)> {
                Error::source(&**self)
            }
        }
        impl<T: ?Sized> Borrow<T> for $shared<T> {
            fn borrow(&self) -> &T {
                &**self
            }
        }
        impl<T: ?Sized> AsRef<T> for $shared<T> {
            fn as_ref(&self) -> &T {
                &**self
            }
        }

        /// Memory for a value of a size behind counts of one each, and the value's place in it.
        ///
        /// # Safety
        /// The memory is given back with the layout of the block.
        unsafe fn allocate(size: usize, align: usize) -> (*mut u8, usize) {
            // SAFETY: the memory is fresh, and has room for both counts before the value.
            unsafe {
                let offset = value_offset(align);
                let block_align = align.max(mem::align_of::<usize>());
                let memory = exchange_malloc((offset + size + block_align - 1) & !(block_align - 1), block_align);
                ptr::write(memory as *mut Count, Count::new(1));
                ptr::write((memory as *mut Count).add(1), Count::new(1));
                (memory, offset)
            }
        }

        /// Moves a value behind counts of its own; its old place has none then.
        ///
        /// # Safety
        /// The value is the caller's, who does not drop it.
        unsafe fn move_value<T: ?Sized>(source: *mut T) -> $shared<T> {
            // SAFETY: the block has room for the value, whose bytes move there; the pointer keeps its
            // metadata.
            unsafe {
                let size = core::intrinsics::size_of_val(source as *const T);
                let (memory, offset) = allocate(size, core::intrinsics::align_of_val(source as *const T));
                ptr::copy_nonoverlapping(source as *const u8, memory.add(offset), size);
                let mut inner = source as *mut Inner<T>;
                // The address is the first word of every pointer.
                *(&raw mut inner as *mut *mut u8) = memory;
                $shared::from_inner(inner)
            }
        }

        /// Moves elements behind counts of their own.
        ///
        /// # Safety
        /// The elements are the caller's, who does not drop them.
        unsafe fn from_elements<T>(elements: *const T, count: usize) -> $shared<[T]> {
            // SAFETY: the block has room for the elements, whose bytes move there.
            unsafe {
                let (memory, offset) = allocate(count * mem::size_of::<T>(), mem::align_of::<T>());
                ptr::copy_nonoverlapping(elements, memory.add(offset) as *mut T, count);
                $shared::from_inner(ptr::slice_from_raw_parts_mut(memory as *mut T, count) as *mut Inner<[T]>)
            }
        }

        impl<T> From<T> for $shared<T> {
            fn from(value: T) -> Self {
                $shared::new(value)
            }
        }
        impl<T, const N: usize> From<[T; N]> for $shared<[T]> {
            fn from(array: [T; N]) -> $shared<[T]> {
                $shared::<[T; N]>::from(array)
            }
        }
        impl<T: Clone> From<&mut [T]> for $shared<[T]> {
            fn from(slice: &mut [T]) -> $shared<[T]> {
                $shared::from(&*slice)
            }
        }
        impl From<&mut str> for $shared<str> {
            fn from(text: &mut str) -> $shared<str> {
                $shared::from(&*text)
            }
        }
        impl From<$shared<str>> for $shared<[u8]> {
            fn from(text: $shared<str>) -> $shared<[u8]> {
                // SAFETY: the bytes of a text are as long as it, and any bytes are valid.
                unsafe { $shared::from_inner(ManuallyDrop::new(text).pointer.as_ptr() as *mut Inner<[u8]>) }
            }
        }
        impl<T, const N: usize> TryFrom<$shared<[T]>> for $shared<[T; N]> {
            type Error = $shared<[T]>;
            fn try_from(slice: $shared<[T]>) -> Result<Self, $shared<[T]>> {
                if slice.len() != N {
                    return Err(slice);
                }
                // SAFETY: the length is N: the elements lie as in an array.
                unsafe { Ok($shared::from_inner(ManuallyDrop::new(slice).pointer.as_ptr() as *mut Inner<[T; N]>)) }
            }
        }
        impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for $shared<B>
        where
            $shared<B>: From<&'a B> + From<B::Owned>,
        {
            fn from(cow: Cow<'a, B>) -> $shared<B> {
                match cow {
                    Cow::Borrowed(value) => $shared::from(value),
                    Cow::Owned(value) => $shared::from(value),
                }
            }
        }
        impl<T: ?Sized> Default for Pin<$shared<T>>
        where
            $shared<T>: Default,
        {
            fn default() -> Self {
                // SAFETY: the value lies on the heap and is not moved by moving the pointer.
                unsafe { Pin::new_unchecked($shared::default()) }
            }
        }
        impl<T: Clone> From<&[T]> for $shared<[T]> {
            fn from(slice: &[T]) -> $shared<[T]> {
                $shared::from(crate::slice::to_vec(slice))
            }
        }
        impl<T> From<Vec<T>> for $shared<[T]> {
            fn from(mut vec: Vec<T>) -> $shared<[T]> {
                // SAFETY: the vector forgets the elements that were moved.
                unsafe {
                    let shared = from_elements(vec.as_ptr(), vec.len());
                    vec.set_len(0);
                    shared
                }
            }
        }
        impl From<&str> for $shared<str> {
            fn from(text: &str) -> $shared<str> {
                // SAFETY: the bytes are copied, and those of a text are UTF-8.
                unsafe {
                    let bytes = ManuallyDrop::new(from_elements(text.as_ptr(), text.len()));
                    $shared::from_inner(bytes.pointer.as_ptr() as *mut Inner<str>)
                }
            }
        }
        impl From<String> for $shared<str> {
            fn from(text: String) -> $shared<str> {
                $shared::from(&text[..])
            }
        }
        impl<T: ?Sized> From<Box<T>> for $shared<T> {
            /// Moves the value to a block that has room for the counts.
            fn from(boxed: Box<T>) -> $shared<T> {
                // SAFETY: the value is moved out, and the box then drops only its memory.
                unsafe {
                    let source = Box::into_raw(boxed);
                    let moved = move_value(source);
                    drop(Box::from_raw(source as *mut ManuallyDrop<T>));
                    moved
                }
            }
        }
        impl<T> FromIterator<T> for $shared<[T]> {
            fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
                $shared::from(iter.into_iter().collect::<Vec<T>>())
            }
        }
        impl Default for $shared<str> {
            fn default() -> Self {
                $shared::from("")
            }
        }
        impl<T> Default for $shared<[T]> {
            fn default() -> Self {
                $shared::from(Vec::new())
            }
        }
    };
}

/// What the definitions name.
pub(crate) mod prelude {
    pub(crate) use crate::alloc::{dealloc, exchange_malloc, Layout};
    pub(crate) use crate::borrow::{Cow, ToOwned};
    pub(crate) use crate::boxed::Box;
    pub(crate) use crate::string::String;
    pub(crate) use crate::vec::Vec;
    pub(crate) use core::any::Any;
    pub(crate) use core::borrow::Borrow;
    pub(crate) use core::cmp::Ordering;
    pub(crate) use core::error::Error;
    pub(crate) use core::fmt;
    pub(crate) use core::hash::{Hash, Hasher};
    pub(crate) use core::marker::{PhantomData, Unsize};
    pub(crate) use core::mem::{self, ManuallyDrop, MaybeUninit};
    pub(crate) use core::ops::{CoerceUnsized, Deref, DispatchFromDyn, LegacyReceiver};
    pub(crate) use core::panic::{RefUnwindSafe, UnwindSafe};
    pub(crate) use core::pin::Pin;
    pub(crate) use core::ptr::{self, NonNull};
}
