// Derived Debug of every shape, plain and pretty, nested in the library's containers.

use std::collections::HashMap;

#[derive(Debug, Clone)]
struct Unit;

#[derive(Debug, Clone)]
struct Tuple(i32, String);

#[derive(Debug, Clone)]
struct Named {
    id: u8,
    tags: Vec<&'static str>,
    nested: Option<Box<Named>>,
}

#[derive(Debug, Clone)]
enum Mixed {
    Empty,
    One(Unit),
    Two(Tuple, f32),
    Fields { key: char, value: Result<i32, String> },
}

#[derive(Debug)]
struct Generic<'a, T, const N: usize> {
    items: [T; N],
    name: &'a str,
}

fn main() {
    let named = Named {
        id: 1,
        tags: vec!["a", "b"],
        nested: Some(Box::new(Named { id: 2, tags: vec![], nested: None })),
    };
    println!("{named:?}");
    println!("{named:#?}");
    let values = [
        Mixed::Empty,
        Mixed::One(Unit),
        Mixed::Two(Tuple(-1, "quote\"d".into()), 1.0),
        Mixed::Fields { key: '\'', value: Err("line\n".into()) },
        Mixed::Fields { key: 'x', value: Ok(3) },
    ];
    println!("{values:?}");
    println!("{values:#?}");
    println!("{:?}", Generic { items: [(1, 2.5), (3, 4.0)], name: "g" });
    println!("{:#?}", Generic { items: [Some("x"), None], name: "h" });
    println!("{:?} {:?} {:?}", (), ((),), (1, "a", 'b', 2.0, true));
    println!("{:?} {:?} {:?}", "str", String::from("string"), &&"refs");
    println!("{:?} {:?}", Box::new([1, 2]), vec![Some(1), None]);
    println!("{:?} {:?} {:?}", 1..5, ..=3, 2..);
    println!("{:?}", HashMap::from([("only", vec![1])]));
    println!("{:#?}", HashMap::from([(1, ("x", [0u8; 2]))]));
    println!("{:?} {:?}", std::cell::Cell::new(5), std::cell::RefCell::new("r"));
    println!("{:?}", std::cmp::Ordering::Less);
    println!("{:04?} {:#x?}", [1, -2], [255]);
}
