// Modules, visibility, use trees, globs, renames, re-exports, self and super, items in functions.

mod geometry {
    pub const UNIT: f64 = 1.0;

    #[derive(Debug, Default)]
    pub struct Point {
        pub x: f64,
        pub(crate) y: f64,
        secret: u32,
    }

    impl Point {
        pub fn new(x: f64, y: f64) -> Point {
            Point { x, y, secret: hidden() }
        }
        pub fn secret(&self) -> u32 {
            self.secret
        }
    }

    fn hidden() -> u32 {
        99
    }

    pub mod shapes {
        use super::Point;

        pub struct Square {
            pub corner: Point,
            pub side: f64,
        }

        impl Square {
            pub fn area(&self) -> f64 {
                self.side * self.side * super::UNIT
            }
        }

        pub(in crate::geometry) fn internal() -> &'static str {
            "internal"
        }

        pub mod names {
            pub fn square() -> String {
                format!("{} square", super::super::describe())
            }
            pub fn circle() -> String {
                "circle".to_string()
            }
        }
    }

    pub fn describe() -> &'static str {
        shapes::internal()
    }
}

mod prelude {
    pub use crate::geometry::shapes::{names::*, Square};
    pub use crate::geometry::Point as P;
}

mod colors {
    #[derive(Debug, Clone, Copy)]
    pub enum Color {
        Red,
        Green,
    }
    pub use self::Color::*;
    pub fn all() -> [Color; 2] {
        [Red, Green]
    }
}

use colors::Color::{self, *};
use geometry::{describe, shapes, UNIT};
use prelude::*;
use std::collections::{hash_map::Entry, HashMap};

fn circle() -> &'static str {
    "local circle shadows the glob"
}

fn main() {
    let p = P::new(1.0, 2.0);
    println!("{} {} {}", p.x, p.y, p.secret());
    let square = Square { corner: geometry::Point::default(), side: 3.0 };
    println!("{} {:?}", square.area(), square.corner);
    println!("{} {} {}", describe(), UNIT, shapes::names::square());
    println!("{} {}", circle(), prelude::circle());
    println!("{:?} {:?}", colors::all(), Green);
    let c: Color = Red;
    match c {
        Red => println!("red"),
        Green => println!("green"),
    }
    fn describe_locally() -> &'static str {
        use self::geometry::shapes as s;
        const NAME: &str = "inner const";
        struct Local;
        impl Local {
            fn name(&self) -> &'static str {
                NAME
            }
        }
        let _ = s::names::circle();
        Local.name()
    }
    println!("{}", describe_locally());
    let mut map = HashMap::new();
    map.insert(1, 'a');
    if let Entry::Occupied(entry) = map.entry(1) {
        println!("{}", entry.get());
    }
    println!("{}", self::geometry::shapes::names::circle() == crate::prelude::circle());
    println!("{}", ::std::cmp::max(1, 2));
}
