// Values moved on some paths only: drop flags, partial moves, conditional initialisation, loops.

struct Tracked(u32);

impl Drop for Tracked {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Holder {
    a: Tracked,
    b: Tracked,
    count: u32,
}

fn take(_: Tracked) {
    println!("taken");
}

fn conditional(flag: bool) {
    let t = Tracked(1);
    if flag {
        take(t);
    }
    println!("after condition");
}

fn late(flag: bool) {
    let t;
    if flag {
        t = Tracked(2);
        println!("made {}", t.0);
    }
    println!("after late");
}

fn partial(which: u32) {
    let holder = Holder { a: Tracked(10), b: Tracked(11), count: 3 };
    match which {
        0 => take(holder.a),
        1 => take(holder.b),
        _ => {}
    }
    println!("count {}", holder.count);
}

fn replace_in_loop() {
    let mut slot = None;
    for i in 20..23 {
        if i != 21 {
            slot = Some(Tracked(i));
        }
        println!("round {i}");
    }
    println!("{}", slot.is_some());
}

fn move_in_loop() {
    let mut current = Tracked(30);
    for i in 31..33 {
        let previous = current;
        println!("previous {}", previous.0);
        current = Tracked(i);
    }
    println!("last {}", current.0);
}

fn by_match(option: Option<Tracked>) -> u32 {
    match option {
        Some(t) if t.0 > 100 => {
            println!("large");
            t.0
        }
        Some(ref t) => t.0 + 1,
        None => 0,
    }
}

fn break_with_value() -> Tracked {
    let mut n = 0;
    loop {
        let t = Tracked(50 + n);
        n += 1;
        if n == 2 {
            break t;
        }
    }
}

fn main() {
    conditional(true);
    conditional(false);
    late(true);
    late(false);
    partial(0);
    partial(1);
    partial(2);
    replace_in_loop();
    move_in_loop();
    println!("{}", by_match(Some(Tracked(200))));
    println!("{}", by_match(Some(Tracked(60))) + by_match(None));
    println!("got {}", break_with_value().0);
    let array = [Tracked(70), Tracked(71)];
    let [first, _] = array;
    println!("first {}", first.0);
    let closure = move || println!("closure {}", first.0);
    closure();
    drop(closure);
    println!("end");
}
