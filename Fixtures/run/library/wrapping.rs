// Wrapping and saturating integers: every operator, by value and by reference.
use std::num::{Saturating, Wrapping};
fn main() {
    let mut a = Wrapping(250u8);
    a += Wrapping(10);
    println!("{a} {:?}", a * Wrapping(100));
    a -= 5;
    a += &1u8;
    println!("{}", a);
    let b = Wrapping(i32::MAX) + Wrapping(1);
    println!("{b} {} {}", -b, !b);
    println!("{:x} {}", Wrapping(255u8) << 4, (Wrapping(1u32) << 35) >> 1);
    println!("{}", [Wrapping(200u8), Wrapping(100)].iter().sum::<Wrapping<u8>>());
    println!("{}", [Wrapping(200u8), Wrapping(100)].into_iter().product::<Wrapping<u8>>());
    let mut s = Saturating(250u8);
    s += 10;
    println!("{s} {} {}", s - Saturating(255), Saturating(-100i8) - Saturating(100i8));
    println!("{} {}", -Saturating(i8::MIN), Saturating(3u8).pow(7));
    println!("{} {}", Saturating::<u16>::MAX, Saturating(3u8).pow(2));
    const K: u32 = Saturating(7u64).count_ones();
    println!("{K} {}", Saturating(0x1234u16).swap_bytes());
    let x = Wrapping(5);
    let y = &x + &x;
    println!("{} {:?}", y, Saturating(i8::MIN).abs());
    println!("{}", Wrapping(7) % Wrapping(4) / Wrapping(2) & Wrapping(1) | Wrapping(8) ^ Wrapping(3));
    let z: Wrapping<u64> = (1..=30u64).map(Wrapping).product();
    println!("{z}");
}
