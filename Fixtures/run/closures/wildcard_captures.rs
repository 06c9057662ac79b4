// Matching a place only with `_` captures nothing of it; a tested part is captured alone.

struct Token(&'static str);

fn main() {
    let whole = Token("whole");
    let ignore = || match whole {
        _ => 1,
    };
    let also = || {
        let _ = whole;
        2
    };
    let taken = whole;
    println!("{} {} {}", taken.0, ignore(), also());

    let pair = (Some(Token("first")), Token("second"));
    let is_none = || match pair {
        (None, _) => true,
        _ => false,
    };
    let second = pair.1;
    println!("{} {}", is_none(), second.0);
}
