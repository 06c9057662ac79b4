// Arithmetic that a stack machine of 32 and 64 bits has no single instruction for.
use std::hint::black_box as hide;

fn wide(x: u128, y: u128, n: u32) {
    println!("{} {} {}", x.wrapping_add(y), x.wrapping_sub(y), x.wrapping_mul(y));
    println!("{} {} {:?} {:?}", x / (y | 1), x % (y | 1), x.checked_mul(y), x.overflowing_add(y));
    println!("{} {} {}", x << (n % 128), x >> (n % 128), (x as i128) >> (n % 128));
    println!("{} {} {}", x.rotate_left(n), x.rotate_right(n), x.swap_bytes());
    println!("{} {} {} {}", x.reverse_bits(), x.leading_zeros(), x.trailing_zeros(), x.count_ones());
    println!("{:?} {}", x.cmp(&y), (x as i128) < (y as i128));
    println!("{:?} {:?}", (x as i128).checked_mul(y as i128), (x as i128).overflowing_sub(y as i128));
    println!("{} {} {} {}", x as f64, x as i128 as f64, x as f32, x as f64 as u128 == x);
}

fn main() {
    for (x, y, n) in [
        (0u128, 1u128, 0u32),
        (u128::MAX, 3, 127),
        (1 << 100, 12345678901234567890123456789, 64),
        (0x0123_4567_89AB_CDEF_FEDC_BA98_7654_3210, 0xFFFF_FFFF_FFFF_FFFF, 63),
        ((1 << 127) + 5, 1 << 64, 65),
    ] {
        wide(hide(x), hide(y), hide(n));
    }
    for (x, y) in [(i128::MIN, -1i128), (1 << 64, 1 << 62), (1 << 64, 1 << 63), (-1 << 64, 1 << 63), (-7, 9), (u64::MAX as i128, 3)] {
        let (x, y) = (hide(x), hide(y));
        println!("{:?} {:?} {:?}", x.checked_mul(y), (x as u128).checked_mul(y as u128), x.checked_abs());
        println!("{} {} {}", x.unsigned_abs(), x.leading_ones(), (x & y) | (!x & 0x1234_5678_9ABC_DEF0_1234));
    }
    for x in [0u8, 1, 0x80, 0xFF, 0x5A] {
        let x = hide(x);
        let s = x as i8;
        println!(
            "{} {} {} {} {} {}", x.rotate_left(3), x.reverse_bits(), x.leading_zeros(), x.trailing_zeros(),
            s.wrapping_mul(7), s.wrapping_div(hide(-3))
        );
        println!("{:?} {:?} {:?} {}", x.checked_add(200), s.checked_mul(2), s.checked_neg(), s.min(3).max(-7));
    }
    for x in [0u16, 0x8001, 0xFFFF, 0x1234] {
        let x = hide(x);
        println!("{} {} {} {:?}", x.swap_bytes(), x.rotate_right(5), (x as i16) >> 3, (x as i16).checked_mul(3));
    }
    for (x, y) in [(u64::MAX, 2u64), (1 << 63, 1 << 63), (12345678901234567, 987654321)] {
        let (x, y) = (hide(x), hide(y));
        println!("{:?} {:?} {}", x.checked_mul(y), (x as i64).checked_mul(y as i64), x.swap_bytes());
        println!("{} {} {}", (x as u128 * y as u128) >> 64, x.reverse_bits(), (x as i64).rotate_left(9));
    }
    for x in [0.0f64, -0.0, 1.5, -2.5, 1e10, -1e10, 1e30, f64::NAN, f64::INFINITY, 200.7] {
        let x = hide(x);
        println!("{} {} {} {} {} {} {}", x as u8, x as i8, x as i16, x as i32, x as u32, x as i64, x as u64);
        println!("{} {} {} {} {}", x as i128, x.round(), x.floor(), x.min(1.0), x % 0.75);
        println!("{} {} {}", x < 1.5, x != 1.5, !(x >= 1.5));
    }
    for x in [0.1f64, 0.5, 2.0, 100.25, 1048577.5, 1e22] {
        let x = hide(x);
        // Twelve digits: libraries differ in the last ones.
        println!("{:.12e} {:.12e} {:.12e} {:.12e}", x.sin(), x.cos(), x.tan(), x.atan());
        println!("{:.12e} {:.12e} {:.12e} {:.12e}", x.ln(), x.log10(), x.powf(1.7), x.cbrt());
        println!("{:.12e} {:.12e} {:.12e}", (-x).exp(), x.tanh(), x.atan2(-3.0));
    }
}
