// A captured value that may not go to another thread.

use std::future::Future;
use std::rc::Rc;

fn spawn<F: Future + Send + 'static>(_future: F) {}

fn main() {
    let value = Rc::new(5);
    spawn(async move { println!("{value}") }); //~ ERROR
}
