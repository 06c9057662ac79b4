// Variables that are read before they have a value on every path.

fn branch(flag: bool) -> i32 {
    let x;
    if flag {
        x = 1;
    }
    x //~ E0381
}

fn looped(n: i32) -> i32 {
    let y: i32;
    while n > 0 {
        y = 1;
        break;
    }
    y //~ E0381
}

fn never() {
    let z: String;
    println!("{}", z); //~ E0381
}

fn field() {
    let mut p: (i32, i32);
    p.0 = 1; //~ E0381
}

fn main() {}
