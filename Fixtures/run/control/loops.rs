// loop, while, for; labels, break with values, continue, nested loops, ranges.

fn collatz(mut n: u64) -> (u32, u64) {
    let mut highest = n;
    let mut steps = 0;
    let result = loop {
        if n == 1 {
            break steps;
        }
        n = if n % 2 == 0 { n / 2 } else { 3 * n + 1 };
        highest = highest.max(n);
        steps += 1;
    };
    (result, highest)
}

fn find_pair(limit: u32, wanted: u32) -> Option<(u32, u32)> {
    let mut found = None;
    'outer: for a in 1..limit {
        for b in a..limit {
            if a * b == wanted {
                found = Some((a, b));
                break 'outer;
            }
            if a * b > wanted {
                continue 'outer;
            }
        }
    }
    found
}

fn main() {
    println!("{:?} {:?}", collatz(27), collatz(1));
    println!("{:?} {:?}", find_pair(20, 91), find_pair(5, 91));
    let label = 'block: {
        if collatz(6).0 > 100 {
            break 'block "long";
        }
        if collatz(6).0 == 8 {
            break 'block "eight";
        }
        "other"
    };
    println!("{label}");
    let mut countdown = 5;
    while countdown > 0 {
        countdown -= 1;
        if countdown == 3 {
            continue;
        }
        print!("{countdown} ");
    }
    println!();
    for i in (0..10).rev().step_by(3) {
        print!("{i} ");
    }
    for i in 3..=3 {
        print!("[{i}] ");
    }
    for _ in 5..5 {
        print!("never");
    }
    println!();
    let value = 'search: loop {
        let mut i = 0;
        loop {
            i += 7;
            if i % 5 == 3 {
                break 'search i;
            }
        }
    };
    println!("{value}");
    let mut product = 1u64;
    for (i, c) in "abcd".chars().enumerate() {
        product *= (c as u64 - 96) + i as u64;
    }
    println!("{product}");
    for byte in 250u8..=255 {
        print!("{byte} ");
    }
    println!();
}
