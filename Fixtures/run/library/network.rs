// Connections within this machine: TCP, UDP, Unix sockets; addresses.
use std::io::{self, BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, SocketAddrV4, TcpListener, TcpStream, ToSocketAddrs, UdpSocket};
use std::os::unix::net::{UnixDatagram, UnixListener, UnixStream};
use std::thread;
use std::time::Duration;

fn addresses() {
    for text in ["127.0.0.1", "::1", "1.2.3.4", "fe80::1:2", "::ffff:1.2.3.4", "256.1.1.1", "01.2.3.4", "1::2::3", "ff02::1"] {
        match text.parse::<IpAddr>() {
            Ok(ip) => println!("{ip} {ip:?} {} {} {}", ip.is_loopback(), ip.is_multicast(), ip.to_canonical()),
            Err(error) => println!("{text} {error}"),
        }
    }
    let address: SocketAddr = "[::1]:8080".parse().unwrap();
    println!("{address} {} {} {:?}", address.ip(), address.port(), "1.2.3.4:99999".parse::<SocketAddr>().is_err());
    let mut v4 = SocketAddrV4::new(Ipv4Addr::new(10, 0, 0, 1), 80);
    v4.set_port(81);
    println!("{v4} {:>16}| {:?}", v4, v4.ip().is_private());
    println!("{} {:?}", Ipv4Addr::new(255, 255, 0, 0) & Ipv4Addr::new(192, 168, 1, 1), !Ipv4Addr::LOCALHOST);
    println!("{:?} {}", Ipv6Addr::from_bits(1 << 64).segments(), Ipv6Addr::new(1, 0, 0, 2, 0, 0, 0, 3));
    println!("{:?}", ("127.0.0.1", 5).to_socket_addrs().map(|a| a.collect::<Vec<_>>()).unwrap());
    println!("{:?}", "no port".to_socket_addrs().map(|_| ()).map_err(|e| e.to_string()));
}

fn tcp() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let address = listener.local_addr()?;
    let server = thread::spawn(move || -> io::Result<usize> {
        let mut served = 0;
        for stream in listener.incoming().take(2) {
            let mut stream = stream?;
            let mut reader = BufReader::new(stream.try_clone()?);
            let mut line = String::new();
            while reader.read_line(&mut line)? > 0 {
                stream.write_all(line.to_uppercase().as_bytes())?;
                line.clear();
                served += 1;
            }
        }
        Ok(served)
    });
    let mut stream = TcpStream::connect(address)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(Duration::from_secs(5)))?;
    println!("{} {:?} {}", stream.nodelay()?, stream.read_timeout()?, stream.peer_addr()? == address);
    stream.write_all(b"one\ntwo\n")?;
    let mut peeked = [0; 1];
    stream.peek(&mut peeked)?;
    stream.shutdown(Shutdown::Write)?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    println!("{peeked:?} {answer:?}");
    let mut second = TcpStream::connect_timeout(&address, Duration::from_secs(5))?;
    writeln!(second, "last")?;
    let mut line = String::new();
    BufReader::new(&second).read_line(&mut line)?;
    drop(second);
    println!("{line:?} {}", server.join().unwrap()?);
    println!("{:?}", TcpStream::connect(address).map_err(|e| e.kind()).err());

    let idle = TcpListener::bind(("127.0.0.1", 0))?;
    idle.set_nonblocking(true)?;
    println!("{:?} {:?}", idle.accept().map_err(|e| e.kind()).err(), idle.take_error()?.is_none());
    let mut waiting = TcpStream::connect(idle.local_addr()?)?;
    waiting.set_read_timeout(Some(Duration::from_millis(10)))?;
    println!("{:?}", waiting.read(&mut [0]).map_err(|e| e.kind()).err() == Some(ErrorKind::WouldBlock));
    println!("{:?}", waiting.set_read_timeout(Some(Duration::ZERO)).map_err(|e| e.kind()));
    Ok(())
}

fn datagrams() -> io::Result<()> {
    let (a, b) = (UdpSocket::bind("127.0.0.1:0")?, UdpSocket::bind("127.0.0.1:0")?);
    a.send_to(b"hello", b.local_addr()?)?;
    let mut buffer = [0; 16];
    let (count, from) = b.recv_from(&mut buffer)?;
    println!("{:?} {}", &buffer[..count], from == a.local_addr()?);
    b.connect(from)?;
    println!("{}", b.send(b"back")?);
    a.set_read_timeout(Some(Duration::from_secs(5)))?;
    println!("{} {}", a.peek_from(&mut buffer)?.0, a.recv(&mut buffer)?);
    a.set_broadcast(true)?;
    println!("{} {:?}", a.broadcast()?, a.peer_addr().is_err());
    Ok(())
}

fn unix() -> io::Result<()> {
    let (mut left, mut right) = UnixStream::pair()?;
    left.write_all(b"pair")?;
    drop(left);
    let mut text = String::new();
    right.read_to_string(&mut text)?;
    println!("{text} {:?}", right.peer_addr()?);
    let path = std::env::temp_dir().join(format!("poly-socket-{}", std::process::id()));
    let listener = UnixListener::bind(&path)?;
    println!("{}", listener.local_addr()?.as_pathname() == Some(&*path));
    let client = thread::spawn({
        let path = path.clone();
        move || UnixStream::connect(path).and_then(|mut s| s.write_all(b"named"))
    });
    let mut text = String::new();
    listener.accept()?.0.read_to_string(&mut text)?;
    client.join().unwrap()?;
    std::fs::remove_file(&path)?;
    let (one, two) = UnixDatagram::pair()?;
    one.send(b"datagram")?;
    println!("{text} {}", two.recv(&mut [0; 20])?);
    Ok(())
}

fn main() -> io::Result<()> {
    addresses();
    tcp()?;
    datagrams()?;
    unix()
}
