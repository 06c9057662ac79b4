// Fill characters that are braces.

fn main() {
    println!("{0:{<1$}|{2:}>5}|{3:{^7}", "", 3, 7, "mid");
}
