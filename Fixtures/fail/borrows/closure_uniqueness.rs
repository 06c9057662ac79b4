// A closure that writes through a reference has it for itself.

fn inside(n: &mut i32) {}

fn outside(n: &mut i32) {}

fn one(a: &mut i32) {
    let mut change = || inside(a);
    outside(a); //~ E0501
    change();
}

fn two(a: &mut i32) {
    let mut first = || inside(a);
    let mut second = || inside(a); //~ E0524
    first();
    second();
}

fn main() {}
