// What does not live across an await takes no room in a future; what lives at different times shares it.

use std::future::Future;
use std::mem::size_of_val;
async fn tick() {}
async fn big_before() -> u8 { let a = [1u8; 4096]; let n = a[7]; tick().await; n }
async fn two_phases() -> u8 { let x = { let a = [1u8; 4096]; tick().await; a[3] }; let y = { let b = [2u8; 4096]; tick().await; b[3] }; x + y }
async fn both() -> u8 { let a = [1u8; 4096]; tick().await; let b = [2u8; 4096]; tick().await; a[0] + b[0] }
async fn calls() { two_phases().await; two_phases().await; big_before().await; }
fn show<F: Future>(name: &str, f: F, low: usize, high: usize) { let n = size_of_val(&f); println!("{name} {}", n >= low && n < high); if n < low || n >= high { eprintln!("{name} {n}") } }
fn main() {
    show("big_before", big_before(), 0, 256);
    show("two_phases", two_phases(), 4096, 4096 + 512);
    show("both", both(), 8192, 8192 + 512);
    show("calls", calls(), 4096, 9000);
    show("param", async { let s = String::new(); let t = s; tick().await; drop(t) }, 24, 128);
}
