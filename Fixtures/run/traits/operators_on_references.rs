// Operators on numbers behind references have their types before the numbers' types are known.
fn bits(value: u32) -> usize {
    (0..32).filter(|i| value & (1 << i) != 0).count()
}

fn six() -> u32 {
    let x = &(0 + 1);
    let y = &(2 + 3);
    x + y
}

fn mean(values: &[f32]) -> f32 {
    let mut sum = 0.0;
    for value in values {
        sum += value;
    }
    let half = &0.5;
    sum * half
}

fn main() {
    println!("{} {} {}", bits(0b1011), six(), mean(&[1.0, 2.5]));
    let shifts: Vec<u64> = [1, 40].iter().map(|by| 1 << by).collect();
    println!("{shifts:?}");
    let total: i128 = [1, 2, 3].iter().map(|x| x * &2 - 1).sum();
    println!("{total}");
}
