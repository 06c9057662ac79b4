// stdlib::http's WebSockets and events: both sides, frames byte by byte, what breaks the protocol, closing.
// rustc: no

use std::cell::Cell;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;
use stdlib::http::{websocket, websocket_with, Client, Event, Message, Request, Response, Router, Server, WebSocket};
use stdlib::net::{Stream, TcpStream};
use stdlib::task::{block_on, join, select, spawn};

thread_local! {
    static WAS_SILENT: Cell<bool> = const { Cell::new(false) };
}

fn app() -> Router {
    Router::new()
        .get("/echo", |request: Request| {
            websocket_with(request, &["other", "echo"], |socket| async move {
                socket.set_limit(70_000);
                while let Some(message) = socket.receive().await? {
                    socket.send(message).await?;
                }
                Ok(())
            })
        })
        .get("/close", |request: Request| {
            websocket(request, |socket| async move {
                socket.send("last words").await?;
                socket.close(4000, "enough").await
            })
        })
        .get("/silent", |request: Request| {
            websocket(request, |socket| async move {
                socket.set_idle_limit(Some(Duration::from_millis(40)));
                let error = socket.receive().await.unwrap_err();
                println!("silent: {error}");
                WAS_SILENT.set(true);
                Ok(())
            })
        })
        .get("/events", |_: Request| {
            Response::events(|mut events| async move {
                events.send("two\nlines").await?;
                events.send(Event::new("x\r\ny\rz").name("named").id("7").retry(Duration::from_secs(2))).await
            })
        })
}

const HANDSHAKE: &str = "GET /echo HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, Upgrade\r\nUpgrade: WebSocket\r\n\
                         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

async fn open(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(format!("{HANDSHAKE}\r\n").as_bytes()).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        stream.read_exact(&mut byte).await.unwrap();
        head.push(byte[0]);
    }
    stream
}

async fn ask(address: SocketAddr, text: &str) -> String {
    let stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(text.as_bytes()).await.unwrap();
    stream.finish().await.unwrap();
    let text = String::from_utf8(stream.read_to_end().await.unwrap()).unwrap();
    text.split("\r\n").filter(|line| !line.starts_with("date: ")).collect::<Vec<_>>().join("|")
}

/// A masked frame.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let mask = [0x37, 0xfa, 0x21, 0x3d];
    let mut bytes = vec![first];
    match payload.len() {
        length @ 0..=125 => bytes.push(0x80 | length as u8),
        length @ 126..=65535 => {
            bytes.push(0xFE);
            bytes.extend((length as u16).to_be_bytes());
        }
        length => {
            bytes.push(0xFF);
            bytes.extend((length as u64).to_be_bytes());
        }
    }
    bytes.extend(mask);
    bytes.extend(payload.iter().enumerate().map(|(index, byte)| byte ^ mask[index % 4]));
    bytes
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

async fn handshakes(address: SocketAddr) {
    println!("{}", ask(address, &format!("{HANDSHAKE}Sec-WebSocket-Protocol: x, echo\r\n\r\n")).await);
    let plain = "GET /echo HTTP/1.1\r\nHost: a\r\n\r\n".to_string();
    let version = HANDSHAKE.replace("13", "8") + "\r\n";
    let key = HANDSHAKE.replace("dGhl", "d-hl") + "\r\n";
    for text in [plain, version, key] {
        println!("{}", ask(address, &text).await);
    }
}

async fn frames(address: SocketAddr) {
    let close = frame(0x88, &[3, 232]);
    let whole = |frames: &[Vec<u8>]| frames.concat();
    let cases: Vec<(&str, Vec<u8>)> = vec![
        ("a text", whole(&[frame(0x81, b"Hello"), close.clone()])),
        ("bytes", whole(&[frame(0x82, &[0, 255]), close.clone()])),
        ("nothing", whole(&[frame(0x81, b""), close.clone()])),
        ("126 bytes", whole(&[frame(0x82, &[7; 126]), close.clone()])),
        ("fragments", whole(&[frame(1, b"a\xC3"), frame(0x89, b"ping"), frame(0, b""), frame(0x80, b"\xA9"), close.clone()])),
        ("a pong", whole(&[frame(0x8A, b"unasked"), close.clone()])),
        ("closing without a code", frame(0x88, b"")),
        ("closing with a reason", frame(0x88, b"\x0f\xa0why")),
        ("half a code", frame(0x88, b"\x03")),
        ("a code that is not sent", frame(0x88, &1005u16.to_be_bytes())),
        ("a code without meaning", frame(0x88, &2999u16.to_be_bytes())),
        ("a reason that is no text", frame(0x88, b"\x03\xe8\xff")),
        ("no text", frame(0x81, b"\xff")),
        ("half a character", frame(0x81, b"\xC3")),
        ("no mask", b"\x81\x01a".to_vec()),
        ("a reserved bit", frame(0xC1, b"a")),
        ("an unknown frame", frame(0x83, b"a")),
        ("an unknown control frame", frame(0x8B, b"a")),
        ("a control frame in parts", frame(0x09, b"a")),
        ("a long control frame", frame(0x89, &[0; 126])),
        ("a length that is too long", b"\x82\xFE\x00\x7D\0\0\0\0".to_vec()),
        ("a length of 2 to the 63", b"\x82\xFF\x80\0\0\0\0\0\0\0\0\0\0\0".to_vec()),
        ("a message that is too long", b"\x82\xFF\0\0\0\0\0\x01\x20\0\0\0\0\0".to_vec()),
        ("parts that are too long", whole(&[frame(2, &[0; 60000]), frame(0x80, &[0; 60000])])),
        ("the end of nothing", frame(0x80, b"a")),
        ("a message in a message", whole(&[frame(1, b"a"), frame(0x81, b"b")])),
    ];
    for (name, bytes) in cases {
        let stream = open(address).await;
        if bytes.len() < 100 {
            for byte in &bytes {
                stream.write_all(&[*byte]).await.unwrap();
            }
        } else {
            stream.write_all(&bytes).await.unwrap();
        }
        let mut answer = Vec::new();
        let mut piece = [0; 1000];
        loop {
            match stream.read(&mut piece).await.unwrap() {
                0 => break,
                count => answer.extend(&piece[..count]),
            }
        }
        println!("{name}: {}", hex(&answer[..answer.len().min(20)]));
    }
}

