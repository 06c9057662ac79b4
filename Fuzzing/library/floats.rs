// Floats printed in every form and parsed again; decimals near the middle between two floats.
#[macro_use]
mod common;
use common::{drive, Log, Random};

fn double(random: &mut Random) -> f64 {
    match random.below(8) {
        0 => random.next() as f64,
        1 => (random.next() as i32) as f64 / 1000.0,
        2 => f64::from_bits(random.next() >> 12),
        3 => f64::from_bits((random.next() & 0x7ff) << 52 | random.next() & 3),
        4 => random.below(100000) as f64 * 10f64.powi(random.below(40) as i32 - 20),
        5 => random.pick(&[0.0, -0.0, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, f64::INFINITY, f64::NAN, 5e-324, 0.3]),
        _ => f64::from_bits(random.next()),
    }
}

/// A decimal of any length, perhaps the exact value of a float's upper neighbourhood.
fn decimal(random: &mut Random) -> String {
    let mut digits: String = match random.below(3) {
        0 => {
            let value = f64::from_bits(random.next() & 0x7fff_ffff_ffff_ffff | 1 << 52);
            if value.is_finite() && value > 1e-60 && value < 1e60 { format!("{value:.80}") } else { "1".into() }
        }
        1 => {
            // Half of an odd number of 54 bits lies between two floats.
            let odd = (random.next() >> 10 | 1 << 53) | 1;
            (u128::from(odd) << random.below(60)).to_string()
        }
        _ => (0..1 + random.below(40)).map(|_| random.pick(&['0', '1', '5', '9', '9'])).collect(),
    };
    if random.chance(3) && !digits.contains('.') {
        let at = random.below(digits.len() + 1);
        digits.insert(at, '.');
    }
    if random.chance(4) && digits.contains('.') {
        digits.push_str(&"0".repeat(random.below(30)));
        digits.push('1');
    }
    if random.chance(2) {
        digits.push_str(&format!("{}{}", random.pick(&["e", "E", "e+", "e-"]), random.below(360)));
    }
    if random.chance(5) {
        digits.insert(0, random.pick(&['-', '+']));
    }
    digits
}

fn one(random: &mut Random, log: &mut Log) {
    let value = double(random);
    let narrow = if random.chance(3) { value as f32 } else { f32::from_bits(random.next() as u32) };
    let (shown, debug, scientific) = (format!("{value}"), format!("{value:?}"), format!("{value:e}"));
    note!(log, "{shown} {debug} {scientific}");
    note!(log, "{narrow} {narrow:?} {narrow:E}");
    if !value.is_nan() {
        for text in [&shown, &debug, &scientific] {
            assert_eq!(text.parse::<f64>().unwrap().to_bits(), value.to_bits(), "{text}");
        }
    }
    if !narrow.is_nan() {
        assert_eq!(narrow.to_string().parse::<f32>().unwrap().to_bits(), narrow.to_bits());
        assert_eq!(format!("{narrow:e}").parse::<f32>().unwrap().to_bits(), narrow.to_bits());
    }
    let precision = random.below(25);
    note!(log, "{value:.precision$} {value:+.precision$e} {narrow:.precision$}");
    note!(log, "{value:012.3} {value:>+20.1}| {value:<9}| {value:^#15.0?}|");
    let text = decimal(random);
    note!(log, "{text} {:?} {:?}", text.parse::<f64>().map(f64::to_bits), text.parse::<f32>().map(f32::to_bits));
    let other = double(random);
    let bits = |value: f64| if value.is_nan() { 0 } else { value.to_bits() };
    note!(log, "{:x} {:x}", bits(value + other), bits(value * other));
    note!(log, "{:x} {:x} {:x}", bits(value / other), bits(value % other), bits(value.sqrt()));
    note!(log, "{:x} {:x} {:x}", bits(value.floor()), bits(value.round()), bits(value.trunc()));
    note!(log, "{:x} {:x} {:x}", bits(value.mul_add(other, 1.0)), bits(value.rem_euclid(other)), bits(value.fract()));
    note!(log, "{} {} {} {}", value as i32, value as u8, value as i128, narrow as u64);
    note!(log, "{:?} {:?} {:?}", value.partial_cmp(&other), value.total_cmp(&other), value.classify());
}

fn main() {
    drive(|random, log| {
        for _ in 0..1000 {
            one(random, log);
        }
    });
}
