//! Timers with callbacks, ordered as Node orders them: lists of one duration each, the earliest list first.

use std::collections::HashMap;

const NONE: u32 = u32::MAX;

/// What a timer calls.
pub(crate) enum Callback {
    Once(Option<Box<dyn FnOnce()>>),
    Repeated(Box<dyn FnMut()>),
}
impl Callback {
    /// Calls it.
    pub fn call(&mut self) {
        match self {
            Callback::Once(callback) => {
                if let Some(callback) = callback.take() {
                    callback()
                }
            }
            Callback::Repeated(callback) => callback(),
        }
    }
    /// Whether it is called again and again.
    pub fn is_repeated(&self) -> bool {
        matches!(self, Callback::Repeated(_))
    }
}

struct Timer {
    callback: Option<Callback>,
    duration: u64,
    start: u64,
    order: u64,
    generation: u32,
    /// `NONE` while it is in no list: its callback runs, or it has ended.
    list: u32,
    next: u32,
    previous: u32,
    /// Whether the loop runs for it.
    has_ref: bool,
    /// False when it was cleared or has fired for the last time.
    is_active: bool,
}

/// Timers of one duration, in the order of their starts.
struct List {
    duration: u64,
    expiry: u64,
    first: u32,
    last: u32,
    position: usize,
}

pub(crate) struct Timers {
    timers: Vec<Timer>,
    free: Vec<u32>,
    lists: Vec<List>,
    free_lists: Vec<u32>,
    by_duration: HashMap<u64, u32>,
    /// A binary heap of lists: of equal ones, the one that came first stays on top.
    heap: Vec<u32>,
    /// The list whose timers run. It stays while it is empty.
    running: u32,
    referenced: usize,
}

impl Timers {
    /// No timers.
    pub fn new() -> Timers {
        Timers {
            timers: Vec::new(),
            free: Vec::new(),
            lists: Vec::new(),
            free_lists: Vec::new(),
            by_duration: HashMap::new(),
            heap: Vec::new(),
            running: NONE,
            referenced: 0,
        }
    }

    /// Whether a timer waits that the loop must run for.
    pub fn holds_loop(&self) -> bool {
        self.referenced > 0
    }

    /// When the first list is due, and the number of its first timer.
    pub fn first(&self) -> Option<(u64, u64)> {
        let list = &self.lists[*self.heap.first()? as usize];
        let order = self.timers.get(list.first as usize).map_or(0, |timer| timer.order);
        Some((list.expiry, order))
    }

    /// A timer from tick `start` on: its index and generation.
    pub fn insert(&mut self, callback: Callback, duration: u64, start: u64, order: u64) -> (u32, u32) {
        let index = match self.free.pop() {
            Some(index) => index,
            None => {
                self.timers.push(Timer {
                    callback: None,
                    duration: 0,
                    start: 0,
                    order: 0,
                    generation: 0,
                    list: NONE,
                    next: NONE,
                    previous: NONE,
                    has_ref: true,
                    is_active: false,
                });
                (self.timers.len() - 1) as u32
            }
        };
        let timer = &mut self.timers[index as usize];
        timer.callback = Some(callback);
        timer.duration = duration;
        timer.has_ref = true;
        timer.is_active = true;
        let generation = timer.generation;
        self.link(index, start, order);
        (index, generation)
    }

    fn link(&mut self, index: u32, start: u64, order: u64) {
        let timer = &mut self.timers[index as usize];
        timer.start = start;
        timer.order = order;
        self.referenced += timer.has_ref as usize;
        let duration = timer.duration;
        let list = match self.by_duration.get(&duration) {
            Some(list) => *list,
            None => self.add_list(duration, start + duration),
        };
        let last = self.lists[list as usize].last;
        let timer = &mut self.timers[index as usize];
        timer.list = list;
        timer.previous = last;
        timer.next = NONE;
        if last == NONE {
            self.lists[list as usize].first = index;
        } else {
            self.timers[last as usize].next = index;
        }
        self.lists[list as usize].last = index;
    }

    fn add_list(&mut self, duration: u64, expiry: u64) -> u32 {
        let new = List { duration, expiry, first: NONE, last: NONE, position: self.heap.len() };
        let list = match self.free_lists.pop() {
            Some(list) => {
                self.lists[list as usize] = new;
                list
            }
            None => {
                self.lists.push(new);
                (self.lists.len() - 1) as u32
            }
        };
        self.by_duration.insert(duration, list);
        self.heap.push(list);
        self.rise(self.heap.len() - 1);
        list
    }

    fn unlink(&mut self, index: u32) {
        let Timer { list, next, previous, has_ref, .. } = self.timers[index as usize];
        if list == NONE {
            return;
        }
        self.referenced -= has_ref as usize;
        if previous == NONE {
            self.lists[list as usize].first = next;
        } else {
            self.timers[previous as usize].next = next;
        }
        if next == NONE {
            self.lists[list as usize].last = previous;
        } else {
            self.timers[next as usize].previous = previous;
        }
        self.timers[index as usize].list = NONE;
        if self.lists[list as usize].first == NONE && list != self.running {
            self.remove_list(list);
        }
    }

