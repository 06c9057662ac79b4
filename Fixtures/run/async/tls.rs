// stdlib::tls: both sides, names and authorities, ALPN and SNI, ends and cuts, much data, TLS within TLS.
// rustc: no

use std::io;
use std::rc::Rc;
use stdlib::net::{copy, Stream, TcpListener, TcpStream, UnixStream};
use stdlib::task::{block_on, join, spawn};
use stdlib::tls::{Acceptor, Connector, TlsStream};

// Made for this test alone: an authority, and a certificate for localhost, *.example.test and 127.0.0.1.
const AUTHORITY: &str = "\
-----BEGIN CERTIFICATE-----
MIIBZTCCAQugAwIBAgIBATAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5UZXN0IGF1
dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowGTEXMBUG
A1UEAwwOVGVzdCBhdXRob3JpdHkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARv
CS+yackOCw+iRVtTW/0BoIzdkgkmFTVsh3Et15ECkM0xMpQUn6r+jpHOmT7YZ2s5
XCXGDfpIofcvSjmfcJQ3o0IwQDAPBgNVHRMBAf8EBTADAQH/MA4GA1UdDwEB/wQE
AwICBDAdBgNVHQ4EFgQU++4229nYqusEKxQOMMwgWGwKqXowCgYIKoZIzj0EAwID
SAAwRQIgSiy6mnU609LhZRkGopzvnZTWy4fZGX0L4cGdYTOmGbECIQDOTVLFy5da
ydsFnfYs7v81skACCHxY3wJepZ2BraXPDA==
-----END CERTIFICATE-----
";
const CERTIFICATE: &str = "\
-----BEGIN CERTIFICATE-----
MIIBmDCCAT2gAwIBAgIBAjAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5UZXN0IGF1
dGhvcml0eTAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFowFDESMBAG
A1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAESUoftEUc
oU8/fa28L6H15yU1H2iJEPZyQBfAgnRqgWQAGrORVaPHM5F4obFmJ018+oGyoSaK
Y+sdgR8zeh0tUKN5MHcwCQYDVR0TBAIwADAqBgNVHREEIzAhgglsb2NhbGhvc3SC
DiouZXhhbXBsZS50ZXN0hwR/AAABMB0GA1UdDgQWBBRsWxkS+xEJsXNNaR7Pokts
qgEHdDAfBgNVHSMEGDAWgBT77jbb2diq6wQrFA4wzCBYbAqpejAKBggqhkjOPQQD
AgNJADBGAiEA4pIEz9Xz3V8bMtfQLyXILwvDZ85AQFikhi84JMuxQNQCIQCvOZH9
f/SliFEzZv8SPmtyFIER6w8qAiuqPcd/uhBBHw==
-----END CERTIFICATE-----
";
const EXPIRED: &str = "\
-----BEGIN CERTIFICATE-----
MIIBlTCCATugAwIBAgIBAzAKBggqhkjOPQQDAjAZMRcwFQYDVQQDDA5UZXN0IGF1
dGhvcml0eTAeFw0yMDAxMDEwMDAwMDBaFw0yMTAxMDEwMDAwMDBaMBQxEjAQBgNV
BAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABElKH7RFHKFP
P32tvC+h9eclNR9oiRD2ckAXwIJ0aoFkABqzkVWjxzOReKGxZidNfPqBsqEmimPr
HYEfM3odLVCjeTB3MAkGA1UdEwQCMAAwKgYDVR0RBCMwIYIJbG9jYWxob3N0gg4q
LmV4YW1wbGUudGVzdIcEfwAAATAdBgNVHQ4EFgQUbFsZEvsRCbFzTWkez6JLbKoB
B3QwHwYDVR0jBBgwFoAU++4229nYqusEKxQOMMwgWGwKqXowCgYIKoZIzj0EAwID
SAAwRQIhAO/Rz4oX/Yk7j/VNSnWbR6JpGg/5x4xXbjMd8ORp1fI8AiAGxym260We
Qfk+GqB/iLOZ4tpZ4M90xfWw3O5plqQy+w==
-----END CERTIFICATE-----
";
const KEY: &str = "\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHVoWe6C9IqRm5sG1
tLbLRmHGB3urfc5vtgi4+OLAsjChRANCAARJSh+0RRyhTz99rbwvofXnJTUfaIkQ
9nJAF8CCdGqBZAAas5FVo8czkXihsWYnTXz6gbKhJopj6x2BHzN6HS1Q
-----END PRIVATE KEY-----
";

