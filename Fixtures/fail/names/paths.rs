// Paths through modules and types that are not there.

mod inner {
    pub fn f() {}
}

fn main() {
    inner::g(); //~ E0425
    outer::f(); //~ E0433
    Missing::new(); //~ E0433
    std::nothing::f(); //~ E0433
    inner::f();
}
