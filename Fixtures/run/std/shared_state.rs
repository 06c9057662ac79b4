// What the library keeps is one, whether its functions were compiled with the program or before.

use std::any::{Any, TypeId};
use std::cell::Cell;
use std::collections::HashMap;
use std::panic;
use std::sync::atomic::{AtomicUsize, Ordering};

thread_local! {
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

static HOOKED: AtomicUsize = AtomicUsize::new(0);

struct Own(u32);

fn kind(value: &dyn Any) -> &'static str {
    if value.is::<String>() {
        "String"
    } else if value.is::<&'static str>() {
        "&str"
    } else if value.is::<Own>() {
        "Own"
    } else if value.is::<Vec<u8>>() {
        "Vec<u8>"
    } else {
        "something else"
    }
}

fn plain() {
    panic!("plain")
}

fn formatted() {
    panic!("with {}", HOOKED.load(Ordering::SeqCst))
}

fn any() {
    panic::panic_any(Own(7))
}

fn main() {
    println!("{} {} {}", kind(&String::new()), kind(&"text"), kind(&Own(1)));
    println!("{} {}", kind(&vec![1u8]), kind(&vec![1u16]));
    println!("{}", TypeId::of::<Option<String>>() == TypeId::of::<Option<String>>());
    println!("{}", TypeId::of::<Option<String>>() == TypeId::of::<Option<Own>>());

    panic::set_hook(Box::new(|information| {
        HOOKED.fetch_add(1, Ordering::SeqCst);
        println!("hook: {}", information.payload().is::<&'static str>());
    }));
    let text = panic::catch_unwind(plain).unwrap_err();
    println!("{:?} panicking: {}", text.downcast_ref::<&'static str>(), std::thread::panicking());
    let message = panic::catch_unwind(formatted).unwrap_err();
    println!("{:?}", message.downcast_ref::<String>());
    let own = panic::catch_unwind(any).unwrap_err();
    println!("{:?}", own.downcast_ref::<Own>().map(|own| own.0));
    let index = panic::catch_unwind(|| vec![1, 2, 3][std::env::args().count() + 5]).unwrap_err();
    println!("{:?}", index.downcast_ref::<String>());
    println!("hooked {}", HOOKED.load(Ordering::SeqCst));
    let _ = panic::take_hook();

    DEPTH.with(|depth| depth.set(5));
    let other = std::thread::Builder::new()
        .name("worker".to_string())
        .spawn(|| (DEPTH.with(|depth| depth.get()), std::thread::current().name().map(str::to_string)))
        .unwrap()
        .join()
        .unwrap();
    println!("{} {:?} {:?}", DEPTH.with(|depth| depth.get()), other, std::thread::current().name());

    let mut map: HashMap<String, usize> = HashMap::new();
    let mut owns: HashMap<String, Own> = HashMap::new();
    for word in "one two one three one".split(' ') {
        *map.entry(word.to_string()).or_insert(0) += 1;
        owns.entry(word.to_string()).or_insert(Own(0)).0 += 2;
    }
    let mut words: Vec<_> = map.iter().collect();
    words.sort();
    println!("{words:?} {}", owns["one"].0);
}
