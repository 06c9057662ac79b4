// Many floats, printed as short as possible and parsed again: a seed is ten thousand of them.
#[macro_use]
mod common;
use common::{drive, Random};
use std::fmt::Write;

fn bits(random: &mut Random) -> u64 {
    match random.below(4) {
        // Whole numbers, decimals with few digits, and the neighbours of powers of two.
        0 => (random.next() >> random.below(64)) as f64 as u64,
        1 => (random.below(1 << 30) as f64 / 1000.0).to_bits(),
        2 => ((random.next() & 0x7ff) << 52).wrapping_add(random.next() & 7).wrapping_sub(3),
        _ => random.next(),
    }
}

fn main() {
    drive(|random, log| {
        let mut text = String::new();
        for _ in 0..10_000 {
            let bits = bits(random);
            let (double, single) = (f64::from_bits(bits), f32::from_bits(bits as u32));
            text.clear();
            let _ = write!(text, "{double:e}");
            if !double.is_nan() {
                assert_eq!(text.parse::<f64>().unwrap().to_bits(), bits, "{text}");
            }
            note!(log, "{text}");
            text.clear();
            let _ = write!(text, "{single}");
            if !single.is_nan() {
                assert_eq!(text.parse::<f32>().unwrap().to_bits(), bits as u32, "{text}");
            }
            note!(log, "{text}");
        }
    });
}
