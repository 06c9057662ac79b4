// Types around futures that do not fit.

use std::future::Future;
use std::pin::Pin;

fn number() -> i32 {
    5
}
async fn text() -> i32 {
    "x" //~ E0308
}
fn takes<F: Future<Output = String>>(_future: F) {}

async fn awaits() {
    number().await; //~ E0277
    let _closure = || {
        text().await; //~ E0728
    };
    let _text: String = text().await; //~ E0308
}

fn main() {
    takes(text()); //~ E0271
    takes(async { 5 }); //~ E0271
    let _number: i32 = text(); //~ E0308
    let _boxed: Pin<Box<dyn Future<Output = u8>>> = Box::pin(async { "a" }); //~ E0271
}
