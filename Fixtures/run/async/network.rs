// stdlib::net: connecting with several addresses and names, options, halves, UDP, Unix sockets, later loops.
// rustc: no

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::time::Duration;
use stdlib::net::{
    copy, lookup, Addresses, Stream, Target, TcpListener, TcpSocket, TcpStream, UdpSocket, UnixDatagram,
    UnixListener, UnixStream,
};
use stdlib::task::{block_on, join, spawn};

/// Answers each connection with what it was sent, until `count` are served.
fn echo(count: usize) -> (SocketAddr, stdlib::task::JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = spawn(async move {
        let mut total = 0;
        for _ in 0..count {
            let stream = listener.accept().await.unwrap();
            total += copy(&stream, &stream).await.unwrap();
        }
        total
    });
    (address, server)
}

/// An address of this machine where nobody listens: its port is bound, so that nobody else gets it.
fn refusing() -> (TcpSocket, SocketAddr) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

async fn connecting() {
    let (address, server) = echo(3);
    let stream = TcpStream::connect(address).await.unwrap();
    println!("{}", stream.peer_addr().unwrap() == address);
    stream.write_all(b"plain").await.unwrap();
    stream.finish().await.unwrap();
    println!("{:?}", String::from_utf8(stream.read_to_end().await.unwrap()));

    let (_held, dead) = refusing();
    println!("{:?}", TcpStream::connect(dead).await.map_err(|error| error.kind()).err());
    println!("{:?}", TcpStream::connect([dead, dead]).await.map_err(|error| error.kind()).err());
    // The second address is taken when the first does not work.
    let stream = TcpStream::connect(vec![dead, address]).await.unwrap();
    println!("{}", stream.peer_addr().unwrap() == address);
    stream.write_all(b"fall-back").await.unwrap();
    stream.finish().await.unwrap();
    let mut start = [0; 4];
    stream.read_exact(&mut start).await.unwrap();
    println!("{:?} {:?}", std::str::from_utf8(&start), String::from_utf8(stream.read_to_end().await.unwrap()));
    println!("{:?}", stream.read_exact(&mut start).await.map_err(|error| error.kind()));

    let stream = TcpStream::connect_timeout(&address.to_string(), Duration::from_secs(60)).await.unwrap();
    drop(stream);
    println!("served {}", server.await.unwrap());
}

async fn names() {
    println!("{:?}", lookup("127.0.0.1:80").await.unwrap());
    println!("{:?}", lookup(("::1", 81)).await.unwrap());
    println!("{:?}", lookup("[::1]:82").await.unwrap());
    println!("{:?}", lookup("no port").await.map_err(|error| error.to_string()));
    println!("{:?}", lookup("a:x").await.map_err(|error| error.to_string()));
    println!("{:?}", lookup(Vec::new()).await.map_err(|error| error.to_string()));
    match "host.invalid:8080".target().unwrap() {
        Target::Name(name, port) => println!("{name} {port}"),
        Target::Known(addresses) => println!("{addresses:?}"),
    }
    println!("{}", lookup("a..b:1").await.is_err());
    println!("{}", TcpStream::connect(("a..b", 1)).await.is_err());
}

async fn options() {
    let (address, server) = echo(1);
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_nodelay(true).unwrap();
    socket.set_keepalive(Some(Duration::from_millis(29_500))).unwrap();
    socket.set_send_buffer_size(100_000).unwrap();
    println!("{}", socket.send_buffer_size().unwrap() >= 100_000);
    let stream = socket.connect(address).await.unwrap();
    println!("{} {:?}", stream.nodelay().unwrap(), stream.keepalive().unwrap());
    stream.set_nodelay(false).unwrap();
    stream.set_keepalive(None).unwrap();
    println!("{} {:?}", stream.nodelay().unwrap(), stream.keepalive().unwrap());

    // Two tasks own a half each; much more is sent than the kernel keeps.
    let sent: Vec<u8> = (0..3_000_000u32).map(|i| (i * 7) as u8).collect();
    let (reader, writer) = stream.into_split();
    let copied = sent.clone();
    let writing = spawn(async move {
        writer.write_all(&copied).await.unwrap();
    });
    println!("{}", reader.read_to_end().await.unwrap() == sent);
    writing.await.unwrap();
    println!("served {}", server.await.unwrap());

    let shared = TcpSocket::new_v4().unwrap();
    shared.set_reuse_port(true).unwrap();
    println!("{} {}", shared.reuse_port().unwrap(), shared.reuse_address().unwrap());
    shared.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let shared = shared.listen(16).unwrap();
    let other = TcpSocket::new_v4().unwrap();
    other.bind(shared.local_addr().unwrap()).map_err(|error| println!("{:?}", error.kind())).unwrap_err();
}

