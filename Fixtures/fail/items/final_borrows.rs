// Constants hold no references to temporaries that can be written.

use std::cell::Cell;
use std::sync::atomic::AtomicU32;

const CELL: Cell<u8> = Cell::new(1);
const OF_CELL: &Cell<u8> = &CELL; //~ E0492
const IN_TUPLE: (u8, &AtomicU32) = (1, &AtomicU32::new(1)); //~ E0492
const EMPTY: &Option<Cell<u8>> = &None;
const MUTABLE: &mut u8 = &mut 1; //~ E0764
static mut BUFFER: &mut [u8] = &mut [1, 2, 3];
const NOTHING: &mut [u8] = &mut []; //~ E0764
static COUNTER: AtomicU32 = AtomicU32::new(0);
static OF_STATIC: &AtomicU32 = &COUNTER;
const LOCAL: u8 = {
    let cell = Cell::new(1);
    let reference = &cell;
    let mut number = 1;
    let written = &mut number;
    *written = 2;
    let _ = reference;
    number
};

fn main() {}
