// Lines of standard input, then the rest of it; numbers parsed from it.

use std::io::{self, BufRead, Read, Write};

fn main() -> io::Result<()> {
    let stdin = io::stdin();
    let mut first = String::new();
    let count = stdin.lock().read_line(&mut first)?;
    println!("{count} {:?}", first);
    let wanted: usize = first.trim().parse().unwrap_or(0);
    let mut sum = 0i64;
    let mut lines = stdin.lock().lines();
    for _ in 0..wanted {
        let Some(line) = lines.next() else { break };
        let line = line?;
        let numbers: Vec<i64> = line.split_whitespace().filter_map(|w| w.parse().ok()).collect();
        println!("{numbers:?}");
        sum += numbers.iter().sum::<i64>();
    }
    drop(lines);
    println!("sum {sum}");
    let mut rest = String::new();
    io::stdin().read_to_string(&mut rest)?;
    println!("{:?}", rest);
    let mut out = io::stdout().lock();
    for line in rest.lines().rev() {
        writeln!(out, "> {line}")?;
    }
    out.write_all(b"raw bytes\n")?;
    out.flush()
}
