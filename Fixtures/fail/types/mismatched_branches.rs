// Branches, arms and loops that do not agree.

fn choose(flag: bool) -> i32 {
    let x = if flag { 1 } else { "one" }; //~ E0308
    match flag {
        true => x,
        false => 'n',
    }
}

fn missing(flag: bool) -> u32 {
    if flag {
        5 //~ E0308
    }
    10
}

fn semicolon() -> u64 { //~ E0308
    7;
}

fn main() {
    choose(true);
    missing(false);
    semicolon();
    let y: i32 = loop {
        break "text"; //~ E0308
    };
}
