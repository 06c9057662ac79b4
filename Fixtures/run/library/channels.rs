// Channels: order, limits, closing, many senders, waiting with a limit of time.
use std::collections::BTreeSet;
use std::sync::mpsc::{self, RecvTimeoutError, SendError, TryRecvError, TrySendError};
use std::thread;
use std::time::Duration;

fn main() {
    let (sender, receiver) = mpsc::channel();
    println!("{:?}", receiver.try_recv());
    sender.send(1).unwrap();
    sender.clone().send(2).unwrap();
    println!("{:?} {:?}", receiver.recv(), receiver.try_recv());
    println!("{:?}", receiver.recv_timeout(Duration::from_millis(2)));
    drop(sender);
    println!("{:?} {:?}", receiver.try_recv() == Err(TryRecvError::Disconnected), receiver.recv().map_err(|e| e.to_string()));
    println!("{:?}", receiver.recv_timeout(Duration::from_secs(9)) == Err(RecvTimeoutError::Disconnected));
    drop(receiver);
    let (sender, receiver) = mpsc::channel::<String>();
    drop(receiver);
    let SendError(back) = sender.send("returned".to_string()).unwrap_err();
    println!("{back} {}", sender.send(back.clone()).unwrap_err());

    // Many senders: nothing is lost, and each one's values stay in order.
    let (sender, receiver) = mpsc::channel();
    for who in 0..8u32 {
        let sender = sender.clone();
        thread::spawn(move || for n in 0..500u32 {
            sender.send((who, n)).unwrap();
        });
    }
    drop(sender);
    let mut next = [0; 8];
    let mut count = 0;
    for (who, n) in &receiver {
        assert_eq!(next[who as usize], n);
        next[who as usize] += 1;
        count += 1;
    }
    println!("{count} {next:?}");

    let (sender, receiver) = mpsc::sync_channel(2);
    println!("{:?} {:?}", sender.try_send(1), sender.try_send(2));
    println!("{:?}", matches!(sender.try_send(3), Err(TrySendError::Full(3))));
    let producer = thread::spawn(move || (3..6).for_each(|n| sender.send(n).unwrap()));
    println!("{:?}", receiver.iter().collect::<Vec<_>>());
    producer.join().unwrap();

    // Without a buffer a send waits for the receiver.
    let (sender, receiver) = mpsc::sync_channel(0);
    let producer = thread::spawn(move || {
        let full = sender.try_send(0).is_err();
        for n in 1..4 {
            sender.send(n).unwrap();
        }
        full
    });
    thread::sleep(Duration::from_millis(2));
    println!("{:?}", receiver.into_iter().filter(|n| *n > 0).collect::<BTreeSet<_>>());
    println!("{:?}", producer.join().is_ok());

    // What is left inside is dropped with the channel.
    struct Loud(u8);
    impl Drop for Loud {
        fn drop(&mut self) {
            println!("drop {}", self.0);
        }
    }
    let (sender, receiver) = mpsc::channel();
    for n in 0..3 {
        sender.send(Loud(n)).ok().unwrap();
    }
    drop(receiver.recv());
    drop(receiver);
    println!("{}", sender.send(Loud(9)).is_err());
    let (sender, receiver) = mpsc::channel::<(usize, mpsc::Sender<usize>)>();
    let server = thread::spawn(move || receiver.iter().map(|(n, reply)| reply.send(n * n).unwrap()).count());
    let squares: Vec<usize> = (0..5).map(|n| {
        let (reply, answer) = mpsc::channel();
        sender.send((n, reply)).unwrap();
        answer.recv().unwrap()
    }).collect();
    drop(sender);
    println!("{squares:?} {}", server.join().unwrap());
}
