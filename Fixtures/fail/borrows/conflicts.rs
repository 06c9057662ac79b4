// Borrows that overlap with changes, moves and other borrows.

fn two_mutable() {
    let mut v = vec![1];
    let a = &mut v;
    let b = &mut v; //~ E0499
    a.push(1);
}

fn shared_and_mutable() {
    let mut v = vec![1];
    let first = &v[0];
    v.push(2); //~ E0502
    println!("{first}");
}

fn moved() {
    let s = String::new();
    let r = &s;
    drop(s); //~ E0505
    println!("{r}");
}

fn assigned() {
    let mut x = 1;
    let r = &x;
    x = 2; //~ E0506
    println!("{r}");
}

fn used() {
    let mut x = 1;
    let r = &mut x;
    let y = x + 1; //~ E0503
    *r = 2;
}

fn in_loop(list: &mut Vec<i32>) {
    for x in list.iter() {
        list.push(*x); //~ E0502
    }
}

fn main() {}
