// A borrowed closure without captures lives for ever, like a borrowed constant.
fn increment() -> &'static dyn Fn(u32) -> u32 {
    &|x: u32| x + 1
}

fn identity() -> &'static impl Fn(u32) -> u32 {
    &|x: u32| x
}

static STEPS: [&(dyn Fn(i32) -> i32 + Sync); 2] = [&|x| x * 2, &|x| x - 1];

fn main() {
    println!("{} {}", increment()(4), identity()(9));
    println!("{}", STEPS.iter().fold(5, |value, step| step(value)));
}
