// Integers that are never zero: niches, arithmetic, conversions, formatting.
use std::num::{NonZero, NonZeroI8, NonZeroU16, NonZeroU32, NonZeroU8, NonZeroUsize};

fn nz(value: u32) -> NonZeroU32 {
    NonZero::new(value).unwrap()
}

fn main() {
    println!("{} {}", size_of::<Option<NonZeroU32>>(), size_of::<Option<NonZero<i128>>>());
    println!("{:?} {:?}", NonZeroU8::new(0), NonZeroU8::new(7));
    println!("{} {} {}", NonZeroU8::MIN, NonZeroU8::MAX, NonZeroI8::MIN);
    println!("{:?} {:?}", nz(5).checked_mul(nz(7)), nz(1 << 31).checked_mul(nz(2)));
    println!("{} {}", nz(5).saturating_mul(nz(7)), nz(3).saturating_pow(40));
    println!("{:?} {:?}", nz(3).checked_pow(4), nz(3).checked_pow(40));
    println!("{:?} {} {}", nz(3).checked_add(4), nz(u32::MAX).saturating_add(4), nz(9).isqrt());
    println!("{} {} {}", nz(1000).ilog10(), nz(1000).ilog2(), nz(8).is_power_of_two());
    println!("{:?} {:?}", nz(1000).checked_next_power_of_two(), nz(u32::MAX).checked_next_power_of_two());
    println!("{} {}", nz(7).div_ceil(nz(2)), nz(7).midpoint(nz(10)));
    println!("{} {} {}", nz(12).leading_zeros(), nz(12).trailing_zeros(), nz(12).count_ones());
    println!("{:x} {:#b} {:>6} {:+}", nz(255), nz(5), nz(12), nz(1));

    let negative = NonZeroI8::new(-128).unwrap();
    println!("{:?} {:?}", negative.checked_abs(), negative.overflowing_neg());
    println!("{} {} {}", negative.saturating_abs(), negative.wrapping_neg(), negative.unsigned_abs());
    println!("{} {}", negative.is_negative(), -NonZeroI8::new(5).unwrap());
    println!("{} {}", negative.cast_unsigned(), NonZeroU8::MAX.cast_signed());

    println!("{} {}", 17u32 / nz(5), 17 % nz(5));
    let mut dividend = 100;
    dividend /= nz(7);
    dividend %= nz(10);
    println!("{dividend}");
    let mut bits = nz(1) | nz(6);
    bits |= 8;
    println!("{bits}");

    println!("{}", NonZeroUsize::from(NonZeroU16::new(300).unwrap()));
    println!("{:?} {:?}", NonZeroU8::try_from(0u8), u8::from(NonZeroU8::MAX));
    println!("{:?}", "12".parse::<NonZeroU8>());
    for text in ["0", "", "300", "x"] {
        println!("{}", text.parse::<NonZeroU8>().unwrap_err());
    }
    let mut sorted = [nz(3), nz(1), nz(2)];
    sorted.sort();
    println!("{sorted:?} {:?}", sorted.iter().max());
}
