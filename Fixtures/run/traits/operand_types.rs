// What the right side of an operator or an assignment is coerced to: the only type it can have.
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

trait Shape {
    fn area(&self) -> u32;
}

#[derive(Clone)]
struct Square(u32);
impl Shape for Square {
    fn area(&self) -> u32 {
        self.0 * self.0
    }
}

const UNDEFINED: f64 = 0.0 / 0.0;
const ALSO: f32 = f32::INFINITY - f32::INFINITY;

fn main() {
    let path = PathBuf::from("/a");
    println!("{}", Path::new("/a/b").parent() == Some(&path));
    let mut shapes: Vec<Option<Rc<dyn Shape>>> = vec![None, None];
    let square = Rc::new(Square(3));
    shapes[1] = Some(square.clone());
    let mut named: HashMap<&str, Vec<Box<dyn Shape>>> = HashMap::from([("squares", vec![])]);
    *named.get_mut("squares").unwrap() = vec![Box::new(Square(2))];
    println!("{} {}", shapes.iter().flatten().map(|s| s.area()).sum::<u32>(), named["squares"][0].area());
    println!("{:x} {:x}", UNDEFINED.to_bits(), ALSO.to_bits());
}
