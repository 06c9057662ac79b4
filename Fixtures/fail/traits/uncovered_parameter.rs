// A foreign trait for a bare type parameter.

impl<T> std::fmt::Display for T { //~ E0210
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        Ok(())
    }
}

fn main() {}
