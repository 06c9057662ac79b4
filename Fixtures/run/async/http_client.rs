// stdlib::http's client: kept connections, redirects, bodies both ways, proxies, TLS, time-outs, bad servers.
// rustc: no
// memcheck: a text is leaked on purpose

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use stdlib::http::{Client, Request, Response, Router, Server, Url};
use stdlib::net::{copy, Stream, TcpListener, TcpStream};
use stdlib::task::{block_on, join, spawn};
use stdlib::tls::{Acceptor, Connector};

// Made for this test alone: an authority, and a certificate for localhost and 127.0.0.1.
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
const KEY: &str = "\
-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHVoWe6C9IqRm5sG1
tLbLRmHGB3urfc5vtgi4+OLAsjChRANCAARJSh+0RRyhTz99rbwvofXnJTUfaIkQ
9nJAF8CCdGqBZAAas5FVo8czkXihsWYnTXz6gbKhJopj6x2BHzN6HS1Q
-----END PRIVATE KEY-----
";

fn client() -> Client {
    Client::new().proxy(None)
}

/// Answers each connection with a text, after it has read a head, and notes the heads.
fn canned(answer: &'static str) -> (SocketAddr, Rc<RefCell<Vec<String>>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let heads = Rc::new(RefCell::new(Vec::new()));
    let seen = heads.clone();
    drop(spawn(async move {
        loop {
            let stream = listener.accept().await.unwrap();
            let mut head = Vec::new();
            while !head.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                if stream.read(&mut byte).await.unwrap() == 0 {
                    break;
                }
                head.push(byte[0]);
            }
            seen.borrow_mut().push(String::from_utf8(head).unwrap().replace("\r\n", "|"));
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.finish().await;
            let _ = stream.read_to_end().await;
        }
    }));
    (address, heads)
}

fn app(opened: Rc<Cell<u32>>) -> Router {
    Router::new()
        .get("/text", |_: Request| "some text")
        .get("/json", |_: Request| Response::json(BTreeMap::from([("a", 1), ("b", 2)])))
        .any("/echo", |req: Request| {
            let kind = req.header("content-type").unwrap_or("-").to_string();
            let authorization = req.header("authorization").unwrap_or("-").to_string();
            let body = req.text().unwrap().to_string();
            format!("{} {} {kind} {authorization} {body:?} {:?}", req.method(), req.target(), req.trailers())
        })
        .get("/lines", |_: Request| {
            Response::stream(|mut body| async move {
                for line in 0..5000 {
                    body.write(format!("line {line}\n")).await?;
                }
                body.trailer("x-lines", "5000");
                Ok(())
            })
        })
        .get("/broken", |_: Request| {
            Response::stream(|mut body| async move {
                body.write("a part").await?;
                Err(std::io::ErrorKind::BrokenPipe.into())
            })
        })
        .get("/never", |_: Request| std::future::pending::<Response>())
        .get("/endless", |_: Request| Response::with_status(302, "").header("location", "endless"))
        .any("/to/:status", |req: Request| {
            let status = req.param("status").unwrap().parse().unwrap();
            Response::with_status(status, "").header("location", "../echo?from=here#part")
        })
        .get("/count", move |_: Request| format!("{}", opened.get()))
}

async fn everyday(address: SocketAddr, opened: &Cell<u32>) {
    let client = client();
    let at = |path: &str| format!("http://{address}{path}");
    let mut answer = client.get(&at("/text")).send().await.unwrap();
    println!("{} {} {:?}", answer.status(), answer.ok(), answer.header("Content-Type"));
    println!("{:?} {:?}", answer.text().await.unwrap(), answer.chunk().await.unwrap());
    let map: BTreeMap<String, u32> = client.get(&at("/json")).send().await.unwrap().json().await.unwrap();
    println!("{map:?}");
    let request = client.post(&at("/echo?x=a b")).json(vec![1, 2]).basic_auth("me", "secret");
    println!("{}", request.send().await.unwrap().text().await.unwrap());
    let request = client.request("PUT", &at("/echo")).stream(None, |mut body| async move {
        body.write("streamed ").await?;
        body.write("body").await?;
        body.trailer("x-sum", "1");
        Ok(())
    });
    println!("{}", request.send().await.unwrap().text().await.unwrap());
    let request = client.post(&at("/echo")).stream(Some(3), |mut body| async move { body.write("abc").await });
    println!("{}", request.send().await.unwrap().text().await.unwrap());
    let mut answer = client.request("HEAD", &at("/text")).send().await.unwrap();
    let length = answer.header("content-length").map(str::to_string);
    println!("{:?} {:?}", length, answer.text().await.unwrap());
    let mut answer = client.get(&at("/lines")).send().await.unwrap();
    let mut size = 0;
    while let Some(chunk) = answer.chunk().await.unwrap() {
        size += chunk.len();
    }
    println!("{size} {:?}", answer.trailers());
    // What must not be sent twice opens a connection of its own, since a kept one may be closed meanwhile.
    println!("connections are kept: {}", opened.get() < 7);
    let all = join!(
        async { client.get(&at("/text")).send().await.unwrap().text().await.unwrap() },
        async { client.get(&at("/text")).send().await.unwrap().text().await.unwrap() },
        async { client.get(&at("/text")).send().await.unwrap().text().await.unwrap() }
    );
    println!("{all:?}");
    let mut broken = client.get(&at("/broken")).send().await.unwrap();
    println!("{:?}", broken.text().await.map_err(|error| error.kind()));
    let late = client.get(&at("/never")).timeout(Duration::from_millis(20)).send().await;
    println!("{}", late.unwrap_err());
}

