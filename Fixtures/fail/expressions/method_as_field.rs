// A method taken as a field.

struct Counter {
    n: u32,
}

impl Counter {
    fn get(&self) -> u32 {
        self.n
    }
}

fn main() {
    let c = Counter { n: 1 };
    let x = c.get; //~ E0615
}
