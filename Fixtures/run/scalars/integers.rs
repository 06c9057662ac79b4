// All integer types: limits, arithmetic, remainders of negative numbers, literals in every base.

fn limits() {
    println!("i8 {} {}", i8::MIN, i8::MAX);
    println!("i16 {} {}", i16::MIN, i16::MAX);
    println!("i32 {} {}", i32::MIN, i32::MAX);
    println!("i64 {} {}", i64::MIN, i64::MAX);
    println!("i128 {} {}", i128::MIN, i128::MAX);
    println!("u8 {} u16 {} u32 {}", u8::MAX, u16::MAX, u32::MAX);
    println!("u64 {} u128 {}", u64::MAX, u128::MAX);
    println!("{}", isize::MAX as i128 - usize::MAX as i128);
}

fn arithmetic(a: i64, b: i64) {
    println!("{a} {b}: {} {} {} {} {}", a + b, a - b, a * b, a / b, a % b);
    println!("  euclid {} {}", a.div_euclid(b), a.rem_euclid(b));
}

fn literals() {
    let numbers = [0xFFi64, 0o17, 0b1010_1010, 1_000_000, 7i64];
    let mut sum = 0;
    for n in numbers {
        sum += n;
        print!("{n} ");
    }
    println!("= {sum}");
    println!("{} {}", b'a', b'\n');
    println!("{}", 0xDEAD_BEEF_u32 as i32);
}

fn wide() {
    let mut factorial: u128 = 1;
    for i in 1..=30u128 {
        factorial *= i;
    }
    println!("30! = {factorial}");
    println!("30! / 17^5 = {} rest {}", factorial / 17u128.pow(5), factorial % 19u128.pow(6));
    let negative: i128 = -(factorial as i128);
    println!("{negative} {}", negative >> 64);
}

fn main() {
    limits();
    arithmetic(17, 5);
    arithmetic(-17, 5);
    arithmetic(17, -5);
    arithmetic(-17, -5);
    literals();
    wide();
    let x: u8 = 200;
    let y = x.wrapping_add(100);
    println!("{y} {:?} {:?} {}", x.checked_add(55), x.checked_add(56), x.saturating_add(100));
    println!("{:?} {:?}", x.overflowing_add(100), i32::MIN.overflowing_neg());
    println!("{} {} {}", i32::pow(3, 4), 10u64.pow(18), (-2i32).pow(31));
    println!("{} {} {}", (-5i32).abs(), (-5i32).signum(), 5i32.abs_diff(-7));
}
