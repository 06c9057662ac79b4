// A panic while a map drops its items drops none of them twice, and leaves the map empty; so does a drain
// that is forgotten.
use std::cell::Cell;
use std::collections::HashMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

thread_local! {
    static DROPS: Cell<u32> = Cell::new(0);
}
struct Counted {
    panics: bool,
}
impl Drop for Counted {
    fn drop(&mut self) {
        DROPS.set(DROPS.get() + 1);
        if self.panics {
            panic!("dropped");
        }
    }
}

fn main() {
    std::panic::set_hook(Box::new(|_| {}));
    let mut items: HashMap<u32, Counted> = (0..10).map(|n| (n, Counted { panics: false })).collect();
    items.insert(10, Counted { panics: true });
    println!("{}", catch_unwind(AssertUnwindSafe(|| items.clear())).is_err());
    println!("{} {}", items.len(), DROPS.get() <= 11);
    items.insert(0, Counted { panics: false });
    drop(items);
    println!("{}", DROPS.get() <= 12);

    DROPS.set(0);
    let mut items = HashMap::from([(1, Counted { panics: true })]);
    println!("{}", catch_unwind(AssertUnwindSafe(|| drop(items.drain()))).is_err());
    println!("{} {}", items.len(), DROPS.get());

    let mut map = HashMap::from([(7, "seven")]);
    std::mem::forget(map.drain());
    println!("{} {:?}", map.len(), map.get(&7));
    map.insert(8, "eight");
    println!("{map:?}");
}
