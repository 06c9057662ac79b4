// `as` between all kinds of numbers, and lossless conversions by From and TryFrom.

#[derive(Clone, Copy)]
enum Level {
    Low = 1,
    High = 10,
}

fn main() {
    println!("{} {} {}", 300i32 as u8, -1i32 as u8, -1i64 as u32);
    println!("{} {} {}", 200u8 as i8, 65535u16 as i16, u64::MAX as i64);
    println!("{} {}", -1i8 as u64, -1i8 as i128);
    println!("{} {}", 0xFFu8 as i32, 0x80u8 as i8 as i32);
    println!("{} {} {}", 3.99f64 as i32, -3.99f64 as i32, 300.0f64 as u8);
    println!("{} {} {}", f64::NAN as i32, f64::INFINITY as i64, -5.0f32 as u32);
    println!("{} {}", 1e20 as i64, u128::MAX as f32);
    println!("{} {}", i64::MAX as f64, u64::MAX as f32 as f64);
    println!("{} {}", true as i32, false as u8);
    println!("{} {}", 'a' as u32, 97u8 as char);
    println!("{} {}", '\u{1F600}' as u32, '\u{1F600}' as u8);
    println!("{} {}", Level::Low as i32, Level::High as u8 + 1);
    println!("{} {}", 0.1f32 as f64, 0.1f64 as f32);
    let wide: i64 = i64::from(7i32) + i64::from(3u8);
    let narrow: Result<u8, _> = u8::try_from(300i32);
    let fits: Result<u8, _> = u8::try_from(255i32);
    println!("{wide} {} {:?}", narrow.is_err(), fits);
    let x: f64 = 5i32.into();
    let c: u32 = 'z'.into();
    println!("{x} {c}");
    println!("{:?} {:?}", char::from_u32(0x41), char::from_u32(0xD800));
    println!("{:?} {:?}", char::from_digit(11, 16), 'f'.to_digit(16));
    let pointer = &wide as *const i64;
    println!("{}", pointer as usize % 8);
    let f = main as fn();
    println!("{}", f as usize != 0);
}
