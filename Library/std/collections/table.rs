//! The open-addressing table behind the hash maps.
//!
//! A control byte for every slot: `EMPTY`, `DELETED`, or seven bits of the hash. Slots are probed
//! in groups of eight control bytes, read as one word, with a triangular stride. The first seven
//! control bytes are repeated behind the last, so that a group may start anywhere.

use crate::alloc::{alloc, dealloc, handle_alloc_error, Layout};
use crate::marker::PhantomData;
use crate::mem;
use crate::ptr::{self, NonNull};

const EMPTY: u8 = 0xFF;
const DELETED: u8 = 0x80;
const GROUP: usize = 8;
const LOW_BITS: u64 = 0x0101_0101_0101_0101;
const HIGH_BITS: u64 = 0x8080_8080_8080_8080;

/// The control bytes of a table without memory.
static NO_SLOTS: [u8; GROUP] = [EMPTY; GROUP];

pub(super) struct Table<T> {
    /// The control bytes; the slots lie before them, the first one nearest.
    control: NonNull<u8>,
    /// One less than the number of slots, a power of two; 0 for a table without memory.
    mask: usize,
    /// Insertions that are possible before the table must grow.
    growth_left: usize,
    items: usize,
    _marker: PhantomData<T>,
}

// SAFETY: the items belong to the table alone.
unsafe impl<T: Send> Send for Table<T> {}
// SAFETY: a shared table only gives shared references, or pointers.
unsafe impl<T: Sync> Sync for Table<T> {}

/// How many items a number of slots may hold.
fn capacity_of(mask: usize) -> usize {
    if mask < 8 { mask } else { (mask + 1) / 8 * 7 }
}

/// How many slots hold a number of items.
#[track_caller]
fn slots_for(capacity: usize) -> usize {
    if capacity < 4 {
        return 4;
    }
    if capacity < 8 {
        return 8;
    }
    match capacity.checked_mul(8) {
        Some(scaled) => (scaled / 7).next_power_of_two(),
        None => panic!("Hash table capacity overflow"),
    }
}

/// The seven bits of a hash that are in the control byte.
#[inline]
fn tag(hash: u64) -> u8 {
    (hash >> 57) as u8
}

/// The bits of a group that match a control byte (there may be false ones above a true one).
#[inline]
fn match_tag(group: u64, tag: u8) -> u64 {
    let difference = group ^ (LOW_BITS * tag as u64);
    difference.wrapping_sub(LOW_BITS) & !difference & HIGH_BITS
}

#[inline]
fn match_empty(group: u64) -> u64 {
    group & (group << 1) & HIGH_BITS
}

#[inline]
fn match_free(group: u64) -> u64 {
    group & HIGH_BITS
}

#[inline]
fn first(bits: u64) -> usize {
    (bits.trailing_zeros() / 8) as usize
}

impl<T> Table<T> {
    /// A table without slots; nothing is allocated.
    pub(super) const fn new() -> Table<T> {
        let control = &raw const NO_SLOTS as *mut u8;
        Table {
            // SAFETY: the address of a static is not null. Without memory `mask` is 0, and the control
            // bytes are only read.
            control: unsafe { NonNull::new_unchecked(control) },
            mask: 0,
            growth_left: 0,
            items: 0,
            _marker: PhantomData,
        }
    }

    /// A table with room for so many items.
    #[track_caller]
    pub(super) fn with_capacity(capacity: usize) -> Table<T> {
        if capacity == 0 { Table::new() } else { Table::with_slots(slots_for(capacity)) }
    }

    /// The layout of a table, and where its control bytes start.
    #[track_caller]
    fn layout(slots: usize) -> (Layout, usize) {
        let align = if mem::align_of::<T>() > GROUP { mem::align_of::<T>() } else { GROUP };
        let sizes = slots
            .checked_mul(mem::size_of::<T>())
            .and_then(|size| size.checked_add(align - 1))
            .map(|size| size & !(align - 1));
        let layout = sizes.and_then(|offset| {
            let size = offset.checked_add(slots + GROUP)?;
            Layout::from_size_align(size, align).ok().map(|layout| (layout, offset))
        });
        match layout {
            Some(layout) => layout,
            None => panic!("Hash table capacity overflow"),
        }
    }

    #[track_caller]
    fn with_slots(slots: usize) -> Table<T> {
        let (layout, offset) = Table::<T>::layout(slots);
        // SAFETY: the layout is not empty and has room for all slots before and all control bytes after
        // the offset.
        unsafe {
            let memory = alloc(layout);
            if memory.is_null() {
                handle_alloc_error(layout);
            }
            let control = memory.add(offset);
            ptr::write_bytes(control, EMPTY, slots + GROUP);
            Table {
                control: NonNull::new_unchecked(control),
                mask: slots - 1,
                growth_left: capacity_of(slots - 1),
                items: 0,
                _marker: PhantomData,
            }
        }
    }