fn acceptor() -> Acceptor {
    Acceptor::new(CERTIFICATE, KEY).unwrap()
}
fn connector() -> Connector {
    Connector::trusting_nobody().unwrap().trust(AUTHORITY).unwrap()
}

type Pair = (io::Result<TlsStream<UnixStream>>, io::Result<TlsStream<UnixStream>>);

/// A client that connects to `name`, and a server.
async fn shake(connector: &Connector, name: &str, acceptor: &Acceptor) -> Pair {
    let (one, two) = UnixStream::pair().unwrap();
    join!(connector.connect(name, one), acceptor.accept(two))
}
async fn pair() -> (TlsStream<UnixStream>, TlsStream<UnixStream>) {
    let (client, server) = shake(&connector(), "localhost", &acceptor()).await;
    (client.unwrap(), server.unwrap())
}

async fn over_tcp() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let acceptor = acceptor().protocols(&["new", "old"]).unwrap();
    let server = spawn(async move {
        let stream = acceptor.accept(listener.accept().await.unwrap()).await.unwrap();
        let agreed = format!("{:?} {:?}", stream.server_name(), stream.protocol());
        assert!(stream.peer_certificate().is_none());
        let question = stream.read_to_end().await.unwrap();
        stream.write_all(b"answer to ").await.unwrap();
        stream.write_all(&question).await.unwrap();
        stream.finish().await.unwrap();
        (agreed, stream.write_all(b"more").await.map_err(|error| error.kind()))
    });
    let connector = connector().protocols(&["old", "unknown", "new"]).unwrap();
    let stream = connector.connect("localhost", TcpStream::connect(address).await.unwrap()).await.unwrap();
    println!("{} {:?}", stream.version(), stream.protocol());
    println!("{}", stream.peer_certificate().unwrap().len() > 300);
    println!("{}", stream.cipher().starts_with("TLS_"));
    println!("{}", stream.stream().peer_addr().unwrap() == address);
    stream.write_all(b"a question").await.unwrap();
    stream.finish().await.unwrap();
    println!("{:?}", String::from_utf8(stream.read_to_end().await.unwrap()));
    println!("{:?}", server.await.unwrap());
}

/// What a refused certificate is refused for, without the rest of OpenSSL's words.
fn reason(error: io::Error) -> &'static str {
    let text = error.to_string();
    assert!(text.starts_with("certificate verify failed: "), "{text}");
    let known = ["hostname mismatch", "IP address mismatch", "issuer certificate", "expired"];
    known.into_iter().find(|reason| text.contains(reason)).unwrap_or("something else")
}

async fn verification() {
    let acceptor = acceptor();
    for name in ["localhost", "localhost.", "www.example.test", "127.0.0.1"] {
        let (client, server) = shake(&connector(), name, &acceptor).await;
        println!("{name}: {} {:?}", client.is_ok(), server.unwrap().server_name());
    }
    for name in ["example.test", "a.b.example.test", "elsewhere", "127.0.0.2", "::1"] {
        let (client, server) = shake(&connector(), name, &acceptor).await;
        println!("{name}: {} {}", reason(client.unwrap_err()), server.is_ok());
    }
    let nobody = Connector::trusting_nobody().unwrap();
    let (client, _) = shake(&nobody, "localhost", &acceptor).await;
    println!("{}", reason(client.unwrap_err()));
    let (client, server) = shake(&nobody.without_verification().unwrap(), "elsewhere", &acceptor).await;
    println!("{} {}", client.is_ok(), server.is_ok());
    let expired = Acceptor::new(EXPIRED, KEY).unwrap();
    let (client, _) = shake(&connector(), "localhost", &expired).await;
    println!("{}", reason(client.unwrap_err()));

    let (one, two) = (connector().protocols(&["a"]).unwrap(), acceptor.clone().protocols(&["b"]).unwrap());
    let (client, server) = shake(&one, "localhost", &two).await;
    println!("{:?} {:?}", client.unwrap_err().kind(), server.unwrap_err().kind());

    // A changed copy leaves the original as it was.
    let (client, server) = shake(&connector().protocols(&["a"]).unwrap(), "localhost", &acceptor).await;
    println!("{:?} {:?}", client.unwrap().protocol(), server.unwrap().protocol());

    // Clients that have to show a certificate, too.
    let strict = acceptor.require_client(AUTHORITY).unwrap();
    let known = connector().identity(CERTIFICATE, KEY).unwrap();
    let (client, server) = shake(&known, "localhost", &strict).await;
    println!("{} {}", client.is_ok(), server.unwrap().peer_certificate().is_some());
    let (client, server) = shake(&connector(), "localhost", &strict).await;
    println!("{:?}", server.unwrap_err().kind());
    // The client learns of it when it reads.
    println!("{}", client.unwrap().read_to_end().await.is_err());
}

