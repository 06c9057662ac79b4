// Trait objects: boxes, references, vectors of them, supertraits, generics, default methods, drop.

use std::collections::HashMap;
use std::fmt;

trait Shape {
    fn area(&self) -> f64;
    fn name(&self) -> String {
        "shape".to_string()
    }
    fn scale(&mut self, factor: f64);
}

struct Circle(f64);
struct Rectangle {
    width: f64,
    height: f64,
}

impl Shape for Circle {
    fn area(&self) -> f64 {
        3.0 * self.0 * self.0
    }
    fn scale(&mut self, factor: f64) {
        self.0 *= factor;
    }
}

impl Shape for Rectangle {
    fn area(&self) -> f64 {
        self.width * self.height
    }
    fn name(&self) -> String {
        format!("{}x{}", self.width, self.height)
    }
    fn scale(&mut self, factor: f64) {
        self.width *= factor;
        self.height *= factor;
    }
}

impl Drop for Rectangle {
    fn drop(&mut self) {
        println!("drop {}", self.name());
    }
}

impl fmt::Debug for dyn Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} {}]", self.name(), self.area())
    }
}

fn total(shapes: &[Box<dyn Shape>]) -> f64 {
    shapes.iter().map(|s| s.area()).sum()
}

fn largest<'a>(a: &'a dyn Shape, b: &'a dyn Shape) -> &'a dyn Shape {
    if a.area() > b.area() { a } else { b }
}

fn make(kind: &str) -> Option<Box<dyn Shape>> {
    match kind {
        "circle" => Some(Box::new(Circle(2.0))),
        "square" => Some(Box::new(Rectangle { width: 2.0, height: 2.0 })),
        _ => None,
    }
}

trait Plugin: fmt::Display {
    fn run(&self, input: i32) -> i32;
}

struct AddN(i32);

impl fmt::Display for AddN {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "add{}", self.0)
    }
}

impl Plugin for AddN {
    fn run(&self, input: i32) -> i32 {
        input + self.0
    }
}

fn generic_over_dyn<T: Shape + ?Sized>(shape: &T) -> f64 {
    shape.area() * 2.0
}

fn main() {
    let mut shapes: Vec<Box<dyn Shape>> = vec![Box::new(Circle(1.0)), Box::new(Rectangle { width: 3.0, height: 4.0 })];
    println!("{}", total(&shapes));
    for shape in shapes.iter_mut() {
        shape.scale(2.0);
    }
    println!("{shapes:?}");
    println!("{}", generic_over_dyn(shapes[0].as_ref()) + generic_over_dyn(&Circle(1.0)));
    let small = Rectangle { width: 1.0, height: 1.0 };
    println!("{}", largest(&small, &Circle(5.0)).name());
    shapes.remove(1);
    println!("removed");
    println!("{:?} {}", make("square"), make("star").is_none());
    let mut plugins: HashMap<&str, Box<dyn Plugin>> = HashMap::new();
    plugins.insert("one", Box::new(AddN(1)));
    plugins.insert("ten", Box::new(AddN(10)));
    let mut names: Vec<_> = plugins.iter().map(|(k, p)| format!("{k}:{p}:{}", p.run(5))).collect();
    names.sort();
    println!("{names:?}");
    println!("{}", std::mem::size_of::<&dyn Shape>() / std::mem::size_of::<usize>());
}
