// Constants, const fn, statics, array lengths, associated constants, mutable statics behind a cell.

use std::sync::atomic::{AtomicU32, Ordering};

const fn factorial(n: u64) -> u64 {
    if n == 0 { 1 } else { n * factorial(n - 1) }
}

const fn primes<const N: usize>() -> [u32; N] {
    let mut result = [0; N];
    let mut count = 0;
    let mut candidate = 2;
    while count < N {
        let mut divisor = 2;
        let mut prime = true;
        while divisor * divisor <= candidate {
            if candidate % divisor == 0 {
                prime = false;
                break;
            }
            divisor += 1;
        }
        if prime {
            result[count] = candidate;
            count += 1;
        }
        candidate += 1;
    }
    result
}

const FACTORIALS: [u64; 5] = [factorial(1), factorial(5), factorial(10), factorial(15), factorial(20)];
const PRIMES: [u32; 10] = primes();
const LENGTH: usize = PRIMES[3] as usize + FACTORIALS.len();
const MASK: u8 = !0 >> 3;
const TEXT: &str = "constant";
const BYTES: &[u8] = TEXT.as_bytes();
const NESTED: (i32, [&str; 2]) = (-1, ["a", TEXT]);
static GREETING: &str = "hello";
static TABLE: [[i16; 2]; 2] = [[1, 2], [3, i16::MAX]];
static COUNTER: AtomicU32 = AtomicU32::new(10);
static mut UNSAFE_COUNTER: u32 = 0;

struct Config {
    name: &'static str,
    limit: Option<u32>,
}

static DEFAULT: Config = Config { name: "default", limit: Some(LENGTH as u32) };

trait Sized2 {
    const SIZE: usize;
    const DOUBLE: usize = Self::SIZE * 2;
}

impl Sized2 for u8 {
    const SIZE: usize = 1;
}

impl<T: Sized2> Sized2 for [T; 4] {
    const SIZE: usize = T::SIZE * 4;
}

#[derive(Debug, PartialEq, Eq)]
struct Id(u32);

impl Id {
    const NONE: Id = Id(0);
    const fn next(&self) -> Id {
        Id(self.0 + 1)
    }
}

const FIRST: Id = Id::NONE.next().next();

fn bump() -> u32 {
    COUNTER.fetch_add(5, Ordering::SeqCst)
}

fn local_static() -> &'static [i32] {
    static LOCAL: [i32; 3] = [7, 8, 9];
    &LOCAL[1..]
}

fn main() {
    println!("{FACTORIALS:?}");
    println!("{PRIMES:?} {LENGTH} {MASK}");
    println!("{:?} {:?}", BYTES, NESTED);
    println!("{GREETING} {:?} {}", TABLE, TABLE[1][1]);
    println!("{} {} {}", bump(), bump(), COUNTER.load(Ordering::SeqCst));
    unsafe {
        UNSAFE_COUNTER += 3;
        UNSAFE_COUNTER *= 2;
        let value = UNSAFE_COUNTER;
        println!("{value}");
    }
    println!("{} {:?}", DEFAULT.name, DEFAULT.limit);
    println!("{} {}", <[u8; 4]>::SIZE, <[[u8; 4]; 4] as Sized2>::DOUBLE);
    println!("{:?} {}", FIRST, FIRST == Id(2));
    println!("{:?}", local_static());
    let buffer = [0u8; LENGTH * 2];
    println!("{}", buffer.len());
    match 7u32 {
        0 => println!("zero"),
        n if n == PRIMES[3] => println!("fourth prime"),
        _ => println!("other"),
    }
    const LOCAL: i32 = { let mut x = 1; while x < 1000 { x *= 3; } x };
    println!("{LOCAL}");
    println!("{}", const { factorial(6) + 1 });
}
