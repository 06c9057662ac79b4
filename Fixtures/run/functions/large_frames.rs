fn big(n: usize) -> usize { let mut a = [0u8; 8192]; for i in 0..a.len() { a[i] = (i + n) as u8; } a.iter().map(|x| *x as usize).sum() }
fn huge(n: usize) -> usize { let mut a = [0u8; 100_000]; a[n] = 7; a.iter().map(|x| *x as usize).sum::<usize>() + big(n) }
fn deep(n: u64) -> u64 { let a = [n; 2000]; if n == 0 { a[0] } else { deep(n - 1) + a[(n % 2000) as usize] } }
// Frames of several pages, in recursion too.
fn main() { println!("{} {} {}", big(3), huge(5), deep(50)); }
