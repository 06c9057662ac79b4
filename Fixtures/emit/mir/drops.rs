// Moves, drops and drop flags, and what unwinding does.

struct Guard(u32);

impl Drop for Guard {
    fn drop(&mut self) {}
}

fn take(_: Guard) {}

fn conditional(flag: bool) -> u32 {
    let guard = Guard(1);
    if flag {
        take(guard);
    }
    7
}

fn replaced(mut guard: Guard) {
    guard = Guard(2);
    take(Guard(guard.0));
}

fn main() {
    conditional(true);
    replaced(Guard(3));
}
