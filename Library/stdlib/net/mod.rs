//! Connections and datagrams on the event loop: TCP, UDP, Unix sockets, and what they have in common.
//!
//! ```
//! use stdlib::net::{Stream, TcpListener, TcpStream};
//! use stdlib::task::{block_on, spawn};
//!
//! let answer = block_on(async {
//!     let listener = TcpListener::bind("127.0.0.1:0")?;
//!     let port = listener.local_addr()?.port();
//!     drop(spawn(async move {
//!         let stream = listener.accept().await?;
//!         let question = stream.read_to_end().await?;
//!         stream.write_all(format!("{} bytes", question.len()).as_bytes()).await
//!     }));
//!     let stream = TcpStream::connect(("localhost", port)).await?;
//!     stream.write_all(b"hello").await?;
//!     stream.finish().await?;
//!     stream.read_to_end().await
//! });
//! assert_eq!(answer.unwrap(), b"5 bytes");
//! ```

mod address;
mod socket;
mod stream;
mod tcp;
mod udp;
mod unix;

pub use address::{lookup, Addresses, Target};
pub use socket::TcpSocket;
pub use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, SocketAddrV4, SocketAddrV6};
pub use stream::{copy, split, ReadHalf, Stream, WriteHalf};
pub use tcp::{TcpListener, TcpStream};
pub use udp::UdpSocket;
pub use unix::{UnixDatagram, UnixListener, UnixStream};