async fn client(address: SocketAddr) {
    let client = Client::new().proxy(None);
    let socket = client.websocket_with(&format!("ws://{address}/echo"), &["none", "echo"]).await.unwrap();
    println!("{:?}", socket.protocol());
    socket.send("text").await.unwrap();
    socket.ping(b"x").await.unwrap();
    socket.send(vec![1, 2, 3]).await.unwrap();
    println!("{:?} {:?}", socket.receive().await.unwrap(), socket.receive().await.unwrap());
    for length in [125, 126, 65535, 65536, 70_000] {
        let sent: Vec<u8> = (0..length).map(|index: u32| (index * 31 >> 3) as u8).collect();
        socket.send(sent.clone()).await.unwrap();
        let received = socket.receive().await.unwrap();
        println!("{length}: {}", received == Some(Message::Binary(sent)));
    }
    // One receives while others send; a future that is dropped loses nothing.
    let socket = Rc::new(socket);
    let senders: Vec<_> = (0..4)
        .map(|sender| {
            let socket = socket.clone();
            spawn(async move {
                for number in 0..50 {
                    socket.send(format!("{sender} {number} {}", "x".repeat(number * 100))).await.unwrap();
                }
            })
        })
        .collect();
    let mut next = [0; 4];
    let mut turns = 0;
    while next.iter().sum::<usize>() < 200 {
        turns += 1;
        let message = select! {
            biased;
            message = socket.receive() => message.unwrap().unwrap(),
            () = stdlib::task::yield_now() => continue,
        };
        let mut words = message.text().unwrap().split(' ');
        let sender: usize = words.next().unwrap().parse().unwrap();
        let number: usize = words.next().unwrap().parse().unwrap();
        assert_eq!((number, words.next().unwrap().len()), (next[sender], number * 100));
        next[sender] += 1;
    }
    println!("{next:?} {}", turns >= 200);
    for sender in senders {
        sender.await.unwrap();
    }
    socket.close(1001, "going").await.unwrap();
    println!("{:?} {:?}", socket.close_reason(), socket.send("late").await.map_err(|error| error.kind()));

    let socket = client.websocket(&format!("ws://{address}/close")).await.unwrap();
    println!("{:?} {:?}", socket.receive().await.unwrap(), socket.receive().await.unwrap());
    println!("{:?}", socket.close_reason());
    println!("{}", client.websocket(&format!("ws://{address}/events")).await.unwrap_err());

    // Who does not answer pings is taken for gone.
    let socket = client.websocket(&format!("ws://{address}/silent")).await.unwrap();
    while !WAS_SILENT.get() {
        stdlib::task::sleep(Duration::from_millis(5)).await;
    }
    println!("{:?}", socket.receive().await.map_err(|error| error.kind()));
}

async fn both_ends(address: SocketAddr) {
    let client = Client::new().proxy(None);
    let connect = |path: &str| {
        let (client, url) = (client.clone(), format!("ws://{address}{path}"));
        async move { client.websocket(&url).await.unwrap() }
    };
    let echo = |socket: WebSocket, text: &'static str| async move {
        socket.send(text).await.unwrap();
        socket.receive().await.unwrap().unwrap().text().unwrap().to_string()
    };
    println!("{:?}", join!(async { echo(connect("/echo").await, "a").await }, async { echo(connect("/echo").await, "b").await }));
    let mut events = client.get(&format!("http://{address}/events")).send().await.unwrap();
    let kind = events.header("content-type").map(str::to_string);
    println!("{:?} {:?}", kind, events.text().await.unwrap());
}

fn main() {
    block_on(async {
        let server = Server::bind("127.0.0.1:0").unwrap();
        let address = server.local_addr().unwrap();
        drop(spawn(server.serve(app())));
        handshakes(address).await;
        frames(address).await;
        client(address).await;
        both_ends(address).await;
    });
}
