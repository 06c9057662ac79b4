// Operators on types that do not have them.

struct Money(i32);

fn main() {
    let a = Money(1);
    let b = Money(2);
    let c = a + b; //~ E0369
    let d = Money(1) == Money(2); //~ E0369
    let e = -"text"; //~ E0600
    let f = !1.5; //~ E0600
    let g = "a" + "b"; //~ E0369
    let h = 1 + 1.0; //~ E0277
}
