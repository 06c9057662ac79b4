// Methods of numbers that are seldom used, and conversions between types.
fn main() {
    println!("{:?} {:?}", 200u8.carrying_mul(3, 7), u64::MAX.carrying_mul_add(u64::MAX, u64::MAX, u64::MAX));
    println!("{:?}", u128::MAX.carrying_mul(u128::MAX, 1));
    println!("{:?} {:?}", bool::try_from(1u8), bool::try_from(2i64).is_err());
    println!("{:?} {:?} {:?}", u8::try_from('é'), u8::try_from('€').is_err(), char::from(200u8));
    println!("{} {}", 7i32.rem_euclid(-3), (-7i32).div_euclid(3));
    println!("{} {} {}", 10u32.isqrt(), 7u8.midpoint(255), (-7i8).midpoint(2));
    println!("{:?} {:?}", 5u8.checked_ilog2(), 0u8.checked_ilog10());
    println!("{:?} {:?}", 250u8.checked_next_multiple_of(100), 13u8.next_multiple_of(5));
    println!("{} {} {}", 5u8.abs_diff(9), (-100i8).abs_diff(100), 12u8.is_power_of_two());
    println!("{:?} {:?}", 100i8.overflowing_add(100), i8::MIN.checked_div(-1));
    println!("{:?} {:?}", 5u8.checked_add_signed(-6), 5u8.saturating_add_signed(-6));
    println!("{} {}", 0x1234u16.swap_bytes(), 0b1011u8.reverse_bits());
    println!("{:?} {:?}", 258u16.to_be_bytes(), i32::from_le_bytes([1, 0, 0, 128]));
    println!("{:?} {:?}", i64::from_str_radix("-zz", 36), u8::from_str_radix("100000000", 2).map_err(|e| e.to_string()));
    println!("{} {}", unsafe { 1u8.unchecked_shl(3) }, (-3i32).signum());
    println!("{:?} {:?}", 2.5f64.rem_euclid(-1.0), (-2.5f64).round_ties_even());
    println!("{:?} {:?} {:?}", 1.0f64.total_cmp(&f64::NAN), f64::NAN.max(1.0), 2f64.clamp(0.0, 1.5));
    println!("{} {:e} {}", 1.0f32.to_bits(), 1234.5f64, f64::from_bits(0x4009_21FB_5444_2D18));
    println!("{:?} {:?}", "1e400".parse::<f64>(), "x".parse::<f32>().map_err(|e| e.to_string()));
    println!("{} {} {}", 0.1 + 0.2, f32::MIN_POSITIVE, 1e21);
    println!("{:?} {}", f64::NAN.classify(), 3.7f64.fract() as f32);
    const UPPER: bool = 'Ä'.is_uppercase();
    println!("{UPPER} {} {}", 'ß'.to_uppercase(), 'İ'.to_lowercase().count());
}
