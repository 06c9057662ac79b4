// Functions as values: pointers in tables, parameters, results; paths to methods and constructors.

type Operation = fn(i32, i32) -> i32;

fn add(a: i32, b: i32) -> i32 {
    a + b
}

fn subtract(a: i32, b: i32) -> i32 {
    a - b
}

const TABLE: [(&str, Operation); 3] = [("add", add), ("sub", subtract), ("mul", |a, b| a * b)];

fn lookup(name: &str) -> Option<Operation> {
    TABLE.iter().find(|(n, _)| *n == name).map(|&(_, f)| f)
}

fn twice(f: fn(i32) -> i32, x: i32) -> i32 {
    f(f(x))
}

fn choose(fast: bool) -> fn(u64) -> u64 {
    fn slow_sum(n: u64) -> u64 {
        let mut sum = 0;
        let mut i = 1;
        while i <= n {
            sum += i;
            i += 1;
        }
        sum
    }
    fn fast_sum(n: u64) -> u64 {
        n * (n + 1) / 2
    }
    if fast { fast_sum } else { slow_sum }
}

#[derive(Debug)]
struct Wrapper(i32);

fn main() {
    for (name, f) in TABLE {
        println!("{name} {}", f(7, 3));
    }
    println!("{:?}", lookup("sub").map(|f| f(1, 2)));
    println!("{}", lookup("div").is_none());
    println!("{}", twice(|x| x * 3, 5));
    println!("{} {}", choose(true)(100), choose(false)(100));
    println!("{:?}", [1, 2, 3].map(Wrapper));
    println!("{:?}", vec![1, 2].into_iter().map(Some).collect::<Vec<_>>());
    let lengths: Vec<usize> = ["a", "bcd"].iter().map(|s| s.len()).collect();
    println!("{lengths:?} {:?}", ["x", "y"].map(str::to_uppercase));
    let f: fn(&'static str) -> String = String::from;
    println!("{}", f("text"));
    println!("{}", add as Operation == add as Operation);
    let mut handlers: Vec<Box<dyn Fn(i32) -> i32>> = vec![Box::new(|x| x + 1)];
    handlers.push(Box::new(i32::abs));
    println!("{:?}", handlers.iter().map(|h| h(-10)).collect::<Vec<_>>());
}
