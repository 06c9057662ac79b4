// Slices: sub-slices, mutation through them, splitting, windows, chunks, searching, sorting.

fn sum(values: &[i32]) -> i32 {
    match values {
        [] => 0,
        [first, rest @ ..] => first + sum(rest),
    }
}

fn rotate_left(values: &mut [i32]) {
    if values.is_empty() {
        return;
    }
    let first = values[0];
    for i in 1..values.len() {
        values[i - 1] = values[i];
    }
    values[values.len() - 1] = first;
}

fn binary_search(values: &[i32], wanted: i32) -> Option<usize> {
    let (mut low, mut high) = (0, values.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if values[middle] == wanted {
            return Some(middle);
        } else if values[middle] < wanted {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    None
}

fn main() {
    let mut data = [9, 2, 7, 4, 5];
    println!("{} {} {}", sum(&data), sum(&data[1..3]), sum(&[]));
    rotate_left(&mut data[1..]);
    println!("{data:?}");
    let (left, right) = data.split_at_mut(2);
    std::mem::swap(&mut left[0], &mut right[2]);
    println!("{data:?}");
    data.sort_by(|a, b| b.cmp(a));
    println!("{data:?} {:?}", &data[..=1]);
    data.sort_unstable();
    println!("{:?} {:?}", binary_search(&data, 7), binary_search(&data, 8));
    println!("{:?} {:?}", data.binary_search(&5), data.binary_search(&6));
    for pair in data.windows(2) {
        print!("{} ", pair[1] - pair[0]);
    }
    println!();
    for chunk in data.chunks(2) {
        print!("{chunk:?} ");
    }
    println!();
    println!("{:?} {:?}", data.split_first(), data.split_last());
    println!("{:?}", data.iter().position(|&x| x == 4));
    println!("{:?}", [1, 0, 2, 0, 3].split(|&x| x == 0).collect::<Vec<_>>());
    println!("{:?}", data.concat_with(&[1, 2]));
    data[1..4].fill(0);
    println!("{data:?} {:?}", data.to_vec());
    println!("{} {}", data.starts_with(&[2, 0]), data.ends_with(&[9]));
    let mut target = [0; 3];
    target.copy_from_slice(&data[2..]);
    println!("{target:?}");
}

trait ConcatWith {
    fn concat_with(&self, other: &[i32]) -> Vec<i32>;
}

impl ConcatWith for [i32] {
    fn concat_with(&self, other: &[i32]) -> Vec<i32> {
        let mut result = self.to_vec();
        result.extend_from_slice(other);
        result
    }
}
