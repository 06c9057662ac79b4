// Imports through which nothing is found: names, methods of traits, derives and globs count as uses.

#![deny(unused_imports)]

use std::collections::HashMap; //~ unused_imports
use std::collections::BTreeMap;
use std::fmt::{self, Alignment, Write}; //~ unused_imports
use std::io::prelude::*; //~ unused_imports
use std::rc::Rc as Shared; //~ unused_imports
use shapes::*;
use shapes::Kind::{Round, Square};
use tools::Double;
#[allow(unused_imports)]
use std::sync::Arc;

mod tools {
    pub trait Double {
        fn double(&self) -> Self;
    }

    impl Double for i32 {
        fn double(&self) -> i32 {
            self * 2
        }
    }

    pub(crate) use std::mem::take; //~ unused_imports
    pub(crate) use std::mem::replace;
}

mod shapes {
    #[derive(Clone)]
    pub enum Kind {
        Round,
        Square,
    }

    pub fn name(kind: &Kind) -> &'static str {
        use self::Kind::*;
        match kind {
            Round => "round",
            Square => "square",
        }
    }
}

struct Text(String);

impl fmt::Display for Text {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn main() {
    use std::collections::VecDeque; //~ unused_imports
    let mut map: BTreeMap<i32, i32> = BTreeMap::new();
    map.insert(1, 2.double());
    let mut text = String::new();
    write!(text, "{}", name(&Round)).unwrap();
    println!("{} {} {map:?}", Text(text), name(&Square));
    let mut number = 1;
    let _ = tools::replace(&mut number, 2);
}
