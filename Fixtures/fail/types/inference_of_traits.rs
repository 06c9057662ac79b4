// Types that only traits speak of.

fn main() {
    let c = "5".parse().unwrap(); //~ E0284
}

fn second() {
    let d = [1, 2].iter().collect(); //~ E0283
}
