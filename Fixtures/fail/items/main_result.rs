// main's result must be something that can end a program.

fn main() -> String { //~ E0277
    String::new()
}
