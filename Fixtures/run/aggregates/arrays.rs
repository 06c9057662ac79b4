// Arrays: initialisers, indexing, length in the type, nesting, copies, equality, methods.

const SIDE: usize = 3;

fn transpose(matrix: [[i32; SIDE]; SIDE]) -> [[i32; SIDE]; SIDE] {
    let mut result = [[0; SIDE]; SIDE];
    for row in 0..SIDE {
        for column in 0..SIDE {
            result[column][row] = matrix[row][column];
        }
    }
    result
}

fn total<const N: usize>(values: [u32; N]) -> u32 {
    let mut sum = 0;
    for value in values {
        sum += value;
    }
    sum * N as u32
}

fn main() {
    let mut numbers = [5, 3, 8, 1];
    numbers[2] = 7;
    let copy = numbers;
    numbers[0] = 100;
    println!("{numbers:?} {copy:?} {}", numbers.len());
    println!("{:?}", [0u8; 6]);
    println!("{:?}", transpose([[1, 2, 3], [4, 5, 6], [7, 8, 9]]));
    println!("{} {}", total([1, 2, 3]), total([7; 10]));
    println!("{} {}", [1, 2] == [1, 2], [1, 2, 3] < [1, 3, 0]);
    numbers.sort();
    println!("{numbers:?} {:?}", numbers.iter().max());
    numbers.reverse();
    println!("{numbers:?} {}", numbers.contains(&7));
    println!("{:?} {:?}", numbers.first(), numbers.get(10));
    println!("{:?}", numbers.map(|n| n * 2));
    let names: [String; 2] = [String::from("x"), "y".into()];
    let [first, second] = names;
    println!("{second}{first}");
    let empty: [i32; 0] = [];
    println!("{empty:?} {}", empty.is_empty());
    numbers.swap(0, 3);
    println!("{numbers:?}");
    let mut grid = [['.'; 5]; 2];
    grid[1][3] = '#';
    for row in &grid {
        println!("{}", row.iter().collect::<String>());
    }
    println!("{}", std::mem::size_of::<[u16; 7]>());
}
