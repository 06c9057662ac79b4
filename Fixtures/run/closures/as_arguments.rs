// Closures handed to library functions: sorting, searching, folding, retaining, entry APIs.

#[derive(Debug, Clone)]
struct Employee {
    name: &'static str,
    salary: u32,
    team: char,
}

fn apply_n(n: usize, mut action: impl FnMut(usize)) {
    for i in 0..n {
        action(i);
    }
}

fn filter<T, P>(items: Vec<T>, predicate: P) -> Vec<T>
where
    P: Fn(&T) -> bool,
{
    let mut result = Vec::new();
    for item in items {
        if predicate(&item) {
            result.push(item);
        }
    }
    result
}

fn main() {
    let mut staff = vec![
        Employee { name: "Zoe", salary: 300, team: 'b' },
        Employee { name: "Al", salary: 100, team: 'a' },
        Employee { name: "Mia", salary: 200, team: 'b' },
        Employee { name: "Bo", salary: 100, team: 'a' },
    ];
    staff.sort_by_key(|e| e.salary);
    println!("{:?}", staff.iter().map(|e| e.name).collect::<Vec<_>>());
    staff.sort_by(|a, b| a.team.cmp(&b.team).then(b.name.cmp(a.name)));
    println!("{:?}", staff.iter().map(|e| e.name).collect::<Vec<_>>());
    let best = staff.iter().max_by_key(|e| e.salary).unwrap();
    println!("{best:?}");
    println!("{:?}", staff.iter().find(|e| e.team == 'b').map(|e| e.name));
    let rich = filter(staff.clone(), |e| e.salary > 150);
    println!("{}", rich.len());
    staff.retain(|e| e.team == 'a');
    println!("{}", staff.len());
    let mut squares = Vec::new();
    apply_n(5, |i| squares.push(i * i));
    println!("{squares:?}");
    let threshold = 5;
    let (small, large): (Vec<usize>, Vec<usize>) = squares.iter().partition(|&&s| s < threshold);
    println!("{small:?} {large:?}");
    println!("{}", squares.iter().fold(String::new(), |text, s| format!("{text}{s};")));
    println!("{}", squares.iter().any(|&s| s == 9) && squares.iter().all(|s| *s < 17));
    let mut total = 0;
    squares.iter().for_each(|s| total += s);
    println!("{total}");
    println!("{:?}", Some(3).map(|x| x * threshold).filter(|x| *x > 10));
    println!("{:?}", (1..4).flat_map(|n| (0..n).map(move |m| n * 10 + m)).collect::<Vec<_>>());
    squares.sort_unstable_by(|a, b| b.cmp(a));
    println!("{squares:?} {:?}", squares.binary_search_by(|probe| 9.cmp(probe)));
    println!("{:?}", std::iter::successors(Some(1), |n| if *n < 100 { Some(n * 3) } else { None }).collect::<Vec<i32>>());
}
