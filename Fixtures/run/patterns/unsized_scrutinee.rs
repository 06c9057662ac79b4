// A slice taken apart by `let`: only the parts need a size.

fn first_two(values: &[i32]) -> i32 {
    let [a, b] = values[..] else { return 0 };
    let [ref c, ..] = *values else { return 1 };
    a + b + c
}

fn main() {
    println!("{} {}", first_two(&[1, 2]), first_two(&[1]));
}
