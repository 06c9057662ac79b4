// Lengths of arrays in generic types are constants that no parameter changes.
const SIZE: usize = 3;

#[derive(Debug)]
struct Padded<T>([u8; SIZE], T);
type Twice<T> = Padded<Padded<T>>;

#[derive(Debug)]
enum Row<T> {
    Full { cells: [T; SIZE * 2] },
    Empty([(); SIZE - 3]),
}

impl<T: Copy> Row<T> {
    fn of(cell: T) -> Self {
        Row::Full { cells: [cell; SIZE * 2] }
    }
}

fn main() {
    let inner = Padded([1; SIZE], "inner");
    let twice: Twice<&str> = Padded([2; SIZE], inner);
    println!("{twice:?}");
    println!("{:?} {:?}", Row::of('x'), Row::<char>::Empty([]));
}
