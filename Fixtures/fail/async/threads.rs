// What a future holds while it is suspended decides whether it may go to another thread.

use std::cell::RefCell;
use std::future::Future;
use std::rc::Rc;
use std::sync::{Arc, Mutex};

fn spawn<F: Future + Send + 'static>(_future: F) {}
fn is_send<T: Send>(_value: T) {}

async fn tick() {}

async fn holds() {
    let value = Rc::new(1);
    tick().await;
    println!("{value}");
}

async fn ends_before() {
    {
        let value = Rc::new(1);
        println!("{value}");
    }
    tick().await;
}

async fn guard(mutex: Arc<Mutex<i32>>) {
    let guard = mutex.lock().unwrap();
    tick().await;
    println!("{guard}");
}

async fn temporary(mutex: Arc<Mutex<i32>>) {
    *mutex.lock().unwrap() += 1;
    tick().await;
}

fn main() {
    spawn(holds()); //~ ERROR
    spawn(ends_before());
    spawn(guard(Arc::new(Mutex::new(1)))); //~ ERROR
    spawn(temporary(Arc::new(Mutex::new(1))));
    let future = ends_before();
    std::thread::spawn(move || drop(future));
    is_send(async {
        let cell = RefCell::new(1);
        tick().await;
        cell.borrow_mut();
    });
}
