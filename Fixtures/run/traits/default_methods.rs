// Default methods, overriding, supertraits, static methods, traits for foreign types, generic traits.

use std::fmt::Debug;

trait Named {
    fn name(&self) -> String;
}

trait Animal: Named {
    fn noise(&self) -> &str {
        "..."
    }

    fn speak(&self) -> String {
        format!("{} says {}", self.name(), self.noise())
    }

    fn legs() -> u32
    where
        Self: Sized,
    {
        4
    }
}

struct Dog;
struct Bird(String);

impl Named for Dog {
    fn name(&self) -> String {
        "dog".into()
    }
}

impl Animal for Dog {
    fn noise(&self) -> &str {
        "woof"
    }
}

impl Named for Bird {
    fn name(&self) -> String {
        self.0.clone()
    }
}

impl Animal for Bird {
    fn speak(&self) -> String {
        self.name() + " sings"
    }
    fn legs() -> u32 {
        2
    }
}

trait Double {
    fn double(&self) -> Self;
}

impl Double for i32 {
    fn double(&self) -> i32 {
        self * 2
    }
}

impl Double for String {
    fn double(&self) -> String {
        self.clone() + self
    }
}

impl<T: Double> Double for Vec<T> {
    fn double(&self) -> Vec<T> {
        self.iter().map(|x| x.double()).collect()
    }
}

impl<T: Double, U: Double> Double for (T, U) {
    fn double(&self) -> Self {
        (self.0.double(), self.1.double())
    }
}

trait Convert<T> {
    fn convert(&self) -> T;
}

impl Convert<String> for u8 {
    fn convert(&self) -> String {
        format!("<{self}>")
    }
}

impl Convert<f32> for u8 {
    fn convert(&self) -> f32 {
        *self as f32 / 2.0
    }
}

trait Loud: Debug {
    fn loud(&self) -> String {
        format!("{self:?}!")
    }
}

impl<T: Debug> Loud for T {}

fn legs_of<A: Animal>(_: &A) -> u32 {
    A::legs()
}

fn main() {
    let bird = Bird("wren".to_string());
    println!("{} / {}", Dog.speak(), bird.speak());
    println!("{} {} {}", legs_of(&Dog), legs_of(&bird), <Dog as Animal>::legs());
    println!("{:?}", vec![(1, "a".to_string()), (2, "b".to_string())].double());
    let text: String = 7u8.convert();
    let half: f32 = 7u8.convert();
    println!("{text} {half} {}", Convert::<String>::convert(&9));
    println!("{} {}", 5.loud(), "x".loud());
}
