// What a cell, a lock or a map's entry is given must live as long as they are used.
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::Mutex;

fn main() {
    let cell = Cell::new(&1);
    {
        let short = 2;
        cell.set(&short); //~ E0597
    }
    println!("{}", cell.get());

    let list = RefCell::new(Vec::new());
    {
        let short = String::from("a");
        list.borrow_mut().push(&short); //~ E0597
    }
    println!("{list:?}");

    let lock = Mutex::new(None);
    {
        let short = 3;
        *lock.lock().unwrap() = Some(&short); //~ E0597
    }
    println!("{:?}", lock.lock().unwrap());

    let mut map: HashMap<i32, &i32> = HashMap::new();
    {
        let short = 4;
        map.entry(1).or_insert(&short); //~ E0597
    }
    println!("{map:?}");
}
