// let, parameters and for with patterns that may not match.

fn f(Some(x): Option<i32>) -> i32 { //~ E0005
    x
}

fn main() {
    let Ok(n) = "5".parse::<i32>(); //~ E0005
    let 1..=9 = 5; //~ E0005
    for Some(x) in [Some(1), None] { //~ E0005
        println!("{x}");
    }
    let g = |[a, ..]: &[i32]| (); //~ E0005
}
