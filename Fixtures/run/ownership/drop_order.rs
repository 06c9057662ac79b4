// When values are dropped: end of scope in reverse, fields in order, temporaries, assignment, moves.

struct Noisy(&'static str);

impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

struct Pair {
    second: Noisy,
    first: Noisy,
}

fn make(name: &'static str) -> Noisy {
    println!("make {name}");
    Noisy(name)
}

fn consume(n: Noisy) {
    println!("consume {}", n.0);
}

fn pass(n: Noisy) -> Noisy {
    n
}

fn early(stop: bool) -> u32 {
    let _a = Noisy("early a");
    if stop {
        return 1;
    }
    let _b = Noisy("early b");
    2
}

fn main() {
    let _outer = make("outer");
    {
        let _x = make("x");
        let _y = make("y");
        println!("in scope");
    }
    let mut variable = make("old");
    variable = make("new");
    println!("assigned {}", variable.0);
    consume(make("argument"));
    let moved = pass(make("passed"));
    let _ = make("ignored");
    let _kept = make("kept");
    println!("length {}", make("temporary").0.len());
    match make("matched").0 {
        name => println!("arm {name}"),
    }
    let _pair = Pair { first: make("first"), second: make("second") };
    let boxed = Box::new(make("boxed"));
    drop(boxed);
    let items = vec![make("v0"), make("v1")];
    for item in items {
        println!("item {}", item.0);
    }
    let tuple = (make("t0"), make("t1"));
    let (_t0, _) = tuple;
    println!("{} {}", early(true), early(false));
    let shadow = make("shadow 1");
    let shadow = Noisy(if shadow.0.len() > 3 { "shadow 2" } else { "?" });
    for i in 0..2 {
        let _loop = Noisy(if i == 0 { "loop 0" } else { "loop 1" });
        if i == 0 {
            continue;
        }
    }
    std::mem::forget(make("forgotten"));
    let option = Some(make("option"));
    if let Some(n) = &option {
        println!("some {}", n.0);
    }
    println!("end {} {}", moved.0, shadow.0);
}
