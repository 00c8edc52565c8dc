//! A server that does as a script says, on a real socket.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// What is done with one connection, once its request has come.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Act {
    /// Writes a text, its lines ended as HTTP has them.
    Say(&'static str),
    /// Writes that many bytes.
    Flood(usize),
    /// Says nothing any more, and keeps the connection.
    Hang,
    /// Ends the connection without a farewell.
    Reset,
}

/// A server that plays each script on a connection of its own, the last one for ever.
pub(crate) struct Scripted {
    pub(crate) address: SocketAddr,
    connections: Arc<AtomicUsize>,
    requests: Arc<Mutex<Vec<String>>>,
}

impl Scripted {
    pub(crate) async fn start(scripts: &'static [&'static [Act]]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (connections, requests) = (Arc::default(), Arc::default());
        let server = Self { address, connections, requests };
        let (counted, heard) = (Arc::clone(&server.connections), Arc::clone(&server.requests));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let at = counted.fetch_add(1, Ordering::SeqCst).min(scripts.len() - 1);
                tokio::spawn(play(stream, scripts[at], Arc::clone(&heard)));
            }
        });
        server
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The requests that came, head and body as they were.
    pub(crate) fn requests(&self) -> Vec<String> {
        self.requests.lock().expect("nobody panics with it").clone()
    }
}

async fn play(mut stream: TcpStream, script: &[Act], heard: Arc<Mutex<Vec<String>>>) {
    let request = read(&mut stream).await;
    heard.lock().expect("nobody panics with it").push(request);
    for act in script {
        match *act {
            Act::Say(text) => {
                let _ = stream.write_all(text.replace('\n', "\r\n").as_bytes()).await;
            }
            Act::Flood(bytes) => {
                let _ = stream.write_all(&vec![b'x'; bytes]).await;
            }
            Act::Hang => tokio::time::sleep(Duration::from_secs(60)).await,
            Act::Reset => {
                let _ = stream.set_zero_linger();
                return;
            }
        }
    }
    // Closed in order: what has not been read would make a reset of it.
    let _ = stream.shutdown().await;
    let mut rest = Vec::new();
    let _ = stream.read_to_end(&mut rest).await;
}

async fn read(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer).await.unwrap_or(0);
        text.push_str(&String::from_utf8_lossy(&buffer[..count]));
        let length = |head: &str| {
            let mut lines = head.lines().filter_map(|line| line.split_once(": "));
            let length = lines.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            length.and_then(|(_, length)| length.parse().ok()).unwrap_or(0)
        };
        let whole =
            text.split_once("\r\n\r\n").is_some_and(|(head, body)| body.len() >= length(head));
        if whole || count == 0 {
            return text;
        }
    }
}
