// Recursive functions: direct, mutual, through slices and boxes, deep.

fn gcd(a: u64, b: u64) -> u64 {
    if b == 0 { a } else { gcd(b, a % b) }
}

fn ackermann(m: u64, n: u64) -> u64 {
    match (m, n) {
        (0, n) => n + 1,
        (m, 0) => ackermann(m - 1, 1),
        (m, n) => ackermann(m - 1, ackermann(m, n - 1)),
    }
}

fn is_even(n: u32) -> bool {
    n == 0 || is_odd(n - 1)
}

fn is_odd(n: u32) -> bool {
    n != 0 && is_even(n - 1)
}

fn hanoi(disks: u32, from: char, to: char, over: char, moves: &mut Vec<(char, char)>) {
    if disks > 0 {
        hanoi(disks - 1, from, over, to, moves);
        moves.push((from, to));
        hanoi(disks - 1, over, to, from, moves);
    }
}

fn permutations(items: &mut Vec<u8>, start: usize, out: &mut Vec<String>) {
    if start == items.len() {
        out.push(items.iter().map(|b| *b as char).collect());
        return;
    }
    for i in start..items.len() {
        items.swap(start, i);
        permutations(items, start + 1, out);
        items.swap(start, i);
    }
}

fn depth(n: u32) -> u32 {
    if n == 0 { 0 } else { 1 + depth(n - 1) }
}

fn main() {
    println!("{} {}", gcd(1071, 462), gcd(17, 5));
    println!("{} {}", ackermann(2, 3), ackermann(1, 10));
    println!("{} {}", is_even(10), is_odd(10));
    let mut moves = Vec::new();
    hanoi(4, 'a', 'c', 'b', &mut moves);
    println!("{} {:?}", moves.len(), &moves[..4]);
    let mut out = Vec::new();
    permutations(&mut b"abc".to_vec(), 0, &mut out);
    println!("{out:?}");
    println!("{}", depth(5000));
}
