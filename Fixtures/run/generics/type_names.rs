// type_name: whole paths of items, their arguments, functions, closures and objects.

use std::any::type_name;

struct Local;

mod inner {
    pub struct Pair<A, B>(pub A, pub B);
    pub enum Choice {
        One,
    }
    impl Choice {
        pub fn number(&self) -> u32 {
            match self {
                Choice::One => 1,
            }
        }
    }
    pub trait Named {
        const NAME: &'static str = "named";
    }
}

fn name<T>(_: &T) -> &'static str {
    type_name::<T>().rsplit_once("::").map_or("?", |(_, last)| last)
}

/// Without the crate, whose name is the file's.
fn rest(text: &str) -> String {
    text.split("type_names::").collect()
}

fn main() {
    println!("{} {}", type_name::<i32>(), type_name::<&mut [u8]>());
    println!("{} {}", type_name::<Option<String>>(), type_name::<Vec<Box<str>>>());
    println!("{}", type_name::<(u8, fn(u8) -> i64, [char; 3])>());
    println!("{}", rest(type_name::<inner::Pair<Local, inner::Choice>>()));
    println!("{}", rest(type_name::<Box<dyn Fn(i32) -> u8 + Send>>()));
    println!("{} {}", name(&main), name(&inner::Choice::number));
    println!("{}", name(&|x: i32| x + 1));
    println!("{}", inner::Choice::One.number());
    struct Inside;
    println!("{}", rest(type_name::<Inside>()));
}
