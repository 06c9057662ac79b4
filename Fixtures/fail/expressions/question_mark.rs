// ? in a function that returns nothing, and on a value that is no result.

fn parse(text: &str) -> Option<i32> {
    let n: i32 = text.parse()?; //~ E0277
    Some(n)
}

fn main() {
    let n: i32 = "5".parse::<i32>()?; //~ E0277
}