    /// The number of items.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.items
    }
    /// How many items there is room for without growing.
    #[inline]
    pub(super) fn capacity(&self) -> usize {
        self.items + self.growth_left
    }

    #[inline]
    fn control(&self, index: usize) -> *mut u8 {
        // SAFETY: those who call this give indices of slots, or up to `GROUP` more, where the mirror ends.
        unsafe { self.control.as_ptr().add(index) }
    }
    /// # Safety
    /// The index is one of a slot, or 0.
    #[inline]
    unsafe fn group(&self, index: usize) -> u64 {
        // SAFETY: there are `GROUP` control bytes from each slot's on, as the first ones are repeated
        // behind the last.
        unsafe { (self.control(index) as *const u64).read_unaligned() }
    }
    /// The slot of an index.
    #[inline]
    pub(super) fn slot(&self, index: usize) -> *mut T {
        // SAFETY: those who call this give indices of slots, which lie before the control bytes.
        unsafe { (self.control.as_ptr() as *mut T).sub(index + 1) }
    }

    /// # Safety
    /// The table has memory, and the index is one of a slot.
    unsafe fn set_control(&mut self, index: usize, value: u8) {
        // The mirror of the first bytes, or the byte itself once more.
        let mirror = (index.wrapping_sub(GROUP) & self.mask) + GROUP;
        // SAFETY: both bytes are within the control bytes.
        unsafe {
            *self.control(index) = value;
            *self.control(mirror) = value;
        }
    }

    /// The index of an item.
    #[inline]
    pub(super) fn find(&self, hash: u64, mut equal: impl FnMut(&T) -> bool) -> Option<usize> {
        let tag = tag(hash);
        let mut position = hash as usize & self.mask;
        let mut stride = 0;
        loop {
            // SAFETY: the position is masked.
            let group = unsafe { self.group(position) };
            let mut matches = match_tag(group, tag);
            while matches != 0 {
                let index = (position + first(matches)) & self.mask;
                // SAFETY: only slots with items have a tag in their control byte.
                if equal(unsafe { &*self.slot(index) }) {
                    return Some(index);
                }
                matches &= matches - 1;
            }
            if match_empty(group) != 0 {
                return None;
            }
            stride += GROUP;
            position = (position + stride) & self.mask;
        }
    }

    /// A free slot for a hash.
    #[inline]
    fn find_free(&self, hash: u64) -> usize {
        let mut position = hash as usize & self.mask;
        let mut stride = 0;
        loop {
            // SAFETY: the position is masked.
            let free = match_free(unsafe { self.group(position) });
            if free != 0 {
                let index = (position + first(free)) & self.mask;
                // In a table smaller than a group the mirror may point at a full slot.
                // SAFETY: the index is masked.
                if unsafe { *self.control(index) } & 0x80 != 0 {
                    return index;
                }
                // SAFETY: the first group is always there.
                return first(match_free(unsafe { self.group(0) }));
            }
            stride += GROUP;
            position = (position + stride) & self.mask;
        }
    }

    /// Inserts an item that is not there; gives its index.
    #[inline]
    pub(super) fn insert(&mut self, hash: u64, value: T, hasher: impl Fn(&T) -> u64) -> usize {
        if self.growth_left == 0 {
            // A slot of a deleted item can be used without growing, if it is the first free one.
            // SAFETY: the index is one of a slot.
            let reusable = self.mask != 0 && unsafe { *self.control(self.find_free(hash)) } == DELETED;
            if !reusable {
                self.reserve(1, hasher);
            }
        }
        let index = self.find_free(hash);
        // SAFETY: there is a free slot, and a table that can grow has memory by now.
        unsafe {
            self.growth_left -= (*self.control(index) == EMPTY) as usize;
            self.set_control(index, tag(hash));
            ptr::write(self.slot(index), value);
        }
        self.items += 1;
        index
    }

    /// Room for more items.
    #[inline]
    pub(super) fn reserve(&mut self, additional: usize, hasher: impl Fn(&T) -> u64) {
        if additional > self.growth_left {
            self.grow(additional, hasher);
        }
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, additional: usize, hasher: impl Fn(&T) -> u64) {
        let Some(required) = self.items.checked_add(additional) else { panic!("Hash table capacity overflow") };
        let full = capacity_of(self.mask);
        // With many deleted slots the same size is enough.
        let capacity = if required <= full / 2 {
            full
        } else if required > full + 1 {
            required
        } else {
            full + 1
        };
        self.resize(slots_for(capacity), hasher);
    }

    fn resize(&mut self, slots: usize, hasher: impl Fn(&T) -> u64) {
        let mut new = Table::<T>::with_slots(slots);
        // SAFETY: each item is copied into a free slot of the larger table, and this one forgets all of
        // them below.
        unsafe {
            let mut indices = self.indices();
            while let Some(index) = indices.next() {
                let hash = hasher(&*self.slot(index));
                let place = new.find_free(hash);
                new.set_control(place, tag(hash));
                ptr::copy_nonoverlapping(self.slot(index) as *const T, new.slot(place), 1);
            }
        }
        new.items = self.items;
        new.growth_left -= self.items;
        // The old memory has no items any more.
        self.items = 0;
        mem::swap(self, &mut new);
        new.free();
        mem::forget(new);
    }

    /// Gives back the room that is beyond so many items.
    pub(super) fn shrink_to(&mut self, capacity: usize, hasher: impl Fn(&T) -> u64) {
        let capacity = if capacity > self.items { capacity } else { self.items };
        if capacity == 0 {
            *self = Table::new();
        } else if slots_for(capacity) < self.mask + 1 {
            self.resize(slots_for(capacity), hasher);
        }
    }

    /// Takes an item out.
    #[inline]
    pub(super) fn remove(&mut self, index: usize) -> T {
        // SAFETY: those who call this give the index of an item, which the table forgets.
        unsafe {
            // A slot may become empty again when no probe can have passed over a full group.
            let before = match_empty(self.group(index.wrapping_sub(GROUP) & self.mask));
            let after = match_empty(self.group(index));
            let run = before.leading_zeros() / 8 + after.trailing_zeros() / 8;
            let value = if run >= GROUP as u32 {
                DELETED
            } else {
                self.growth_left += 1;
                EMPTY
            };
            self.set_control(index, value);
            self.items -= 1;
            ptr::read(self.slot(index))
        }
    }

    /// Drops all items and keeps the memory. If one panics, the others are lost, and the table is empty.
    pub(super) fn clear(&mut self) {
        struct Forget<'a, T>(&'a mut Table<T>);
        impl<T> Drop for Forget<'_, T> {
            fn drop(&mut self) {
                self.0.forget_items();
            }
        }
        Forget(self).0.drop_items();
    }

    fn forget_items(&mut self) {
        if self.mask != 0 {
            // SAFETY: all slots and the mirror have their control bytes here.
            unsafe { ptr::write_bytes(self.control.as_ptr(), EMPTY, self.mask + 1 + GROUP) };
        }
        self.items = 0;
        self.growth_left = capacity_of(self.mask);
    }

    fn drop_items(&mut self) {
        if mem::needs_drop::<T>() {
            let mut indices = self.indices();
            while let Some(index) = indices.next() {
                // SAFETY: the index is that of an item, and nobody uses it any more.
                unsafe { ptr::drop_in_place(self.slot(index)) };
            }
        }
    }

    fn free(&mut self) {
        if self.mask != 0 {
            let (layout, offset) = Table::<T>::layout(self.mask + 1);
            // SAFETY: the memory was allocated with this layout, and the control bytes lie at the offset.
            unsafe { dealloc(self.control.as_ptr().sub(offset), layout) };
        }
    }

    /// The indices of the items. The table must outlive the iterator and not be resized.
    #[inline]
    pub(super) fn indices(&self) -> Indices {
        Indices {
            control: self.control.as_ptr(),
            base: 0,
            // SAFETY: the first group is always there.
            full: if self.items == 0 { 0 } else { unsafe { !self.group(0) & HIGH_BITS } },
            left: self.items,
            slots: self.mask + 1,
        }
    }
}

