// Every operation of the atomic types.
use std::sync::atomic::Ordering::*;
use std::sync::atomic::*;

fn main() {
    let number = AtomicI32::new(5);
    println!("{} {}", number.swap(7, SeqCst), number.load(Relaxed));
    println!("{:?} {:?}", number.compare_exchange(7, 9, AcqRel, Acquire), number.compare_exchange(7, 1, SeqCst, Relaxed));
    println!("{} {} {}", number.fetch_add(6, Relaxed), number.fetch_sub(1, Release), number.fetch_and(12, SeqCst));
    println!("{} {} {}", number.fetch_or(3, SeqCst), number.fetch_xor(5, SeqCst), number.fetch_nand(8, SeqCst));
    println!("{} {} {number:?}", number.fetch_max(-3, SeqCst), number.fetch_min(-20, SeqCst));
    println!("{:?} {:?}", number.fetch_update(SeqCst, SeqCst, |n| Some(n * 2)), number.try_update(SeqCst, SeqCst, |_| None));
    println!("{} {}", number.update(SeqCst, SeqCst, |n| n + 1), number.into_inner());
    let small = AtomicU8::new(250);
    println!("{} {}", small.fetch_add(10, SeqCst), small.load(SeqCst));
    let flag = AtomicBool::new(true);
    println!("{} {} {}", flag.fetch_and(false, SeqCst), flag.fetch_or(true, SeqCst), flag.fetch_xor(true, SeqCst));
    println!("{} {} {flag:?}", flag.fetch_nand(true, SeqCst), flag.fetch_not(SeqCst));
    let mut numbers = [1u32, 2, 3];
    let pointer = AtomicPtr::new(&mut numbers[0]);
    pointer.fetch_ptr_add(2, SeqCst);
    println!("{}", unsafe { *pointer.load(SeqCst) });
    pointer.fetch_ptr_sub(1, SeqCst);
    println!("{}", unsafe { *pointer.swap(std::ptr::null_mut(), SeqCst) });
    println!("{}", pointer.load(SeqCst).is_null());
    let mut wide = AtomicU64::from(u64::MAX);
    *wide.get_mut() -= 1;
    println!("{wide:?} {:?}", AtomicUsize::default());
    fence(SeqCst);
}
