// Closures: captures by reference, by mutable reference, by value; Fn, FnMut, FnOnce; move; disjoint fields.

fn call<F: Fn(i32) -> i32>(f: F, x: i32) -> i32 {
    f(x)
}

fn call_mut(mut f: impl FnMut()) {
    f();
    f();
}

fn call_once<T>(f: impl FnOnce() -> T) -> T {
    f()
}

struct State {
    log: Vec<String>,
    total: i32,
    name: String,
}

fn main() {
    let base = 10;
    let add = |x| x + base;
    println!("{} {}", call(add, 1), call(&add, 2));
    let mut count = 0;
    let mut increment = || {
        count += 2;
        count
    };
    increment();
    increment();
    println!("{count}");
    call_mut(|| count *= 3);
    println!("{count}");
    let text = String::from("owned");
    let consume = move || text;
    println!("{}", call_once(consume));
    let numbers = vec![3, 1, 2];
    let sorted = call_once(|| {
        let mut n = numbers;
        n.sort();
        n
    });
    println!("{sorted:?}");
    let mut state = State { log: vec![], total: 0, name: "s".into() };
    {
        let name = &state.name;
        let mut record = |x: i32| {
            state.total += x;
            state.log.push(format!("{name}{x}"));
        };
        record(1);
        record(5);
    }
    println!("{} {:?}", state.total, state.log);
    let nested = |a: i32| move |b: i32| a * 10 + b;
    println!("{}", nested(4)(2));
    let mut functions: Vec<Box<dyn Fn() -> usize>> = Vec::new();
    for i in 0..3 {
        functions.push(Box::new(move || i * i));
    }
    println!("{:?}", functions.iter().map(|f| f()).collect::<Vec<_>>());
    let mut x = 5;
    let y = &mut x;
    let mut bump = || *y += 1;
    bump();
    bump();
    println!("{x}");
    let s = String::from("kept");
    let by_reference = || s.len();
    println!("{} {} {s}", by_reference(), by_reference());
    let (a, b) = (String::from("a"), String::from("b"));
    let take_one = move || a;
    println!("{}", take_one());
    println!("{}", std::mem::size_of_val(&|| ()) + b.len() * 0);
}
