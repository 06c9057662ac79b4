// A task whose operations never have to wait still lets timers, other tasks and other descriptors have their turns.
// rustc: no

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;
use stdlib::net::{Stream, TcpListener, TcpStream, UdpSocket};
use stdlib::task::{block_on, sleep, spawn, yield_now, Runtime};

async fn busy(is_over: Rc<Cell<bool>>) -> u64 {
    // Each datagram is there when it is asked for.
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    let address = socket.local_addr().unwrap();
    let mut count = 0;
    let mut buffer = [0; 8];
    while !is_over.get() {
        socket.send_to(b"again", address).await.unwrap();
        let (length, _) = socket.recv_from(&mut buffer).await.unwrap();
        assert_eq!(&buffer[..length], b"again");
        count += 1;
    }
    count
}

async fn all() {
    let is_over = Rc::new(Cell::new(false));
    let tasks: Vec<_> = (0..3).map(|_| spawn(busy(is_over.clone()))).collect();
    sleep(Duration::from_millis(20)).await;
    println!("a timer");
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let client = TcpStream::connect(listener.local_addr().unwrap()).await.unwrap();
    let server = listener.accept().await.unwrap();
    client.write_all(b"hello").await.unwrap();
    let mut buffer = [0; 5];
    server.read_exact(&mut buffer).await.unwrap();
    println!("a connection");
    for _ in 0..100 {
        yield_now().await;
    }
    is_over.set(true);
    for task in tasks {
        assert!(task.await.unwrap() > 10);
    }
    println!("the end");
}

fn main() {
    block_on(all());
    Runtime::multi_thread(2).unwrap().block_on(all());
}
