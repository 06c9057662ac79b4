// Structs: named fields, tuple structs, unit structs, update syntax, methods, nesting.

#[derive(Debug, Clone, PartialEq)]
struct Point {
    x: i32,
    y: i32,
}

#[derive(Debug, Clone)]
struct Settings {
    name: String,
    origin: Point,
    verbose: bool,
    retries: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Meters(f64);

#[derive(Debug, Default)]
struct Marker;

impl Point {
    const ORIGIN: Point = Point { x: 0, y: 0 };

    fn new(x: i32, y: i32) -> Self {
        Self { x, y }
    }

    fn manhattan(&self, other: &Point) -> i32 {
        (self.x - other.x).abs() + (self.y - other.y).abs()
    }

    fn shift(&mut self, dx: i32) -> &mut Self {
        self.x += dx;
        self
    }

    fn flipped(self) -> Point {
        Point { x: self.y, y: self.x }
    }
}

impl Settings {
    fn standard() -> Settings {
        Settings { name: "standard".to_string(), origin: Point::ORIGIN, verbose: false, retries: 3 }
    }
}

fn main() {
    let mut p = Point::new(3, -4);
    p.shift(1).shift(10);
    println!("{p:?} {}", p.manhattan(&Point::ORIGIN));
    let q = p.clone().flipped();
    println!("{q:?} {}", q == Point { x: -4, y: 14 });
    let custom = Settings { verbose: true, origin: q, ..Settings::standard() };
    println!("{} {} {} {}", custom.name, custom.origin.x, custom.verbose, custom.retries);
    println!("{custom:#?}");
    let Point { x, y: vertical } = custom.origin;
    println!("{x} {vertical}");
    let long = Meters(4.5);
    let Meters(value) = long;
    println!("{long:?} {value} {}", long > Meters(1.0));
    println!("{:?} {}", Marker, std::mem::size_of::<Marker>());
    let mut all = [Settings::standard(), custom];
    all[0].origin.y = 9;
    all[0].name.push('!');
    println!("{} {}", all[0].name, all[0].origin.y);
    println!("{}", all.iter().map(|s| s.retries as u32).sum::<u32>());
}
