//! What strangers do to connections, and what a listener lets them.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use specwright_runtime::server::{ConnectionLimits, Listen};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::app;

const BODY: &str = r#"{"orderId":1}"#;

/// A server that ends when it is told to.
struct Served {
    address: SocketAddr,
    end: oneshot::Sender<()>,
    done: JoinHandle<std::io::Result<()>>,
}

async fn serve(change: impl FnOnce(&mut ConnectionLimits)) -> Served {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let mut limits = ConnectionLimits::default();
    change(&mut limits);
    let (end, ended) = oneshot::channel();
    let ended = async { ended.await.unwrap_or_default() };
    let done =
        tokio::spawn(Listen::on(listener).with_limits(limits).until(ended).serve(app::server()));
    Served { address, end, done }
}

fn amendment() -> String {
    format!(
        "POST /v1/service-order-amendments HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer good\r\n\
         X-Request-ID: 1\r\nX-Conversation-ID: 1\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{BODY}",
        BODY.len()
    )
}

/// The status of the next answer, read as far as one read goes.
async fn status(stream: &mut TcpStream) -> Option<u16> {
    let mut answer = [0; 4096];
    let length = stream.read(&mut answer).await.ok()?;
    std::str::from_utf8(&answer[..length]).ok()?.split(' ').nth(1)?.parse().ok()
}

async fn connect(served: &Served) -> TcpStream {
    TcpStream::connect(served.address).await.expect("a connection")
}

#[tokio::test]
async fn a_head_that_does_not_come_ends_the_connection() {
    let served = serve(|limits| limits.head_within = Duration::from_millis(200)).await;
    for said in ["", "POST /v1/service-order-amendments HTTP/1.1\r\nHost:", &amendment()] {
        let mut stream = connect(&served).await;
        stream.write_all(said.as_bytes()).await.expect("a connection");
        let start = Instant::now();
        let expected = said.ends_with(BODY).then_some(201);
        assert_eq!(status(&mut stream).await, expected, "{said}");
        assert_eq!(status(&mut stream).await, None, "{said}");
        assert!(start.elapsed() < Duration::from_secs(5));
    }
}

#[tokio::test]
async fn a_head_is_as_long_as_it_may_be() {
    let served = serve(|limits| limits.most_head_bytes = 0).await;
    let with = |length| {
        amendment().replacen("Host", &format!("X-Long: {}\r\nHost", "x".repeat(length)), 1)
    };
    for (length, expected) in [(4000, 201), (9000, 431)] {
        let mut stream = connect(&served).await;
        stream.write_all(with(length).as_bytes()).await.expect("a connection");
        assert_eq!(status(&mut stream).await, Some(expected));
    }
}

#[tokio::test]
async fn answers_that_nobody_takes_end_the_connection() {
    let served = serve(|limits| limits.taken_within = Duration::from_millis(200)).await;
    let mut stream = connect(&served).await;
    let many = amendment().repeat(1000);
    let sending = async { while stream.write_all(many.as_bytes()).await.is_ok() {} };
    let ended = tokio::time::timeout(Duration::from_secs(30), sending).await;
    assert!(ended.is_ok(), "the server reads on for ever");
}

#[tokio::test]
async fn connections_wait_until_there_is_a_place() {
    let served = serve(|limits| limits.most = 1).await;
    let first = connect(&served).await;
    let mut second = connect(&served).await;
    second.write_all(amendment().as_bytes()).await.expect("a connection");
    let answer = status(&mut second);
    tokio::pin!(answer);
    let soon = tokio::time::timeout(Duration::from_millis(200), &mut answer).await;
    assert!(soon.is_err(), "there was a place for two");
    drop(first);
    assert_eq!(answer.await, Some(201));
}

#[tokio::test]
async fn the_end_waits_for_calls_and_not_for_idle_connections() {
    let served = serve(|_| {}).await;
    let idle = connect(&served).await;
    let mut calling = connect(&served).await;
    let whole = amendment();
    let (head, last) = whole.split_at(whole.len() - 1);
    calling.write_all(head.as_bytes()).await.expect("a connection");
    tokio::time::sleep(Duration::from_millis(100)).await;
    served.end.send(()).expect("it listens");
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert!(!served.done.is_finished(), "a call is under way");
    calling.write_all(last.as_bytes()).await.expect("a connection");
    assert_eq!(status(&mut calling).await, Some(201));
    served.done.await.expect("no panic").expect("an end");
    assert!(TcpStream::connect(served.address).await.is_err());
    drop(idle);
}
