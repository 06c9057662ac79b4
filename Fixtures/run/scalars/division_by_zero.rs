// exit: 101
// stderr: attempt to divide by zero
// Division by zero is a panic, and so is the remainder of the smallest number by -1.

fn quotient(a: i32, b: i32) -> i32 {
    a / b
}

fn main() {
    for divisor in [4, 3, 2, 1, 0] {
        println!("{}", quotient(24, divisor));
    }
}
