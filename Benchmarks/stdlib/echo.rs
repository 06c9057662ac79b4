// Answers each connection with what it sends: the echo server of ../shared/bench/async-peers.
use stdlib::net::TcpListener;
use stdlib::task::{block_on, spawn};

fn main() {
    let port = std::env::args().nth(1).expect("usage: echo PORT");
    block_on(async move {
        let listener = TcpListener::bind(format!("127.0.0.1:{port}")).unwrap();
        loop {
            let stream = listener.accept().await.unwrap();
            spawn(async move {
                stream.set_nodelay(true)?;
                let mut buffer = [0; 1024];
                loop {
                    let count = stream.read(&mut buffer).await?;
                    if count == 0 {
                        return Ok::<(), std::io::Error>(());
                    }
                    stream.write_all(&buffer[..count]).await?;
                }
            });
        }
    })
}
