// Different fields behind indices are borrowed at the same time, whatever the indices are.
struct Pair {
    a: i32,
    b: i32,
}

fn both(pairs: &mut [Pair], i: usize, j: usize) -> (&mut i32, &mut i32) {
    (&mut pairs[i].a, &mut pairs[j].b)
}

fn main() {
    let pairs: &mut [Pair] = &mut [Pair { a: 1, b: 2 }, Pair { a: 3, b: 4 }];
    let a = &mut pairs[0].a;
    let b = &mut pairs[0].b;
    std::mem::swap(a, b);
    let (a, b) = both(pairs, 1, 1);
    std::mem::swap(a, b);
    let mut boxed: Box<[Pair]> = vec![Pair { a: 5, b: 6 }].into_boxed_slice();
    let a = &mut boxed[0].a;
    let b = &mut boxed[0].b;
    std::mem::swap(a, b);
    for pair in pairs.iter().chain(boxed.iter()) {
        println!("{} {}", pair.a, pair.b);
    }
}
