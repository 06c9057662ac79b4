// `Self::Item` in an impl of a trait is the trait's item, whatever the bounds of a parameter have.

trait Getter {
    type Output;
    fn get(&mut self) -> Result<Self::Output, String>;
}
impl<F: FnMut() -> Result<T, String>, T> Getter for F {
    type Output = T;
    fn get(&mut self) -> Result<Self::Output, String> {
        self()
    }
}

trait Shape {
    type Side: Default;
    fn side(&self) -> Self::Side;
}
impl<T: Clone> Shape for T {
    type Side = Option<T>;
    fn side(&self) -> Self::Side {
        let none: Self::Side = Default::default();
        none.or(Some(self.clone()))
    }
}

fn main() {
    let mut count = 0;
    let mut counter = || {
        count += 1;
        if count < 2 { Ok(count) } else { Err(format!("at {count}")) }
    };
    println!("{:?} {:?}", counter.get(), counter.get());
    println!("{:?}", 'x'.side());
}