impl<T> Drop for Table<T> {
    fn drop(&mut self) {
        self.drop_items();
        self.free();
    }
}

impl<T: Clone> Clone for Table<T> {
    fn clone(&self) -> Table<T> {
        if self.items == 0 {
            return Table::new();
        }
        let mut new = Table::<T>::with_slots(self.mask + 1);
        let mut indices = self.indices();
        while let Some(index) = indices.next() {
            // SAFETY: both tables have as many slots; the item is written before it counts as there.
            unsafe {
                // The tag is copied when the item is there, so that a panic drops what is done.
                ptr::write(new.slot(index), (*self.slot(index)).clone());
                new.set_control(index, *self.control(index));
            }
            new.items += 1;
        }
        // SAFETY: both tables have as many control bytes, and all items that they tell of are there by
        // now.
        unsafe {
            // Deleted slots stay deleted: probes pass over them.
            ptr::copy_nonoverlapping(self.control(0) as *const u8, new.control(0), self.mask + 1 + GROUP);
        }
        new.growth_left = self.growth_left;
        new
    }
}

/// The indices of the full slots of a table.
#[derive(Clone)]
pub(super) struct Indices {
    control: *const u8,
    base: usize,
    /// The full slots of the group at `base` that are left.
    full: u64,
    left: usize,
    slots: usize,
}

// SAFETY: those who use the indices say which items they may reach.
unsafe impl Send for Indices {}
// SAFETY: as above.
unsafe impl Sync for Indices {}

impl Indices {
    /// The next index.
    #[inline]
    pub(super) fn next(&mut self) -> Option<usize> {
        if self.left == 0 {
            return None;
        }
        loop {
            while self.full == 0 {
                self.base += GROUP;
                // SAFETY: an item is still left, so that there is another group.
                self.full = unsafe { !(self.control.add(self.base) as *const u64).read_unaligned() & HIGH_BITS };
            }
            let index = self.base + first(self.full);
            self.full &= self.full - 1;
            // In a table smaller than a group the mirror comes after the slots.
            if index < self.slots {
                self.left -= 1;
                return Some(index);
            }
        }
    }
    /// How many are left.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.left
    }
}
