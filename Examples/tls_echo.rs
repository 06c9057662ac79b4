// TLS both ways: a server that answers with what it was sent, and a client that sends its standard input.
// skip: it serves until it is stopped; Scripts/test-tls starts it
//
// tls_echo serve CERTIFICATE KEY           listens on a free port and prints it
// tls_echo connect NAME:PORT AUTHORITIES   prints the answer

use std::io::{Read, Write};
use std::time::Duration;
use stdlib::net::{copy, Addresses, Stream, Target, TcpListener, TcpStream};
use stdlib::task::{block_on, spawn, timeout};
use stdlib::tls::{Acceptor, Connector};

async fn serve(certificate: &str, key: &str) -> std::io::Result<()> {
    let acceptor = Acceptor::from_files(certificate, key)?.protocols(&["echo", "other"])?;
    let listener = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", listener.local_addr()?.port());
    loop {
        let connection = listener.accept().await?;
        let acceptor = acceptor.clone();
        drop(spawn(async move {
            let shaken = timeout(Duration::from_secs(10), acceptor.accept(connection)).await;
            let stream = match shaken {
                Ok(Ok(stream)) => stream,
                Ok(Err(error)) => return eprintln!("handshake: {error}"),
                Err(_) => return eprintln!("handshake: no end"),
            };
            let echo = async {
                copy(&stream, &stream).await?;
                stream.finish().await
            };
            if let Err(error) = echo.await {
                eprintln!("connection: {error}");
            }
        }));
    }
}

async fn connect(address: &str, authorities: &str) -> std::io::Result<()> {
    let connector = Connector::trusting_nobody()?.trust_file(authorities)?.protocols(&["echo"])?;
    let Target::Name(name, _) = address.target()? else { panic!("a name is needed") };
    let stream = connector.connect(&name, TcpStream::connect(address).await?).await?;
    eprintln!("{} {:?}", stream.version(), stream.protocol());
    let mut text = Vec::new();
    std::io::stdin().read_to_end(&mut text)?;
    let (reader, writer) = stream.into_split();
    let writing = spawn(async move {
        writer.write_all(&text).await?;
        writer.finish().await
    });
    let answer = reader.read_to_end().await?;
    std::io::stdout().write_all(&answer)?;
    writing.await.unwrap()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(|argument| argument.as_str()).collect();
    let result = match words[..] {
        ["serve", certificate, key] => block_on(serve(certificate, key)),
        ["connect", address, authorities] => block_on(connect(address, authorities)),
        _ => panic!("usage: tls_echo serve CERTIFICATE KEY | connect NAME:PORT AUTHORITIES"),
    };
    if let Err(error) = result {
        eprintln!("error: {error}");
        std::process::exit(1);
    }
}