async fn resets() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let (client, server) = join!(TcpStream::connect(address), listener.accept());
    let (client, server) = (client.unwrap(), server.unwrap());
    client.write_all(b"hello").await.unwrap();
    let mut buffer = [0; 16];
    println!("{:?}", server.peek(&mut buffer[..2]).await.unwrap());
    println!("{:?} {:?}", server.read(&mut buffer).await.unwrap(), &buffer[..5]);
    let waiting = spawn(async move { server.read(&mut [0; 16]).await.map_err(|error| error.kind()) });
    stdlib::task::yield_now().await;
    client.set_linger(Some(Duration::ZERO)).unwrap();
    drop(client);
    println!("{:?}", waiting.await.unwrap());
}

async fn datagrams() {
    let one = UdpSocket::bind("127.0.0.1:0").unwrap();
    let two = UdpSocket::bind("127.0.0.1:0").unwrap();
    let (first, second) = (one.local_addr().unwrap(), two.local_addr().unwrap());
    let receiving = spawn(async move {
        let mut buffer = [0; 8];
        let (count, sender) = two.peek_from(&mut buffer).await.unwrap();
        println!("{count} {}", sender == first);
        two.connect(sender).await.unwrap();
        // What does not fit is lost.
        println!("{}", two.recv(&mut buffer).await.unwrap());
        println!("{:?}", two.peer_addr().unwrap() == first);
        two.send(&buffer).await.unwrap();
        two
    });
    println!("{}", one.send_to(b"a long datagram", second).await.unwrap());
    let mut buffer = [0; 64];
    let (count, sender) = one.recv_from(&mut buffer).await.unwrap();
    println!("{:?} {}", std::str::from_utf8(&buffer[..count]), sender == second);
    drop(receiving.await.unwrap());
}

async fn unix_sockets() {
    let folder = std::env::temp_dir().join(format!("stdlib-net-{}", std::process::id()));
    std::fs::create_dir(&folder).unwrap();
    let path = folder.join("socket");
    let missing = UnixStream::connect(&path).await.map_err(|error| error.kind());
    println!("{:?}", missing.err());
    let listener = UnixListener::bind(&path).unwrap();
    println!("{}", UnixListener::bind(&path).map_err(|error| error.kind() == ErrorKind::AddrInUse).unwrap_err());
    let server = spawn(async move {
        let stream = listener.accept().await.unwrap();
        copy(&stream, &stream).await.unwrap()
    });
    let stream = UnixStream::connect(&path).await.unwrap();
    println!("{}", stream.peer_addr().unwrap().as_pathname() == Some(path.as_path()));
    let (reader, writer) = stream.into_split();
    writer.write_all(b"through a file's name").await.unwrap();
    drop(writer);
    println!("{:?}", String::from_utf8(reader.read_to_end().await.unwrap()));
    println!("served {}", server.await.unwrap());

    let (one, two) = UnixStream::pair().unwrap();
    let boxed: Box<dyn Stream> = Box::new(one);
    boxed.write_all(b"boxed").await.unwrap();
    drop(boxed);
    println!("{:?}", String::from_utf8(two.read_to_end().await.unwrap()));
    println!("{:?}", two.write_all(b"nobody reads").await.map_err(|error| error.kind()));

    let (one, two) = UnixStream::pair().unwrap();
    let (reader, writer) = one.into_split();
    let (other_reader, other_writer) = two.into_split();
    let (reader, other_writer) = reader.reunite(other_writer).unwrap_err();
    let (one, two) = (reader.reunite(writer).unwrap(), other_reader.reunite(other_writer).unwrap());
    one.write_all(b"whole again").await.unwrap();
    drop(one);
    println!("{:?}", String::from_utf8(two.read_to_end().await.unwrap()));

    let name = folder.join("datagrams");
    let receiver = UnixDatagram::bind(&name).unwrap();
    let sender = UnixDatagram::unbound().unwrap();
    println!("{}", sender.send_to(b"first", &name).await.unwrap());
    sender.connect(&name).unwrap();
    println!("{}", sender.send(b"second one").await.unwrap());
    let mut buffer = [0; 64];
    for _ in 0..2 {
        let count = receiver.recv(&mut buffer).await.unwrap();
        println!("{:?}", std::str::from_utf8(&buffer[..count]));
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Sockets go on with the next loop of their thread.
fn later_loops() {
    let (one, two) = block_on(async { UnixStream::pair().unwrap() });
    block_on(async { one.write_all(b"later").await.unwrap() });
    let (reading, other) = block_on(async {
        let other = UnixStream::pair().unwrap();
        let mut buffer = [0; 16];
        let count = two.read(&mut buffer).await.unwrap();
        println!("{:?}", std::str::from_utf8(&buffer[..count]));
        let reading = spawn(async move { two.read_to_end().await.unwrap().len() });
        one.write_all(b"more").await.unwrap();
        drop(one);
        (reading.await.unwrap(), other)
    });
    println!("{reading}");
    drop(other);
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
    block_on(async {
        connecting().await;
        names().await;
        options().await;
        resets().await;
        datagrams().await;
        unix_sockets().await;
    });
    later_loops();
    println!("end");
}
