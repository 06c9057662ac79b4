// Const generics: lengths, values, inference of them, methods on arrays of every length.

#[derive(Debug, Clone, Copy, PartialEq)]
struct Matrix<const R: usize, const C: usize> {
    cells: [[i64; C]; R],
}

impl<const R: usize, const C: usize> Matrix<R, C> {
    const CELLS: usize = R * C;

    fn zero() -> Self {
        Matrix { cells: [[0; C]; R] }
    }

    fn multiply<const K: usize>(&self, other: &Matrix<C, K>) -> Matrix<R, K> {
        let mut result = Matrix::<R, K>::zero();
        for r in 0..R {
            for k in 0..K {
                for c in 0..C {
                    result.cells[r][k] += self.cells[r][c] * other.cells[c][k];
                }
            }
        }
        result
    }

    fn transpose(&self) -> Matrix<C, R> {
        let mut result = Matrix::zero();
        for r in 0..R {
            for c in 0..C {
                result.cells[c][r] = self.cells[r][c];
            }
        }
        result
    }
}

impl<const N: usize> Matrix<N, N> {
    fn identity() -> Self {
        let mut result = Self::zero();
        for i in 0..N {
            result.cells[i][i] = 1;
        }
        result
    }
}

struct Ring<T, const N: usize> {
    items: [Option<T>; N],
    next: usize,
}

impl<T: Copy, const N: usize> Ring<T, N> {
    fn new() -> Self {
        Ring { items: [None; N], next: 0 }
    }

    fn push(&mut self, item: T) -> Option<T> {
        let old = self.items[self.next].replace(item);
        self.next = (self.next + 1) % N;
        old
    }
}

fn sum<const N: usize>(values: &[i32; N]) -> i32 {
    values.iter().sum::<i32>() + N as i32
}

fn flag<const LOUD: bool>(text: &str) -> String {
    if LOUD { text.to_uppercase() } else { text.to_string() }
}

fn main() {
    let a = Matrix { cells: [[1, 2, 3], [4, 5, 6]] };
    let product = a.multiply(&a.transpose());
    println!("{product:?}");
    println!("{}", product.multiply(&Matrix::identity()) == product);
    println!("{} {}", Matrix::<2, 3>::CELLS, Matrix::<4, 4>::CELLS);
    let mut ring = Ring::<char, 2>::new();
    println!("{:?} {:?} {:?}", ring.push('a'), ring.push('b'), ring.push('c'));
    println!("{} {}", sum(&[1, 2, 3]), sum(&[]));
    println!("{} {}", flag::<true>("hey"), flag::<false>("hey"));
}
