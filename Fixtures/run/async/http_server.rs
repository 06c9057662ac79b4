// stdlib::http: routers and their layers, streamed bodies both ways, trailers, 100-continue, limits, shutdown.
// rustc: no

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use stdlib::channel::oneshot;
use stdlib::http::{Limits, Next, Request, Response, Router, Server};
use stdlib::net::{Stream, TcpStream};
use stdlib::task::{block_on, spawn, timeout};

/// Sends a text and gives all that comes back, without the lines that differ from day to day.
async fn exchange(address: SocketAddr, text: &str) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.finish().await.unwrap();
    let bytes = stream.read_to_end().await.unwrap();
    let text = String::from_utf8(bytes).unwrap();
    text.split("\r\n").filter(|line| !line.starts_with("date: ")).collect::<Vec<_>>().join("|")
}

async fn secret(request: Request, next: Next) -> Response {
    match request.header("authorization") {
        Some("Bearer x") => next.run(request).await,
        _ => Response::with_status(401, "Unauthorized"),
    }
}

fn router() -> Router {
    let admin = Router::new().get("/who", |_: Request| async { "the admin" }).layer(secret);
    Router::new()
        .get("/", |_: Request| "home")
        .get("/users/me", |_: Request| "me")
        .get("/users/:id", |req: Request| format!("user <{}>", req.param("id").unwrap()))
        .delete("/users/:id", |_: Request| Response::with_status(204, ""))
        .get("/users/:id/posts/:post", |req: Request| {
            format!("{} of {}", req.param("post").unwrap(), req.param("id").unwrap())
        })
        .get("/files/*path", |req: Request| format!("file <{}>", req.param("path").unwrap()))
        .post("/sum", |req: Request| {
            let sum: u32 = req.body().iter().map(|byte| *byte as u32).sum();
            format!("{sum} {:?}", req.trailers())
        })
        .any("/any", |req: Request| format!("{} {:?}", req.method(), req.query_value("q")))
        .get("/fail", |_: Request| Err::<Response, &str>("not for the client"))
        .nest("/admin", admin)
        .before(|req| if req.path() == "/closed" { Some(Response::with_status(410, "Gone")) } else { None })
        .after(|response| response.header("x-layer", "1"))
}

async fn routes() {
    let server = Server::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    let task = spawn(server.serve(router()));
    for (method, path) in [
        ("GET", "/"),
        ("GET", "/users/me"),
        ("GET", "/users/a%2Fb%20c"),
        ("HEAD", "/users/7"),
        ("DELETE", "/users/7"),
        ("PUT", "/users/7"),
        ("OPTIONS", "/users/7"),
        ("GET", "/users/7/posts/9"),
        ("GET", "/users/"),
        ("GET", "/files/"),
        ("GET", "/files/a/b.txt"),
        ("PATCH", "/any?q=a+b%21"),
        ("GET", "/%zz"),
        ("GET", "/nowhere"),
        ("GET", "/closed"),
        ("GET", "/admin/who"),
        ("GET", "/fail"),
    ] {
        let text = exchange(address, &format!("{method} {path} HTTP/1.1\r\nHost: a\r\n\r\n")).await;
        println!("{method} {path}: {}", text.replace("content-type: text/plain; charset=utf-8|", ""));
    }
    let admin = "GET /admin/who HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer x\r\n\r\n";
    println!("{}", exchange(address, admin).await);
    let chunks = "POST /sum HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\
                  1\r\n\u{1}\r\n2;x\r\n\u{2}\u{3}\r\n0\r\nT: v\r\n\r\n";
    println!("{}", exchange(address, &(chunks.to_string() + chunks)).await);
    task.abort();
}

async fn bodies() {
    let pulled = Rc::new(Cell::new(0));
    let count = pulled.clone();
    let app = Router::new()
        .get("/lines", |_: Request| {
            Response::stream(|mut body| async move {
                for line in 1..=3 {
                    body.write(format!("line {line}\n")).await?;
                    body.flush().await?;
                }
                body.trailer("x-lines", "3");
                Ok(())
            })
        })
        .get("/exact", |_: Request| Response::stream_of_length(4, |mut body| async move { body.write("1234").await }))
        .get("/short", |_: Request| Response::stream_of_length(5, |mut body| async move { body.write("1234").await }))
        .get("/endless", move |_: Request| {
            let count = count.clone();
            Response::stream(|mut body| async move {
                loop {
                    body.write([b'x'; 1000]).await?;
                    count.set(count.get() + 1);
                }
            })
        })
        .post("/echo", |mut req: Request| {
            let mut input = req.take_body();
            Response::stream(|mut body| async move {
                while let Some(piece) = input.next().await? {
                    body.write(piece).await?;
                }
                Ok(())
            })
        })
        .post("/size", |mut req: Request| async move {
            req.read_body(100).await?;
            Response::ok(format!("{}", req.body().len()))
        })
        .post("/unread", |_: Request| "not read");
    let server = Server::bind("127.0.0.1:0").unwrap().stream_bodies(2000);
    let address = server.local_addr().unwrap();
    let handle = server.handle();
    let task = spawn(server.serve(app));
    for path in ["/lines", "/exact", "/short"] {
        println!("{}", exchange(address, &format!("GET {path} HTTP/1.1\r\nHost: a\r\n\r\n")).await);
    }
    println!("{}", exchange(address, "GET /lines HTTP/1.0\r\n\r\n").await);
    let post = |path: &str, headers: &str, body: &str| {
        let length = body.len();
        format!("POST {path} HTTP/1.1\r\nHost: a\r\nContent-Length: {length}\r\n{headers}\r\n{body}")
    };
    let two = post("/echo", "", "abc") + &post("/size", "Expect: 100-continue\r\n", "defg");
    println!("{}", exchange(address, &two).await);
    println!("{}", exchange(address, &post("/size", "", &"x".repeat(101))).await);
    println!("{}", exchange(address, &post("/size", "", &"x".repeat(2001))).await);
    println!("{}", exchange(address, &(post("/unread", "", "abc") + &post("/size", "", "d"))).await);
    let chunked = "POST /size HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    println!("{}", exchange(address, &format!("{chunked}FFFF\r\n")).await);
    println!("{}", exchange(address, &format!("{chunked}1\r\nab\r\n")).await);

    // A client that does not read holds the producer.
    let stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET /endless HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
    let mut last = -1;
    while pulled.get() != last || last == 0 {
        last = pulled.get();
        stdlib::task::sleep(Duration::from_millis(50)).await;
    }
    println!("held: {}", pulled.get() < 100_000);
    drop(stream);
    while handle.connections() > 0 {
        stdlib::task::sleep(Duration::from_millis(1)).await;
    }
    println!("gone");
    task.abort();
}

