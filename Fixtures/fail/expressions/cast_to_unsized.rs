// A cast to a type without a size.

fn main() {
    let v = [1usize, 2];
    let s = &v as [usize]; //~ E0620
}
