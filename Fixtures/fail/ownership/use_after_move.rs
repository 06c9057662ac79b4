// Values used after they were moved: calls, assignments, loops, closures, matches, methods.

#[derive(Debug)]
struct Name(String);

fn take(_: Name) {}

fn in_call() {
    let n = Name(String::new());
    take(n);
    take(n); //~ E0382
}

fn in_let() {
    let a = vec![1];
    let b = a;
    println!("{a:?}"); //~ E0382
}

fn in_loop(n: Name) {
    for _ in 0..2 {
        take(n); //~ E0382
    }
}

fn in_closure() {
    let s = String::new();
    let f = move || s.len();
    println!("{s}"); //~ E0382
    f();
}

fn in_match(o: Option<String>) {
    match o {
        Some(s) => drop(s),
        None => {}
    }
    println!("{o:?}"); //~ E0382
}

fn in_branch(flag: bool, n: Name) {
    if flag {
        take(n);
    }
    println!("{n:?}"); //~ E0382
}

fn of_field(n: Name) {
    let text = n.0;
    take(n); //~ E0382
}

fn by_method(v: Vec<i32>) {
    for x in v.into_iter() {}
    v.len(); //~ E0382
}

fn of_once(f: impl FnOnce()) {
    f();
    f(); //~ E0382
}

fn main() {}
