// f32 and f64: arithmetic, special values, comparison, rounding, printing.

fn classify(x: f64) -> &'static str {
    if x.is_nan() {
        "nan"
    } else if x.is_infinite() {
        "infinite"
    } else if x == 0.0 {
        "zero"
    } else if x < 0.0 {
        "negative"
    } else {
        "positive"
    }
}

fn mean(values: &[f64]) -> f64 {
    let mut sum = 0.0;
    for v in values {
        sum += v;
    }
    sum / values.len() as f64
}

fn main() {
    let zero = 0.0f64;
    for x in [1.5, -2.25, 0.0, 1.0 / zero, -1.0 / zero, zero / zero] {
        println!("{x} is {}", classify(x));
    }
    println!("{} {}", 0.1 + 0.2, 0.1f32 + 0.2f32);
    println!("{} {} {}", 1.0f64, 1e21, 1.5e-7);
    println!("{:?} {:?} {:?}", 1.0f64, 1e21, 1.5e-7);
    println!("{:.3} {:8.2}| {:<8.1}| {:+}", 3.14159, 2.71828, 9.99, 1.0);
    println!("{} {}", f64::MAX, f32::MIN_POSITIVE);
    println!("{} {}", f64::EPSILON, f32::EPSILON);
    println!("{}", mean(&[1.0, 2.5, 4.0]));
    println!("{} {} {}", 7.5 % 2.0, -7.5 % 2.0, 7.0 / 2.0);
    let nan = f64::NAN;
    println!("{} {} {} {}", nan == nan, nan != nan, nan < 1.0, nan >= 1.0);
    println!("{} {}", 0.0 == -0.0, -0.0f64);
    println!("{:?} {:?}", 1.0f64.partial_cmp(&2.0), nan.partial_cmp(&1.0));
    println!("{} {} {} {}", 2.5f64.floor(), 2.5f64.ceil(), 2.5f64.round(), (-2.5f64).trunc());
    println!("{} {} {}", 2.0f64.sqrt(), 9.0f64.sqrt(), (-3.5f64).abs());
    println!("{} {}", 1.0f64.max(2.0), 1.0f64.min(f64::NAN));
    println!("{:x} {}", 1.5f64.to_bits(), f64::from_bits(0x4009_21FB_5444_2D18));
    println!("{:e} {:E}", 123456.0, 0.00012);
    println!("{}", 16777217i32 as f32);
    println!("{:?}", "3.25".parse::<f64>());
    println!("{}", "x1".parse::<f64>().is_err());
    println!("{}", f64::powi(1.5, 3));
}
