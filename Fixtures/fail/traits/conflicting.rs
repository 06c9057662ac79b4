// Two implementations for one type.

trait Name {
    fn name(&self) -> String;
}

impl<T> Name for T {
    fn name(&self) -> String {
        String::new()
    }
}

impl Name for i32 { //~ E0119
    fn name(&self) -> String {
        String::new()
    }
}

fn main() {}
