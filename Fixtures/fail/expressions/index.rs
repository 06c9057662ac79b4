// Indexing what cannot be indexed, and with the wrong type.

struct Bag;

fn main() {
    let n = 5;
    n[0]; //~ E0608
    Bag[1]; //~ E0608
    let v = vec![1, 2];
    v["a"]; //~ E0277
    let a = [1, 2];
    let i: i32 = 1;
    a[i]; //~ E0277
}