    fn remove_list(&mut self, list: u32) {
        let List { duration, position, .. } = self.lists[list as usize];
        self.by_duration.remove(&duration);
        self.free_lists.push(list);
        self.heap.swap_remove(position);
        if position < self.heap.len() {
            self.lists[self.heap[position] as usize].position = position;
            self.rise(position);
            self.sink(position);
        }
    }

    fn expiry(&self, position: usize) -> u64 {
        self.lists[self.heap[position] as usize].expiry
    }

    fn exchange(&mut self, a: usize, b: usize) {
        self.heap.swap(a, b);
        self.lists[self.heap[a] as usize].position = a;
        self.lists[self.heap[b] as usize].position = b;
    }

    fn rise(&mut self, mut position: usize) {
        while position > 0 {
            let parent = (position - 1) / 2;
            if self.expiry(parent) <= self.expiry(position) {
                return;
            }
            self.exchange(parent, position);
            position = parent;
        }
    }

    fn sink(&mut self, mut position: usize) {
        loop {
            let mut child = 2 * position + 1;
            if child >= self.heap.len() {
                return;
            }
            if child + 1 < self.heap.len() && self.expiry(child + 1) < self.expiry(child) {
                child += 1;
            }
            if self.expiry(position) <= self.expiry(child) {
                return;
            }
            self.exchange(position, child);
            position = child;
        }
    }

    /// The first list is the one that `take_due` takes from until `end`.
    pub fn begin(&mut self) {
        self.running = self.heap.first().copied().unwrap_or(NONE);
    }

    /// The running list's next timer that is due.
    pub fn take_due(&mut self, now: u64) -> Option<(u32, Callback)> {
        if self.running == NONE {
            return None;
        }
        let index = self.lists[self.running as usize].first;
        if index == NONE {
            return None;
        }
        let timer = &self.timers[index as usize];
        let due = timer.start + timer.duration;
        if due > now {
            let running = self.running as usize;
            self.lists[running].expiry = due;
            self.sink(self.lists[running].position);
            return None;
        }
        self.unlink(index);
        let timer = &mut self.timers[index as usize];
        let callback = timer.callback.take()?;
        if !callback.is_repeated() {
            // It may be refreshed while its callback runs, but nothing would be left to call.
            self.release(index);
        }
        Some((index, callback))
    }

    /// The running list has been gone through; it goes when nothing was set into it anew.
    pub fn end(&mut self) {
        let list = std::mem::replace(&mut self.running, NONE);
        if list != NONE && self.lists[list as usize].first == NONE {
            self.remove_list(list);
        }
    }

    fn release(&mut self, index: u32) {
        let timer = &mut self.timers[index as usize];
        timer.is_active = false;
        timer.generation = timer.generation.wrapping_add(1);
        self.free.push(index);
    }

    /// After a repeated timer's callback: it starts anew unless it was cleared.
    pub fn repeat(&mut self, index: u32, callback: Callback, start: u64, order: u64) {
        let timer = &mut self.timers[index as usize];
        if !timer.is_active {
            self.release(index);
            return;
        }
        timer.callback = Some(callback);
        if timer.list == NONE {
            self.link(index, start, order);
        }
    }

    fn find(&mut self, index: u32, generation: u32) -> Option<&mut Timer> {
        let timer = self.timers.get_mut(index as usize)?;
        if timer.is_active && timer.generation == generation { Some(timer) } else { None }
    }

    /// Gives the callback, to be dropped where the timers are not borrowed.
    pub fn clear(&mut self, index: u32, generation: u32) -> Option<Callback> {
        let timer = self.find(index, generation)?;
        let callback = timer.callback.take();
        timer.is_active = false;
        if callback.is_some() {
            self.unlink(index);
            self.release(index);
        }
        callback
    }

    /// It starts anew, with its duration.
    pub fn refresh(&mut self, index: u32, generation: u32, start: u64, order: u64) {
        if self.find(index, generation).is_some() {
            self.unlink(index);
            self.link(index, start, order);
        }
    }

    /// Whether the loop goes on for this timer.
    pub fn set_ref(&mut self, index: u32, generation: u32, has_ref: bool) {
        let Some(timer) = self.find(index, generation) else { return };
        let change = (std::mem::replace(&mut timer.has_ref, has_ref), timer.list != NONE);
        match change {
            (false, true) if has_ref => self.referenced += 1,
            (true, true) if !has_ref => self.referenced -= 1,
            _ => {}
        }
    }

    /// Whether the loop goes on for this timer.
    pub fn has_ref(&mut self, index: u32, generation: u32) -> bool {
        self.find(index, generation).is_some_and(|timer| timer.has_ref)
    }
}
