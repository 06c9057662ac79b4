// impl Trait has one type.

fn make(flag: bool) -> impl Fn(i32) -> i32 {
    if flag {
        |x| x + 1
    } else {
        |x| x + 2
    }
}

fn shown(flag: bool) -> impl std::fmt::Display {
    if flag {
        return 1;
    }
    "one" //~ E0308
}

fn lacking() -> impl Copy { //~ E0277
    String::new()
}

fn main() {}
