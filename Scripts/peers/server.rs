// The server that Scripts/test-peers and Fuzzing/servers let others talk to: a page that tries what browsers have, and
// what it needs. It ends in order when it is told to.
// Arguments: a port, and for https the files of a certificate and its key.
use std::time::Duration;
use stdlib::http::{websocket, Event, Request, Response, Router, Server};
use stdlib::json::{self, Value};
use stdlib::signal::{listen, Kind};
use stdlib::task::{block_on, sleep};
use stdlib::tls::Acceptor;

const PAGE: &str = r#"<!doctype html>
<title>Peers</title>
<script>
  const check = (is, what) => { if (!is) throw new Error(what); };
  const events = () => new Promise((resolve, reject) => {
    const source = new EventSource("/events"), seen = [];
    source.addEventListener("count", (event) => {
      seen.push(event.data + "/" + event.lastEventId);
      if (seen.length === 3) { source.close(); resolve(seen.join()); }
    });
    source.onerror = () => reject(new Error("events"));
  });
  const socket = () => new Promise((resolve, reject) => {
    const socket = new WebSocket(location.origin.replace("http", "ws") + "/socket"), seen = [];
    socket.binaryType = "arraybuffer";
    socket.onopen = () => { socket.send("grüß"); socket.send(new Uint8Array(100000).fill(7)); };
    socket.onmessage = (event) => {
      seen.push(typeof event.data === "string" ? event.data : event.data.byteLength);
      if (seen.length === 2) socket.close(1000, "done");
    };
    socket.onclose = (event) => resolve(seen.join() + "," + event.code);
    socket.onerror = () => reject(new Error("socket"));
  });
  (async () => {
    check(await (await fetch("/text")).text() === "some text", "text");
    const large = "x".repeat(300000);
    check(await (await fetch("/echo", { method: "POST", body: large })).text() === large, "echo");
    const many = await Promise.all([...Array(50).keys()].map((i) => fetch("/echo", { method: "POST", body: "b" + i }).then((r) => r.text())));
    check(many.join() === [...Array(50).keys()].map((i) => "b" + i).join(), "many");
    return await events() + " " + await socket();
  })().catch((error) => "failed: " + error.message).then((text) => fetch("/result", { method: "POST", body: text }));
</script>
"#;

fn app() -> Router {
    Router::new()
        .get("/", |_: Request| Response::html(PAGE))
        .get("/text", |_: Request| "some text")
        .post("/echo", |request: Request| Response::ok(request.body().to_vec()))
        .get("/chunks", |_: Request| {
            Response::stream(|mut body| async move {
                for number in 0..5 {
                    body.write(format!("piece {number}\n")).await?;
                }
                Ok(())
            })
        })
        .get("/slow", |_: Request| async {
            sleep(Duration::from_millis(300)).await;
            "slow text"
        })
        .get("/large", |_: Request| {
            Response::stream(|mut body| async move {
                for _ in 0..1000 {
                    body.write(vec![b'l'; 10_000]).await?;
                }
                Ok(())
            })
        })
        .post("/json", |request: Request| match json::parse::<Value>(request.body()) {
            Ok(value) => Response::json(value),
            Err(error) => Response::with_status(400, error.to_string()),
        })
        .get("/events", |_: Request| {
            Response::events(|mut events| async move {
                for number in 1..=3 {
                    events.send(Event::new(number.to_string()).name("count").id(&format!("e{number}"))).await?;
                    sleep(Duration::from_millis(5)).await;
                }
                sleep(Duration::from_secs(5)).await;
                Ok(())
            })
        })
        .get("/socket", |request: Request| {
            websocket(request, |socket| async move {
                while let Some(message) = socket.receive().await? {
                    socket.send(message).await?;
                }
                Ok(())
            })
        })
        .post("/result", |request: Request| {
            println!("result: {}", request.text().unwrap_or_default());
            ""
        })
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    block_on(async {
        let mut end = listen(Kind::TERMINATE).unwrap();
        let server = Server::bind(&format!("127.0.0.1:{}", arguments[0])).unwrap().shutdown_when(async move {
            let _ = end.recv().await;
        });
        println!("ready");
        match &arguments[1..] {
            [certificate, key] => server.serve_tls(Acceptor::from_files(certificate, key).unwrap(), app()).await,
            _ => server.serve(app()).await,
        }
    })
}
