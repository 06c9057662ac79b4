// Values of another type than is asked for.

struct Point {
    x: i32,
}

fn number() -> i32 {
    "text" //~ E0308
}

fn takes(_: String) {}

fn main() {
    let a: u8 = true; //~ E0308
    let b: &str = 'c'; //~ E0308
    takes("borrowed"); //~ E0308
    let p = Point { x: 1.5 }; //~ E0308
    let c: i64 = p.x; //~ E0308
    if c { //~ E0308
        number();
    }
}
