// Short-circuit evaluation, laziness of the right operand, comparisons.

fn noisy(name: &str, value: bool) -> bool {
    print!("{name} ");
    value
}

fn main() {
    println!("{}", noisy("a", true) && noisy("b", false));
    println!("{}", noisy("a", false) && noisy("b", true));
    println!("{}", noisy("a", true) || noisy("b", true));
    println!("{}", noisy("a", false) || noisy("b", true));
    println!("{}", noisy("a", false) | noisy("b", true));
    println!("{}", noisy("a", false) & noisy("b", true));
    println!("{}", !noisy("a", false) ^ noisy("b", true));
    let x = 5;
    let in_range = 1 < x && x < 10 && x != 7;
    println!("{in_range}");
    println!("{} {}", true > false, true.cmp(&false) as i32);
    println!("{:?} {:?}", true.then(|| 5), false.then_some(5));
    let mut all = true;
    all &= x > 3;
    all |= x > 30;
    all ^= true;
    println!("{all}");
    println!("{:?}", "true".parse::<bool>());
    let sign = if x > 0 { 1 } else if x < 0 { -1 } else { 0 };
    println!("{sign}");
    assert!(x == 5 && !(x < 5) && !(x > 5) && x >= 5 && x <= 5);
}
