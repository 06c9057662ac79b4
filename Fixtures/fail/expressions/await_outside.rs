// await in a function that is not async.

async fn number() -> i32 {
    1
}

fn main() {
    let n = number().await; //~ E0728
}
