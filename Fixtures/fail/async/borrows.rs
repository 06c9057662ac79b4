// Borrows and moves in async bodies.

use std::future::Future;

async fn tick() {}

async fn returns_local() -> &'static str {
    let text = String::from("x");
    let reference = &text;
    tick().await;
    reference //~ E0515
}

fn escapes() -> impl Future<Output = usize> {
    let text = String::new();
    async { text.len() } //~ E0373
}

async fn twice() {
    let mut x = 1;
    let a = &mut x;
    tick().await;
    let b = &mut x; //~ E0499
    *a = 1;
    *b = 2;
}

async fn takes(text: &mut String) -> usize {
    text.len()
}
async fn conflict() {
    let mut text = String::new();
    let future = takes(&mut text);
    text.push('a'); //~ E0499
    future.await;
}
async fn captured() {
    let mut text = String::new();
    takes(&mut text).await;
    text.push('a');
    let read = async { text.len() };
    read.await;
    text.push('b');
    let write = async { text.push('c') };
    text.push('d'); //~ E0499
    write.await;
}

async fn moved(list: Vec<i32>) {
    drop(list);
    tick().await;
    println!("{:?}", list); //~ E0382
}

fn main() {}