async fn redirects(address: SocketAddr) {
    let client = client();
    for status in [301, 302, 303, 307, 308, 304] {
        let request = client.post(&format!("http://{address}/to/{status}")).body("data").header("content-type", "x");
        let mut answer = request.send().await.unwrap();
        println!("{status}: {} {}", answer.status(), answer.text().await.unwrap());
    }
    let answer = client.get(&format!("http://{address}/endless")).send().await;
    println!("{}", answer.unwrap_err());
    let first = client.clone().redirects(0).get(&format!("http://{address}/endless")).send().await.unwrap();
    println!("{} {:?}", first.status(), first.header("location"));
    // Another server does not learn what is only for the first.
    let (other, heads) = canned("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    let text = format!("HTTP/1.1 302 Found\r\nLocation: http://{other}/x\r\nContent-Length: 0\r\n\r\n");
    let (address, _) = canned(String::leak(text));
    let request = client.get(&format!("http://user:pass@{address}/")).header("cookie", "c").header("x-mine", "1");
    println!("{}", request.send().await.unwrap().url().target());
    println!("{}", heads.borrow()[0].replace(&other.to_string(), "OTHER"));
}

async fn bad_servers() {
    for answer in [
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
        "HTTP/1.0 200 OK\r\n\r\nuntil the end",
        "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA : b\r\n\r\n",
        "HTTP/1.1 20 OK\r\n\r\n",
        "HTTP/2 200\r\n\r\n",
        "garbage\r\n\r\n",
        "HTTP/1.1 200 OK\r\nLocat",
        "",
    ] {
        let (address, _) = canned(answer);
        let result = async { client().get(&format!("http://{address}/")).send().await?.text().await };
        match result.await {
            Ok(text) => println!("{text:?}"),
            Err(error) => println!("{:?}: {error}", error.kind()),
        }
    }
    for address in ["", "ftp://a/", "http://", "http://a:99999/", "http://a b/", "//a"] {
        println!("{}", client().get(address).send().await.unwrap_err());
    }
    // A server that has answered and does not read on.
    let (address, _) = canned("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nno!");
    let request = client().post(&format!("http://{address}/")).body(vec![b'x'; 8 << 20]);
    let mut answer = request.send().await.unwrap();
    println!("{} {}", answer.status(), answer.text().await.unwrap());
}

async fn proxies(address: SocketAddr, secure: SocketAddr) {
    let (proxy, heads) = canned("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nthe proxy");
    let client = Client::new().proxy(Some(Url::parse(&format!("http://u:p@{proxy}")).unwrap()));
    println!("{}", client.get("http://nowhere.test/a?b").send().await.unwrap().text().await.unwrap());
    println!("{}", heads.borrow()[0]);
    // A tunnel.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = listener.local_addr().unwrap();
    let tunnel = spawn(async move {
        let stream = listener.accept().await.unwrap();
        let mut head = vec![0; 1000];
        let count = stream.read(&mut head).await.unwrap();
        head.truncate(count);
        let server = TcpStream::connect(secure).await.unwrap();
        stream.write_all(b"HTTP/1.1 200 Connected\r\n\r\n").await.unwrap();
        let (there, back) = (Rc::new(stream), Rc::new(server));
        let (from, to) = (back.clone(), there.clone());
        drop(spawn(async move { copy(&*from, &*to).await }));
        drop(spawn(async move { copy(&*there, &*back).await }));
        String::from_utf8(head).unwrap().replace("\r\n", "|")
    });
    let connector = Connector::trusting_nobody().unwrap().trust(AUTHORITY).unwrap();
    let client = Client::new().tls(connector).proxy(Some(Url::parse(&format!("http://{proxy}")).unwrap()));
    let mut answer = client.get("https://localhost:1/text").send().await.unwrap();
    println!("{} {}", answer.text().await.unwrap(), tunnel.await.unwrap());
    // The right name and the wrong one, and nobody to trust.
    let connector = Connector::trusting_nobody().unwrap().trust(AUTHORITY).unwrap();
    let trusting = Client::new().proxy(None).tls(connector);
    let port = secure.port();
    let mut answer = trusting.get(&format!("https://127.0.0.1:{port}/text")).send().await.unwrap();
    let scheme = answer.url().scheme().to_string();
    println!("{} {}", scheme, answer.text().await.unwrap());
    let wary = Client::new().proxy(None).tls(Connector::trusting_nobody().unwrap());
    println!("{}", wary.get(&format!("https://127.0.0.1:{port}/text")).send().await.is_err());
    println!("{}", trusting.get(&format!("https://{address}/text")).send().await.is_err());
}

fn main() {
    block_on(async {
        // Counts the connections: all go through this one.
        let server = Server::bind("127.0.0.1:0").unwrap();
        let inner = server.local_addr().unwrap();
        let opened = Rc::new(Cell::new(0));
        drop(spawn(server.serve(app(opened.clone()))));
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let count = opened.clone();
        drop(spawn(async move {
            loop {
                let stream = Rc::new(listener.accept().await.unwrap());
                count.set(count.get() + 1);
                drop(spawn(async move {
                    let server = Rc::new(TcpStream::connect(inner).await.unwrap());
                    let (from, to) = (server.clone(), stream.clone());
                    let back = spawn(async move {
                        let _ = copy(&*from, &*to).await;
                        let _ = to.finish().await;
                    });
                    let _ = copy(&*stream, &*server).await;
                    let _ = server.finish().await;
                    let _ = back.await;
                }));
            }
        }));
        everyday(address, &opened).await;
        redirects(inner).await;
        bad_servers().await;
        let secure = Server::bind("127.0.0.1:0").unwrap();
        let secure_address = secure.local_addr().unwrap();
        drop(spawn(secure.serve_tls(Acceptor::new(CERTIFICATE, KEY).unwrap(), app(opened))));
        proxies(inner, secure_address).await;
    });
}
