// Functions and constants inside a function do not see its variables.

fn main() {
    let count = 5;
    fn inner() -> i32 {
        count //~ E0434
    }
    const SIZE: usize = count; //~ E0435
    let array = [0; count]; //~ E0435
    inner();
}
