// catch_unwind: the value or the payload; drops on the way; a panic in a closure or a comparison.

use std::panic;

struct Guard(u32);

impl Drop for Guard {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

fn risky(n: u32) -> u32 {
    let _guard = Guard(n);
    if n == 0 {
        panic!("zero");
    }
    let table = [1, 2, 3];
    table[n as usize]
}

fn message(payload: &(dyn std::any::Any + Send)) -> String {
    if let Some(text) = payload.downcast_ref::<&str>() {
        format!("text {text}")
    } else if let Some(text) = payload.downcast_ref::<String>() {
        format!("string {text}")
    } else {
        "unknown".to_string()
    }
}

fn main() {
    panic::set_hook(Box::new(|_| {}));
    for n in [1, 0, 7, 2] {
        match panic::catch_unwind(|| risky(n)) {
            Ok(value) => println!("ok {value}"),
            Err(payload) => println!("caught {}", message(&*payload)),
        }
    }
    let result = panic::catch_unwind(|| {
        let mut items = vec![Guard(10), Guard(11)];
        items.push(Guard(12));
        let _second = Guard(20);
        None::<u32>.expect("a number")
    });
    println!("{}", message(&*result.unwrap_err()));
    let result = panic::catch_unwind(|| panic::panic_any(42u64));
    println!("{:?}", result.unwrap_err().downcast_ref::<u64>());
    let mut total = 0;
    let result = panic::catch_unwind(panic::AssertUnwindSafe(|| {
        for i in 0..10 {
            total += i;
            assert!(total < 10, "total is {total}");
        }
    }));
    println!("{total} {}", result.is_err());
}
