//! What is done to the server.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use fibre_gateway::runtime::server::BoxFuture;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::good::{head, request};

/// For how long floods of many short connections last.
const SHORT: Duration = Duration::from_secs(10);

/// When the server has to have ended every connection that does nothing good: its own limits are 30 seconds.
const LONG: Duration = Duration::from_secs(50);

/// One way to be a nuisance.
pub(crate) struct Flood {
    pub(crate) name: &'static str,
    /// How many connections there are at once.
    pub(crate) connections: usize,
    /// For how long new ones follow those that ended; not at all, where each is held until the server ends it.
    pub(crate) again: Duration,
    /// What one connection does; its number tells those apart that do different things.
    pub(crate) one: fn(TcpStream, usize) -> BoxFuture<'static, End>,
    /// The ends that a connection may come to.
    pub(crate) ends: &'static [End],
}

/// How a connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum End {
    /// The server answered.
    Status(u16),
    /// The server closed it, with or without the answers it had given.
    Closed,
    /// The one who floods went away, as was meant.
    Left,
    /// It could not be opened.
    Refused,
    /// The server still holds it.
    Open,
}

/// Half of a body that is as long as is allowed.
static SLOW_BODY: LazyLock<String> = LazyLock::new(|| {
    let text = "x".repeat(1 << 20);
    head(format_args!("Content-Length: {}", 2 << 20)) + r#"{"orderId": 1, "notes": ""# + &text
});

/// How many connections ended how.
pub(crate) type Ends = BTreeMap<End, u64>;

pub(crate) const FLOODS: [Flood; 7] = [
    Flood {
        name: "slow heads",
        connections: 2000,
        again: Duration::ZERO,
        one: |stream, _| Box::pin(drip(stream, "GET /v1 HTTP/1.1\r\nHost: gateway\r\nX-Slow: ")),
        ends: &[End::Status(408), End::Closed],
    },
    Flood {
        name: "slow bodies",
        connections: 2000,
        again: Duration::ZERO,
        one: |stream, _| Box::pin(drip(stream, &SLOW_BODY)),
        ends: &[End::Status(408), End::Status(503), End::Closed],
    },
    Flood {
        name: "bodies beyond the limit",
        connections: 64,
        again: SHORT,
        one: |stream, number| Box::pin(too_long(stream, number)),
        ends: &[End::Status(413), End::Closed],
    },
    Flood {
        name: "idle connections",
        connections: 10_000,
        again: Duration::ZERO,
        one: |stream, _| Box::pin(drip(stream, "")),
        ends: &[End::Closed],
    },
    Flood {
        name: "pipelined garbage",
        connections: 64,
        again: SHORT,
        one: |stream, number| Box::pin(garbage(stream, number)),
        // What stands before the garbage is answered, also where nothing is said to the rest.
        ends: &[End::Status(201), End::Status(400), End::Status(431), End::Closed],
    },
    Flood {
        name: "answers nobody takes",
        connections: 32,
        again: Duration::ZERO,
        one: |stream, _| Box::pin(take_nothing(stream)),
        ends: &[End::Closed],
    },
    Flood {
        name: "cancelled requests",
        connections: 64,
        again: SHORT,
        one: |stream, number| Box::pin(cancel(stream, number)),
        ends: &[End::Left, End::Closed],
    },
];

impl Flood {
    /// Does it with a number of connections at once, until all of them ended.
    pub(crate) async fn run(&self, address: SocketAddr, connections: usize) -> Ends {
        let stop = Instant::now() + self.again;
        let (one, again) = (self.one, self.again);
        let mut all = JoinSet::new();
        for number in 0..connections {
            // Faster than they can be taken they would pile up in the system, which then drops those of anybody.
            if number % 50 == 49 {
                sleep(Duration::from_millis(10)).await;
            }
            all.spawn(async move {
                let mut ends = Ends::new();
                for turn in 0.. {
                    let end = match TcpStream::connect(address).await {
                        Ok(stream) => timeout(LONG, one(stream, number + turn)).await,
                        Err(_) => Ok(End::Refused),
                    };
                    *ends.entry(end.unwrap_or(End::Open)).or_default() += 1;
                    if again.is_zero() || Instant::now() > stop {
                        break;
                    }
                }
                ends
            });
        }
        let mut ends = Ends::new();
        while let Some(one) = all.join_next().await {
            for (end, count) in one.expect("no flood panics") {
                *ends.entry(end).or_default() += count;
            }
        }
        ends
    }
}

