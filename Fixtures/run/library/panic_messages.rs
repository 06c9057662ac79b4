// The messages of panics inside the library.
use std::cell::RefCell;
use std::collections::VecDeque;
use std::panic::{catch_unwind, set_hook, AssertUnwindSafe};

fn message<R>(name: &str, f: impl FnOnce() -> R) {
    let payload = match catch_unwind(AssertUnwindSafe(|| {
        f();
    })) {
        Ok(()) => return println!("{name}: no panic"),
        Err(payload) => payload,
    };
    let text = match payload.downcast_ref::<String>() {
        Some(text) => text.clone(),
        None => payload.downcast_ref::<&str>().map_or("?".into(), |text| text.to_string()),
    };
    println!("{name}: {text}");
}

fn main() {
    set_hook(Box::new(|_| ()));
    let empty: Vec<i32> = Vec::new();
    let text = "héllo";
    let five = std::hint::black_box(5usize);
    let three = [1, 2, 3];
    message("index", || three[five]);
    message("vec index", || empty[five]);
    message("slice end", || three[1..five].len());
    message("slice order", || three[five - 2..five - 4].len());
    message("slice start", || three[five..].len());
    message("slice inclusive", || three[..=usize::MAX].len());
    message("str boundary", || text[..2].len());
    message("str end", || text[..20].len());
    message("str start", || text[five * 2..].len());
    message("unwrap", || None::<i32>.unwrap());
    message("expect", || None::<i32>.expect("a value"));
    message("result", || Err::<i32, _>("bad").unwrap());
    message("result expect", || Err::<i32, _>(3.5).expect("fine"));
    message("unwrap_err", || Ok::<_, i32>("good").unwrap_err());
    message("expect_err", || Ok::<_, i32>(Some(1)).expect_err("must fail"));
    message("remove", || Vec::<i32>::new().remove(0));
    message("insert", || vec![1].insert(3, 1));
    message("swap_remove", || vec![1].swap_remove(1));
    message("split_off", || vec![1].split_off(2));
    message("drain", || vec![1].drain(2..).count());
    message("split_at", || three.split_at(five).0.len());
    message("str split_at", || text.split_at(2).0.len());
    message("copy_from_slice", || [0; 2].copy_from_slice(&three));
    message("clone_from_slice", || vec![String::new()].clone_from_slice(&[]));
    message("chunks", || three.chunks(five - 5).count());
    message("windows", || three.windows(five - 5).count());
    message("step_by", || (0..3).step_by(five - 5).count());
    message("swap", || [1, 2].swap(0, five));
    message("rotate", || [1, 2].rotate_left(five));
    message("string remove", || String::from("é").remove(1));
    message("string insert", || String::from("é").insert(1, 'x'));
    message("truncate", || String::from("é").truncate(1));
    message("replace_range", || String::from("é").replace_range(1.., ""));
    message("borrow", || { let c = RefCell::new(1); let _m = c.borrow_mut(); let _b = c.borrow(); });
    message("borrow_mut", || { let c = RefCell::new(1); let _b = c.borrow(); let _m = c.borrow_mut(); });
    message("deque", || VecDeque::from([1])[five]);
    message("deque insert", || VecDeque::from([1]).insert(five, 1));
    message("to_digit", || 'a'.to_digit(37));
    message("from_digit", || char::from_digit(1, 40));
    message("radix", || i32::from_str_radix("1", 37));
    message("div", || 1 / (five - 5));
    message("rem", || 1 % (five - 5));
    message("div overflow", || i32::MIN / (4 - five as i32));
    message("ilog", || (five - 5).ilog2());
    message("clamp", || five.clamp(7, 6));
    message("float clamp", || 1f64.clamp(2.0, five as f64 - 4.0));
    message("assert", || assert!(five == 6));
    message("assert text", || assert!(five == 6, "five is {five}"));
    message("assert_eq", || assert_eq!(five, 6));
    message("assert_eq text", || assert_eq!("a", "b", "at {}", 3));
    message("assert_ne", || assert_ne!(five, 5));
    message("todo", || todo!());
    message("todo text", || todo!("later {}", 1));
    message("unimplemented", || unimplemented!("never"));
    message("unreachable", || unreachable!());
    message("unreachable text", || unreachable!("state {five}"));
    message("capacity", || Vec::<u64>::with_capacity(usize::MAX));
    message("repeat", || "ab".repeat(usize::MAX));
    message("duration", || std::time::Duration::ZERO - std::time::Duration::from_secs(1));
    message("array sort", || [1.0, f64::NAN].iter().map(|x| x.partial_cmp(&1.0).unwrap()).count());
}
