// The client that Scripts/test-peers lets talk to other servers: fetches each address twice, sends a body to those
// that end in /echo. Arguments: the file of an authority, addresses.
use stdlib::http::Client;
use stdlib::task::block_on;
use stdlib::tls::Connector;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let connector = Connector::trusting_nobody()?.trust_file(&arguments[0])?;
    let client = Client::new().proxy(None).tls(connector);
    block_on(async {
        for address in &arguments[1..] {
            for _ in 0..2 {
                let request = if address.ends_with("/echo") { client.post(address).body("b".repeat(200_000)) } else { client.get(address) };
                let mut response = request.send().await?;
                let status = response.status();
                let text = response.text().await?;
                let start: String = text.lines().next().unwrap_or("").chars().take(9).collect();
                println!("{address} {status} {} {start}", text.len());
            }
        }
        Ok(())
    })
}
