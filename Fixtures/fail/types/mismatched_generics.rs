// Arguments of generic types that differ.

fn sum(values: Vec<i32>) -> i32 {
    values.len() as i32
}

fn main() {
    let words: Vec<String> = vec!["a".to_string()];
    sum(words); //~ E0308
    let r: Result<i32, String> = Ok("x"); //~ E0308
    let o: Option<&str> = Some(5); //~ E0308
    let a: [i32; 3] = [1, 2]; //~ E0308
    let t: (i32, bool) = (1, 2); //~ E0308
    let f: fn(i32) -> i32 = |x: u8| x as i32; //~ E0308
}