async fn wrong_inputs() {
    let kind = |error: io::Error| error.kind();
    println!("{:?}", Acceptor::new("nothing", KEY).map(drop).map_err(kind));
    println!("{:?}", Acceptor::new(CERTIFICATE, "nothing").map(drop).map_err(kind));
    println!("{:?}", Acceptor::new(AUTHORITY, KEY).map(drop).map_err(kind));
    println!("{:?}", Acceptor::from_files("/nowhere/a", "/nowhere/b").map(drop).map_err(kind));
    println!("{:?}", connector().trust("nothing").map(drop).map_err(kind));
    println!("{:?}", connector().protocols(&["ok", ""]).map(drop).map_err(kind));
    println!("{:?}", connector().protocols(&[]).map(drop).map_err(kind));
    let (one, _two) = UnixStream::pair().unwrap();
    println!("{:?}", connector().connect("nul\0", one).await.map(drop).map_err(kind));

    // Peers that do not speak TLS, that end, or that vanish.
    let (one, two) = UnixStream::pair().unwrap();
    two.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").await.unwrap();
    println!("{:?}", acceptor().accept(one).await.map(drop).map_err(kind));
    let (one, two) = UnixStream::pair().unwrap();
    drop(two);
    println!("{:?}", connector().connect("localhost", one).await.is_err());
    let (one, two) = UnixStream::pair().unwrap();
    two.write_all(&[22, 3, 1]).await.unwrap();
    two.finish().await.unwrap();
    println!("{:?}", acceptor().accept(one).await.map(drop).map_err(kind));
}

async fn ends() {
    let (client, server) = pair().await;
    client.write_all(b"said").await.unwrap();
    client.finish().await.unwrap();
    client.finish().await.unwrap();
    println!("{:?}", String::from_utf8(server.read_to_end().await.unwrap()));
    // The other direction is still open.
    server.write_all(b"answered").await.unwrap();
    server.finish().await.unwrap();
    println!("{:?}", String::from_utf8(client.read_to_end().await.unwrap()));

    let (client, server) = pair().await;
    client.write_all(b"cut").await.unwrap();
    client.stream().finish().await.unwrap();
    let mut buffer = [0; 16];
    println!("{:?}", server.read(&mut buffer).await.unwrap());
    let error = server.read(&mut buffer).await.unwrap_err();
    println!("{:?}: {error}", error.kind());
    println!("{}", server.read(&mut buffer).await.is_err());
    println!("{}", server.write_all(b"too late").await.is_err());
}

/// Much in both directions at once, more than sockets keep.
async fn much() {
    let (client, server) = pair().await;
    let server = spawn(async move {
        let count = copy(&server, &server).await.unwrap();
        server.finish().await.unwrap();
        count
    });
    let sent: Rc<Vec<u8>> = Rc::new((0..2_000_000u32).map(|i| (i.wrapping_mul(2654435761) >> 24) as u8).collect());
    let (reader, writer) = client.into_split();
    let copied = sent.clone();
    let writing = spawn(async move {
        // Pieces of many sizes.
        let mut rest = &copied[..];
        let mut size = 1;
        while !rest.is_empty() {
            let (now, later) = rest.split_at(size.min(rest.len()));
            writer.write_all(now).await.unwrap();
            rest = later;
            size = size * 3 % 200_001;
        }
    });
    println!("{}", reader.read_to_end().await.unwrap() == *sent);
    writing.await.unwrap();
    println!("{}", server.await.unwrap());
}

async fn within() {
    let (client, server) = pair().await;
    let (connector, acceptor) = (connector(), acceptor());
    let (client, server) = join!(connector.connect("127.0.0.1", client), acceptor.accept(server));
    let (client, server) = (client.unwrap(), server.unwrap());
    let boxed: Box<dyn Stream> = Box::new(client);
    boxed.write_all(b"twice").await.unwrap();
    boxed.finish().await.unwrap();
    println!("{:?}", String::from_utf8(server.read_to_end().await.unwrap()));
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
        over_tcp().await;
        verification().await;
        wrong_inputs().await;
        ends().await;
        much().await;
        within().await;
    });
    println!("end");
}