async fn shutdown() {
    let (go, gone) = oneshot::<()>();
    let gone = Cell::new(Some(gone));
    let (asked, was_asked) = oneshot::<()>();
    let asked = Cell::new(Some(asked));
    let handler = move |_: Request| {
        let (gone, asked) = (gone.take(), asked.take());
        async move {
            if let (Some(gone), Some(asked)) = (gone, asked) {
                let _ = asked.send(());
                let _ = gone.await;
            }
            "answered"
        }
    };
    let server = Server::bind("127.0.0.1:0").unwrap();
    let address = server.local_addr().unwrap();
    let handle = server.handle();
    let task = spawn(server.serve(handler));
    let get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    let slow = spawn(async move { exchange(address, get).await });
    was_asked.await.unwrap();
    let idle = TcpStream::connect(address).await.unwrap();
    idle.write_all(get.as_bytes()).await.unwrap();
    let mut buffer = [0; 1000];
    let count = idle.read(&mut buffer).await.unwrap();
    println!("idle: {}", String::from_utf8_lossy(&buffer[..count]).ends_with("answered"));
    // This one is accepted by the system and not by the server.
    let late = std::net::TcpStream::connect(address).unwrap();
    handle.shutdown();
    let late = spawn(async move {
        let late = TcpStream::from_std(late).unwrap();
        late.write_all(get.as_bytes()).await.unwrap();
        let bytes = late.read_to_end().await.unwrap();
        String::from_utf8(bytes).unwrap()
    });
    println!("idle ended: {}", idle.read(&mut buffer).await.unwrap() == 0);
    drop(idle);
    let late = late.await.unwrap();
    println!("late: {} {}", late.contains("connection: close"), late.ends_with("answered"));
    println!("ended early: {}", task.is_finished());
    go.send(()).unwrap();
    println!("slow: {}", slow.await.unwrap());
    task.await.unwrap();
    println!("refused: {}", TcpStream::connect(address).await.is_err());

    // Who never ends is ended when the time is over.
    let server = Server::bind("127.0.0.1:0").unwrap().grace(Duration::from_millis(20));
    let address = server.local_addr().unwrap();
    let handle = server.handle();
    let (ready, is_ready) = oneshot::<()>();
    let ready = Cell::new(Some(ready));
    let task = spawn(server.serve(move |_: Request| {
        ready.take().unwrap().send(()).unwrap();
        std::future::pending::<Response>()
    }));
    let stuck = spawn(async move { exchange(address, get).await });
    is_ready.await.unwrap();
    handle.shutdown();
    task.await.unwrap();
    println!("stuck: {:?}", stuck.await.map(|text| text.len()).unwrap_or(0));
}

async fn limits() {
    let message = Duration::from_millis(30);
    let limits = Limits { head: 200, body: 10, message, idle: message };
    let server = Server::bind("127.0.0.1:0").unwrap().limits(limits);
    let address = server.local_addr().unwrap();
    let task = spawn(server.serve(|req: Request| format!("{}", req.body().len())));
    let head = format!("GET / HTTP/1.1\r\nHost: a\r\nA: {}\r\n\r\n", "b".repeat(200));
    println!("{}", exchange(address, &head).await);
    println!("{}", exchange(address, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n").await);
    for text in ["", "GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\na"] {
        let stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(text.as_bytes()).await.unwrap();
        let bytes = timeout(Duration::from_secs(60), stream.read_to_end()).await.unwrap().unwrap();
        println!("{:?}", String::from_utf8_lossy(&bytes).lines().next());
    }
    task.abort();
}

fn main() {
    block_on(async {
        routes().await;
        bodies().await;
        shutdown().await;
        limits().await;
    });
}
