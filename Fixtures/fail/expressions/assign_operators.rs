// Compound assignment to types that do not have it.

struct Money(i32);

fn main() {
    let mut a = Money(1);
    a += Money(2); //~ E0368
    let mut s = "x";
    s += "y"; //~ E0368
    let mut n = 1;
    n += 1.5; //~ E0277
}
