// args: first --flag=x third
// exit: 3
// std::env::args, and an exit code that depends on them.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for (i, argument) in arguments.iter().enumerate() {
        println!("{i}: {argument}");
    }
    let flags: Vec<(&str, &str)> = arguments
        .iter()
        .filter_map(|a| a.strip_prefix("--"))
        .filter_map(|a| a.split_once('='))
        .collect();
    println!("{flags:?} {}", std::env::args().count());
    println!("{:?}", std::env::args().nth(3));
    println!("{:?}", std::env::var("POLY_SURELY_NOT_SET").is_err());
    ExitCode::from(arguments.len() as u8)
}
