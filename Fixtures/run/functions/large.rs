// One function of more than a megabyte of code: branches over it, a jump table and constants behind it.
// levels: 0
macro_rules! times8 {
    ($($code:tt)*) => { $($code)* $($code)* $($code)* $($code)* $($code)* $($code)* $($code)* $($code)* };
}
macro_rules! many {
    ($target:ident) => { times8! { times8! { times8! { times8! { times8! {
        unsafe { std::ptr::write_volatile($target, 0x1234_5678_9ABC_DEF1); }
    } } } } } };
}

#[inline(never)]
fn large(number: u64, half: f64, target: *mut u64) -> u64 {
    let mut result = if number & 4 != 0 { 1 } else { 2 };
    if half * 1.1 > 5.5 {
        result += 10;
    }
    if number % 7 != 0 {
        many!(target);
        result += 100;
    }
    if number & 8 == 0 {
        many!(target);
        result += 1000;
    }
    match number {
        0 => result += 3,
        1 => result *= 5,
        2 => result -= 1,
        3 => result ^= 7,
        4 => result <<= 2,
        5 => result >>= 1,
        6 => result |= 64,
        _ => result += (half * 3.3) as u64,
    }
    result + (half > 2.25) as u64
}

fn main() {
    let mut cell = 0;
    for number in 0..16 {
        println!("{number}: {}", large(number, number as f64, &mut cell));
    }
    println!("{cell:x}");
}
