// Methods and associated items that are not there.

struct Thing;

enum Color {
    Red,
}

fn main() {
    Thing.run(); //~ E0599
    Thing::create(); //~ E0599
    let v = vec![1];
    v.push_all(2); //~ E0599
    Color::Blue; //~ E0599
    5i32.length(); //~ E0599
    let c = Color::Red;
    c.name(); //~ E0599
}
