// Guards with `let`: what they bind lives as long as the arm and ends before the arm's own variables.

struct Noisy(&'static str);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}

enum Command {
    Run(String),
    Twice(String, String),
    Stop,
}

fn first(command: Command) -> Option<char> {
    match command {
        Command::Run(name) if let Some(first) = name.chars().next() => {
            println!("run {name}");
            Some(first)
        }
        Command::Run(name) => {
            println!("empty {}", name.len());
            None
        }
        Command::Twice(ref a, _) | Command::Twice(_, ref a) if let Some(first) = a.strip_prefix('x') && first.len() > 1 => {
            println!("twice {a} {first}");
            first.chars().last()
        }
        Command::Twice(ref a, ref b) if a.len() == b.len() && let [x, ..] = a.as_bytes() => Some(*x as char),
        _ => None,
    }
}

fn order() {
    match Noisy("scrutinee") {
        x if let _y = Noisy("first guard") && let _z = Noisy("second guard") => {
            let _inner = Noisy("inner");
            println!("body {}", x.0);
        }
        _ => unreachable!(),
    }
    match Noisy("kept") {
        _ if let _y = Noisy("failed guard") && false => unreachable!(),
        _ | _ if let _y = Noisy("failed twice") && false => unreachable!(),
        _ => println!("last"),
    }
    match 1 {
        _ if Noisy("plain").0.len() == 1 => {}
        _ if let "temporary" = Noisy("temporary").0 => println!("in the arm"),
        _ => {}
    }
}

fn left_early(value: Option<u8>) -> Option<u8> {
    match Noisy("owner") {
        ref owner if let Some(3) = Some(value?) => {
            println!("{}", owner.0);
            Some(1)
        }
        _ => Some(2),
    }
}

fn unwinds() {
    let result = std::panic::catch_unwind(|| match Noisy("unwound") {
        _x if let _y = Noisy("guard unwound") => panic!("stop"),
        _ => {}
    });
    println!("{}", result.is_err());
}

fn main() {
    println!("{:?}", first(Command::Run("abc".to_string())));
    println!("{:?}", first(Command::Run(String::new())));
    println!("{:?}", first(Command::Twice("ab".to_string(), "xyz".to_string())));
    println!("{:?}", first(Command::Twice("ab".to_string(), "cd".to_string())));
    println!("{:?}", first(Command::Stop));
    order();
    println!("{:?} {:?} {:?}", left_early(None), left_early(Some(3)), left_early(Some(4)));
    std::panic::set_hook(Box::new(|_| {}));
    unwinds();
}
