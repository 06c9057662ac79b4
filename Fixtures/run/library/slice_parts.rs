// Parts of slices: chunks, windows and splits from both ends, shared and mutable.

fn show<T: std::fmt::Debug>(name: &str, parts: impl Iterator<Item = T>) {
    println!("{name}: {:?}", parts.collect::<Vec<_>>());
}

fn chunks() {
    let numbers = [1, 2, 3, 4, 5, 6, 7];
    show("chunks", numbers.chunks(3));
    show("chunks rev", numbers.chunks(3).rev());
    show("rchunks", numbers.rchunks(3));
    show("rchunks rev", numbers.rchunks(3).rev());
    show("exact", numbers.chunks_exact(2));
    show("exact rev", numbers.chunks_exact(2).rev());
    show("rexact", numbers.rchunks_exact(2));
    println!("{:?} {:?}", numbers.chunks_exact(2).remainder(), numbers.rchunks_exact(2).remainder());
    println!("{:?} {:?}", numbers.chunks(3).nth(1), numbers.chunks(3).nth(3));
    println!("{:?} {:?} {}", numbers.chunks(3).last(), numbers.rchunks(2).nth(3), numbers.chunks(4).len());
    show("windows", numbers.windows(5));
    show("windows rev", numbers.windows(5).rev());
    show("array windows", numbers.array_windows::<6>().rev());
    let (whole, rest) = numbers.as_chunks::<2>();
    println!("{whole:?} {rest:?} {:?}", numbers.as_rchunks::<4>());
    println!("{:?} {:?}", numbers.as_array::<7>(), numbers.as_array::<6>().is_none());
}

fn mutable() {
    let mut numbers = [1, 2, 3, 4, 5, 6, 7];
    for (index, chunk) in numbers.rchunks_mut(3).enumerate() {
        chunk[0] += 10 * index as i32;
    }
    for chunk in numbers.rchunks_exact_mut(2) {
        chunk.swap(0, 1);
    }
    for chunk in numbers.chunks_mut(4).rev() {
        chunk.reverse();
    }
    println!("{numbers:?}");
    for part in numbers.split_mut(|x| x % 2 == 0) {
        part.fill(1);
    }
    println!("{numbers:?}");
    for part in numbers.split_inclusive_mut(|x| x % 2 == 0) {
        let last = part.len() - 1;
        part[last] = -part[last];
    }
    println!("{numbers:?}");
    for part in numbers.rsplitn_mut(2, |x| *x == 1) {
        part.reverse();
        println!("{part:?}");
    }
    for part in numbers.chunk_by_mut(|a, b| a <= b) {
        part[0] = 0;
    }
    println!("{numbers:?}");
    let (whole, rest) = numbers.as_chunks_mut::<3>();
    whole[1][2] = 99;
    rest[0] = 98;
    println!("{numbers:?}");
}

fn splits() {
    let numbers = [3, 1, 0, 4, 5, 0, 6, 0];
    show("split", numbers.split(|x| *x == 0));
    show("split rev", numbers.split(|x| *x == 0).rev());
    show("rsplit", numbers.rsplit(|x| *x == 0));
    show("inclusive", numbers.split_inclusive(|x| *x == 0));
    show("inclusive rev", numbers.split_inclusive(|x| *x == 0).rev());
    show("splitn", numbers.splitn(2, |x| *x == 0));
    show("rsplitn", numbers.rsplitn(3, |x| *x == 0));
    show("chunk_by", numbers.chunk_by(|a, b| a < b));
    show("chunk_by rev", numbers.chunk_by(|a, b| a < b).rev());
    println!("{:?}", numbers.split(|x| *x == 0).size_hint());
}

fn taking() {
    let mut rest = &[1, 2, 3, 4, 5, 6][..];
    println!("{:?} {:?}", rest.split_off(..2), rest.split_off(3..));
    println!("{:?} {:?} {rest:?}", rest.split_off(7..), rest.split_off_last());
    let mut array = ['a', 'b', 'c', 'd'];
    let mut mutable = &mut array[..];
    *mutable.split_off_first_mut().unwrap() = 'A';
    mutable.split_off_mut(..=1).unwrap().reverse();
    println!("{} {mutable:?}", mutable.len());
    println!("{array:?}");
    let mut numbers = [10, 20, 30, 40, 50];
    if let Ok([a, b]) = numbers.get_disjoint_mut([4, 0]) {
        std::mem::swap(a, b);
    }
    if let Ok([a, b]) = numbers.get_disjoint_mut([1..3, 3..4]) {
        a[0] += b[0];
    }
    println!("{:?}", numbers.get_disjoint_mut([1, 1]));
    println!("{:?}", numbers.get_disjoint_mut([5]));
    println!("{numbers:?}");
    println!("{:?} {:?}", numbers.element_offset(&numbers[3]), numbers.element_offset(&3));
}

fn main() {
    chunks();
    mutable();
    splits();
    taking();
}
