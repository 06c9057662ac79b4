// Locals of a macro and of its user do not meet; items, labels and arguments do; nested definitions.

macro_rules! swap_sum {
    ($a:expr, $b:expr) => {{
        let temporary = $a;
        let result = $b * 100 + temporary;
        result
    }};
}

macro_rules! define {
    ($name:ident) => {
        let $name = 11;
    };
}

macro_rules! hidden {
    () => {
        let _local = 1;
    };
}

macro_rules! repeat {
    ($times:expr, $body:expr) => {{
        let mut i = 0;
        'outer: loop {
            if i >= $times {
                break 'outer;
            }
            i += 1;
            $body;
        }
        i
    }};
}

macro_rules! uses_item {
    () => {
        helper() + LIMIT
    };
}

const LIMIT: i32 = 50;

fn helper() -> i32 {
    7
}

macro_rules! make_adder {
    ($name:ident, $n:expr) => {
        macro_rules! $name {
            ($x:expr) => {
                $x + $n
            };
        }
    };
}

make_adder!(add_five, 5);

macro_rules! precedence {
    ($a:expr) => {
        $a * 2
    };
}

macro_rules! early {
    ($e:expr) => {
        match $e {
            Some(v) => v,
            None => return "nothing".to_string(),
        }
    };
}

fn first(text: &str) -> String {
    let c = early!(text.chars().next());
    format!("first {c}")
}

mod inner {
    macro_rules! local {
        ($x:expr) => {
            $crate::inner::twice($x)
        };
    }
    pub(crate) use local;

    pub fn twice(x: i32) -> i32 {
        x * 2
    }
}

fn main() {
    let temporary = 3;
    let result = 4;
    println!("{}", swap_sum!(temporary, result));
    define!(value);
    println!("{value}");
    let _local = 9;
    hidden!();
    println!("{_local}");
    let mut i = 0;
    let rounds = repeat!(4, i += 10);
    println!("{rounds} {i}");
    println!("{}", uses_item!());
    println!("{}", add_five!(10) * 2);
    println!("{}", precedence!(1 + 2));
    println!("{} {}", first("xyz"), first(""));
    println!("{}", inner::local!(21));
    println!("{}", { macro_rules! scoped { () => { "scoped" } } scoped!() });
}
