// References that outlive what they point at.

fn dangling() -> &'static str {
    let s = String::new();
    &s //~ E0515
}

fn from_parameter(s: String) -> &'static str {
    s.as_str() //~ E0515
}

fn scoped() {
    let r;
    {
        let x = 5;
        r = &x; //~ E0597
    }
    println!("{r}");
}

fn temporary() {
    let r: &String = &String::from("x");
    let s: &str = String::from("y").as_str(); //~ E0716
    println!("{r}{s}");
}

fn captured() -> impl Fn() -> usize {
    let s = String::new();
    || s.len() //~ E0373
}

fn main() {}
