// std::fs::write and read_to_string; errors for files that are not there.

use std::fs;
use std::io;

fn copy_upper(from: &str, to: &str) -> io::Result<usize> {
    let text = fs::read_to_string(from)?;
    let upper = text.to_uppercase();
    fs::write(to, &upper)?;
    Ok(upper.len())
}

fn main() {
    fs::write("input.txt", "first line\nsecond line\n").expect("cannot write");
    println!("{:?}", copy_upper("input.txt", "output.txt"));
    println!("{}", fs::read_to_string("output.txt").unwrap());
    fs::write("input.txt", [0xFFu8, 0xFE]).unwrap();
    match fs::read_to_string("input.txt") {
        Ok(_) => println!("text"),
        Err(e) => println!("{:?}", e.kind()),
    }
    match fs::read_to_string("missing.txt") {
        Ok(_) => println!("found"),
        Err(e) => println!("{:?} {e}", e.kind()),
    }
    println!("{}", copy_upper("missing.txt", "other.txt").is_err());
    println!("{:?}", fs::read("output.txt").map(|b| b.len()));
    fs::remove_file("input.txt").unwrap();
    println!("{}", fs::read("input.txt").is_err());
}
