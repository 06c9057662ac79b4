//! Who waits for something, first come first served. Entries are numbers; each is removed once.

use std::task::Waker;

const NONE: u32 = u32::MAX;

struct Entry {
    waker: Option<Waker>,
    /// How much it waits for.
    amount: usize,
    next: u32,
    previous: u32,
    is_waiting: bool,
}

pub(crate) struct WaitList {
    entries: Vec<Entry>,
    free: u32,
    first: u32,
    last: u32,
}

impl WaitList {
    /// Nobody waits.
    pub const fn new() -> WaitList {
        WaitList { entries: Vec::new(), free: NONE, first: NONE, last: NONE }
    }

    /// Whether nobody waits.
    pub fn is_empty(&self) -> bool {
        self.first == NONE
    }

    /// Adds who waits for so much, behind all others: the number of the entry.
    pub fn push(&mut self, amount: usize, waker: Waker) -> u32 {
        let entry = Entry { waker: Some(waker), amount, next: NONE, previous: self.last, is_waiting: true };
        let index = if self.free == NONE {
            self.entries.push(entry);
            (self.entries.len() - 1) as u32
        } else {
            let index = self.free;
            self.free = self.entries[index as usize].next;
            self.entries[index as usize] = entry;
            index
        };
        if self.last == NONE {
            self.first = index;
        } else {
            self.entries[self.last as usize].next = index;
        }
        self.last = index;
        index
    }

    /// What the first one waits for.
    pub fn first_amount(&self) -> Option<usize> {
        self.entries.get(self.first as usize).map(|entry| entry.amount)
    }

    /// The first one has what it waits for: it is in the list no more, and is to be woken.
    pub fn grant_first(&mut self) -> Option<Waker> {
        let index = self.first;
        if index == NONE {
            return None;
        }
        self.unlink(index);
        self.entries[index as usize].waker.take()
    }

    /// Whether the entry still waits; then `waker` is the one to wake.
    pub fn is_waiting(&mut self, index: u32, waker: &Waker) -> bool {
        let entry = &mut self.entries[index as usize];
        if entry.is_waiting && !entry.waker.as_ref().is_some_and(|old| old.will_wake(waker)) {
            entry.waker = Some(waker.clone());
        }
        entry.is_waiting
    }

    /// Frees an entry; false if it had been granted.
    pub fn remove(&mut self, index: u32) -> bool {
        let was_waiting = self.entries[index as usize].is_waiting;
        if was_waiting {
            self.unlink(index);
        }
        let entry = &mut self.entries[index as usize];
        entry.waker = None;
        entry.next = self.free;
        self.free = index;
        was_waiting
    }

    fn unlink(&mut self, index: u32) {
        let Entry { next, previous, .. } = self.entries[index as usize];
        if previous == NONE { self.first = next } else { self.entries[previous as usize].next = next }
        if next == NONE { self.last = previous } else { self.entries[next as usize].previous = previous }
        self.entries[index as usize].is_waiting = false;
    }
}
