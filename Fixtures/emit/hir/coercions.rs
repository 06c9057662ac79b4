// What checking makes explicit: auto-ref, auto-deref, unsizing, operators, resolved methods and types.

struct Name {
    text: String,
}

impl Name {
    fn length(&self) -> usize {
        self.text.len()
    }
}

trait Area {
    fn area(&self) -> f64;
}

impl Area for f64 {
    fn area(&self) -> f64 {
        self * *self
    }
}

fn largest<T: PartialOrd + Copy>(values: &[T]) -> T {
    let mut best = values[0];
    for &value in values {
        if value > best {
            best = value;
        }
    }
    best
}

fn run(name: Box<Name>) -> usize {
    let shape: &dyn Area = &2.0;
    let x = largest(&[1, 2, 3]) + 1u8;
    let add = |n: usize| n + name.length();
    add(x as usize) + shape.area() as usize
}

fn main() {
    run(Box::new(Name { text: String::new() }));
}
