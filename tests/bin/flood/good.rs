//! Callers that mean no harm, while others do.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

const BODY: &str = r#"{"orderId": 123, "supplier": "DUMMY_SUPPLIER", "notes": "Ring twice"}"#;

/// How long a caller waits.
const PATIENCE: Duration = Duration::from_secs(5);

/// Requests of an amendment, in pieces that floods take what they need of.
pub(crate) fn head(length: impl std::fmt::Display) -> String {
    format!(
        "POST /v1/service-order-amendments HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer good\r\n\
         X-Request-ID: request-1\r\nX-Conversation-ID: conversation-1\r\nContent-Type: application/json\r\n{length}\r\n\r\n"
    )
}

pub(crate) fn request() -> String {
    head(format_args!("Content-Length: {}", BODY.len())) + BODY
}

/// What came of the calls: how long each answer took, and what went wrong instead of others.
#[derive(Default)]
pub(crate) struct Calls {
    pub(crate) times: Vec<Duration>,
    pub(crate) faults: Vec<String>,
}

/// Calls until it is told to stop.
pub(crate) struct Caller {
    stop: Arc<AtomicBool>,
    calls: JoinHandle<Calls>,
}

impl Caller {
    pub(crate) fn start(address: SocketAddr) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let calls = std::thread::spawn(move || {
            let mut calls = Calls::default();
            let mut kept = None;
            while !stopped.load(Ordering::Relaxed) {
                let start = Instant::now();
                // Every other call comes over a connection that is new, as those of newcomers are.
                let fresh = calls.times.len().is_multiple_of(2);
                match kept
                    .take()
                    .filter(|_| !fresh)
                    .map_or_else(|| connect(address), Ok)
                    .and_then(call)
                {
                    Ok(stream) => {
                        calls.times.push(start.elapsed());
                        kept = Some(stream);
                    }
                    Err(fault) => calls.faults.push(fault),
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            calls
        });
        Self { stop, calls }
    }

    pub(crate) fn stop(self) -> Calls {
        self.stop.store(true, Ordering::Relaxed);
        self.calls.join().expect("the caller does not panic")
    }
}

fn connect(address: SocketAddr) -> Result<TcpStream, String> {
    let stream = TcpStream::connect_timeout(&address, PATIENCE);
    let ready = stream.and_then(|stream| {
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        Ok(stream)
    });
    ready.map_err(|error| format!("no connection: {error}"))
}

/// One call; gives the connection back.
fn call(mut stream: TcpStream) -> Result<TcpStream, String> {
    let mut answer = [0; 4096];
    let length = stream
        .write_all(request().as_bytes())
        .and_then(|()| stream.read(&mut answer))
        .map_err(|error| format!("no answer: {error}"))?;
    // The answer is a few hundred bytes, which come in one piece.
    let answer = String::from_utf8_lossy(&answer[..length]);
    if answer.starts_with("HTTP/1.1 201 ") && answer.ends_with('}') {
        Ok(stream)
    } else {
        Err(format!("the answer {:?}", answer.lines().next().unwrap_or_default()))
    }
}
