// Volatile accesses of every shape read and write what ordinary ones do.

use std::ptr;

#[derive(Clone, Copy, Debug, PartialEq)]
struct Mixed {
    tag: u8,
    count: u32,
    ratio: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(C, packed)]
struct Tight {
    a: u8,
    b: u32,
}

#[derive(Clone, Copy)]
struct Large {
    words: [u64; 100],
}

fn spin(flag: *const u32, limit: u32) -> u32 {
    let mut seen = 0;
    for _ in 0..limit {
        seen += unsafe { flag.read_volatile() };
    }
    seen
}

fn main() {
    let mut byte = 7u8;
    let mut float = 1.5f32;
    let mut wide = 1u128 << 100 | 5;
    let mut mixed = Mixed { tag: 3, count: 1_000_000, ratio: -0.25 };
    let mut tight = Tight { a: 9, b: 0xdead_beef };
    let mut large = Large { words: [0; 100] };
    let mut text = "before";
    let unit = ();
    unsafe {
        ptr::write_volatile(&mut byte, ptr::read_volatile(&byte) + 1);
        ptr::write_volatile(&mut float, ptr::read_volatile(&float) * 2.0);
        ptr::write_volatile(&mut wide, ptr::read_volatile(&wide) >> 1);
        let mut next = ptr::read_volatile(&mixed);
        next.count += 1;
        ptr::write_volatile(&mut mixed, next);
        ptr::write_volatile(&raw mut tight, Tight { b: 1, ..ptr::read_volatile(&raw const tight) });
        let mut words = ptr::read_volatile(&large);
        for (index, word) in words.words.iter_mut().enumerate() {
            *word = index as u64 * 3;
        }
        ptr::write_volatile(&mut large, words);
        (&mut text as *mut &str).write_volatile("after");
        ptr::read_volatile(&unit);
    }
    println!("{byte} {float} {wide} {mixed:?} {tight:?}");
    println!("{} {} {text}", large.words[99], large.words.iter().sum::<u64>());
    println!("{}", spin(&2, 5));
    let found: Option<Box<i32>> = unsafe { ptr::read_volatile(&None) };
    println!("{found:?}");
}
