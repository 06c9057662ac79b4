// Inherent methods by value and by reference, associated functions, constants, several impl blocks, Self.

#[derive(Debug, Clone, PartialEq)]
struct Counter {
    count: u32,
    step: u32,
}

impl Counter {
    const DEFAULT_STEP: u32 = 2;
    const NAMES: [&'static str; 3] = ["zero", "one", "two"];

    fn new() -> Self {
        Counter { count: 0, step: Self::DEFAULT_STEP }
    }

    fn with_step(step: u32) -> Self {
        Self { step, ..Self::new() }
    }
}

impl Counter {
    fn advance(&mut self) -> u32 {
        self.count += self.step;
        self.count
    }

    fn get(&self) -> u32 {
        self.count
    }

    fn finish(self) -> (u32, u32) {
        (self.count, self.step)
    }

    fn name(&self) -> &'static str {
        Self::NAMES.get(self.count as usize).copied().unwrap_or("many")
    }

    fn larger<'a>(&'a self, other: &'a Counter) -> &'a Counter {
        if self.get() >= other.get() { self } else { other }
    }

    fn boxed(self: Box<Self>) -> u32 {
        self.step
    }
}

enum Switch {
    On,
    Off,
}

impl Switch {
    fn toggle(&mut self) {
        *self = match self {
            Switch::On => Self::Off,
            Switch::Off => Self::On,
        };
    }

    fn is_on(&self) -> bool {
        matches!(self, Self::On)
    }
}

fn apply(f: fn(&Counter) -> u32, c: &Counter) -> u32 {
    f(c)
}

fn main() {
    let mut counter = Counter::new();
    println!("{}", counter.name());
    counter.advance();
    println!("{} {}", counter.name(), counter.advance());
    println!("{}", counter.name());
    let other = Counter::with_step(7);
    println!("{:?}", counter.larger(&other));
    println!("{}", Counter::get(&counter) + apply(Counter::get, &counter));
    println!("{}", Box::new(other.clone()).boxed());
    println!("{:?} {:?}", counter.finish(), other.finish());
    let mut switch = Switch::Off;
    switch.toggle();
    println!("{}", switch.is_on());
    switch.toggle();
    println!("{}", switch.is_on());
    println!("{} {}", Counter::DEFAULT_STEP, <Counter>::NAMES[1]);
}
