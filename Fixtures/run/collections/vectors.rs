// Vec: growing, removing, draining, sorting, nesting, capacity, comparison.

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Card {
    suit: char,
    value: u8,
}

fn sieve(limit: usize) -> Vec<usize> {
    let mut is_prime = vec![true; limit + 1];
    let mut primes = Vec::new();
    for n in 2..=limit {
        if is_prime[n] {
            primes.push(n);
            let mut multiple = n * n;
            while multiple <= limit {
                is_prime[multiple] = false;
                multiple += n;
            }
        }
    }
    primes
}

fn merge_sort<T: PartialOrd + Clone>(list: &[T]) -> Vec<T> {
    if list.len() < 2 {
        return list.to_vec();
    }
    let (left, right) = list.split_at(list.len() / 2);
    let (left, right) = (merge_sort(left), merge_sort(right));
    let mut result = Vec::with_capacity(list.len());
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] <= right[j] {
            result.push(left[i].clone());
            i += 1;
        } else {
            result.push(right[j].clone());
            j += 1;
        }
    }
    result.extend_from_slice(&left[i..]);
    result.extend_from_slice(&right[j..]);
    result
}

fn main() {
    println!("{:?}", sieve(60));
    println!("{:?}", merge_sort(&[5, 2, 9, 1, 5, 6]));
    println!("{:?}", merge_sort(&["b".to_string(), "a".to_string()]));
    let mut v = vec![1, 2, 3];
    v.push(4);
    v.insert(1, 10);
    println!("{v:?} {:?} {}", v.pop(), v.remove(0));
    println!("{:?} {} {:?}", v.swap_remove(0), v.len(), v);
    v.extend([7, 8, 9]);
    println!("{:?} {:?}", v.drain(1..3).collect::<Vec<_>>(), v);
    v.truncate(1);
    v.resize(4, -1);
    println!("{v:?} {}", v.contains(&-1));
    v.dedup();
    v.append(&mut vec![5, 6]);
    println!("{v:?} {:?}", v.split_off(2));
    println!("{:?} {:?} {:?}", v.first(), v.last(), v.get(5));
    v.clear();
    println!("{} {:?}", v.is_empty(), v.iter().max());
    let mut grid = vec![vec![0; 3]; 2];
    grid[1][2] = 5;
    grid.push(vec![]);
    println!("{grid:?} {}", grid.iter().map(Vec::len).sum::<usize>());
    let mut cards = vec![
        Card { suit: 's', value: 3 },
        Card { suit: 'h', value: 9 },
        Card { suit: 'h', value: 2 },
    ];
    cards.sort();
    println!("{:?}", cards.iter().map(|c| format!("{}{}", c.suit, c.value)).collect::<Vec<_>>());
    cards.sort_by_key(|c| std::cmp::Reverse(c.value));
    println!("{:?}", cards.iter().map(|c| c.value).collect::<Vec<_>>());
    println!("{} {}", vec![1, 2] < vec![1, 2, 0], vec![1, 2] == [1, 2]);
    let boxed: Box<[i32]> = vec![1, 2].into_boxed_slice();
    println!("{} {:?}", boxed.len(), boxed.into_vec());
    println!("{}", Vec::<i32>::with_capacity(10).capacity() >= 10);
    let strings: Vec<String> = vec!["a".into(), "b".into()];
    println!("{}", strings.concat() + &strings.join("+"));
    let mut words = vec!["delta", "Alpha", "charlie", "Bravo"];
    words.sort_by_key(|w| w.to_lowercase());
    println!("{words:?} {:?}", words.iter().rev().take(2).collect::<Vec<_>>());
    println!("{:?}", words.chunks(3).map(|c| c.len()).collect::<Vec<_>>());
}
