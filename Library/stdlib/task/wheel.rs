//! A hierarchical timer wheel with ticks of a millisecond: inserting and cancelling take constant time.

use std::task::Waker;

const BITS: u32 = 6;
const SLOTS: usize = 1 << BITS;
/// 2 to the power of 42 milliseconds: 139 years. Later timers wait in the last level and are sorted again.
const LEVELS: usize = 7;
const NONE: u32 = u32::MAX;

struct Entry {
    due: u64,
    order: u64,
    waker: Option<Waker>,
    next: u32,
    previous: u32,
    /// The list it is in; `NONE` when it has fired.
    list: u32,
}

pub(crate) struct Wheel {
    entries: Vec<Entry>,
    free: u32,
    /// First and last of each list; the one after the levels holds what is due.
    lists: Vec<(u32, u32)>,
    occupied: [u64; LEVELS],
    now: u64,
    waiting: usize,
}

const DUE: usize = LEVELS * SLOTS;

impl Wheel {
    /// No timers.
    pub fn new() -> Wheel {
        let lists = vec![(NONE, NONE); DUE + 1];
        Wheel { entries: Vec::new(), free: NONE, lists, occupied: [0; LEVELS], now: 0, waiting: 0 }
    }

    /// A timer for tick `due`; `cancel` must be called once whether or not it fires.
    pub fn insert(&mut self, due: u64, order: u64, waker: Waker) -> u32 {
        self.waiting += 1;
        let entry = Entry { due, order, waker: Some(waker), next: NONE, previous: NONE, list: NONE };
        let index = if self.free == NONE {
            self.entries.push(entry);
            (self.entries.len() - 1) as u32
        } else {
            let index = self.free;
            self.free = self.entries[index as usize].next;
            self.entries[index as usize] = entry;
            index
        };
        self.place(index);
        index
    }

    /// Replaces who is woken; false if the timer has fired.
    pub fn set_waker(&mut self, index: u32, waker: &Waker) -> bool {
        let entry = &mut self.entries[index as usize];
        if entry.list == NONE {
            return false;
        }
        if !entry.waker.as_ref().is_some_and(|old| old.will_wake(waker)) {
            entry.waker = Some(waker.clone());
        }
        true
    }

    /// The timer does not fire any more.
    pub fn cancel(&mut self, index: u32) {
        self.unlink(index);
        let entry = &mut self.entries[index as usize];
        entry.waker = None;
        entry.next = self.free;
        self.free = index;
    }

    /// No timer waits.
    pub fn is_empty(&self) -> bool {
        self.waiting == 0
    }

    /// The waker of the next timer that is due.
    pub fn take_due(&mut self, now: u64) -> Option<Waker> {
        self.peek_due(now)?;
        let first = self.lists[DUE].0;
        self.unlink(first);
        self.entries[first as usize].waker.take()
    }

    /// Moves to tick `now` as far as needed to find a timer that is due: its tick and its number.
    pub fn peek_due(&mut self, now: u64) -> Option<(u64, u64)> {
        loop {
            let first = self.lists[DUE].0;
            if first != NONE {
                let entry = &self.entries[first as usize];
                return Some((entry.due, entry.order));
            }
            match self.next_due() {
                Some(next) if next <= now => self.advance(next),
                _ => {
                    self.now = self.now.max(now);
                    return None;
                }
            }
        }
    }

    /// The next tick at which something happens: a timer fires, or a list of a higher level is spread.
    pub fn next_due(&self) -> Option<u64> {
        if self.lists[DUE].0 != NONE {
            return Some(self.now);
        }
        let mut found: Option<u64> = None;
        for level in 0..LEVELS {
            if self.occupied[level] == 0 {
                continue;
            }
            let shift = BITS * level as u32;
            let position = self.now >> shift;
            // Slots after the present one, in a circle; the present one comes last.
            let turned = self.occupied[level].rotate_right(((position as u32) + 1) % SLOTS as u32);
            let tick = (position + 1 + turned.trailing_zeros() as u64) << shift;
            found = Some(found.map_or(tick, |old| old.min(tick)));
        }
        found
    }

    fn advance(&mut self, tick: u64) {
        self.now = tick;
        for level in (0..LEVELS).rev() {
            let shift = BITS * level as u32;
            if tick & ((1u64 << shift) - 1) != 0 {
                continue;
            }
            let slot = (tick >> shift) as usize % SLOTS;
            let list = level * SLOTS + slot;
            let mut next = self.lists[list].0;
            self.lists[list] = (NONE, NONE);
            self.occupied[level] &= !(1 << slot);
            while next != NONE {
                let index = next;
                next = self.entries[index as usize].next;
                self.place(index);
            }
        }
    }

    fn place(&mut self, index: u32) {
        let due = self.entries[index as usize].due;
        let mut list = DUE;
        if due > self.now {
            let distance = due ^ self.now;
            let level = ((63 - distance.leading_zeros()) / BITS).min(LEVELS as u32 - 1) as usize;
            let slot = (due >> (BITS * level as u32)) as usize % SLOTS;
            self.occupied[level] |= 1 << slot;
            list = level * SLOTS + slot;
        }
        let (first, last) = self.lists[list];
        let entry = &mut self.entries[index as usize];
        entry.list = list as u32;
        entry.next = NONE;
        entry.previous = last;
        if last == NONE {
            self.lists[list] = (index, index);
        } else {
            self.entries[last as usize].next = index;
            self.lists[list] = (first, index);
        }
    }

    fn unlink(&mut self, index: u32) {
        let Entry { list, next, previous, .. } = self.entries[index as usize];
        if list == NONE {
            return;
        }
        self.waiting -= 1;
        let list = list as usize;
        let (mut first, mut last) = self.lists[list];
        if previous == NONE { first = next } else { self.entries[previous as usize].next = next }
        if next == NONE { last = previous } else { self.entries[next as usize].previous = previous }
        self.lists[list] = (first, last);
        if first == NONE && list != DUE {
            self.occupied[list / SLOTS] &= !(1 << (list % SLOTS));
        }
        self.entries[index as usize].list = NONE;
    }
}
