// Everything is an expression: blocks, if, match, nested functions, shadowing, early return, evaluation order.

fn trace(log: &mut Vec<i32>, n: i32) -> i32 {
    log.push(n);
    n
}

fn early(n: i32) -> &'static str {
    if n < 0 {
        return "negative";
    }
    let parity = match n % 2 {
        0 => "even",
        _ if n > 100 => return "large odd",
        _ => "odd",
    };
    parity
}

fn never(stop: bool) -> i32 {
    let x: i32 = if stop { return -1 } else { 5 };
    x + 1
}

fn main() {
    let x = {
        let a = 3;
        let b = a * a;
        b + 1
    };
    let x = x * 2;
    {
        let x = "inner";
        println!("{x}");
    }
    println!("{x}");
    println!("{} {} {} {}", early(-1), early(4), early(7), early(101));
    println!("{} {}", never(true), never(false));
    let mut log = vec![];
    let sum = trace(&mut log, 1) + trace(&mut log, 2) * trace(&mut log, 3);
    println!("{sum} {log:?}");
    log.clear();
    let array = [trace(&mut log, 5), trace(&mut log, 4)];
    let index = { trace(&mut log, 0) } as usize;
    println!("{} {log:?}", array[index]);
    fn helper(n: u32) -> u32 {
        if n < 2 { n } else { helper(n - 1) + helper(n - 2) }
    }
    println!("{}", helper(15));
    let text = match (x > 5, helper(4)) {
        (true, n @ 1..=3) => format!("small {n}"),
        (true, n) => format!("large {n}"),
        (false, _) => String::new(),
    };
    println!("{text}");
    let y = -{ 5 } + if x == 20 { 100 } else { 200 };
    println!("{y}");
    let mut z = 10;
    z += { z = 1; 5 };
    println!("{z}");
    let unit = { z += 1; };
    println!("{unit:?} {z}");
    println!("{}", (|| { if z > 3 { return "yes" } "no" })());
}
