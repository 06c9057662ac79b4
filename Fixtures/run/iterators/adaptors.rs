// Adaptors over slices, vectors, ranges and text, and what consumes them.

fn main() {
    let numbers = vec![4, 8, 15, 16, 23, 42];
    println!("{:?}", numbers.iter().map(|n| n * 2).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().filter(|n| *n % 2 == 1).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().filter_map(|n| if n > &15 { Some(n - 15) } else { None }).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().enumerate().skip(1).step_by(2).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().zip("abc".chars()).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().take(2).chain([1, 2].iter()).rev().collect::<Vec<_>>());
    println!("{:?}", numbers.iter().take_while(|n| **n < 16).count());
    println!("{:?}", numbers.iter().skip_while(|n| **n < 16).copied().collect::<Vec<i32>>());
    println!("{:?}", numbers.iter().map_while(|n| 16i32.checked_sub(*n).filter(|d| *d > 0)).collect::<Vec<_>>());
    println!("{:?}", numbers.iter().scan(0, |sum, n| { *sum += n; Some(*sum) }).collect::<Vec<_>>());
    println!("{} {}", numbers.iter().sum::<i32>(), numbers.iter().take(3).product::<i32>());
    println!("{:?} {:?}", numbers.iter().min(), numbers.iter().max_by(|a, b| (*a % 10).cmp(&(*b % 10))));
    println!("{:?} {:?}", numbers.iter().last(), numbers.iter().nth(2));
    println!("{:?} {:?}", numbers.iter().position(|n| *n == 16), numbers.iter().rposition(|n| *n < 16));
    println!("{}", numbers.iter().fold(0, |a, b| a * 2 + b));
    println!("{:?}", numbers.iter().copied().reduce(|a, b| b - a));
    let mut seen = vec![];
    let total: i32 = numbers.iter().inspect(|n| seen.push(**n)).take(2).sum();
    println!("{total} {seen:?}");
    let mut peekable = numbers.iter().peekable();
    let mut groups = vec![];
    while let Some(n) = peekable.next() {
        let mut group = vec![*n];
        while let Some(next) = peekable.next_if(|m| **m - group[group.len() - 1] <= 4) {
            group.push(*next);
        }
        groups.push(group);
    }
    println!("{groups:?}");
    println!("{:?}", groups.iter().flatten().collect::<Vec<_>>().len());
    println!("{:?}", (1..=3).flat_map(|n| vec![n; n]).collect::<Vec<_>>());
    println!("{:?}", (1..=3).cycle().take(7).collect::<Vec<_>>());
    println!("{:?}", (0..20).rev().step_by(6).collect::<Vec<_>>());
    println!("{} {}", (1..=100).sum::<u32>(), (1..=5u64).product::<u64>());
    println!("{:?}", ('a'..='e').rev().collect::<String>());
    println!("{:?} {:?}", (0..5).len(), (0..10).size_hint());
    println!("{} {}", [1, 2].iter().eq([1, 2].iter()), (1..3).lt(1..4));
    println!("{:?}", std::iter::repeat("x").take(3).collect::<String>());
    println!("{:?}", std::iter::once(1).chain(std::iter::empty()).collect::<Vec<i32>>());
    let mut n = 1;
    println!("{:?}", std::iter::from_fn(|| { n *= 2; if n < 50 { Some(n) } else { None } }).collect::<Vec<_>>());
    let mut by = numbers.into_iter();
    let firsts: Vec<i32> = by.by_ref().take(2).collect();
    println!("{firsts:?} {:?}", by.collect::<Vec<_>>());
    println!("{:?}", [3, 1, 2].iter().min_by_key(|n| (**n - 2i32).abs()));
    println!("{:?}", [1.5, 0.5].iter().cloned().fold(f64::INFINITY, f64::min));
    println!("{:?}", (1..=10).try_fold(0i8, |sum, n| sum.checked_add(n * 5)));
    println!("{:?}", "a-b_c".split(|c| c == '-' || c == '_').map(str::len).sum::<usize>());
}
