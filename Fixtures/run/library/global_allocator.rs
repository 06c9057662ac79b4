// A program's own allocator gets every request; `System` is what it would be without.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

struct Counting {
    live: AtomicUsize,
    calls: AtomicUsize,
}

unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.live.fetch_add(layout.size(), Ordering::Relaxed);
        self.calls.fetch_add(1, Ordering::Relaxed);
        unsafe { System.alloc(layout) }
    }
    unsafe fn dealloc(&self, pointer: *mut u8, layout: Layout) {
        self.live.fetch_sub(layout.size(), Ordering::Relaxed);
        unsafe { System.dealloc(pointer, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting { live: AtomicUsize::new(0), calls: AtomicUsize::new(0) };

fn live() -> usize {
    ALLOCATOR.live.load(Ordering::Relaxed)
}

fn main() {
    println!("start");
    let before = live();
    let block = vec![7u8; 1000];
    println!("{}", live() - before);
    let mut list: Vec<u64> = Vec::with_capacity(1);
    for number in 0..100 {
        list.push(number);
    }
    println!("{}", live() - before >= 1000 + 800);
    println!("{}", block.iter().map(|&b| b as u64).sum::<u64>() + list.iter().sum::<u64>());
    drop(block);
    drop(list);
    println!("{} {}", live() - before, ALLOCATOR.calls.load(Ordering::Relaxed) > 3);
}
