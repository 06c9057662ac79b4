// A macro named through a module that stands later in the same block.

fn main() {
    inner::say!("hello");
    mod inner {
        macro_rules! say {
            ($text:literal) => {
                println!("{}", $text)
            };
        }
        pub(crate) use say;
    }
    let args = format_args!("{:?}", Some(String::from("kept"))).to_string();
    println!("{args}");
    let late = format_args!("{}", Noisy(1));
    println!("{late}");
    println!("end");
}

struct Noisy(u8);
impl Drop for Noisy {
    fn drop(&mut self) {
        println!("drop {}", self.0);
    }
}
impl std::fmt::Display for Noisy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "noisy {}", self.0)
    }
}
