// Network addresses: text both ways, properties, comparison.
use std::net::*;

fn main() {
    let addresses = ["127.0.0.1", "10.1.2.3", "255.255.255.255", "169.254.0.1", "203.0.113.9", "224.0.0.1", "0.0.0.0"];
    for text in addresses {
        let a: Ipv4Addr = text.parse().unwrap();
        println!(
            "{a:>16} {:#x} {} {} {} {} {} {} {}",
            a.to_bits(), a.is_loopback(), a.is_private(), a.is_broadcast(), a.is_link_local(), a.is_documentation(),
            a.is_multicast(), a.is_unspecified()
        );
    }
    for text in ["::1", "::", "fe80::1", "fc00::2", "ff02::1", "::ffff:1.2.3.4", "2001:db8:0:0:1:0:0:1", "1:0:0:2::"] {
        let a: Ipv6Addr = text.parse().unwrap();
        println!(
            "{a} {:?} {} {} {} {:?} {}",
            a.segments()[7], a.is_unique_local(), a.is_unicast_link_local(), a.is_multicast(), a.to_ipv4(), a.to_canonical()
        );
    }
    for text in ["1.2.3", "256.1.1.1", "01.2.3.4", "1::2::3", "::g", "1:2:3:4:5:6:7:8:9", ""] {
        println!("{:?} {}", text.parse::<IpAddr>().is_err(), text.parse::<Ipv4Addr>().unwrap_err());
    }
    let mut socket: SocketAddr = "[2001:db8::1]:8080".parse().unwrap();
    println!("{socket} {} {:?}", socket.port(), socket.ip());
    socket.set_port(1);
    socket.set_ip(Ipv4Addr::LOCALHOST.into());
    println!("{socket} {}", socket.is_ipv4());
    let mut v6 = SocketAddrV6::new(Ipv6Addr::LOCALHOST, 80, 0, 0);
    v6.set_scope_id(3);
    v6.set_flowinfo(9);
    println!("{v6} {} {}", v6.flowinfo(), v6.scope_id());
    let v4 = Ipv4Addr::new(1, 2, 3, 4);
    println!("{} {}", IpAddr::V4(v4) == v4, v4 < IpAddr::V6(Ipv6Addr::UNSPECIFIED));
    println!("{} {}", v4.to_ipv6_mapped(), v4.to_ipv6_compatible());
    println!("{:?}", SocketAddr::from(([1, 2, 3, 4], 5)));
}
