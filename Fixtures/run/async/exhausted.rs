// An event loop without descriptors: errors are told, panics are caught, and all goes on when some are free.
// rustc: no

use std::io;
use stdlib::fs;
use stdlib::net::{Stream, TcpListener, TcpStream, UnixStream};
use stdlib::process::Command;
use stdlib::signal::{self, Kind};
use stdlib::task::{block_on, join, spawn, spawn_blocking};

extern "C" {
    fn setrlimit(resource: i32, limits: *const [u64; 2]) -> i32;
}

fn told<T>(what: &str, result: io::Result<T>) {
    const EMFILE: i32 = 24;
    match result {
        Ok(_) => println!("{what}: works"),
        Err(error) => println!("{what}: {}", error.raw_os_error() == Some(EMFILE)),
    }
}

/// Takes all descriptors that are left.
fn take_all() -> Vec<std::net::UdpSocket> {
    let mut taken = Vec::new();
    while let Ok(socket) = std::net::UdpSocket::bind("127.0.0.1:0") {
        taken.push(socket);
    }
    taken
}

async fn exhausted() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let file = std::env::current_exe().unwrap();
    let mut taken = take_all();
    told("pair", UnixStream::pair());
    told("listen", TcpListener::bind("127.0.0.1:0"));
    told("connect", TcpStream::connect(address).await);
    told("signal", signal::listen(Kind::USER1));
    told("watch", fs::watch(&file).await);
    told("read", fs::read_file(&file).await);
    told("process", Command::new(&file).arg("run").arg("nothing").status().await);
    let panicked = spawn(async { std::panic::resume_unwind(Box::new(1)) as () }).await;
    println!("{}", panicked.unwrap_err());
    println!("{}", spawn_blocking(|| std::panic::resume_unwind(Box::new(1)) as ()).await.unwrap_err());

    // One is enough for the client; the connection waits until there is one for the server.
    drop(taken.pop());
    let client = TcpStream::connect(address).await.unwrap();
    client.write_all(b"hello").await.unwrap();
    told("accept", listener.accept().await);
    told("accept", listener.accept().await);
    drop(taken.pop());
    let server = listener.accept().await.unwrap();
    let mut buffer = [0; 5];
    server.read_exact(&mut buffer).await.unwrap();
    println!("{:?}", std::str::from_utf8(&buffer));
    drop((client, server));

    drop(taken);
    let (client, server) = join!(TcpStream::connect(address), listener.accept());
    client.unwrap().finish().await.unwrap();
    println!("{:?}", server.unwrap().read_to_end().await);
    told("signal", signal::listen(Kind::USER1));
    told("read", fs::read_file(&file).await);
    told("process", Command::new(&file).arg("run").arg("nothing").status().await);
}

/// The program runs twice as a process of its own: with the default reactor and with the one over epoll.
fn main() {
    if std::env::args().nth(1).is_some() {
        return run();
    }
    let program = std::env::current_exe().unwrap();
    let output = |reactor: Option<&str>| {
        let mut command = std::process::Command::new(&program);
        command.arg("run").stderr(std::process::Stdio::inherit());
        if let Some(reactor) = reactor {
            command.env("POLY_REACTOR", reactor);
        }
        let output = command.output().unwrap();
        assert!(output.status.success(), "{reactor:?}: {}", output.status);
        String::from_utf8(output.stdout).unwrap()
    };
    let by_default = output(None);
    print!("{by_default}");
    println!("the same over epoll: {}", output(Some("epoll")) == by_default);
}

fn run() {
    if std::env::args().nth(2).is_some() {
        return;
    }
    const RLIMIT_NOFILE: i32 = 7;
    assert_eq!(unsafe { setrlimit(RLIMIT_NOFILE, &[32, 32]) }, 0);
    block_on(exhausted());
    println!("end");
}
