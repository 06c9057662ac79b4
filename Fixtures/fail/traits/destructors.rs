// Destructors called by hand, and for what can have none.

struct Thing;

impl Drop for Thing {
    fn drop(&mut self) {}
}

trait Run {}

impl Drop for dyn Run { //~ E0120
    fn drop(&mut self) {}
}

impl Drop for u32 { //~ E0117 E0120
    fn drop(&mut self) {}
}

fn main() {
    let t = Thing;
    t.drop(); //~ E0040
}
