// A full disk, children that are lost, peers that vanish by the thousands: errors are told, and nothing is kept.
// rustc: no

use std::io::ErrorKind;
use std::time::Duration;
use stdlib::fs;
use stdlib::net::{TcpListener, TcpStream};
use stdlib::process::Command;
use stdlib::task::{block_on, join, sleep, spawn, timeout};

extern "C" {
    fn kill(process: i32, signal: i32) -> i32;
}

fn descriptors() -> usize {
    std::fs::read_dir("/proc/self/fd").unwrap().count()
}

async fn full_disk() {
    let kind = |result: std::io::Result<()>| result.map_err(|error| error.kind());
    println!("{:?}", kind(fs::write_file("/dev/full", "text").await));
    println!("{:?}", kind(fs::append_file("/dev/full", vec![0; 1 << 20]).await));
    let file = fs::File::create("/dev/full").await.unwrap();
    println!("{:?}", kind(file.write_all("text").await));
}

async fn lost_children() {
    let mut child = Command::new("sleep").arg("60").spawn().unwrap();
    let process = child.id().unwrap() as i32;
    let (status, _) = join!(child.wait(), async { unsafe { kill(process, 9) } });
    println!("killed: {:?}", status.unwrap().code());
    // Nobody waits for this one, and its handle is dropped.
    let child = Command::new("sleep").arg("60").spawn().unwrap();
    let process = child.id().unwrap() as i32;
    drop(child);
    unsafe { kill(process, 9) };
    println!("no program: {:?}", Command::new("/no/such/program").spawn().map(drop).map_err(|error| error.kind()));
}

async fn vanishing_peers() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let server = spawn(async move {
        let mut ends = [0; 2];
        for _ in 0..2000 {
            let stream = listener.accept().await.unwrap();
            let mut buffer = [0; 16];
            match timeout(Duration::from_secs(20), stream.read(&mut buffer)).await.unwrap() {
                Ok(_) => ends[0] += 1,
                Err(error) if error.kind() == ErrorKind::ConnectionReset => ends[1] += 1,
                Err(error) => panic!("{error}"),
            }
        }
        ends
    });
    for number in 0..2000 {
        let stream = TcpStream::connect(address).await.unwrap();
        if number % 2 == 0 {
            stream.set_linger(Some(Duration::ZERO)).unwrap();
        }
        drop(stream);
    }
    println!("orderly and reset: {:?}", server.await.unwrap());
}

fn main() {
    block_on(async {
        // What the loop keeps for itself is opened now.
        let _ = Command::new("true").spawn().unwrap().wait().await;
        fs::metadata("/").await.unwrap();
        let before = descriptors();
        full_disk().await;
        lost_children().await;
        vanishing_peers().await;
        for _ in 0..200 {
            if descriptors() <= before {
                break;
            }
            sleep(Duration::from_millis(10)).await;
        }
        println!("descriptors are left: {}", descriptors() > before);
    });
}
