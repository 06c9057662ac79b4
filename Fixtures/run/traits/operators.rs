// Operator traits: arithmetic, compound assignment, negation, comparison, index, deref, call results.

use std::ops::{Add, AddAssign, BitOr, Deref, DerefMut, Index, IndexMut, Mul, Neg, Not, Rem, Shl, Sub};

#[derive(Debug, Clone, Copy, PartialEq)]
struct Vector {
    x: f64,
    y: f64,
}

impl Add for Vector {
    type Output = Vector;
    fn add(self, other: Vector) -> Vector {
        Vector { x: self.x + other.x, y: self.y + other.y }
    }
}

impl<'a> Add<&'a Vector> for &'a Vector {
    type Output = Vector;
    fn add(self, other: &Vector) -> Vector {
        *self + *other
    }
}

impl Sub for Vector {
    type Output = Vector;
    fn sub(self, other: Vector) -> Vector {
        self + -other
    }
}

impl Neg for Vector {
    type Output = Vector;
    fn neg(self) -> Vector {
        self * -1.0
    }
}

impl Mul<f64> for Vector {
    type Output = Vector;
    fn mul(self, k: f64) -> Vector {
        Vector { x: self.x * k, y: self.y * k }
    }
}

impl Mul<Vector> for f64 {
    type Output = Vector;
    fn mul(self, v: Vector) -> Vector {
        v * self
    }
}

impl Mul for Vector {
    type Output = f64;
    fn mul(self, other: Vector) -> f64 {
        self.x * other.x + self.y * other.y
    }
}

impl AddAssign for Vector {
    fn add_assign(&mut self, other: Vector) {
        *self = *self + other;
    }
}

struct Grid {
    width: usize,
    cells: Vec<char>,
}

impl Index<(usize, usize)> for Grid {
    type Output = char;
    fn index(&self, (x, y): (usize, usize)) -> &char {
        &self.cells[y * self.width + x]
    }
}

impl IndexMut<(usize, usize)> for Grid {
    fn index_mut(&mut self, (x, y): (usize, usize)) -> &mut char {
        &mut self.cells[y * self.width + x]
    }
}

#[derive(Debug, PartialEq, Clone, Copy)]
struct Set(u32);

impl BitOr for Set {
    type Output = Set;
    fn bitor(self, other: Set) -> Set {
        Set(self.0 | other.0)
    }
}

impl Not for Set {
    type Output = Set;
    fn not(self) -> Set {
        Set(!self.0 & 0xFF)
    }
}

impl Shl<u32> for Set {
    type Output = Set;
    fn shl(self, n: u32) -> Set {
        Set(self.0 << n)
    }
}

impl Rem<u32> for Set {
    type Output = u32;
    fn rem(self, n: u32) -> u32 {
        self.0 % n
    }
}

struct Logged {
    inner: Vec<i32>,
    reads: std::cell::Cell<u32>,
}

impl Deref for Logged {
    type Target = Vec<i32>;
    fn deref(&self) -> &Vec<i32> {
        self.reads.set(self.reads.get() + 1);
        &self.inner
    }
}

impl DerefMut for Logged {
    fn deref_mut(&mut self) -> &mut Vec<i32> {
        &mut self.inner
    }
}

fn main() {
    let a = Vector { x: 1.0, y: 2.0 };
    let b = Vector { x: 0.5, y: -1.0 };
    println!("{:?} {:?} {:?}", a + b, a - b, -a);
    println!("{:?} {} {:?}", a * 2.0, a * b, 2.0 * b);
    println!("{:?}", &a + &b);
    let mut c = a;
    c += b;
    c += c;
    println!("{c:?} {}", c == Vector { x: 3.0, y: 2.0 });
    let mut grid = Grid { width: 3, cells: vec!['.'; 6] };
    grid[(1, 1)] = '#';
    println!("{} {} {}", grid[(1, 1)], grid[(0, 0)], grid.cells.iter().collect::<String>());
    println!("{:?} {:?} {}", Set(1) | Set(1) << 3, !Set(0xF0), Set(10) % 4);
    let mut logged = Logged { inner: vec![3, 1, 2], reads: Default::default() };
    logged.push(0);
    logged.sort();
    println!("{} {:?} {}", logged.len(), logged.first(), logged[2]);
    println!("{}", logged.reads.get());
    *logged = vec![];
    println!("{}", logged.is_empty());
}