/// Reads what the server says until it closes.
async fn end(stream: &mut (impl tokio::io::AsyncRead + Unpin)) -> End {
    let mut last = End::Closed;
    let mut said = vec![0; 4096];
    while let Ok(length @ 1..) = stream.read(&mut said).await {
        let text = String::from_utf8_lossy(&said[..length]);
        let status =
            text.rsplit_once("HTTP/1.1 ").and_then(|(_, rest)| rest.get(..3)?.parse().ok());
        last = status.map_or(last, End::Status);
    }
    last
}

/// Says something, and then a letter now and then.
async fn drip(mut stream: TcpStream, first: &str) -> End {
    let (mut read, mut write) = stream.split();
    let wait = Duration::from_millis(500);
    let saying = async {
        if first.is_empty() || write.write_all(first.as_bytes()).await.is_err() {
            std::future::pending::<()>().await;
        }
        loop {
            sleep(wait).await;
            if write.write_all(b"x").await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        end = end(&mut read) => end,
        () = saying => End::Open,
    }
}

/// A body that goes on as long as it is let to, of a length that it says or does not say.
async fn too_long(mut stream: TcpStream, number: usize) -> End {
    let piece = "x".repeat(0x10000);
    let (head, piece) = if number.is_multiple_of(2) {
        (head(format_args!("Content-Length: {}", 1_u64 << 40)), piece)
    } else {
        (head("Transfer-Encoding: chunked"), format!("10000\r\n{piece}\r\n"))
    };
    let (mut read, mut write) = stream.split();
    let saying = async {
        let mut more = write.write_all(head.as_bytes()).await;
        while more.is_ok() {
            more = write.write_all(piece.as_bytes()).await;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        end = end(&mut read) => end,
        () = saying => End::Open,
    }
}

/// Requests with what is none behind them, all at once.
async fn garbage(mut stream: TcpStream, number: usize) -> End {
    let mut bytes = request().repeat(number % 3 * 20).into_bytes();
    match number % 5 {
        0 => bytes.extend((0..0x10000).map(|_| fastrand::u8(..))),
        1 => bytes.extend(format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(0x20_0000)).bytes()),
        2 => bytes
            .extend(head("Transfer-Encoding: chunked").bytes().chain(*b"fffffffffffffffff\r\n")),
        3 => bytes.extend((0..500).flat_map(|_| *b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n")),
        _ => bytes.extend((0..0x10000).map(|_| fastrand::alphanumeric() as u8)),
    }
    let (mut read, mut write) = stream.split();
    let saying = async {
        // Where the server ends the connection first, that is what is looked for.
        let _ = write.write_all(&bytes).await;
        let _ = write.shutdown().await;
        std::future::pending::<()>().await;
    };
    tokio::select! {
        end = end(&mut read) => end,
        () = saying => End::Open,
    }
}

/// Requests without end, and no look at an answer.
async fn take_nothing(mut stream: TcpStream) -> End {
    let many = request().repeat(100);
    while stream.write_all(many.as_bytes()).await.is_ok() {}
    End::Closed
}

/// A request, or part of one, and away.
async fn cancel(mut stream: TcpStream, number: usize) -> End {
    let whole = request();
    let (part, wait) = match number % 4 {
        0 => (whole.len(), 0),
        1 => (whole.len(), 1),
        2 => (whole.len() - 10, 1),
        _ => (whole.len() / 3, 0),
    };
    if stream.write_all(&whole.as_bytes()[..part]).await.is_err() {
        return End::Closed;
    }
    sleep(Duration::from_millis(wait)).await;
    End::Left
}
