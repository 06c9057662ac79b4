// stdlib::process and stdlib::signal: pipes both ways, ends, kills, what is left behind; signals to oneself.
// rustc: no

use std::io::{Read, Write};
use std::time::Duration;
use stdlib::net::{copy, Stream};
use stdlib::process::{Child, Command, Stdio};
use stdlib::signal::{self, Kind};
use stdlib::task::{block_on, join, sleep, spawn, timeout};

extern "C" {
    fn raise(signal: i32) -> i32;
    fn kill(process: i32, signal: i32) -> i32;
}

/// This program in another role.
fn role(name: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.arg("run").arg(name);
    command
}

/// What the children do.
fn play(name: &str) {
    match name {
        "cat" => {
            let mut bytes = [0; 5000];
            loop {
                let count = std::io::stdin().read(&mut bytes).unwrap();
                if count == 0 {
                    return;
                }
                std::io::stdout().write_all(&bytes[..count]).unwrap();
                std::io::stdout().flush().unwrap();
            }
        }
        "both" => {
            for _ in 0..1000 {
                print!("{}", "o".repeat(100));
                eprint!("{}", "e".repeat(70));
            }
            std::process::exit(3);
        }
        "variables" => {
            println!("{:?} {:?}", std::env::var("ONE").ok(), std::env::args().nth(3));
            println!("{:?}", std::env::current_dir().unwrap());
        }
        "wait" => loop {
            println!("ready");
            std::thread::sleep(Duration::from_secs(3600));
        },
        // Ends when it is asked to.
        "service" => block_on(async {
            let asked = spawn(signal::asked_to_end());
            stdlib::task::yield_now().await;
            println!("ready");
            println!("{:?}", asked.await.unwrap().unwrap());
        }),
        _ => unreachable!(),
    }
}

async fn line(child: &Child) -> String {
    let mut text = Vec::new();
    let mut byte = [0];
    while child.stdout.as_ref().unwrap().read(&mut byte).await.unwrap() > 0 && byte[0] != b'\n' {
        text.push(byte[0]);
    }
    String::from_utf8(text).unwrap()
}

async fn processes() {
    let output = role("both").output().await.unwrap();
    println!("{:?} {} {}", output.status.code(), output.stdout.len(), output.stderr.len());
    let mut command = role("variables");
    let output = command.arg("argument").env_clear().env("ONE", "1").current_dir("/").output().await.unwrap();
    print!("{}", String::from_utf8(output.stdout).unwrap());
    println!("{}", role("cat").stdin(Stdio::null()).status().await.unwrap().success());
    let missing = Command::new("/nowhere/program").output().await;
    println!("{:?}", missing.map_err(|error| error.kind()).err());

    // Much through a child, in both directions at once.
    let mut child = role("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (stdin, stdout) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let sent: Vec<u8> = (0..500_000u32).map(|i| (i * 7) as u8).collect();
    let writing = async {
        stdin.write_all(&sent).await.unwrap();
        stdin.finish().await.unwrap();
        stdin.write_all(b"closed").await.map_err(|error| error.kind())
    };
    let (written, read) = join!(writing, stdout.read_to_end());
    println!("{written:?} {}", read.unwrap() == sent);
    println!("{} {:?}", child.wait().await.unwrap(), child.id());
    println!("{}", child.wait().await.unwrap());

    // A pipe from one child to another.
    let mut first = role("both").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    let mut second = role("cat").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let (from, to) = (first.stdout.take().unwrap(), second.stdin.take().unwrap());
    let piping = spawn(async move { copy(&from, &to).await.unwrap() });
    let output = second.stdout.take().unwrap().read_to_end().await.unwrap();
    println!("{} {}", piping.await.unwrap(), output.len());
    println!("{:?} {:?}", join!(first.wait(), second.wait()).0.unwrap().code(), second.try_wait().unwrap());
}

async fn killing() {
    let mut child = role("wait").stdout(Stdio::piped()).spawn().unwrap();
    println!("{}", line(&child).await);
    println!("{:?} {}", child.try_wait().unwrap(), child.id().is_some());
    println!("{}", timeout(Duration::from_millis(1), child.wait()).await.is_err());
    child.kill().await.unwrap();
    println!("{:?}", child.try_wait().unwrap().unwrap());
    child.start_kill().unwrap();

    let child = role("wait").stdout(Stdio::piped()).kill_on_drop(true).spawn().unwrap();
    println!("{}", line(&child).await);
    let id = child.id().unwrap() as i32;
    drop(child);
    // It is forgotten by the system when the library has taken note of its end.
    while unsafe { kill(id, 0) } == 0 {
        sleep(Duration::from_millis(1)).await;
        drop(role("cat").stdin(Stdio::null()).spawn().unwrap());
    }
    println!("gone");

    let mut child = role("service").stdout(Stdio::piped()).spawn().unwrap();
    println!("{}", line(&child).await);
    assert_eq!(unsafe { kill(child.id().unwrap() as i32, Kind::TERMINATE.number()) }, 0);
    println!("{}", line(&child).await);
    println!("{}", child.wait().await.unwrap());
}

async fn signals() {
    let mut one = signal::listen(Kind::USER1).unwrap();
    let mut two = signal::listen(Kind::USER1).unwrap();
    let mut other = signal::listen(Kind::USER2).unwrap();
    unsafe { raise(Kind::USER1.number()) };
    one.recv().await.unwrap();
    two.recv().await.unwrap();
    drop(two);
    println!("{:?} {:?}", one.kind(), other.kind());
    let waiting = spawn(async move { other.recv().await.map(|()| other) });
    stdlib::task::yield_now().await;
    println!("{}", waiting.is_finished());
    unsafe { raise(Kind::USER2.number()) };
    drop(waiting.await.unwrap().unwrap());
    // From another thread; several count as one.
    std::thread::spawn(|| unsafe {
        raise(Kind::USER1.number());
        raise(Kind::USER1.number());
    })
    .join()
    .unwrap();
    one.recv().await.unwrap();
    println!("{}", timeout(Duration::from_millis(1), one.recv()).await.is_err());
    // The place of an earlier listener, which was told of a signal.
    unsafe { raise(Kind::USER1.number()) };
    drop(one);
    let mut again = signal::listen(Kind::USER1).unwrap();
    println!("{}", timeout(Duration::from_millis(1), again.recv()).await.is_err());
    for kind in [Kind::from_number(9), Kind::from_number(0), Kind::from_number(500), Kind::from_number(11)] {
        println!("{:?} {:?}", kind, signal::listen(kind).map(drop).map_err(|error| error.kind()));
    }
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
    if let Some(name) = std::env::args().nth(2) {
        return play(&name);
    }
    block_on(async {
        processes().await;
        killing().await;
        signals().await;
    });
    println!("end");
}
